/** Why an approval refuses a command, each with what to do next. */

import { rejection } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';

export const onlyApplicant = rejection('NOT_YOURS', '只有申请人可以这样做。', 'Only the applicant may do this.');
export const ownProject = rejection('OWN_PROJECT', '申请人不得审批自己的申请（回避）。', 'Applicants may not decide on their own application.');
export const onlyPeople = rejection('NOT_ASKED', '须由具体的人作出决定。', 'Only a person can decide.');
export const youDecided = rejection('ALREADY_DECIDED', '您已经处理过这一步。', 'You have already decided on this step.');
const paused = rejection(
  'PAUSED',
  '计时已暂停（补正、评审等），恢复后会再次通知您。',
  'The clock stands still (supplement, review …); you will be told when it goes on.',
);
export const projectSuspended = rejection(
  'SUSPENDED',
  '项目已暂停，恢复后计时从停止处继续，并会再次通知您。',
  'The project is suspended; once it goes on, the clock runs on from where it stood and you will be told.',
);
/** Why nothing can be decided while its clock stands. */
export const pausedFor = ({ suspension }: { readonly suspension?: object }) => (suspension === undefined ? paused : projectSuspended);
export const notAsked = rejection('NOT_ASKED', '这一步没有请您审批。', 'You were not asked to decide on this step.');
export const notYourTurn = rejection('NOT_YOUR_TURN', '按顺序审批，还没有轮到您。', 'This step is decided in order and it is not your turn yet.');
export const whichTask = rejection(
  'WHICH_TASK',
  '您在这一步有多项待办（含代理），请指明任务编号 task。',
  'You have several tasks here (some on behalf of others); name the one you mean as "task".',
);
export const superseded = rejection(
  'SUPERSEDED',
  '申请内容已更新，请按最新内容重新审阅。',
  'The application has changed since you saw it; please read the newest version.',
);
export const assuranceTooLow = rejection(
  'ASSURANCE_TOO_LOW',
  '本环节须以一次性验证码或登录确认身份，仅凭邮件链接不能作出决定。',
  'This step asks for a one-time code or a sign-in; a link alone is not enough to decide it.',
);
export const signInTooOld = (minutes: number) =>
  rejection(
    'ASSURANCE_TOO_LOW',
    `本环节须由本人在最近 ${minutes} 分钟内登录后办理（按路线要求的方式登录），请重新登录后再次提交；未记录。`,
    `This step asks for a sign-in of your own within the last ${minutes} minutes, by a way that its route names. Nothing was recorded; please sign in again and send it once more.`,
  );
export const mailAskedAlready = rejection(
  'TOO_SOON',
  '邮件刚刚发出，请查收收件箱和垃圾邮件；几分钟后可再次发送。',
  'That mail has just been sent; look into your inbox and the spam folder. You can ask again in a few minutes.',
);
export const notAllowed = rejection('NOT_ALLOWED_BY_ROUTE', '审批路线不允许这一操作。', 'The route does not allow this.');
export const reasonRequired = rejection('REASON_REQUIRED', '请写明理由。', 'Please give a reason.');
export const signatureRequired = rejection(
  'SIGNATURE_REQUIRED',
  '本环节须签名或签章：请在审批页面手写签名，或上传签名、印章的图片（PNG、JPEG），再提交。',
  'This step asks for a signature: on its page, draw one by hand or hand in a picture of a signature or seal (PNG, JPEG), and send it again.',
);
export const copyRefused = (faults: readonly Text[]) =>
  rejection(
    'PERSON_NOT_ELIGIBLE',
    '不能这样抄送，请按所列各项调整收件人。',
    'The copy cannot go to all of these people; please change whom it names.',
    faults,
  );
export const formFaulty = (faults: readonly Text[]) =>
  rejection('FORM_FAULTS', '申请表填写有误，请逐项更正。', 'The form has faults; please correct each.', faults);
/** What deciders fill in at a step is wrong or missing. */
export const fillingsFaulty = (fields: readonly { readonly label: Text }[], faults: readonly Text[]) => {
  const zh = fields.map(({ label }) => `“${label.zh}”`).join('、');
  const en = fields.map(({ label }) => `“${label.en}”`).join(', ');
  return rejection(
    'FORM_FAULTS',
    `本环节由审批人填写的内容${zh === '' ? '' : `（${zh}）`}有误或未填，请在审批页面逐项更正后再提交；未记录。`,
    `What deciders fill in at this step${en === '' ? '' : ` (${en})`} is missing or has faults. Nothing was recorded; please correct it on the page of the case and send it again.`,
    faults,
  );
};
export const filledSince = rejection(
  'SUPERSEDED',
  '其他审批人刚刚填写或更改了本环节的内容，请刷新页面，看过之后再决定；未记录。',
  'Somebody has just filled in or changed fields here. Nothing was recorded; please read the page anew and then decide.',
);
export const notEligible = (faults: readonly Text[]) =>
  rejection('PERSON_NOT_ELIGIBLE', '所选人员不能审批本事项，请另选。', 'This person cannot be asked here; please choose somebody else.', faults);

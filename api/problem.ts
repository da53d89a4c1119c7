/** Errors as people and clients get them: RFC 9457 with a stable `code`. One table maps every code to its status. */
import type { Response } from 'express';
import type { RecorderFailure, Rejection, RejectionCode } from '../domain/kernel/rejection.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { CommandOutcome } from '../temporal/case-gateway.ts';

/** What can go wrong at the edge, before or around the domain. */
export const EDGE_CODES = [
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'NOT_SIGNED_IN',
  'SIGN_IN_WRONG',
  'SETUP_CODE_WRONG',
  'NOT_PROVED',
  'CROSS_SITE',
  'SCOPE_TOO_NARROW',
  'SIGN_IN_AGAIN',
  'FACTOR_THERE',
  'TOO_MANY',
  'HEADER_TOO_LARGE',
  'BAD_JSON',
  'TOO_LARGE',
  'WRONG_SHAPE',
  'UNSUPPORTED_MEDIA_TYPE',
  'KEY_MISSING',
  'KEY_REUSED',
  'TOO_MUCH',
  'NOT_CONFIRMED',
  'UNAVAILABLE',
  'VIRUS_FOUND',
  'SCANNER_AWAY',
  'INTERNAL',
] as const;
export type EdgeCode = (typeof EDGE_CODES)[number];
export type ProblemCode = EdgeCode | RejectionCode | RecorderFailure;

/** Refusals about who: 403. About shape or completeness: 422. About the state of the case: 409. */
export const STATUS_OF = {
  NOT_OPENED: 404,
  ALREADY_OPENED: 409,
  CLOSED: 409,
  NOT_YOURS: 403,
  OWN_PROJECT: 403,
  NOT_ASKED: 403,
  ALREADY_DECIDED: 409,
  NOT_YOUR_TURN: 409,
  SUPERSEDED: 409,
  REASON_REQUIRED: 422,
  SCORE_REQUIRED: 422,
  SIGNATURE_REQUIRED: 422,
  NOT_ALLOWED_BY_ROUTE: 422,
  PAUSED: 409,
  NOT_RETURNED: 409,
  NOT_PAUSED: 409,
  ALREADY_SUPPLEMENTED: 409,
  SYSTEM_ONLY: 403,
  OUT_OF_ORDER: 409,
  WRONG_STATE: 409,
  UNKNOWN_ITEM: 422,
  DUPLICATE: 409,
  INCOMPLETE: 422,
  NO_ANSWERS: 422,
  SUMS_DISAGREE: 422,
  NOTE_REQUIRED: 422,
  ESTIMATE_EXCEEDS_FSR: 422,
  PAYMENT_OVER_LIMIT: 422,
  FUNDS_SHORT: 422,
  RATIO_NOT_MET: 422,
  SUSPENDED: 409,
  DATE_IN_FUTURE: 422,
  PANEL_INVALID: 422,
  WHICH_TASK: 422,
  PERSON_NOT_ELIGIBLE: 422,
  TOO_SOON: 409,
  NOTHING_TO_TAKE_BACK: 409,
  CONDITIONS_REQUIRED: 422,
  UNDERTAKING_MISSING: 422,
  ALREADY_EXTENDED: 409,
  WITHDRAWAL_TOO_LATE: 409,
  MANDATE_INVALID: 422,
  ROUTE_FAULTS: 422,
  FORM_FAULTS: 422,
  ASSURANCE_TOO_LOW: 403,
  EARLIER_DAY: 422,
  CALENDAR_YEAR_UNKNOWN: 422,
  NOBODY_FOUND: 422,
  PERSON_UNKNOWN: 422,
  CANNOT_LEAVE: 422,
  PAPERS_MISSING: 422,
  VIRUS_FOUND: 422,
  SCANNER_AWAY: 503,
  PERIOD_TOO_SHORT: 422,
  UNITS_UNFIT: 422,
  ROUTE_UNKNOWN: 422,
  CODE_TAKEN: 409,
  STREAM_CONFLICT: 500,
  TEXT_NOT_KEPT: 422,
  COMMAND_ID_TAKEN: 409,
  SEAL_INVALID: 503,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_SIGNED_IN: 401,
  SIGN_IN_WRONG: 401,
  SETUP_CODE_WRONG: 401,
  NOT_PROVED: 401,
  CROSS_SITE: 403,
  SCOPE_TOO_NARROW: 403,
  SIGN_IN_AGAIN: 403,
  FACTOR_THERE: 409,
  TOO_MANY: 429,
  HEADER_TOO_LARGE: 431,
  BAD_JSON: 400,
  TOO_LARGE: 413,
  WRONG_SHAPE: 422,
  UNSUPPORTED_MEDIA_TYPE: 415,
  KEY_MISSING: 400,
  KEY_REUSED: 422,
  TOO_MUCH: 429,
  NOT_CONFIRMED: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const satisfies Record<ProblemCode, number>;

const EDGE_TEXTS: Record<EdgeCode | RecorderFailure, Text> = {
  NOT_FOUND: { zh: '没有这一项，或您无权查看。', en: 'There is no such thing, or you may not see it.' },
  METHOD_NOT_ALLOWED: { zh: '此地址不支持这种请求方法，请见 Allow 响应头。', en: 'This address does not take this method; see the Allow header.' },
  NOT_SIGNED_IN: {
    zh: '请先登录（浏览器登录，或程序出示 Authorization: Bearer …）。',
    en: 'Please sign in (with a browser, or a program with Authorization: Bearer …).',
  },
  SIGN_IN_WRONG: {
    zh: '登录未成功：验证码或密码不对，或已过期。请核对后重试，或重新获取验证码。',
    en: 'You are not signed in: the code or password is wrong, or its time is over. Please check it, or ask for a new code.',
  },
  NOT_PROVED: {
    zh: '密码或动态码不对，没有变更。请核对后重试；同一组动态码只能用一次，请等应用显示下一组。',
    en: 'The password or the digits are wrong; nothing was changed. Please check them; six digits are good once, so wait for the next ones.',
  },
  SETUP_CODE_WRONG: {
    zh: '初始化码不对，或已被新的取代。请用服务器终端上最新显示的；需要时运行 npx tuojian setup-code。',
    en: 'This is not the setup code, or there is a newer one. Use the one that the server’s terminal showed last; npx tuojian setup-code shows another.',
  },
  CROSS_SITE: {
    zh: '此请求来自其他网站的页面，未执行。请在本系统的页面中操作。',
    en: 'This request came from a page of another site; nothing was done. Please use the pages of this service.',
  },
  SCOPE_TOO_NARROW: {
    zh: '此密钥的权限范围不包括这一操作，未执行。请本人登录办理，或另建权限范围合适的密钥。',
    en: 'This key was not made for that; nothing was done. Sign in yourself, or make a key with a wider scope.',
  },
  FACTOR_THERE: {
    zh: '已有第二因素；如需更换，请先解除原有的。',
    en: 'There is a second factor already; remove it first to have another.',
  },
  SIGN_IN_AGAIN: {
    zh: '此操作须由本人重新登录后办理（登录时间已久），未执行。请重新登录后再试。',
    en: 'This asks for a sign-in of your own that is fresh; nothing was done. Please sign in again and repeat it.',
  },
  HEADER_TOO_LARGE: { zh: '网址或请求头过长，请缩短后重试。', en: 'The address or a header is too long; please shorten it.' },
  TOO_MANY: {
    zh: '失败次数过多，请稍后再试（见 Retry-After）。',
    en: 'This failed too often; please try again later (see Retry-After).',
  },
  BAD_JSON: { zh: '请求内容不是有效的 JSON。', en: 'The body is not valid JSON.' },
  TOO_LARGE: { zh: '请求内容过大。', en: 'The body is too large.' },
  WRONG_SHAPE: { zh: '请求内容格式有误，请逐项更正。', en: 'The request has faults; please correct each.' },
  UNSUPPORTED_MEDIA_TYPE: { zh: '请以 application/json 提交。', en: 'Please send application/json.' },
  KEY_MISSING: { zh: '缺少 Idempotency-Key 请求头。', en: 'The Idempotency-Key header is missing.' },
  KEY_REUSED: { zh: '同一 Idempotency-Key 已用于另一请求。', en: 'This Idempotency-Key was used for a different request.' },
  TOO_MUCH: { zh: '同时进行的或未用的过多，请稍后再试。', en: 'Too much of this is under way or lies unused; please try again later.' },
  NOT_CONFIRMED: {
    zh: '尚未确认是否已记录，请刷新查看实际状态。',
    en: 'It is not confirmed whether this was recorded. Reload to see the true state.',
  },
  UNAVAILABLE: { zh: '未记录，服务暂不可用，请稍后重试。', en: 'Not recorded; the service is unavailable. Please try again.' },
  INTERNAL: {
    zh: '系统内部错误，尚未确认是否已记录，请刷新查看实际状态后再操作。',
    en: 'An internal error; it is not confirmed whether this was recorded. Reload to see the true state before you try again.',
  },
  CALENDAR_YEAR_UNKNOWN: {
    zh: '工作日历缺少所需年份，请管理员导入后重试；未记录。',
    en: 'The working-day calendar lacks a year that is needed; an administrator must import it. Nothing was recorded.',
  },
  NOBODY_FOUND: { zh: '没有人担任所需角色，请先指定；未记录。', en: 'Nobody holds the role that is needed; assign it first. Nothing was recorded.' },
  PERSON_UNKNOWN: {
    zh: '没有这个人，或其已离职，请另选；未记录。',
    en: 'There is no such person, or they have left; choose somebody else. Nothing was recorded.',
  },
  CANNOT_LEAVE: {
    zh: '不能这样离任或转办，请逐项处理；未记录。',
    en: 'Nobody can leave or hand over like this; please see to each point. Nothing was recorded.',
  },
  VIRUS_FOUND: { zh: '文件含有病毒，没有保存。', en: 'The file holds a virus and was not kept.' },
  SCANNER_AWAY: {
    zh: '病毒扫描暂时不可用，文件没有保存，请几分钟后重试。',
    en: 'The virus scanner does not answer just now; the file was not kept. Please try again in some minutes.',
  },
  PAPERS_MISSING: {
    zh: '该路线要求的材料不齐，请逐项补上；未记录。',
    en: 'Papers that the route requires are missing; please hand in each of them. Nothing was recorded.',
  },
  UNITS_UNFIT: {
    zh: '验收组有人须回避或单位不符，请另选；未记录。',
    en: 'Somebody must stand aside, or is of another unit than they sit for; choose others. Nothing was recorded.',
  },
  PERIOD_TOO_SHORT: {
    zh: '公示的工作日不足（行政许可法第八十二条：按工作日计算，不含法定节假日），请待期满后登记；未记录。',
    en: 'The public notice has too few working days (行政许可法 art. 82: without statutory holidays); enter it when it has had them. Nothing was recorded.',
  },
  ROUTE_UNKNOWN: { zh: '没有这条审批路线；未记录。', en: 'There is no such route. Nothing was recorded.' },
  CODE_TAKEN: {
    zh: '该代码已用于另一项目群或其项目，请另取代码；未登记。',
    en: 'Another programme, or a project of one, has this code; choose another. Nothing was registered.',
  },
  COMMAND_ID_TAKEN: {
    zh: '这次操作的编号已用于别的事项；未记录，请重新提交。',
    en: 'The id of this act was used for another case. Nothing was recorded; please send it again.',
  },
  SEAL_INVALID: {
    zh: '指令的签章无效，已报警，未记录。请管理员核对各进程的 TUOJIAN_SEAL_KEY 是否为同一文件。',
    en: 'The command carries no valid seal; an alarm was raised and nothing was recorded. An administrator must check that all processes share one TUOJIAN_SEAL_KEY.',
  },
  TEXT_NOT_KEPT: {
    zh: '有一段文字不是完整的 Unicode 文字，或含有空字符；未记录，请改正后重新提交。',
    en: 'A text is not well-formed Unicode or holds U+0000. Nothing was recorded; please correct it and send it again.',
  },
  STREAM_CONFLICT: { zh: '记录不一致，已报警，未记录。', en: 'The record disagrees; an alarm was raised and nothing was recorded.' },
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly titleZh: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly faults?: readonly string[];
  /** The same in Chinese, one for one, where each is told in both languages. */
  readonly faultsZh?: readonly string[];
};

export const problemOf = (code: EdgeCode | RecorderFailure, faults?: readonly Text[]): Problem =>
  shape(code, EDGE_TEXTS[code], faults === undefined ? {} : { faults: faults.map(({ en }) => en), faultsZh: faults.map(({ zh }) => zh) });

export const problemOfRejection = ({ code, message, faults, faultsZh }: Rejection): Problem => shape(code, message, { faults, faultsZh });

/** Why an act is refused that is no command of a case, with the code that a case would give. */
export const refusal = (code: RejectionCode, text: Text): { readonly problem: Problem } => ({
  problem: problemOfRejection({ code, message: text }),
});

type Told = { readonly faults?: readonly string[] | undefined; readonly faultsZh?: readonly string[] | undefined };

const shape = (code: ProblemCode, text: Text, { faults, faultsZh }: Told = {}): Problem => ({
  type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
  title: text.en,
  titleZh: text.zh,
  status: STATUS_OF[code],
  code,
  ...(faults === undefined ? {} : { faults }),
  ...(faultsZh === undefined ? {} : { faultsZh }),
});

/** The problem of a command that was not recorded; null when it was. */
export function problemOfOutcome(outcome: CommandOutcome): Problem | null {
  switch (outcome.kind) {
    case 'RECORDED':
      return null;
    case 'REFUSED':
      return problemOfRejection(outcome.rejection);
    case 'WORLD':
      return outcome.faults === undefined
        ? shape(outcome.failure, EDGE_TEXTS[outcome.failure], { faults: outcome.message.split('\n') })
        : problemOf(outcome.failure, outcome.faults);
    case 'CLOSED':
      return shape('CLOSED', { zh: '该事项已办结，不能再操作。', en: 'This case is closed; nothing more can be done in it.' });
    case 'UNKNOWN':
      return problemOf('NOT_FOUND');
    case 'UNAVAILABLE':
      return problemOf('UNAVAILABLE');
    case 'NOT_CONFIRMED':
      return problemOf('NOT_CONFIRMED');
  }
}

export function sendProblem(response: Response, problem: Problem): void {
  if ((problem.status === 503 || problem.status === 429) && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '5');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

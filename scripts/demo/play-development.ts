/** The development plan (发展规划) of the demo's programme, the whole way to its publication, before its projects draw up theirs. */
import { addDays } from '../../domain/kernel/days.ts';
import { REVIEW_KINDS } from '../../domain/plan/chain.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { developmentOf } from '../../setup/example/development.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { at, type Player } from './player.ts';

const ISSUED = { number: '青政发〔2023〕3号', on: '2023-02-22' } as const;
const PUBLISHED_DAYS = 365;

/** Its days lie after the survey and before the plans of the projects. Gives the number under which it was issued. */
export async function playDevelopment(programme: string, profiles: readonly ProjectProfile[], office: Player): Promise<string> {
  const stream = `programme/${programme}`;
  const act = async (type: string, fields: object, proof?: string): Promise<void> => {
    const files = proof === undefined ? [] : [{ title: proof, sha256: await office.handIn(`${proof}.pdf`, onePagePdf(`${programme} ${proof}`)) }];
    await office.command(stream, { type, ...fields, ...(files.length === 0 ? {} : { files }) });
  };
  const listed = profiles.map(({ code, name, places }) => ({ code, name: name.zh, places }));
  await act('DraftDevelopmentPlan', { content: developmentOf(listed, '2023-01-31'), unit: '县卫健局' });
  const opinion = { unit: '县财政局', opinion: '建议写明配套资金来源', answer: 'ADOPTED', on: '2023-02-08' };
  await act('RecordPlanOpinion', opinion, '财政局对规划的复函');
  for (const review of REVIEW_KINDS) await act('RecordPlanReview', { review, passed: true, on: '2023-02-10' }, '规划审查意见书');
  const met = (meeting: string, number: string, on: string) =>
    act('RecordPlanMeeting', { meeting, number, on, decisions: '原则通过，按程序报批' }, '规划会议纪要');
  await met('OFFICE', '青托组办纪〔2023〕1号', '2023-02-13');
  await act('SubmitDevelopmentPlan', {});
  await office.until(stream, (state) => at(state, 'developmentPlan', 'approved') === true);
  await met('GROUP', '青托组纪〔2023〕1号', '2023-02-20');
  await act('IssueDevelopmentPlan', ISSUED);
  await act('PublishDevelopmentPlan', { where: '县政府网站', on: ISSUED.on, until: addDays(ISSUED.on, PUBLISHED_DAYS) }, '规划公开截图');
  return ISSUED.number;
}

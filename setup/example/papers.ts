/**
 * What the example half way has on paper of the programme itself: who was set up to lead it, its plan, what was granted, what
 * the group decided. Its days follow the programme's own. Deliberately absent: the projects' papers (history.ts).
 */
import type { ProgrammeFile } from '../../api/schemas/programme.ts';
import { addDays, addMonths } from '../../domain/kernel/days.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import type { ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';

type Programme = Pick<ProgrammeFile['programme'], 'document' | 'startOn'>;
const GOVERNMENT = '青禾县人民政府办公室';
const FINANCE = '青禾县财政局';

export function programmePapers({ document, startOn }: Programme, profiles: readonly ProjectProfile[]): readonly ProgrammePaper[] {
  const of = (sign: string, on: IsoDate, nth: number): string => `青${sign}〔${on.slice(0, 4)}〕${nth}号`;
  const summed = (part: (profile: ProjectProfile) => number): number => profiles.reduce((sum, profile) => sum + part(profile), 0);
  const [setUp, plan, granted, later, met] = [
    addDays(startOn, 9),
    addDays(startOn, 40),
    addMonths(startOn, 3),
    addMonths(startOn, 4),
    addMonths(startOn, 6),
  ];
  return [
    {
      kind: 'GROUP_SET_UP',
      document: of('政办函', setUp, 3),
      on: setUp,
      by: GOVERNMENT,
      members: '组长：县委常委、常务副县长；副组长：分管副县长；成员：县发改局、财政局、住建局、卫健局、自然资源局主要负责人',
    },
    { kind: 'PROGRAMME_PLAN', key: 'FA-1', document, on: plan, by: GOVERNMENT, places: summed(({ places }) => places) },
    {
      kind: 'FUNDS_GRANTED',
      key: 'ZJ-1',
      document: of('财社', granted, 21),
      on: granted,
      by: FINANCE,
      source: 'CENTRAL',
      amountFen: summed(({ funding }) => funding.centralFen),
    },
    {
      kind: 'FUNDS_GRANTED',
      key: 'ZJ-2',
      document: of('财社', later, 34),
      on: later,
      by: FINANCE,
      source: 'COUNTY',
      amountFen: summed(({ funding }) => funding.countyFen),
    },
    {
      kind: 'GROUP_MEETING',
      key: 'HY-1',
      document: of('托领纪', met, 1),
      on: met,
      by: '县托育建设领导小组',
      decisions: '审议通过年度建设计划；各项目开工前须取得施工许可，逾期项目按月报告原因',
    },
  ];
}

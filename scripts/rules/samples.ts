/** What the gates are tried on: the example's QH-01, as a stage is opened with it. */

import type { AnyCommand } from '../../domain/kernel/command.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { projectAddress } from '../../domain/project/facts.ts';
import { shippedPapersOf } from '../../domain/stages/papers-asked.ts';
import { DEFAULT_SURVEY_PARAMETERS, type SurveyBasis } from '../../domain/standards/demand.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';

/** The command with the papers that the shipped routes ask for, where it names no files itself. */
export function withPapers<C extends AnyCommand>(kind: string, command: C): C {
  const papers = 'files' in command ? [] : shippedPapersOf(kind, command.type);
  return papers.length === 0
    ? command
    : { ...command, files: papers.map(({ key, label }) => ({ title: `${label.zh}.pdf`, sha256: HASH, paper: key })) };
}
const HASH = 'e'.repeat(64);

export const WAN = 1_000_000;

export const profile: ProjectProfile = {
  code: 'QH-01',
  name: { zh: '县托育综合服务中心', en: 'County childcare service centre' },
  buildKind: 'NEW',
  enterpriseInvested: false,
  simple: false,
  places: 150,
  classes: { INFANT: 1, TODDLER: 4, OLDER: 4, MIXED: 0 },
  areaM2: 4_200,
  childrenRoomM2: 1_900,
  funding: { centralFen: 1_600 * WAN, countyFen: 1_080 * WAN, otherFen: 0 },
  unit: '县卫健局',
  manager: 'manager',
  startOn: '2023-09-12',
  finishOn: '2025-03-28',
  milestones: milestonesOf('NEW').map(({ key }, index) => ({ key, plannedOn: `2024-0${index + 1}-15` })),
  servesMeals: true,
};

export const surveyBasis: SurveyBasis = {
  areas: ['城关街道'],
  population: 412_000,
  children: { M6_12: 1_400, M12_24: 3_040, M24_36: 3_450 },
  households: 9_050,
  existingPlaces: 780,
  underConstruction: 0,
  plannedFeeFen: 120_000,
  parameters: DEFAULT_SURVEY_PARAMETERS,
};

/** What a stage of it is opened with; `inputs`: what this one takes of earlier stages. */
export const stageBase = <I extends object>(inputs: I, changed: Partial<ProjectProfile> = {}) => ({
  parent: projectAddress('QH-01'),
  programme: 'QH',
  project: 'QH-01',
  name: profile.name,
  manager: 'manager',
  profile: { ...profile, ...changed },
  inputs,
});

/** What comes before the contract for works and their start: the tender, which `amountFen` was awarded by, and five commitments. */
export const tendered = (amountFen = 2_000 * WAN) =>
  ({
    type: 'RecordTender',
    key: 'SG-1',
    kind: 'WORKS',
    way: 'OPEN',
    estimateFen: amountFen,
    amountFen,
    reportOn: '2023-08-01',
    publishedFrom: '2023-08-02',
    publishedUntil: '2023-08-04',
    winner: '青禾建筑',
    number: '中标〔2023〕1号',
    on: '2023-08-10',
  }) as const;
export const FILES = [{ title: '扫描件.pdf', sha256: 'a'.repeat(64) }];
export const COMMITTED = (['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const).map(
  (party) => ({ type: 'RecordCommitment', party, unit: `${party} 单位`, head: `${party}-1`, on: '2023-08-25', files: FILES }) as const,
);

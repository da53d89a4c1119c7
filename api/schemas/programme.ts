/** A programme's file, as `tuojian import` reads it and the JSON Schema in docs/ describes it. */

import { z } from 'zod';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import type { Person } from '../../domain/person.ts';
import { ALTERATIONS, BUILD_KINDS, type ProjectProfile } from '../../domain/profile/profile.ts';
import type { OpenProgramme } from '../../domain/programme/facts.ts';
import type { OpenProject } from '../../domain/project/facts.ts';
import type { SurveyBasis } from '../../domain/standards/demand.ts';
import { PAPERS_MOST } from '../../domain/taken-fact/programme-papers.ts';
import { FACTS_MOST } from '../../domain/takeover/facts.ts';
import { fileNameFault, plainNameFault } from '../../intake/survey-file.ts';
import { schemaOfFact, schemaOfPaper } from './taken-fact.ts';
import { amount, bilingual, code, count, day, fen, lineOf, mailAddress, said } from './values.ts';

const SHARE = said('须在 0 与 1 之间', 'must lie between 0 and 1');
const share = z.number().min(0, SHARE).max(1, SHARE);
const POSITIVE = said('须大于零', 'must be more than zero');

export const profile = z.strictObject({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/, said('须为项目代码，如 QH-01', 'must be a project code like QH-01')),
  name: bilingual,
  buildKind: z.enum(BUILD_KINDS),
  enterpriseInvested: z.boolean(),
  simple: z.boolean(),
  places: count.min(1, POSITIVE),
  classes: z.strictObject({ INFANT: count, TODDLER: count, OLDER: count, MIXED: count }),
  areaM2: amount.positive(POSITIVE),
  childrenRoomM2: amount.positive(POSITIVE),
  funding: z.strictObject({ centralFen: fen, countyFen: fen, otherFen: fen }),
  unit: code,
  manager: code,
  startOn: day,
  finishOn: day,
  milestones: z
    .array(z.strictObject({ key: code, plannedOn: day }))
    .min(2)
    .max(20),
  opensOn: day.exactOptional(),
  servesMeals: z.boolean(),
  region: code.exactOptional(),
  newLand: z.boolean().exactOptional(),
  eiaListed: z.boolean().exactOptional(),
  alters: z.array(z.enum(ALTERATIONS)).max(ALTERATIONS.length).exactOptional(),
}) satisfies z.ZodType<ProjectProfile>;

const basisFields = z.strictObject({
  areas: z.array(code).min(1),
  population: count,
  children: z.strictObject({ M6_12: count, M12_24: count, M24_36: count }),
  households: count.min(2, said('不得少于 2', 'must be at least 2')),
  strata: z.strictObject({ URBAN: count.exactOptional(), TOWNSHIP: count.exactOptional(), PARK: count.exactOptional() }).exactOptional(),
  existingPlaces: count,
  underConstruction: count,
  plannedFeeFen: fen,
  parameters: z.strictObject({
    conversion: share,
    plannedUse: share,
    validPlaces: share,
    placesPerThousand: amount.positive(POSITIVE),
    designEffect: amount.min(1, said('不得小于 1', 'must be at least 1')),
  }),
});
const SUM_OF_STRATA = said('各层户数之和须等于 households', 'must add up to households');
export const survey = basisFields.refine(
  ({ strata, households }) => strata === undefined || Object.values(strata).reduce((sum, part) => sum + part, 0) === households,
  { error: SUM_OF_STRATA, path: ['strata'] },
) satisfies z.ZodType<SurveyBasis>;

export const baseProject = z.strictObject({ profile, survey, panel: z.array(code).max(30) }) satisfies z.ZodType<
  Omit<OpenProject, 'type' | 'programme'>
>;

export const person = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, said('须为人员代码，如 zhou-qiming', 'must be a person id like zhou-qiming')),
  name: code,
  nameEn: code,
  email: mailAddress,
  unit: code,
  locale: z.enum(LOCALES).default('zh-CN'),
  phone: lineOf(30).nullable().default(null),
}) satisfies z.ZodType<Person>;

const programme = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]{2,12}$/, said('须为项目群代码，如 QH', 'must be a programme code like QH')),
  name: bilingual,
  document: code,
  county: bilingual,
  population: count,
  existingPlaces: count,
  targetPlaces: count,
  startOn: day,
  endOn: day,
  roles: z.array(z.strictObject({ role: z.enum(ROLES), person: code })).min(1),
}) satisfies z.ZodType<Omit<OpenProgramme, 'type'>>;

/** In any script, with its ending in any case; never a path. */
export const surveyFileName = z.string().superRefine((name, context) => {
  const fault = fileNameFault(name);
  if (fault !== null) context.addIssue({ code: 'custom', message: said(fault.zh, fault.en) });
});

/** A scan beside programme.json. */
const scan = z.strictObject({
  title: lineOf(200),
  file: z.string().superRefine((name, context) => {
    const fault = plainNameFault(name);
    if (fault !== null) context.addIssue({ code: 'custom', message: said(fault.zh, fault.en) });
  }),
});
const scans = { files: z.array(scan).max(20).exactOptional() };
const fileFact = schemaOfFact(scans).meta({ id: 'HistoryFact' });
const filePaper = schemaOfPaper(scans).meta({ id: 'HistoryPaper' });
/** What happened on paper before (接续办理). `complete`: all of it, so that the project goes on here from where it stands. */
const history = z.strictObject({ complete: z.boolean(), facts: z.array(fileFact).max(FACTS_MOST) });
/** Absent: it begins here. */
const fileProject = baseProject.extend({ history: history.exactOptional() });

export const programmeFile = z.strictObject({
  $schema: lineOf(400).exactOptional(),
  format: z.literal('tuojian-programme/1'),
  programme,
  people: z.array(person).min(1),
  /** A county may begin with its people; the office registers projects later. */
  projects: z.array(fileProject).max(400),
  /** Survey answers beside this file, as CSV or XLSX. */
  surveys: z.array(z.strictObject({ batch: code, file: surveyFileName })),
  /** What there is on paper of the programme itself (docs/adr/0107). */
  papers: z.array(filePaper).max(PAPERS_MOST).exactOptional(),
});
export type ProgrammeFile = z.infer<typeof programmeFile>;

/**
 * A programme as it is brought: `programme.json` and the survey files that it names, and everything that is wrong with them
 * in one report. Deliberately absent: where the files come from (programme-folder.ts, api/routes/programmes.ts), storing.
 */
import { type ProgrammeFile, programmeFile } from '../api/schemas/programme.ts';
import { faultsOf } from '../api/schemas/values.ts';
import { dayAt } from '../domain/kernel/days.ts';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { BUILD_KIND_WORDS, profileFaults } from '../domain/profile/profile.ts';
import { shippedValues } from '../domain/rule-table/table.ts';
import type { SurveyAnswer } from '../domain/stages/survey/answer.ts';
import { ACCEPTANCE } from '../domain/standards/acceptance.ts';
import { CLASSES, classFaults } from '../domain/standards/classes.ts';
import { milestonesOf } from '../domain/standards/milestones.ts';
import { parseJsonBytes } from '../intake/json.ts';
import { sameArea } from '../intake/survey.ts';
import { readSurveyFile } from '../intake/survey-file.ts';
import type { BytesOf } from './bytes-of.ts';
import { checkHistory, NO_SCANS, type Scans } from './history.ts';

export type Batch = {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly answers: readonly SurveyAnswer[];
  readonly blankRowsPassedOver: number;
};
export type CheckedProgramme = { readonly file: ProgrammeFile; readonly batches: readonly Batch[]; readonly scans?: Scans };

/** `programme` is null exactly when there are faults; each names file, row or path, and field. Warnings stop nothing. */
export type CheckedFolder = {
  readonly faults: readonly Text[];
  /** With those of survey files that have too many to be told. */
  readonly faultCount: number;
  readonly warnings: readonly Text[];
  readonly programme: CheckedProgramme | null;
};

export const PROGRAMME_JSON = 'programme.json';
const onlyFault = (fault: Text): CheckedFolder => ({ faults: [fault], faultCount: 1, warnings: [], programme: null });

/** `name`: what `programme.json` is called when it is not there. */
export async function checkProgrammeFiles(bytesOf: BytesOf, name = PROGRAMME_JSON, today = dayAt(new Date().toISOString())): Promise<CheckedFolder> {
  const bytes = bytesOf(PROGRAMME_JSON);
  if ('fault' in bytes) return onlyFault(faultAt(name, bytes.fault));
  const json = parseJsonBytes(bytes.bytes);
  if ('fault' in json) return onlyFault(faultAt(PROGRAMME_JSON, json.fault));
  const parsed = programmeFile.safeParse(json.value);
  const faults = [...(parsed.success ? crossFaults(parsed.data) : faultsOf(parsed.error)).map((fault) => faultAt(PROGRAMME_JSON, fault))];
  const { batches, ...told } = await readBatches(bytesOf, json.value, today);
  faults.push(...told.faults);
  const history = parsed.success ? await checkHistory(parsed.data, bytesOf, today) : { faults: [], scans: NO_SCANS };
  faults.push(...history.faults.map((fault) => faultAt(PROGRAMME_JSON, fault)));
  const programme = faults.length > 0 || !parsed.success ? null : { file: parsed.data, batches, scans: history.scans };
  return { faults, faultCount: faults.length + told.untold, warnings: told.warnings, programme };
}

type ReadBatches = {
  readonly batches: readonly Batch[];
  readonly faults: readonly Text[];
  readonly untold: number;
  readonly warnings: readonly Text[];
};

/** Survey files are looked at even when the programme has faults, so that one report holds all. */
async function readBatches(bytesOf: BytesOf, json: unknown, today: string): Promise<ReadBatches> {
  const field = (name: string): unknown => Object.entries(Object(json)).find(([key]) => key === name)?.[1];
  const surveys = programmeFile.shape.surveys.safeParse(field('surveys'));
  if (!surveys.success) return { batches: [], faults: [], untold: 0, warnings: [] };
  const projects = programmeFile.shape.projects.safeParse(field('projects'));
  const areas = projects.success ? projects.data.flatMap(({ survey }) => survey.areas.map(sameArea)) : [];
  const faults: Text[] = [];
  const warnings: Text[] = [];
  const batches: Batch[] = [];
  let untold = 0;
  for (const { batch, file } of surveys.data) {
    const found = bytesOf(file);
    if ('fault' in found) {
      faults.push(faultAt(PROGRAMME_JSON, faultAt('surveys', { zh: `${file} ${found.fault.zh}`, en: `${file} ${found.fault.en}` })));
      continue;
    }
    const read = await readSurveyFile(file, found.bytes, { today, areas });
    faults.push(...read.faults);
    untold += read.faultCount - read.faults.length;
    warnings.push(...read.warnings);
    if (read.blankRowsPassedOver > 0)
      warnings.push({
        zh: `${file}：跳过了 ${read.blankRowsPassedOver} 个空行`,
        en: `${file}: ${read.blankRowsPassedOver} blank rows were passed over`,
      });
    batches.push({ id: batch, fileName: file, sha256: read.sha256, answers: read.answers, blankRowsPassedOver: read.blankRowsPassedOver });
  }
  return { batches, faults, untold, warnings };
}

/** What no schema of one field can see. */
function crossFaults({ people, programme, projects, surveys }: ProgrammeFile): readonly Text[] {
  const faults: Text[] = [];
  const say = (where: string, zh: string, en: string) => faults.push(faultAt(where, { zh, en }));
  const unknown = (where: string, person: string) => say(where, `须为 people 中的人员；没有 ${person}`, `must be among the people; ${person} is not`);
  const ids = new Set(people.map(({ id }) => id));
  const twice = <T>(values: readonly T[]) => values.filter((value, index) => values.indexOf(value) !== index);
  for (const id of twice(people.map((p) => p.id))) say('people', `代码不得重复；${id} 出现两次`, `must name each person once; ${id} appears twice`);
  for (const code of twice(projects.map((p) => p.profile.code)))
    say('projects', `代码不得重复；${code} 出现两次`, `must hold each code once; ${code} appears twice`);
  for (const id of twice(surveys.map((s) => s.batch)))
    say('surveys', `批次不得重复；${id} 出现两次`, `must hold each batch once; ${id} appears twice`);
  programme.roles.forEach(({ role, person }, index) => {
    if (!ids.has(person)) unknown(`programme.roles[${index}].person`, `${person} (${role})`);
  });
  if (!programme.roles.some(({ role }) => role === 'PROGRAMME_OFFICER'))
    say('programme.roles', '须有经办人（PROGRAMME_OFFICER），目前没有', 'must name a PROGRAMME_OFFICER; nobody is');
  if (programme.startOn >= programme.endOn)
    say(
      'programme.endOn',
      `须晚于 startOn（${programme.startOn}）；这里是 ${programme.endOn}`,
      `must be after startOn ${programme.startOn}; there is ${programme.endOn}`,
    );
  projects.forEach(({ profile, panel, survey }, index) => {
    const at = `projects[${index}] (${profile.code})`;
    faults.push(...[...classFaults(profile, shippedValues(CLASSES)), ...profileFaults(profile)].map((fault) => faultAt(`${at}.profile`, fault)));
    if (!ids.has(profile.manager)) unknown(`${at}.profile.manager`, profile.manager);
    const known = milestonesOf(profile.buildKind).map(({ key }) => key);
    const given = profile.milestones.map(({ key }) => key);
    for (const key of given.filter((k) => !known.includes(k)))
      say(
        `${at}.profile.milestones`,
        `须为${BUILD_KIND_WORDS[profile.buildKind].zh}项目的节点；${key} 不是`,
        `must be milestones of ${profile.buildKind}; ${key} is none`,
      );
    for (const key of known.filter((k) => !given.includes(k)))
      say(`${at}.profile.milestones`, `须有 ${key}，目前没有`, `must hold ${key}; it is missing`);
    for (const person of panel) if (!ids.has(person)) unknown(`${at}.panel`, person);
    const { leastPanel } = shippedValues(ACCEPTANCE);
    const members = panel.filter((person) => person !== profile.manager).length;
    if (members < leastPanel || members % 2 === 0)
      say(
        `${at}.panel`,
        `验收组须为单数，且不少于 ${leastPanel} 人；除项目负责人外有 ${members} 人`,
        `must be odd and at least ${leastPanel}; there are ${members} members without the manager`,
      );
    const children = Object.values(survey.children).reduce((sum, n) => sum + n, 0);
    if (children > survey.population)
      say(
        `${at}.survey.children`,
        `合计不得多于常住人口 ${survey.population} 人；这里是 ${children} 人`,
        `must be no more than the ${survey.population} residents; there are ${children} children`,
      );
  });
  return faults;
}

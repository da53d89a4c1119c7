/** Reads a programme's folder and finds everything that is wrong with it. Deliberately absent: writing. */
import path from 'node:path';
import { type ProgrammeFile, programmeFile } from '../api/schemas/programme.ts';
import { faultsOf } from '../api/schemas/values.ts';
import { dayAt } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import { profileFaults } from '../domain/profile/profile.ts';
import type { SurveyAnswer } from '../domain/stages/survey/answer.ts';
import { LEAST_PANEL } from '../domain/standards/acceptance.ts';
import { milestonesOf } from '../domain/standards/construction.ts';
import { parseJsonBytes } from '../intake/json.ts';
import { sameArea } from '../intake/survey.ts';
import { readSurveyFile } from '../intake/survey-file.ts';
import { bytesIn } from './files.ts';

export type Batch = {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly answers: readonly SurveyAnswer[];
  readonly blankRowsPassedOver: number;
};
export type CheckedProgramme = { readonly file: ProgrammeFile; readonly batches: readonly Batch[] };

/** `programme` is null exactly when there are faults; each names file, row or path, and field. Warnings stop nothing. */
export type CheckedFolder = {
  readonly faults: readonly string[];
  /** With those of survey files that have too many to be told. */
  readonly faultCount: number;
  readonly warnings: readonly string[];
  readonly programme: CheckedProgramme | null;
};

const NAME = 'programme.json';
const onlyFault = (fault: string): CheckedFolder => ({ faults: [fault], faultCount: 1, warnings: [], programme: null });

export async function checkProgrammeFolder(folder: string): Promise<CheckedFolder> {
  const bytes = bytesIn(path.join(folder, NAME));
  if ('fault' in bytes) return onlyFault(`${path.join(folder, NAME)}: ${bytes.fault}`);
  const json = parseJsonBytes(bytes.bytes);
  if ('fault' in json) return onlyFault(`${NAME}: ${json.fault}`);
  const parsed = programmeFile.safeParse(json.value);
  const faults = parsed.success ? [...crossFaults(parsed.data)] : [...faultsOf(parsed.error, `${NAME}: `)];
  const { batches, ...told } = await readBatches(folder, json.value);
  faults.push(...told.faults);
  const programme = faults.length > 0 || !parsed.success ? null : { file: parsed.data, batches };
  return { faults, faultCount: faults.length + told.untold, warnings: told.warnings, programme };
}

/** Survey files are looked at even when the programme has faults, so that one report holds all. */
async function readBatches(
  folder: string,
  json: unknown,
): Promise<{
  readonly batches: readonly Batch[];
  readonly faults: readonly string[];
  readonly untold: number;
  readonly warnings: readonly string[];
}> {
  const field = (name: string): unknown => Object.entries(Object(json)).find(([key]) => key === name)?.[1];
  const surveys = programmeFile.shape.surveys.safeParse(field('surveys'));
  if (!surveys.success) return { batches: [], faults: [], untold: 0, warnings: [] };
  const projects = programmeFile.shape.projects.safeParse(field('projects'));
  const areas = projects.success ? projects.data.flatMap(({ survey }) => survey.areas.map(sameArea)) : [];
  const today = dayAt(new Date().toISOString());
  const faults: string[] = [];
  const warnings: string[] = [];
  const batches: Batch[] = [];
  let untold = 0;
  for (const { batch, file } of surveys.data) {
    const found = bytesIn(path.join(folder, file));
    if ('fault' in found) {
      faults.push(`${NAME}: surveys: ${file} ${found.fault}`);
      continue;
    }
    const read = await readSurveyFile(file, found.bytes, { today, areas });
    faults.push(...read.faults.map(inBoth));
    untold += read.faultCount - read.faults.length;
    warnings.push(...read.warnings.map(inBoth));
    if (read.blankRowsPassedOver > 0)
      warnings.push(
        inBoth({ zh: `${file}: 跳过了 ${read.blankRowsPassedOver} 个空行`, en: `${file}: ${read.blankRowsPassedOver} blank rows were passed over` }),
      );
    batches.push({ id: batch, fileName: file, sha256: read.sha256, answers: read.answers, blankRowsPassedOver: read.blankRowsPassedOver });
  }
  return { batches, faults, untold, warnings };
}

/** Whoever filled the table in may read the one or the other. */
const inBoth = ({ zh, en }: Text): string => `${en}\n             ${zh}`;

/** What no schema of one field can see. */
function crossFaults({ people, programme, projects, surveys }: ProgrammeFile): readonly string[] {
  const faults: string[] = [];
  const say = (where: string, what: string) => faults.push(`${NAME}: ${where}: ${what}`);
  const ids = new Set(people.map(({ id }) => id));
  const twice = <T>(values: readonly T[]) => values.filter((value, index) => values.indexOf(value) !== index);
  for (const id of twice(people.map((p) => p.id))) say('people', `${id} appears twice`);
  for (const code of twice(projects.map((p) => p.profile.code))) say('projects', `${code} appears twice`);
  for (const id of twice(surveys.map((s) => s.batch))) say('surveys', `batch ${id} appears twice`);
  programme.roles.forEach(({ role, person }, index) => {
    if (!ids.has(person)) say(`programme.roles[${index}].person`, `${person} (${role}) is not among the people`);
  });
  if (!programme.roles.some(({ role }) => role === 'PROGRAMME_OFFICER')) say('programme.roles', 'nobody is PROGRAMME_OFFICER');
  if (programme.startOn >= programme.endOn) say('programme.endOn', `${programme.endOn} is not after startOn ${programme.startOn}`);
  projects.forEach(({ profile, panel, survey }, index) => {
    const at = `projects[${index}] (${profile.code})`;
    for (const fault of profileFaults(profile)) say(`${at}.profile`, fault);
    if (!ids.has(profile.manager)) say(`${at}.profile.manager`, `${profile.manager} is not among the people`);
    const known = milestonesOf(profile.buildKind).map(({ key }) => key);
    const given = profile.milestones.map(({ key }) => key);
    for (const key of given.filter((k) => !known.includes(k))) say(`${at}.profile.milestones`, `${key} is no milestone of ${profile.buildKind}`);
    for (const key of known.filter((k) => !given.includes(k))) say(`${at}.profile.milestones`, `${key} is missing`);
    for (const person of panel) if (!ids.has(person)) say(`${at}.panel`, `${person} is not among the people`);
    const members = panel.filter((person) => person !== profile.manager).length;
    if (members < LEAST_PANEL || members % 2 === 0)
      say(`${at}.panel`, `${members} members without the manager; a panel is odd and has at least ${LEAST_PANEL}`);
    const children = Object.values(survey.children).reduce((sum, n) => sum + n, 0);
    if (children > survey.population) say(`${at}.survey.children`, `${children} children among ${survey.population} residents`);
  });
  return faults;
}

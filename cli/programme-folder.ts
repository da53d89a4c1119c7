/** Reads a programme's folder and finds everything that is wrong with it. Deliberately absent: writing. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSurveyCsv } from '../api/routes/surveys.ts';
import { type ProgrammeFile, programmeFile } from '../api/schemas/programme.ts';
import { faultsOf } from '../api/schemas/values.ts';
import { profileFaults } from '../domain/project/profile.ts';
import { LEAST_PANEL } from '../domain/standards/acceptance.ts';
import { milestonesOf } from '../domain/standards/construction.ts';
import type { SurveyAnswer } from '../domain/survey/answer.ts';

export type Batch = { readonly id: string; readonly fileName: string; readonly sha256: string; readonly answers: readonly SurveyAnswer[] };
export type CheckedProgramme = { readonly file: ProgrammeFile; readonly batches: readonly Batch[] };

const NAME = 'programme.json';

/** `programme` is null exactly when there are faults; each names file, line or path, and field. */
export function checkProgrammeFolder(folder: string): { readonly faults: readonly string[]; readonly programme: CheckedProgramme | null } {
  const main = path.join(folder, NAME);
  if (!existsSync(main)) return { faults: [`${main}: there is no such file`], programme: null };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(main, 'utf8'));
  } catch (error) {
    return { faults: [`${NAME}: ${error instanceof Error ? error.message : String(error)}`], programme: null };
  }
  const parsed = programmeFile.safeParse(json);
  const faults = parsed.success ? [...crossFaults(parsed.data)] : [...faultsOf(parsed.error, `${NAME}: `)];
  const { batches, faults: batchFaults } = readBatches(folder, json);
  faults.push(...batchFaults);
  return faults.length > 0 || !parsed.success ? { faults, programme: null } : { faults: [], programme: { file: parsed.data, batches } };
}

/** Survey files are looked at even when the programme has faults, so that one report holds all. */
function readBatches(folder: string, json: unknown): { readonly batches: readonly Batch[]; readonly faults: readonly string[] } {
  const surveys = programmeFile.shape.surveys.safeParse(json !== null && typeof json === 'object' && 'surveys' in json ? json.surveys : []);
  if (!surveys.success) return { batches: [], faults: [] };
  const faults: string[] = [];
  const batches: Batch[] = [];
  for (const { batch, file } of surveys.data) {
    const full = path.join(folder, file);
    if (!existsSync(full)) {
      faults.push(`${NAME}: surveys: ${file} does not exist`);
      continue;
    }
    const csv = readFileSync(full, 'utf8');
    const { answers, faults: rowFaults } = parseSurveyCsv(file, csv);
    faults.push(...rowFaults);
    batches.push({ id: batch, fileName: file, sha256: createHash('sha256').update(csv).digest('hex'), answers });
  }
  return { batches, faults };
}

/** What no schema of one field can see. */
function crossFaults({ people, programme, projects }: ProgrammeFile): readonly string[] {
  const faults: string[] = [];
  const say = (where: string, what: string) => faults.push(`${NAME}: ${where}: ${what}`);
  const ids = new Set(people.map(({ id }) => id));
  const twice = <T>(values: readonly T[]) => values.filter((value, index) => values.indexOf(value) !== index);
  for (const id of twice(people.map((p) => p.id))) say('people', `${id} appears twice`);
  for (const code of twice(projects.map((p) => p.profile.code))) say('projects', `${code} appears twice`);
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

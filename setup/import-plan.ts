/**
 * What an import would do to what is stored already, and everything that stands against it. `tuojian import` and
 * `import --check` ask the same. Deliberately absent: the files' own faults (programme-files.ts), and storing.
 */
import { dayAt } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { Person } from '../domain/person.ts';
import { findBatch } from '../prisma/cases/surveys.ts';
import type { Database } from '../prisma/database.ts';
import { memberships } from '../prisma/people/members.ts';
import { openingTaken, registeredIn, takenCodes } from '../prisma/record/registered.ts';
import { type HistoryPlan, NO_SCANS, type PapersPlan, planHistory, planPapers } from './history.ts';
import { peopleFaults, type Sight } from './people-clash.ts';
import type { Batch, CheckedProgramme } from './programme-files.ts';

type Project = CheckedProgramme['file']['projects'][number];

const TAKEN: Text = { zh: '须另取代码；此代码已用于另一项目群', en: 'must have a code of its own; another programme has this one' };

export type ImportPlan = {
  /** Nothing may be stored while there is one. */
  readonly faults: readonly Text[];
  readonly opens: boolean;
  /** `added`: new to this programme. An import changes nobody (people-clash.ts). */
  readonly people: { readonly added: number; readonly known: number };
  readonly projects: { readonly added: readonly Project[]; readonly known: number };
  readonly batches: { readonly added: readonly Batch[]; readonly known: readonly Batch[] };
  /** What happened on paper before, by project, as far as it is new; and how much is known. */
  readonly history: { readonly plans: readonly HistoryPlan[]; readonly known: number };
  /** The same of the programme itself. */
  readonly papers: PapersPlan;
};

const NOTHING_PLANNED: Omit<ImportPlan, 'faults'> = {
  opens: false,
  people: { added: 0, known: 0 },
  projects: { added: [], known: 0 },
  batches: { added: [], known: [] },
  history: { plans: [], known: 0 },
  papers: { added: [], known: 0 },
};

/** `same`: ids of people who really work in another programme as well. `sight`: what whoever asks may be told of others. */
export async function planImport(
  db: Database,
  { file, batches, scans = NO_SCANS }: CheckedProgramme,
  same: readonly string[] = [],
  sight: Sight = null,
): Promise<ImportPlan> {
  const { programme, people, projects } = file;
  const code = programme.code;
  const { opened, closed, projects: registered } = await registeredIn(db, code);
  // Another county's: nothing of it is told, and nothing of it is compared.
  if (opened !== null && sight !== null && !sight.administers.includes(code)) return { ...NOTHING_PLANNED, faults: [ofProgramme(code, TAKEN)] };
  const plans: HistoryPlan[] = [];
  const faults: Text[] = [...(await peopleFaults(db, code, people, { same, sight }))];
  if (closed) faults.push(ofProgramme(code, { zh: '已结束，不能再导入', en: 'is closed; nothing more can be imported into it' }));
  if (opened !== null) faults.push(...notAsRegistered({ zh: `项目群 ${code}`, en: `programme ${code}` }, opened, programme));
  for (const project of projects) {
    const known = registered.get(project.profile.code);
    const { history: _, ...given } = project;
    if (known !== undefined) faults.push(...notAsRegistered(ofProject(project.profile.code), known, given, CHANGE));
    const told = await planHistory(db, project, scans, known !== undefined);
    faults.push(...told.faults);
    if (told.plan !== null) plans.push(told.plan);
  }
  const papers = await planPapers(db, file, scans, dayAt(new Date().toISOString()));
  faults.push(...papers.faults);
  const facts = projects.reduce((sum, { history }) => sum + (history?.facts.length ?? 0), 0);
  const fresh = plans.reduce((sum, plan) => sum + plan.facts.length, 0);
  const added = projects.filter(({ profile }) => !registered.has(profile.code));
  const codes = added.map(({ profile }) => profile.code);
  for (const [taken, why] of await takenCodes(db, code, codes))
    faults.push({
      zh: `项目 ${taken}：须另取代码；${why.zh}，${code} 不能使用`,
      en: `project ${taken}: must have a code of its own; ${why.en}, and ${code} cannot take it`,
    });
  const against = opened === null ? await openingTaken(db, code) : null;
  if (against !== null) faults.push(ofProgramme(code, { zh: `须另取代码；${against.zh}`, en: `must have a code of its own; ${against.en}` }));
  const sorted = await sortBatches(db, code, batches);
  return {
    faults: [...faults, ...sorted.faults],
    opens: opened === null,
    people: await countPeople(db, code, people),
    projects: { added, known: projects.length - added.length },
    batches: sorted,
    history: { plans, known: facts - fresh },
    papers: papers.plan,
  };
}

const ofProgramme = (code: string, what: Text): Text => ({ zh: `项目群 ${code}：${what.zh}`, en: `programme ${code}: ${what.en}` });
const ofProject = (code: string): Text => ({ zh: `项目 ${code}`, en: `project ${code}` });

/** How a project that is under way changes. */
const CHANGE: Text = {
  zh: '；由办公室凭文件登记变更（ChangeProfile、ChangeMilestones、ChangePanel、ChangeManager）',
  en: '; the office records a change with its document (ChangeProfile, ChangeMilestones, ChangePanel, ChangeManager)',
};

/** What is registered is changed by acts of people, each with its reason, and never by a file. */
function notAsRegistered(what: Text, registered: object, given: object, wayOut: Text = { zh: '', en: '' }): readonly Text[] {
  return differences(registered, given)
    .slice(0, 10)
    .map(({ path, was, is }) => ({
      zh: `${what.zh}：${path}：须与登记时一致，即 ${told(was)}；文件中为 ${told(is)}。导入不作变更${wayOut.zh}`,
      en: `${what.en}: ${path}: must be as it was registered, ${told(was)}; the file says ${told(is)}. An import changes nothing of it${wayOut.en}`,
    }));
}

type Difference = { readonly path: string; readonly was: unknown; readonly is: unknown };

/** Fields of `given` that differ; what the record holds beside them (a deadline) is its own. */
export function differences(registered: unknown, given: unknown, path = ''): readonly Difference[] {
  if (given === undefined) return [];
  const objects = typeof registered === 'object' && typeof given === 'object' && registered !== null && given !== null;
  if (!objects || Array.isArray(registered) !== Array.isArray(given)) return registered === given ? [] : [{ path, was: registered, is: given }];
  if (Array.isArray(registered) && Array.isArray(given) && registered.length !== given.length) return [{ path, was: registered, is: given }];
  const before = new Map(Object.entries(registered));
  return Object.entries(given).flatMap(([key, value]) => differences(before.get(key), value, path === '' ? key : `${path}.${key}`));
}

function told(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

async function countPeople(db: Database, programme: string, people: readonly Person[]): Promise<ImportPlan['people']> {
  const known = (await memberships(db, { programme, people: people.map(({ id }) => id) })).length;
  return { added: people.length - known, known };
}

async function sortBatches(db: Database, programme: string, batches: readonly Batch[]) {
  const faults: Text[] = [];
  const [added, known]: [Batch[], Batch[]] = [[], []];
  for (const batch of batches) {
    const stored = await findBatch(db, programme, batch.id);
    if (stored === null) added.push(batch);
    else if (stored.sha256 === batch.sha256) known.push(batch);
    else {
      faults.push({
        zh: `批次 ${batch.id}：须与提交时一致；已存 ${stored.fileName} 的 ${stored.rows} 行，SHA-256 为 ${stored.sha256}，而 ${batch.fileName} 的 SHA-256 为 ${batch.sha256}。更正请另用批次号`,
        en: `batch ${batch.id}: must hold what it held when it came in; ${stored.rows} rows of ${stored.fileName} with SHA-256 ${stored.sha256} are stored, and ${batch.fileName} has SHA-256 ${batch.sha256}. Give a correction an id of its own`,
      });
    }
  }
  return { faults, added, known };
}

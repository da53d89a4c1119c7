/** Puts a checked programme into the service: people and answers as rows, everything else as commands. Repeatable. */

import { problemOfOutcome } from '../api/problem.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { dayAt } from '../domain/kernel/days.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { OpenProgramme } from '../domain/programme/facts.ts';
import { storeFile } from '../prisma/cases/files.ts';
import { storeBatch } from '../prisma/cases/surveys.ts';
import type { Database } from '../prisma/database.ts';
import { addPeople } from '../prisma/people/people-record.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { canonicalJson, sha256 } from '../proof/event-format.ts';
import type { CaseGateway, CommandOutcome } from '../temporal/case-gateway.ts';
import { confirmed } from './confirmed.ts';
import { type HistoryPlan, NO_SCANS, takeOverAll, takeOverPapers } from './history.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import type { CheckedProgramme } from './programme-files.ts';

/** What was done, and beside it what was there already. */
export type ImportReport = {
  readonly programme: string;
  readonly opened: boolean;
  readonly people: { readonly added: number; readonly known: number };
  readonly projects: { readonly added: number; readonly known: number };
  readonly batches: { readonly added: number; readonly known: number };
  readonly answers: { readonly stored: number; readonly known: number };
  /** Of what happened on paper before. */
  readonly facts: { readonly added: number; readonly known: number };
};

/** Why a programme was not taken in, or not wholly: in both languages, with every fault. */
export class NotImported extends Error {
  readonly what: Text;
  readonly wayOut: Text;
  readonly faults: readonly Text[];
  constructor(what: Text, wayOut: Text, faults: readonly Text[]) {
    super([what.en, ...faults.map(({ en }) => en)].join('\n'));
    this.name = 'NotImported';
    [this.what, this.wayOut, this.faults] = [what, wayOut, faults];
  }
}

/** Of an import at the service's own console: for the office that the file names. */
function atConsole({ file }: CheckedProgramme): Actor {
  const officer = file.programme.roles.find(({ role }) => role === 'PROGRAMME_OFFICER')?.person ?? null;
  return { person: officer, door: 'import', assurance: 'system', roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] };
}

/** Error: NotImported with every fault, and nothing is stored; or with the first act that was not recorded. */
export async function storeProgramme(
  db: Database,
  gateway: CaseGateway,
  programme: CheckedProgramme,
  say: (line: Text) => void,
  {
    same = [],
    by = 'operator',
    actor = atConsole(programme),
  }: { readonly same?: readonly string[]; readonly by?: string; readonly actor?: Actor } = {},
): Promise<ImportReport> {
  const plan = await planImport(db, programme, same);
  if (plan.faults.length > 0) throw clash(plan.faults);
  const { file } = programme;
  const recorder = recorderOf(db);
  await addPeople(db, recorder, file.programme.code, file.people, { by, basis: file.programme.document });
  say({
    zh: `人员：新加入项目群 ${plan.people.added} 人，已知 ${plan.people.known} 人`,
    en: `people: ${plan.people.added} new to the programme, ${plan.people.known} known`,
  });
  for (const { file: scan } of (programme.scans ?? NO_SCANS).values()) await storeFile(db, scan, actor.person ?? by);
  await openAndRegister({ gateway, actor, say }, programme, plan);
  const report = reportOf(programme, plan);
  for (const { id, fileName, sha256: hash, answers } of plan.batches.added) {
    const outcome = await storeBatch(db, recorder, { id, fileName, sha256: hash, programme: file.programme.code }, answers, actor);
    // Somebody else was faster since the plan was made.
    if (outcome.kind !== 'STORED') throw clash((await planImport(db, programme, same)).faults);
    say({
      zh: `批次 ${id}：已存 ${fileName} 的 ${outcome.rows} 份问卷，其中 ${outcome.faulty} 份不计入`,
      en: `batch ${id}: ${outcome.rows} answers of ${fileName} stored, ${outcome.faulty} of them count for nothing`,
    });
  }
  for (const { id, answers } of plan.batches.known)
    say({ zh: `批次 ${id}：${answers.length} 份问卷此前已存，未再存`, en: `batch ${id}: ${answers.length} answers known already, nothing stored` });
  return report;
}

/** Beside every fault. `count`: with those of a file that has too many to be told. */
export const notImported = (count: number): Text => ({
  zh: `${count} 处错误；未导入任何内容：`,
  en: `${count} fault${count === 1 ? '' : 's'}; nothing was imported:`,
});

const clash = (faults: readonly Text[]): NotImported =>
  new NotImported(notImported(faults.length), { zh: '请逐项改正，再次运行同一导入。', en: 'Correct each and run the same import again.' }, faults);

type Storing = { readonly gateway: CaseGateway; readonly actor: Actor; readonly say: (line: Text) => void };

async function openAndRegister({ gateway, actor, say }: Storing, { file }: CheckedProgramme, plan: ImportPlan): Promise<void> {
  const { programme } = file;
  const stream = streamOf('programme', programme.code);
  if (plan.opens) {
    const open: OpenProgramme = { type: 'Open', ...programme };
    mustBeRecorded(programme.code, await confirmed(() => gateway.open(stream, open, actor, commandId(programme.code, open))));
    say({ zh: `已建立 ${programme.code} ${programme.name.zh}`, en: `${programme.code} ${programme.name.en} opened` });
  }
  for (const project of plan.projects.added) {
    const { code, name } = project.profile;
    const { history, ...registered } = project;
    const register = { type: 'RegisterProject', project: registered, ...(history === undefined ? {} : { takesOver: true as const }) } as const;
    mustBeRecorded(code, await confirmed(() => gateway.command(stream, register, actor, commandId(`${programme.code}/${code}`, register))));
    say({ zh: `已登记 ${code} ${name.zh}`, en: `${code} ${name.en} registered` });
  }
  if (plan.papers.added.length > 0) {
    await takeOverPapers(programme.code, plan.papers, { gateway, actor, commandId, mustBeRecorded });
    const count = plan.papers.added.length;
    say({ zh: `已登记项目群自身的文件 ${count} 件`, en: `${programme.code}: ${count} papers of the programme itself taken over` });
  }
  await takeOverAll(plan.history.plans, {
    gateway,
    actor,
    commandId,
    document: programme.document,
    today: dayAt(new Date().toISOString()),
    onTaken: (taken) => say(takenWords(taken, actor)),
    mustBeRecorded,
  });
}

function takenWords({ code, facts, closes }: HistoryPlan, { door }: Actor): Text {
  const over = closes && door === 'import';
  return over
    ? { zh: `${code} 已接续 ${facts.length} 项，接续办理结束`, en: `${code}: ${facts.length} facts taken over, and closed` }
    : {
        zh: `${code} 已登记接续 ${facts.length} 项；待办公室另一人核对后结束（CloseTakeover）`,
        en: `${code}: ${facts.length} facts taken over; another person of the office looks at them and closes it (CloseTakeover)`,
      };
}

/** The same content once; other content is another command, which the case refuses by itself. */
const commandId = (what: string, command: AnyCommand): string => `import:${what}:${sha256(canonicalJson(command)).slice(0, 16)}`;

/** What was done by it, or would be. */
export function reportOf({ file }: CheckedProgramme, { opens, people, projects, batches, history, papers }: ImportPlan): ImportReport {
  const rows = (list: readonly { readonly answers: readonly unknown[] }[]): number => list.reduce((sum, { answers }) => sum + answers.length, 0);
  return {
    programme: file.programme.code,
    opened: opens,
    people,
    projects: { added: projects.added.length, known: projects.known },
    batches: { added: batches.added.length, known: batches.known.length },
    answers: { stored: rows(batches.added), known: rows(batches.known) },
    facts: {
      added: history.plans.reduce((sum, { facts }) => sum + facts.length, papers.added.length),
      known: history.known + papers.known,
    },
  };
}

/** In one sentence; an import that found everything as it is says so. */
export function inWords({ programme, opened, people, projects, answers, facts }: ImportReport): Text {
  const done: readonly Text[] = [
    ...(opened ? [{ zh: `建立项目群 ${programme}`, en: `programme ${programme} opened` }] : []),
    ...(people.added > 0 ? [{ zh: `新增人员 ${people.added} 人`, en: `${people.added} people new` }] : []),
    ...(projects.added > 0 ? [{ zh: `登记项目 ${projects.added} 个`, en: `${projects.added} projects registered` }] : []),
    ...(facts.added > 0 ? [{ zh: `接续 ${facts.added} 项`, en: `${facts.added} facts taken over` }] : []),
    ...(answers.stored > 0 ? [{ zh: `保存问卷 ${answers.stored} 份`, en: `${answers.stored} survey answers stored` }] : []),
  ];
  if (done.length === 0)
    return { zh: '没有新的内容：文件夹中的均已存在且一致。', en: 'Nothing new: all of it was there already, as it is in the folder.' };
  return { zh: `${done.map(({ zh }) => zh).join('，')}。`, en: `${done.map(({ en }) => en).join(', ')}.` };
}

function mustBeRecorded(code: string, outcome: CommandOutcome): void {
  const problem = problemOfOutcome(outcome);
  if (problem === null) return;
  const { title, titleZh, faults = [], faultsZh = faults } = problem;
  throw new NotImported(
    { zh: `未导入 ${code}：${titleZh}`, en: `${code} was not imported: ${title}` },
    { zh: '请改正后再次运行同一导入；已导入的保持不变。', en: 'Put that right and run the same import again; what is in already stays as it is.' },
    faults.map((en, index) => ({ zh: faultsZh[index] ?? en, en })),
  );
}

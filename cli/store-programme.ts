/** Puts a checked programme into the service: people and answers as rows, everything else as commands. Repeatable. */

import { problemOfOutcome } from '../api/problem.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import type { OpenProgramme } from '../domain/programme/case.ts';
import { SetupError } from '../local/setup-error.ts';
import { storeBatch } from '../prisma/cases/surveys.ts';
import type { Database } from '../prisma/database.ts';
import { addPeople } from '../prisma/people/people-record.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { canonicalJson, sha256 } from '../proof/event-format.ts';
import type { CaseGateway, CommandOutcome } from '../temporal/case-gateway.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import type { CheckedProgramme } from './programme-folder.ts';

/** What was done, and beside it what was there already. */
export type ImportReport = {
  readonly programme: string;
  readonly opened: boolean;
  readonly people: { readonly added: number; readonly known: number };
  readonly projects: { readonly added: number; readonly known: number };
  readonly batches: { readonly added: number; readonly known: number };
  readonly answers: { readonly stored: number; readonly known: number };
};

/** Error: SetupError with every fault, and nothing is stored; or with the first act that was not recorded. */
export async function storeProgramme(
  db: Database,
  gateway: CaseGateway,
  programme: CheckedProgramme,
  say: (line: string) => void,
  { same = [], by = 'operator' }: { readonly same?: readonly string[]; readonly by?: string } = {},
): Promise<ImportReport> {
  const plan = await planImport(db, programme, same);
  if (plan.faults.length > 0) throw clash(plan.faults);
  const { file } = programme;
  const officer = file.programme.roles.find(({ role }) => role === 'PROGRAMME_OFFICER')?.person ?? null;
  const actor: Actor = { person: officer, door: 'import', assurance: 'system', roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] };
  const recorder = recorderOf(db);
  await addPeople(db, recorder, file.programme.code, file.people, { by, basis: file.programme.document });
  say(`people: ${plan.people.added} new to the programme, ${plan.people.known} known`);
  await openAndRegister(gateway, programme, plan, actor, say);
  const report = reportOf(programme, plan);
  for (const { id, fileName, sha256: hash, answers } of plan.batches.added) {
    const outcome = await storeBatch(db, recorder, { id, fileName, sha256: hash, programme: file.programme.code }, answers, actor);
    // Somebody else was faster since the plan was made.
    if (outcome.kind !== 'STORED') throw clash((await planImport(db, programme, same)).faults);
    say(`batch ${id}: ${outcome.rows} answers of ${fileName} stored, ${outcome.faulty} of them count for nothing`);
  }
  for (const { id, answers } of plan.batches.known) say(`batch ${id}: ${answers.length} answers known already, nothing stored`);
  return report;
}

const clash = (faults: readonly string[]): SetupError =>
  new SetupError(
    `${faults.length} fault${faults.length === 1 ? '' : 's'}; nothing was imported:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    'Correct each and run the same import again.',
  );

async function openAndRegister(
  gateway: CaseGateway,
  { file }: CheckedProgramme,
  plan: ImportPlan,
  actor: Actor,
  say: (line: string) => void,
): Promise<void> {
  const { programme } = file;
  const stream = streamOf('programme', programme.code);
  if (plan.opens) {
    const open: OpenProgramme = { type: 'Open', ...programme };
    mustBeRecorded(`programme ${programme.code}`, await gateway.open(stream, open, actor, commandId(programme.code, open)));
    say(`${programme.code} ${programme.name.zh} opened`);
  }
  for (const project of plan.projects.added) {
    const { code, name } = project.profile;
    const register = { type: 'RegisterProject', project } as const;
    mustBeRecorded(`project ${code}`, await gateway.command(stream, register, actor, commandId(`${programme.code}/${code}`, register)));
    say(`${code} ${name.zh} registered`);
  }
}

/** The same content once; other content is another command, which the case refuses by itself. */
const commandId = (what: string, command: AnyCommand): string => `import:${what}:${sha256(canonicalJson(command)).slice(0, 16)}`;

function reportOf({ file }: CheckedProgramme, { opens, people, projects, batches }: ImportPlan): ImportReport {
  const rows = (list: readonly { readonly answers: readonly unknown[] }[]): number => list.reduce((sum, { answers }) => sum + answers.length, 0);
  return {
    programme: file.programme.code,
    opened: opens,
    people,
    projects: { added: projects.added.length, known: projects.known },
    batches: { added: batches.added.length, known: batches.known.length },
    answers: { stored: rows(batches.added), known: rows(batches.known) },
  };
}

/** In one sentence; an import that found everything as it is says so. */
export function inWords({ programme, opened, people, projects, answers }: ImportReport): string {
  const done = [
    ...(opened ? [`programme ${programme} opened`] : []),
    ...(people.added > 0 ? [`${people.added} people new`] : []),
    ...(projects.added > 0 ? [`${projects.added} projects registered`] : []),
    ...(answers.stored > 0 ? [`${answers.stored} survey answers stored`] : []),
  ];
  return done.length === 0 ? 'Nothing new: all of it was there already, as it is in the folder.' : `${done.join(', ')}.`;
}

function mustBeRecorded(what: string, outcome: CommandOutcome): void {
  const problem = problemOfOutcome(outcome);
  if (problem !== null) {
    throw new SetupError(
      `${what} was not imported: ${problem.title}${problem.faults === undefined ? '' : ` (${problem.faults.join('; ')})`}`,
      'Put that right and run the same import again; what is in already stays as it is.',
    );
  }
}

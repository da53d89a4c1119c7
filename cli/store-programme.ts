/** Puts a checked programme into the service: people and answers as rows, everything else as commands. Repeatable. */
import type { CaseGateway, CommandOutcome } from '../api/ports.ts';
import { problemOfOutcome } from '../api/problem.ts';
import { type Actor, streamOf } from '../domain/case.ts';
import type { OpenProgramme } from '../domain/programme/case.ts';
import { SetupError } from '../local/setup-error.ts';
import type { Database } from '../prisma/database.ts';
import { createEventStore } from '../prisma/event-store.ts';
import { addPeople } from '../prisma/people-record.ts';
import { storeBatch } from '../prisma/surveys.ts';
import { peopleFaults } from './people-clash.ts';
import type { CheckedProgramme } from './programme-folder.ts';

export type ImportReport = { readonly programme: string; readonly people: number; readonly projects: number; readonly answers: number };

export async function storeProgramme(
  db: Database,
  gateway: CaseGateway,
  { file, batches }: CheckedProgramme,
  say: (line: string) => void,
  { same = [], by = 'operator' }: { readonly same?: readonly string[]; readonly by?: string } = {},
): Promise<ImportReport> {
  const { programme, people, projects } = file;
  const officer = programme.roles.find(({ role }) => role === 'PROGRAMME_OFFICER')?.person ?? null;
  const actor: Actor = { person: officer, door: 'import', assurance: 'system', roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] };
  const stream = streamOf('programme', programme.code);
  const faults = await peopleFaults(db, programme.code, people, same);
  if (faults.length > 0) throw new SetupError(`Nothing was imported:\n  ${faults.join('\n  ')}`, 'Correct the file and import it again.');
  await addPeople(db, createEventStore({ pool: db.pool }), programme.code, people, { by, basis: programme.document });
  say(`${people.length} people`);
  for (const { id, fileName, sha256, answers } of batches) {
    await storeBatch(db, { id, fileName, sha256, programme: programme.code }, answers);
    say(`${answers.length} survey answers (${fileName})`);
  }
  const open: OpenProgramme = { type: 'Open', ...programme };
  mustBeRecorded(`programme ${programme.code}`, await gateway.open(stream, open, actor, `import:${programme.code}`));
  for (const project of projects) {
    const { code, name } = project.profile;
    mustBeRecorded(
      `project ${code}`,
      await gateway.command(stream, { type: 'RegisterProject', project } as { type: string }, actor, `import:${code}`),
    );
    say(`${code} ${name.zh}`);
  }
  return {
    programme: programme.code,
    people: people.length,
    projects: projects.length,
    answers: batches.reduce((sum, b) => sum + b.answers.length, 0),
  };
}

/** What an earlier import has opened or registered is fine: an import that was cut off is simply run again. */
function mustBeRecorded(what: string, outcome: CommandOutcome): void {
  if (outcome.kind === 'REFUSED' && ['ALREADY_OPENED', 'DUPLICATE'].includes(outcome.rejection.code)) return;
  const problem = problemOfOutcome(outcome);
  if (problem !== null) {
    throw new SetupError(
      `${what} was not imported: ${problem.title}${problem.faults === undefined ? '' : ` (${problem.faults.join('; ')})`}`,
      'Put that right and run the same import again; what is in already stays as it is.',
    );
  }
}

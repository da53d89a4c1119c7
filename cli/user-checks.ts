/** What every change of people is checked by, in one report, and how it is asked. Deliberately absent: the changes (commands/user/). */
import { randomUUID } from 'node:crypto';
import { problemOfOutcome } from '../api/problem.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import type { Person } from '../domain/person.ts';
import type { PublicProgrammeCommand } from '../domain/programme/case.ts';
import { SetupError } from '../local/setup-error.ts';
import type { Database } from '../prisma/database.ts';
import { findPeople } from '../prisma/people/people.ts';
import { CONSOLE, FACT_NAMES } from '../prisma/people/people-record.ts';
import { withDatabase, withGateway } from './connect.ts';

/** Who does it, and the document that it is done by. */
export type Doing = { readonly by: string; readonly basis: string };
export type Facts = { readonly [field in Exclude<keyof Person, 'id'>]?: string };

/** Nothing is done when there is a fault. Error: SetupError with all of them. */
export function mustBeFaultless(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new SetupError(`${faults.length === 1 ? 'A fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`, 'Nothing was changed.');
}

export const basisFaults = ({ basis, by }: Doing): readonly string[] => [
  ...(basis.trim() === '' ? ['--basis must name a document, or where the request is filed'] : []),
  ...(by.trim() === '' ? ['--by must say who does it'] : []),
];

export async function unknownFaults(db: Database, person: string): Promise<readonly string[]> {
  return (await findPeople(db, [person])).has(person) ? [] : [`there is no person ${person}; see \`npx tuojian user list\``];
}

/** Of the facts of a person those that are given. */
export const factsIn = (options: Facts): Facts =>
  Object.fromEntries(FACT_NAMES.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]])));

/** A command to a programme from the console. Error: SetupError with everything that stands against it. */
export async function askProgramme(programme: string, command: PublicProgrammeCommand, by: string): Promise<void> {
  const outcome = await withDatabase((_db, where) =>
    withGateway(where, (gateway) =>
      gateway.command(streamOf('programme', programme), command, { ...CONSOLE, person: by }, `console/${randomUUID()}`),
    ),
  );
  const problem = problemOfOutcome(outcome);
  if (problem !== null) {
    const faults = (problem.faults ?? []).map((fault) => `\n  ${fault}`).join('');
    throw new SetupError(`${problem.code}: ${problem.titleZh} ${problem.title}${faults}`, 'Nothing was recorded.');
  }
}

/** What every change of people is checked by, in one report, and how it is asked. Deliberately absent: the changes (commands/user/). */
import { randomUUID } from 'node:crypto';
import { problemOfOutcome } from '../api/problem.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { Person } from '../domain/person.ts';
import type { PublicProgrammeCommand } from '../domain/programme/facts.ts';
import { SetupError } from '../local/setup-error.ts';
import type { Database } from '../prisma/database.ts';
import { CONSOLE } from '../prisma/people/journal-noting.ts';
import { findPeople } from '../prisma/people/people.ts';
import { FACT_NAMES } from '../prisma/people/people-record.ts';
import { withDatabase, withGateway } from './connect.ts';

/** Who does it, and the document that it is done by. */
export type Doing = { readonly by: string; readonly basis: string };
export type Facts = { readonly [field in Exclude<keyof Person, 'id'>]?: string };

/** Nothing is done when there is a fault. Error: SetupError with all of them. */
export function mustBeFaultless(faults: readonly Text[]): void {
  if (faults.length === 0) return;
  const told = faults.map(({ zh, en }) => `  ${en}\n  ${zh}`).join('\n');
  throw new SetupError(`${faults.length === 1 ? 'A fault' : `${faults.length} faults`}:\n${told}`, 'Nothing was changed. 未作变更。');
}

export const basisFaults = ({ basis, by }: Doing): readonly Text[] => [
  ...(basis.trim() === '' ? [{ zh: '--basis 须写明文号，或申请存放处', en: '--basis must name a document, or where the request is filed' }] : []),
  ...(by.trim() === '' ? [{ zh: '--by 须写明由谁办理', en: '--by must say who does it' }] : []),
];

export async function unknownFaults(db: Database, person: string): Promise<readonly Text[]> {
  if ((await findPeople(db, [person])).has(person)) return [];
  return [
    {
      zh: `须为系统中的人员；没有 ${person}，见 \`npx tuojian user list\``,
      en: `there is no person ${person}; see \`npx tuojian user list\``,
    },
  ];
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
    const faults = [...(problem.faults ?? []), ...(problem.faultsZh ?? [])].map((fault) => `\n  ${fault}`).join('');
    throw new SetupError(`${problem.code}: ${problem.titleZh} ${problem.title}${faults}`, 'Nothing was recorded.');
  }
}

/** `tuojian user …` */
import { SetupError } from '../local/setup-error.ts';
import { findPeople, issueApiToken, listPeople } from '../prisma/people.ts';
import { withDatabase } from './connect.ts';

export async function listUsers(): Promise<void> {
  const people = await withDatabase((db) => listPeople(db));
  if (people.length === 0) process.stdout.write('Nobody yet. Import a programme first: npx tuojian import examples/qinghe\n');
  for (const { id, name, unit, email } of people) process.stdout.write(`${id.padEnd(18)} ${name}  ${unit}  ${email}\n`);
}

export async function issueToken(person: string, days: number): Promise<void> {
  if (!Number.isInteger(days) || days < 1 || days > 365)
    throw new SetupError(`--days ${days} is not between 1 and 365.`, 'Give a whole number of days.');
  const token = await withDatabase(async (db) => {
    const known = await findPeople(db, [person]);
    if (!known.has(person)) throw new SetupError(`There is no person ${person}.`, 'See `npx tuojian user list`.');
    return issueApiToken(db, person, days);
  });
  process.stdout.write(`${token}\n`);
}

/** `tuojian user …` */
import { domainToUnicode } from 'node:url';
import { shownAddress } from '../domain/notice/address.ts';
import { SetupError } from '../local/setup-error.ts';
import { createEventStore } from '../prisma/event-store.ts';
import { noteInJournal } from '../prisma/ledgers.ts';
import { erasePerson, findPeople, issueApiToken, listPeople } from '../prisma/people.ts';
import { withDatabase } from './connect.ts';

export async function listUsers(): Promise<void> {
  const people = await withDatabase((db) => listPeople(db));
  if (people.length === 0) process.stdout.write('Nobody yet. Import a programme first: npx tuojian import examples/qinghe\n');
  for (const { id, name, unit, email } of people)
    process.stdout.write(`${id.padEnd(18)} ${name}  ${unit}  ${shownAddress(email, domainToUnicode)}\n`);
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

/** Erases what can be erased of somebody: names, addresses, phone, sign-ins, traces of his visits. His id stays. */
export async function eraseUser(person: string, basis: string): Promise<void> {
  await withDatabase(async (db) => {
    if (!(await findPeople(db, [person])).has(person)) throw new SetupError(`There is no person ${person}.`, 'See `npx tuojian user list`.');
    await erasePerson(db, person);
    const events = [{ type: 'PersonErased' as const, data: { person, basis } }];
    await noteInJournal(db, createEventStore({ pool: db.pool }), { programme: '', commandId: `erase/${person}/${Date.now()}`, events });
  });
  process.stdout.write(`${person} is erased: the record names the id alone, and every proof of it holds (npx tuojian audit check).\n`);
}

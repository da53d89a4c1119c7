/** `tuojian user …`: each checked as a whole, recorded as an event, told to the person. */

import { randomUUID } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import { problemOfOutcome } from '../api/problem.ts';
import { person as personShape } from '../api/schemas/programme.ts';
import { faultsOf } from '../api/schemas/values.ts';
import { ROLES } from '../domain/kernel/role.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import { shownAddress } from '../domain/notice/address.ts';
import type { Person } from '../domain/person.ts';
import type { PublicProgrammeCommand } from '../domain/programme/case.ts';
import type { SignInView } from '../domain/views.ts';
import { SetupError } from '../local/setup-error.ts';
import type { Database } from '../prisma/database.ts';
import { programmesOf } from '../prisma/people/members.ts';
import { findPeople, listPeople } from '../prisma/people/people.ts';
import {
  addPeople,
  CONSOLE,
  changePerson,
  erase,
  FACT_NAMES,
  findSignIn,
  issueSignIn,
  listSignIns,
  revokeSignIn,
} from '../prisma/people/people-record.ts';
import { createEventStore, type EventStore } from '../prisma/record/event-store.ts';
import { withDatabase, withGateway } from './connect.ts';

export type Doing = { readonly by: string; readonly basis: string };
type Facts = { readonly [field in Exclude<keyof Person, 'id'>]?: string };
export type AddOptions = Doing & Facts & { readonly programme: string; readonly samePerson?: boolean };
export type ChangeOptions = Doing & Facts;
export type TokenOptions = Doing & { readonly days: string };
export type RevokeOptions = Doing & { readonly all?: boolean };
export type LeaveOptions = Doing & { readonly programme: string; readonly to?: string; readonly roles?: boolean };
export type RoleOptions = Doing & { readonly revoke?: boolean };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One report of everything that is wrong; nothing is done then. */
function mustBeFaultless(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new SetupError(`${faults.length === 1 ? 'A fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`, 'Nothing was changed.');
}
const basisFaults = ({ basis, by }: Doing): readonly string[] => [
  ...(basis.trim() === '' ? ['--basis must name a document, or where the request is filed'] : []),
  ...(by.trim() === '' ? ['--by must say who does it'] : []),
];
const withStore = <T>(work: (db: Database, store: EventStore) => Promise<T>): Promise<T> =>
  withDatabase((db) => work(db, createEventStore({ pool: db.pool })));

async function unknown(db: Database, person: string): Promise<readonly string[]> {
  return (await findPeople(db, [person])).has(person) ? [] : [`there is no person ${person}; see \`npx tuojian user list\``];
}

export async function listUsers({ programme }: { readonly programme?: string }): Promise<void> {
  await withDatabase(async (db) => {
    const members = await db.prisma.programmePerson.findMany({ where: programme === undefined ? {} : { programme }, orderBy: { programme: 'asc' } });
    const people = (await listPeople(db)).filter(({ id }) => programme === undefined || members.some(({ person }) => person === id));
    if (people.length === 0) say('Nobody yet. Import a programme first: npx tuojian import examples/qinghe');
    for (const { id, name, unit, email } of people) {
      const where = members.filter(({ person }) => person === id).map((m) => (m.leftAt === null ? m.programme : `${m.programme} (left)`));
      say(`${id.padEnd(18)} ${name}  ${unit}  ${shownAddress(email, domainToUnicode)}  ${where.join(', ')}`);
    }
  });
}

const factsIn = (options: Facts): Facts =>
  Object.fromEntries(FACT_NAMES.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]])));

export async function addUser(id: string, options: AddOptions): Promise<void> {
  const { programme, by, basis } = options;
  await withStore(async (db, store) => {
    const known = (await findPeople(db, [id])).get(id);
    const keeps = options.samePerson === true && known !== undefined;
    const parsed = personShape.safeParse({ id, ...(keeps ? known : factsIn(options)) });
    const opened = await db.prisma.stream.findUnique({ where: { stream: streamOf('programme', programme) } });
    const here = (await programmesOf(db, id)).includes(programme);
    mustBeFaultless([
      ...basisFaults(options),
      ...(opened === null ? [`--programme must be one that is there; there is no ${programme}`] : []),
      ...(parsed.success ? [] : faultsOf(parsed.error)),
      ...(here ? [`${id} belongs to ${programme} already; see \`tuojian user change\``] : []),
      ...(parsed.success && known !== undefined && !keeps && !here
        ? [`${id} is ${known.name} (${known.unit}) already; choose another id, or say --same-person`]
        : []),
    ]);
    if (parsed.success) await addPeople(db, store, programme, [parsed.data], { by, basis });
  });
  say(`${id} belongs to ${programme}.`);
}

export async function changeUser(id: string, options: ChangeOptions): Promise<void> {
  const fields = await withStore(async (db, store) => {
    const known = (await findPeople(db, [id])).get(id);
    const facts = factsIn(options);
    const parsed = personShape.safeParse({ ...known, id, ...facts });
    mustBeFaultless([
      ...basisFaults(options),
      ...(known === undefined ? await unknown(db, id) : parsed.success ? [] : faultsOf(parsed.error)),
      ...(Object.keys(facts).length === 0 ? ['say what changes: --name, --name-en, --email, --unit, --phone, --locale'] : []),
    ]);
    return parsed.success ? changePerson(db, store, id, parsed.data, { by: options.by, basis: options.basis }) : [];
  });
  say(fields.length === 0 ? `${id} is as it was.` : `${id}: ${fields.join(', ')} changed; they are told.`);
}

/** Who has left every programme gets no new way in. */
async function goneFaults(db: Database, person: string): Promise<readonly string[]> {
  const [now, ever] = [await programmesOf(db, person), await programmesOf(db, person, true)];
  return now.length === 0 && ever.length > 0 ? [`${person} has left ${ever.join(', ')}`] : [];
}

export async function issueToken(person: string, { days, by, basis }: TokenOptions): Promise<void> {
  const n = Number(days);
  const token = await withStore(async (db, store) => {
    mustBeFaultless([
      ...(Number.isInteger(n) && n >= 1 && n <= 365 ? [] : [`--days must be a whole number between 1 and 365, not ${days}`]),
      ...(await unknown(db, person)),
      ...(await goneFaults(db, person)),
    ]);
    return issueSignIn(db, store, { person, hours: n * 24, kind: 'TOKEN', by, basis });
  });
  say(token);
}

const stateOf = ({ revokedAt, expiresAt }: SignInView): string =>
  revokedAt !== null ? `revoked ${revokedAt}` : expiresAt <= new Date().toISOString() ? `expired ${expiresAt}` : `until ${expiresAt}`;

export async function listTokens(person: string | null): Promise<void> {
  const signIns = await withDatabase(async (db) => {
    if (person !== null) mustBeFaultless(await unknown(db, person));
    return listSignIns(db, person === null ? null : [person]);
  });
  for (const signIn of signIns) {
    const { id, createdAt, firstUsedAt, issuedBy } = signIn;
    say(
      `${id}  ${signIn.person.padEnd(18)} ${stateOf(signIn)}  issued ${createdAt}${issuedBy === '' ? '' : ` by ${issuedBy}`}${firstUsedAt === null ? '  never used' : ''}`,
    );
  }
}

export async function revokeTokens(what: string, { all, by, basis }: RevokeOptions): Promise<void> {
  const ended = await withStore(async (db, store) => {
    const one = all === true ? null : await findSignIn(db, what);
    mustBeFaultless([
      ...basisFaults({ by, basis }),
      ...(all === true ? await unknown(db, what) : one === null ? [`there is no sign-in ${what}; see \`tuojian user tokens\``] : []),
    ]);
    const signIns = all === true ? await listSignIns(db, [what]) : one === null ? [] : [one];
    const done: string[] = [];
    for (const signIn of signIns) if (await revokeSignIn(db, store, signIn, { by, basis })) done.push(signIn.id);
    return done;
  });
  say(ended.length === 0 ? 'Nothing had to be ended.' : `Ended: ${ended.join(', ')}`);
}

/** A command to a programme from the console. Error: SetupError with everything that stands against it. */
async function askProgramme(programme: string, command: PublicProgrammeCommand, by: string): Promise<void> {
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

export async function leaveProgramme(person: string, { programme, to, roles, by, basis }: LeaveOptions): Promise<void> {
  await askProgramme(programme, { type: 'Leave', person, ...(to === undefined ? {} : { to }), roles: roles === true, basis }, by);
  say(`${person} has left ${programme}; sign-ins, links and codes have ended.`);
}

export async function changeRole(programme: string, role: string, person: string, { revoke, by, basis }: RoleOptions): Promise<void> {
  const known = ROLES.find((one) => one === role);
  mustBeFaultless([...basisFaults({ by, basis }), ...(known === undefined ? [`${role} must be one of ${ROLES.join(', ')}`] : [])]);
  if (known !== undefined) await askProgramme(programme, { type: revoke === true ? 'RevokeRole' : 'AssignRole', role: known, person, basis }, by);
  say(`${programme}: ${role} ${revoke === true ? 'taken from' : 'given to'} ${person}, at the console.`);
}

/** Erases what can be erased of somebody: names, addresses, phone, sign-ins, traces of their visits. The id stays. */
export async function eraseUser(person: string, doing: Doing): Promise<void> {
  await withStore(async (db, store) => {
    const now = await programmesOf(db, person);
    mustBeFaultless([
      ...basisFaults(doing),
      ...(await unknown(db, person)),
      ...now.map((programme) => `${person} still belongs to ${programme}: first \`tuojian user leave ${person} --programme ${programme}\``),
    ]);
    await erase(db, store, person, { by: doing.by, basis: doing.basis });
  });
  say(`${person} is erased: the record names the id alone, and every proof of it holds (npx tuojian audit check).`);
}

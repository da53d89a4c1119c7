/** People and their sign-ins: the only personal data, kept apart from events so that it can be erased. */
import { randomBytes } from 'node:crypto';
import type { Wishes } from '../../domain/notice/preference.ts';
import type { Person } from '../../domain/person.ts';
import { sha256 } from '../../proof/event-format.ts';
import { type Database, inTransaction, type Queryable } from '../database.ts';
import { COLLEAGUES } from './colleagues.ts';

const localeOf = (value: string): Person['locale'] => (value === 'en' ? 'en' : 'zh-CN');

/** Rows alone, for records that are made up (tests, measurements); whoever adds real people records it (people-record.ts). */
export async function storePeople(db: Database, people: readonly Person[]): Promise<void> {
  for (const { id, ...facts } of people) {
    await db.prisma.person.upsert({ where: { id }, create: { id, ...facts }, update: facts });
  }
}

/** What others may know of a person: never the salt. */
const FACTS = { id: true, name: true, nameEn: true, email: true, unit: true, locale: true, phone: true } as const;
/** The same as columns. */
const COLUMNS = 'p.id, p.name, p.name_en AS "nameEn", p.email, p.unit, p.locale, p.phone';

export async function findPeople(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const found = await db.pool.query<PersonRow>({
    name: 'people-found',
    text: `SELECT ${COLUMNS} FROM person p WHERE p.id = ANY($1)`,
    values: [[...new Set(ids)]],
  });
  return new Map(found.rows.map((row) => [row.id, { ...row, locale: localeOf(row.locale) }]));
}
type PersonRow = Omit<Person, 'locale'> & { readonly locale: string };

/** Somebody to whom mails go. */
type MailedRow = PersonRow & {
  /** The address that a mail server said does not exist. */
  readonly deadAddress: string | null;
  readonly salt: string;
  readonly wishes: Wishes | null;
  /** Mails to them within the last hour; 0 for whom a mail only names. */
  readonly lastHour: number;
};
export type Mailed = Omit<MailedRow, 'locale'> & Pick<Person, 'locale'>;

/** The same with what a mail to them hangs on, in one question. `named`: whom their mails name. */
export async function findMailed(db: Database, recipients: readonly string[], named: readonly string[]): Promise<ReadonlyMap<string, Mailed>> {
  const found = await db.pool.query<MailedRow>({
    name: 'people-mailed',
    text: `SELECT ${COLUMNS}, p.dead_address AS "deadAddress", p.salt, w.wishes,
        CASE WHEN p.id = ANY((SELECT $2::text[])::text[])
          THEN (SELECT count(*)::int FROM notice n WHERE n.recipient = p.id AND n.sent_at > now() - interval '1 hour') ELSE 0 END AS "lastHour"
      FROM person p LEFT JOIN preference w ON w.person = p.id WHERE p.id = ANY((SELECT $1::text[])::text[])`,
    values: [[...new Set([...recipients, ...named])], recipients],
  });
  return new Map(found.rows.map((row) => [row.id, { ...row, locale: localeOf(row.locale) }]));
}

/** People with exactly this address, in the form of `comparedAddress` (domain/notice/address.ts); offices share mailboxes. */
export async function peopleByAddress(db: Database, address: string): Promise<readonly string[]> {
  // Never by a pattern: in ILIKE, which Prisma's `mode` means, `_` and `%` of an address match other people's.
  const found = await db.pool.query<{ id: string }>('SELECT id FROM person WHERE lower(email) = lower($1) ORDER BY id', [address]);
  return found.rows.map(({ id }) => id);
}

/** Whoever works in a programme (colleagues.ts), by unit. */
export async function listColleagues(db: Database, programme: string): Promise<readonly Person[]> {
  const found = await db.pool.query<PersonRow>({
    name: 'colleagues-as-people',
    text: `SELECT ${COLUMNS} FROM person p WHERE p.id IN (${COLLEAGUES})`,
    values: [programme],
  });
  const people = found.rows.map((row) => ({ ...row, locale: localeOf(row.locale) }));
  return people.sort((a, b) => (a.unit + a.id < b.unit + b.id ? -1 : 1));
}

export async function listPeople(db: Database): Promise<readonly Person[]> {
  const rows = await db.prisma.person.findMany({ orderBy: { id: 'asc' }, select: FACTS });
  return rows.map((row) => ({ ...row, locale: localeOf(row.locale) }));
}

/** A token for the API, shown once and kept only as its hash. */
export const newToken = (): string => `tj_${randomBytes(32).toString('base64url')}`;

/** The row alone, as `storePeople`. */
export async function issueApiToken(db: Database, person: string, days: number): Promise<string> {
  const token = newToken();
  const now = new Date();
  await db.prisma.apiToken.create({
    data: { hash: sha256(token), person, createdAt: now, expiresAt: new Date(now.getTime() + days * 86_400_000) },
  });
  return token;
}

/** What an erased person is called, and an address to which nothing is ever sent. */
const ERASED = { name: '（已清除）', nameEn: '(erased)', email: 'erased@invalid', unit: '', phone: null, deadAddress: 'erased@invalid' } as const;

/** Erases personal data of one person; events refer to him by his id alone and stay as they are. */
export const erasePerson = (db: Database, id: string): Promise<void> => inTransaction(db.pool, (tx) => erasePersonIn(tx, id));

export async function erasePersonIn(tx: Queryable, id: string): Promise<void> {
  const { name, nameEn, email, unit, phone, deadAddress } = ERASED;
  await tx.query("UPDATE person SET name = $2, name_en = $3, email = $4, unit = $5, phone = $6, dead_address = $7, salt = '' WHERE id = $1", [
    id,
    name,
    nameEn,
    email,
    unit,
    phone,
    deadAddress,
  ]);
  for (const table of ['api_token', 'sign_in_session', 'sign_in_account', 'second_factor', 'preference', 'address_proposal', 'calendar_feed'])
    await tx.query(`DELETE FROM ${table} WHERE person = $1`, [id]);
  await tx.query('UPDATE link_token SET revoked_at = coalesce(revoked_at, now()) WHERE person = $1', [id]);
  await tx.query("UPDATE link_visit SET agent = '', address = '' WHERE link IN (SELECT hash FROM link_token WHERE person = $1)", [id]);
  await tx.query('UPDATE notice SET to_address = NULL WHERE recipient = $1', [id]);
}

/** Mails go to an address again that a mail server had called dead; whether one had. */
export async function reviveAddress(db: Database, person: string): Promise<boolean> {
  const { count } = await db.prisma.person.updateMany({ where: { id: person, deadAddress: { not: null } }, data: { deadAddress: null } });
  return count > 0;
}

/**
 * What happens to people, on record: added, changed, signed in, signed out, erased. Each is written in one transaction with
 * its event in the journal of every programme to which the person belongs (of the office, where there is none), because
 * the auditors of each must see it; and with the notice to the person. Names and addresses stand in no event: an address
 * is a hash, salted with what lies beside the person and is erased with them (docs/adr/0027). Deliberately absent: how it is
 * noted, and what was overtaken meanwhile (journal-noting.ts).
 */
import { createHmac, randomUUID } from 'node:crypto';
import { dayAt, minuteAt } from '../../domain/kernel/days.ts';
import type { Scope } from '../../domain/kernel/scope.ts';
import type { Person } from '../../domain/person.ts';
import type { SignInView } from '../../domain/views.ts';
import { dayWords } from '../../domain/words/days.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { Database, Queryable } from '../database.ts';
import type { EventStore } from '../record/event-store.ts';
import type { JournalDraft } from '../record/ledgers.ts';
import { CONSOLE, type Doing, noteInJournals, tell } from './journal-noting.ts';
import { programmesOf } from './members.ts';
import { erasePersonIn, findPeople, newToken } from './people.ts';

/** An address as events and the mail ledger know it; '' of somebody erased. */
export const addressHash = (salt: string, address: string): string =>
  salt === '' ? '' : createHmac('sha256', salt).update(address.trim().toLowerCase()).digest('hex');

const by = ({ by: who, basis }: Doing) => ({ by: who, basis });
/** Who did it and on what basis, for a sentence. Whoever says no name at the console is `operator`. */
const said = ({ by: who, basis }: Doing): { zh: string; en: string } => ({
  zh: `办理人：${who === 'operator' ? '服务器控制台的操作员' : '{by}'}${basis === '' ? '' : `，依据：${basis}`}`,
  en: `by ${who === 'operator' ? 'the operator at the service’s console' : '{by}'}${basis === '' ? '' : `, basis: ${basis}`}`,
});

const INSERT = 'INSERT INTO person (id, name, name_en, email, unit, locale, phone, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)';

/** People who are new to a programme. Those whom others know already keep their facts: their rows are not touched. `also`: in the same transaction. */
export async function addPeople(
  db: Database,
  store: EventStore,
  programme: string,
  people: readonly Person[],
  doing: Doing,
  also: (tx: Queryable) => Promise<void> = async () => undefined,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  const [known, here] = await Promise.all([
    db.prisma.person.findMany({ where: { id: { in: ids } } }),
    db.prisma.programmePerson.findMany({ where: { programme, person: { in: ids } }, select: { person: true } }),
  ]);
  const salts = new Map(known.map(({ id, salt, email }) => [id, { salt, email }]));
  const fresh = people
    .filter(({ id }) => !salts.has(id))
    .map((person) => ({ ...person, salt: `${randomUUID()}${randomUUID()}`.replaceAll('-', '') }));
  for (const { id, salt, email } of fresh) salts.set(id, { salt, email });
  const joining = people.filter(({ id }) => !here.some(({ person }) => person === id));
  if (joining.length === 0) return;
  const events = joining.map(({ id }): JournalDraft => {
    const { salt = '', email = '' } = salts.get(id) ?? {};
    return { type: 'PersonAdded', data: { person: id, address: addressHash(salt, email), ...by(doing) } };
  });
  await noteInJournals(db, store, {
    programmes: [programme],
    actor: doing.actor ?? CONSOLE,
    events,
    also: async (tx) => {
      for (const { id, name, nameEn, email, unit, locale, phone, salt } of fresh)
        await tx.query(INSERT, [id, name, nameEn, email, unit, locale, phone, salt]);
      await also(tx);
    },
  });
}

export type PersonFacts = Partial<Omit<Person, 'id'>>;
export const FACT_NAMES = ['name', 'nameEn', 'email', 'unit', 'locale', 'phone'] as const;

const FIELD_WORDS: Readonly<Record<(typeof FACT_NAMES)[number], { zh: string; en: string }>> = {
  name: { zh: '姓名', en: 'name' },
  nameEn: { zh: '英文姓名', en: 'English name' },
  email: { zh: '邮箱', en: 'mail address' },
  unit: { zh: '单位', en: 'unit' },
  locale: { zh: '语言', en: 'language' },
  phone: { zh: '电话', en: 'telephone' },
};

/** Which facts differ. */
export const differing = (known: Person, facts: PersonFacts): readonly (typeof FACT_NAMES)[number][] =>
  FACT_NAMES.filter((field) => facts[field] !== undefined && facts[field] !== known[field]);

/** Of a change that one person proposed and another confirmed. `also`: in the same transaction. */
type Confirmed = { readonly proposal?: string; readonly proposedBy?: string; readonly also?: (tx: Queryable) => Promise<void> };

/**
 * Changes somebody's facts; returns what changed. With the address, links and codes that went to the old one end: whoever
 * reads that mailbox is not the person any more. Told at the old and the new address.
 */
export async function changePerson(
  db: Database,
  store: EventStore,
  id: string,
  facts: PersonFacts,
  doing: Doing,
  { proposal, proposedBy, also = async () => undefined }: Confirmed = {},
): Promise<readonly string[]> {
  const row = await db.prisma.person.findUniqueOrThrow({ where: { id } });
  const known = (await findPeople(db, [id])).get(id);
  const fields = known === undefined ? [] : differing(known, facts);
  if (known === undefined || fields.length === 0) return [];
  const next = { ...known, ...facts };
  const programmes = await programmesOf(db, id, true);
  const moved = fields.includes('email');
  const addresses = moved ? { oldAddress: addressHash(row.salt, known.email), newAddress: addressHash(row.salt, next.email) } : {};
  const words = (language: 'zh' | 'en', between: string) => fields.map((field) => FIELD_WORDS[field][language]).join(between);
  const text = {
    zh: `您的资料已变更：${words('zh', '、')}（${said(doing).zh}）`,
    en: `Your data were changed: ${words('en', ', ')} (${said(doing).en})`,
    by: doing.by,
  };
  await noteInJournals(db, store, {
    programmes,
    actor: doing.actor ?? CONSOLE,
    events: [
      {
        type: 'PersonChanged',
        data: { person: id, fields, ...addresses, ...by(doing), ...(proposal === undefined ? {} : { proposal, proposedBy }) },
      },
    ],
    also: async (tx) => {
      await also(tx);
      await tx.query('UPDATE person SET name = $2, name_en = $3, email = $4, unit = $5, locale = $6, phone = $7 WHERE id = $1', [
        id,
        next.name,
        next.nameEn,
        next.email,
        next.unit,
        next.locale,
        next.phone,
      ]);
      if (moved) {
        await tx.query('UPDATE link_token SET revoked_at = now() WHERE person = $1 AND revoked_at IS NULL', [id]);
        await tx.query('UPDATE one_time_code SET expires_at = least(expires_at, now()) WHERE person = $1 AND used_at IS NULL', [id]);
        // Whoever read the old mailbox could have signed in by it.
        await tx.query('UPDATE sign_in_session SET revoked_at = now() WHERE person = $1 AND revoked_at IS NULL', [id]);
        await tell(tx, id, programmes, text, { address: known.email });
      }
      await tell(tx, id, programmes, text);
    },
  });
  return fields;
}

/** The language that somebody chose for their mails and, on any device, their console: theirs alone to choose, so no mail tells it. */
export async function chooseLanguage(db: Database, store: EventStore, locale: Person['locale'], doing: Doing): Promise<void> {
  const chosen = (tx: Queryable): Promise<unknown> =>
    tx.query('UPDATE person SET locale = $2, locale_chosen = true WHERE id = $1', [doing.by, locale]);
  const known = (await findPeople(db, [doing.by])).get(doing.by);
  if (known?.locale === locale) return void (await chosen(db.pool));
  await noteInJournals(db, store, {
    programmes: await programmesOf(db, doing.by, true),
    actor: doing.actor ?? CONSOLE,
    events: [{ type: 'PersonChanged', data: { person: doing.by, fields: ['locale'], ...by(doing) } }],
    also: async (tx) => void (await chosen(tx)),
  });
}

/** Opens nothing; names a sign-in among all. */
export const signInId = (hash: string): string => hash.slice(0, 12);

/** A token, shown once. AS: somebody at the console acts as the person. */
export async function issueSignIn(
  db: Database,
  store: EventStore,
  {
    person,
    hours,
    kind,
    scope = 'ACT',
    name = '',
    ...doing
  }: Doing & {
    readonly person: string;
    readonly hours: number;
    readonly kind: 'TOKEN' | 'AS' | 'KEY';
    readonly scope?: Scope;
    /** What its owner calls it. */
    readonly name?: string;
  },
): Promise<string> {
  const token = newToken();
  const hash = sha256(token);
  const now = new Date();
  const until = new Date(now.getTime() + hours * 3_600_000);
  const programmes = await programmesOf(db, person);
  const signIn = signInId(hash);
  const [day, minute] = [dayWords(dayAt(until.toISOString())), minuteAt(until.toISOString()).slice(11)];
  const text =
    kind !== 'AS'
      ? {
          zh: `为您签发了登录 ${signIn}，有效期至 ${day.zh} ${minute}（北京时间；${said(doing).zh}）`,
          en: `A sign-in ${signIn} was issued to you, good until ${day.en} ${minute}, Beijing time (${said(doing).en})`,
        }
      : {
          zh: `有人在服务器控制台以您的身份登录（${signIn}，至北京时间 ${day.zh} ${minute}；${said(doing).zh}）`,
          en: `Somebody at the service’s console signed in as you (${signIn}, until ${day.en} ${minute}, Beijing time; ${said(doing).en})`,
        };
  await noteInJournals(db, store, {
    programmes,
    actor: doing.actor ?? CONSOLE,
    events: [
      { type: 'SignInIssued', data: { person, signIn, kind, ...(scope === 'ACT' ? {} : { scope }), until: until.toISOString(), ...by(doing) } },
    ],
    also: async (tx) => {
      await tx.query(
        'INSERT INTO api_token (hash, person, created_at, expires_at, issued_by, kind, scope, name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
        [hash, person, now, until, doing.by, kind, scope, name],
      );
      await tell(tx, person, programmes, { ...text, by: doing.by });
    },
  });
  return token;
}

/** A key that somebody makes for a program of theirs. */
export async function issueKey(
  db: Database,
  store: EventStore,
  key: Doing & { readonly person: string; readonly name: string; readonly scope: Scope; readonly days: number },
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: string }> {
  const token = await issueSignIn(db, store, { ...key, hours: key.days * 24, kind: 'KEY' });
  const id = signInId(sha256(token));
  const made = await findSignIn(db, id);
  return { id, token, expiresAt: made?.expiresAt ?? '' };
}

type SignInRow = {
  readonly hash: string;
  readonly person: string;
  readonly kind: SignInView['kind'];
  readonly how: string | null;
  readonly scope: string | null;
  readonly name: string;
  readonly issued_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly first_used_at: Date | null;
  readonly revoked_at: Date | null;
};
/** Browsers and programs alike. */
const SIGN_INS = `(
  SELECT hash, person, kind, NULL AS how, scope, name, issued_by, created_at, expires_at, first_used_at, revoked_at FROM api_token
  UNION ALL SELECT hash, person, 'SESSION', how, NULL, agent, person, created_at, expires_at, created_at, revoked_at FROM sign_in_session) AS known`;

const viewOf = (row: SignInRow): SignInView => ({
  id: signInId(row.hash),
  person: row.person,
  kind: row.kind,
  how: row.how,
  scope: row.scope,
  name: row.name,
  issuedBy: row.issued_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  firstUsedAt: row.first_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

/** Newest first. `people` null: everybody's. */
export async function listSignIns(db: Database, people: readonly string[] | null): Promise<readonly SignInView[]> {
  const found = await db.pool.query<SignInRow>(
    `SELECT * FROM ${SIGN_INS} WHERE $1::text[] IS NULL OR person = ANY($1) ORDER BY created_at DESC, hash LIMIT 1000`,
    [people],
  );
  return found.rows.map(viewOf);
}

/** The sign-in of that id; null: there is none. */
export async function findSignIn(db: Database, id: string): Promise<SignInView | null> {
  if (!/^[0-9a-f]{12}$/.test(id)) return null;
  const found = await db.pool.query<SignInRow>(`SELECT * FROM ${SIGN_INS} WHERE hash >= $1 AND hash < $2 LIMIT 1`, [id, `${id}g`]);
  return found.rows[0] === undefined ? null : viewOf(found.rows[0]);
}

/** Ends one of a person's sign-ins. False: it had ended already. */
export async function revokeSignIn(
  db: Database,
  store: EventStore,
  { id, person }: Pick<SignInView, 'id' | 'person'>,
  doing: Doing,
): Promise<boolean> {
  const found = await findSignIn(db, id);
  if (found === null || found.person !== person || found.revokedAt !== null) return false;
  const programmes = await programmesOf(db, person);
  await noteInJournals(db, store, {
    programmes,
    actor: doing.actor ?? CONSOLE,
    events: [{ type: 'SignInRevoked', data: { person, signIn: id, ...by(doing) } }],
    also: async (tx) => {
      for (const table of ['api_token', 'sign_in_session'])
        await tx.query(`UPDATE ${table} SET revoked_at = coalesce(revoked_at, now()) WHERE hash >= $1 AND hash < $2`, [id, `${id}g`]);
      await tell(tx, person, programmes, {
        zh: `您的登录 ${id} 已吊销（${said(doing).zh}）`,
        en: `Your sign-in ${id} was revoked (${said(doing).en})`,
        by: doing.by,
      });
    },
  });
  return true;
}

/** Name, address and phone go; the id stays in the record, and every proof holds. */
export async function erase(db: Database, store: EventStore, person: string, doing: Doing): Promise<void> {
  const programmes = await programmesOf(db, person, true);
  await noteInJournals(db, store, {
    programmes,
    actor: doing.actor ?? CONSOLE,
    events: [{ type: 'PersonErased', data: { person, basis: doing.basis, by: doing.by } }],
    also: (tx) => erasePersonIn(tx, person),
  });
}

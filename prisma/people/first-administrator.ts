/**
 * The code by which the first administrator of an empty service is named: kept as its hash, replaced as often as one likes
 * until it is used, good for one person, and never again once anybody or any programme is here. Deliberately absent: where
 * it is shown (cli/setup-code.ts), what the person may then do (setup/first-administrator.ts).
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { Person } from '../../domain/person.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import type { EventStore } from '../record/event-store.ts';
import { noteInJournals, Overtaken, tell, unlessOvertaken } from './journal-noting.ts';
import { addressHash } from './people-record.ts';

/** Crockford's: nothing that is read as something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
/** 80 bits: more than anybody finds by trying. */
const made = (): string =>
  Array.from({ length: GROUPS }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

/** However it was typed: full width, small, with blanks, O for 0. */
const hashOf = (code: string): string =>
  sha256(
    code
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1'),
  );

/** No programme, and nobody: an import of somebody else's that has begun counts. */
const NOBODY_YET = `NOT EXISTS (SELECT 1 FROM stream WHERE stream LIKE 'programme/%') AND NOT EXISTS (SELECT 1 FROM person)`;

/** A new one, to be shown once; the one before ends. Null: there is somebody, or something, here. */
export async function newSetupCode({ pool }: Database): Promise<string | null> {
  const code = made();
  const kept = await pool.query(
    `INSERT INTO setup_code (id, hash, made_at) SELECT 'FIRST', $1, now() WHERE ${NOBODY_YET}
     ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash, made_at = EXCLUDED.made_at WHERE setup_code.person IS NULL`,
    [hashOf(code)],
  );
  return kept.rowCount === 1 ? code : null;
}

/** Whether a code would be asked for: nobody and nothing is here. */
export async function isNobodysYet({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const found = await pool.query<{ open: boolean }>(
    `SELECT ${NOBODY_YET} AND NOT EXISTS (SELECT 1 FROM setup_code WHERE person IS NOT NULL) AS open`,
  );
  return found.rows[0]?.open === true;
}

/** Whether this is the code; `false` says nothing of why. */
export async function isSetupCode({ pool }: Pick<Database, 'pool'>, code: string): Promise<boolean> {
  const found = await pool.query("SELECT 1 FROM setup_code WHERE id = 'FIRST' AND person IS NULL AND hash = $1", [hashOf(code)]);
  return found.rowCount === 1;
}

/** In one transaction: the code is spent, the person known, the record says so, and they are told. False: somebody was first. */
export async function nameFirstAdministrator(db: Database, store: EventStore, code: string, person: Person): Promise<boolean> {
  const salt = `${randomUUID()}${randomUUID()}`.replaceAll('-', '');
  const { id, name, nameEn, email, unit, locale, phone } = person;
  return unlessOvertaken(
    noteInJournals(db, store, {
      programmes: [],
      actor: { person: id, door: 'api', assurance: 'none', roles: [] },
      events: [{ type: 'FirstAdministratorNamed', data: { person: id, address: addressHash(salt, email) } }],
      async also(tx) {
        // Whoever comes at the same time waits here, and then finds it spent.
        const spent = await tx.query(
          `UPDATE setup_code SET person = $1, used_at = now() WHERE id = 'FIRST' AND person IS NULL AND hash = $2 AND ${NOBODY_YET}`,
          [id, hashOf(code)],
        );
        if (spent.rowCount !== 1) throw new Overtaken();
        await tx.query('INSERT INTO person (id, name, name_en, email, unit, locale, phone, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
          id,
          name,
          nameEn,
          email,
          unit,
          locale,
          phone,
          salt,
        ]);
        await tell(tx, id, [], TOLD);
      },
    }),
  );
}

const TOLD = {
  zh: '您已登记为本系统的首位管理员；用此邮箱登录后即可建立项目群。若非本人操作，请立即告知服务器管理人员',
  en: 'You are the first administrator of this service; sign in with this address and set up the programme. If that was not you, tell whoever runs the server at once',
};

/** Who was named, as they are known, while nobody holds the role of an administrator anywhere; null: not this person. */
export async function founderIn({ prisma, pool }: Database, person: string): Promise<{ readonly email: string; readonly unit: string } | null> {
  const found = await pool.query(
    `SELECT 1 FROM setup_code WHERE person = $1 AND NOT EXISTS (SELECT 1 FROM standing WHERE kind = 'MEMBER' AND role = 'ADMINISTRATOR')`,
    [person],
  );
  return found.rowCount === 1 ? prisma.person.findUnique({ where: { id: person }, select: { email: true, unit: true } }) : null;
}

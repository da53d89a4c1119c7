/**
 * One-time codes of mails. Kept as scrypt hashes with a salt each: six digits would be found by trying out a plain hash,
 * and within their ten minutes not even a reader of the database gets far.
 */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { CodeFor } from '../../domain/notice/ledger.ts';
import { parseBody, sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

const derive = promisify(scrypt) as (code: string, salt: string, length: number) => Promise<Buffer>; // promisify sees the other overload alone

/** For a page, whose code lives ten minutes (notices/courier.ts; ASVS 5.0 6.5.5); a reply may come as long as its link would work. */
const TRIES_MAX = 5;

/** No letter that looks like a digit, none that reads like another. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const letters = (n: number): string => Array.from({ length: n }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** A fresh code; earlier ones of the same person, task and purpose die. A code to be quoted is long: it is looked up without a link. */
export async function mintCode(db: Database, wanted: CodeFor, expiresAt: Date): Promise<string> {
  const { purpose, stream, task, person } = wanted;
  const code = purpose !== 'REPLY' ? String(randomInt(1_000_000)).padStart(6, '0') : `${letters(4)}-${letters(4)}-${letters(4)}`;
  const salt = randomBytes(16).toString('hex');
  const hash = (await derive(code, salt, 32)).toString('hex');
  const now = new Date();
  await db.prisma.$transaction([
    db.prisma.oneTimeCode.updateMany({ where: { purpose, stream, task, person, usedAt: null, expiresAt: { gt: now } }, data: { expiresAt: now } }),
    db.prisma.oneTimeCode.create({ data: { ...wanted, salt, hash, createdAt: now, expiresAt } }),
  ]);
  return code;
}

export type KnownCode = Omit<CodeFor, 'purpose'> & {
  readonly id: bigint;
  /** The one command that this code is good for: its id is made from the code's own. */
  readonly commandId: string;
  /** It was used before; `commandId` says for what. */
  readonly used: boolean;
};

/** One code is one act: whoever sends it twice sends the same command. */
const commandOf = (id: string): string => sha256(`one-time-code/${id}`).slice(0, 40);

/**
 * A person's code that is like what was typed; null when there is none that counts. Every try counts, right or wrong. A code
 * for an answer by mail is found after its use as well, so that who sends it again can be told. What is found is noted with
 * the command that it is going to be used for; the recorder marks it as used in the transaction of that command's events.
 */
export async function matchCode(
  db: Database,
  asked: { readonly purpose: CodeFor['purpose']; readonly person: string; readonly stream?: string; readonly task?: number },
  typed: string,
): Promise<KnownCode | null> {
  const { purpose, person, stream = null, task = null } = asked;
  const open = await db.pool.query<Row>(
    `UPDATE one_time_code SET tries = tries + 1
     WHERE purpose = $1 AND person = $2 AND ($3::text IS NULL OR stream = $3) AND ($4::int IS NULL OR task = $4)
       AND used_at IS NULL AND expires_at > now() AND (tries < ${TRIES_MAX} OR purpose = 'REPLY')
     RETURNING id, salt, hash, stream, task, person, seen, false AS used`,
    [purpose, person, stream, task],
  );
  const found = await likeOne(open.rows, typed);
  if (found !== null) {
    await db.pool.query('UPDATE one_time_code SET command_id = $2 WHERE id = $1 AND command_id IS NULL', [found.id, found.commandId]);
    return found;
  }
  if (purpose !== 'REPLY') return null;
  const used = await db.pool.query<Row>(
    `SELECT id, salt, hash, stream, task, person, seen, true AS used FROM one_time_code
     WHERE purpose = $1 AND person = $2 AND used_at IS NOT NULL AND command_id IS NOT NULL ORDER BY used_at DESC LIMIT ${USED_MAX}`,
    [purpose, person],
  );
  return likeOne(used.rows, typed);
}

type Row = Omit<KnownCode, 'id' | 'commandId'> & { readonly id: string; readonly salt: string; readonly hash: string };
/** So many used codes are looked at, the newest; each costs a hash. */
const USED_MAX = 40;

async function likeOne(rows: readonly Row[], typed: string): Promise<KnownCode | null> {
  const given = typed.normalize('NFKC').toUpperCase().replace(/\s/g, '');
  for (const { id, salt, hash, ...known } of rows)
    if (timingSafeEqual(await derive(given, salt, 32), Buffer.from(hash, 'hex'))) return { ...known, id: BigInt(id), commandId: commandOf(id) };
  return null;
}

/** Puts a code away that can be used for nothing any more; false when it was used meanwhile. */
export async function spendCode(db: Database, id: bigint): Promise<boolean> {
  const used = await db.prisma.oneTimeCode.updateMany({ where: { id, usedAt: null }, data: { usedAt: new Date() } });
  return used.count === 1;
}

/** What a command recorded in a case: its events, in order. Empty: nothing. */
export async function eventsOfCommand(
  db: Database,
  stream: string,
  commandId: string,
): Promise<readonly { readonly type: string; readonly choice: string | null }[]> {
  const found = await db.pool.query<{ type: string; body: string }>(
    'SELECT type, body FROM event WHERE command_id = $1 AND stream = $2 ORDER BY ordinal',
    [commandId, stream],
  );
  return found.rows.map(({ type, body }) => {
    const { data } = parseBody(body);
    return { type, choice: 'choice' in data && typeof data.choice === 'string' ? data.choice : null };
  });
}

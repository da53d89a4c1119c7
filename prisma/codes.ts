/**
 * One-time codes of mails. Kept as scrypt hashes with a salt each: six digits would be found by trying out a plain hash,
 * and within their ten minutes not even a reader of the database gets far.
 */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { CodeFor } from '../domain/notice/ledger.ts';
import type { Database } from './database.ts';

const derive = promisify(scrypt) as (code: string, salt: string, length: number) => Promise<Buffer>;

/** For a page, whose code lives ten minutes (notices/courier.ts; ASVS 5.0 6.5.5); a reply may come as long as its link would work. */
const TRIES_MAX = 5;

/** No letter that looks like a digit, none that reads like another. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const letters = (n: number): string => Array.from({ length: n }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** A fresh code; earlier ones of the same person, task and purpose die. A code to be quoted is long: it is looked up without a link. */
export async function mintCode(db: Database, wanted: CodeFor, expiresAt: Date): Promise<string> {
  const { purpose, stream, task, person } = wanted;
  const code = purpose === 'PAGE' ? String(randomInt(1_000_000)).padStart(6, '0') : `${letters(4)}-${letters(4)}-${letters(4)}`;
  const salt = randomBytes(16).toString('hex');
  const hash = (await derive(code, salt, 32)).toString('hex');
  const now = new Date();
  await db.prisma.$transaction([
    db.prisma.oneTimeCode.updateMany({ where: { purpose, stream, task, person, usedAt: null, expiresAt: { gt: now } }, data: { expiresAt: now } }),
    db.prisma.oneTimeCode.create({ data: { ...wanted, salt, hash, createdAt: now, expiresAt } }),
  ]);
  return code;
}

export type KnownCode = Omit<CodeFor, 'purpose'> & { readonly id: bigint };

/** A person's code that still counts and is like what was typed; null when there is none. Every try counts, right or wrong. */
export async function matchCode(
  db: Database,
  asked: { readonly purpose: CodeFor['purpose']; readonly person: string; readonly stream?: string; readonly task?: number },
  typed: string,
): Promise<KnownCode | null> {
  const { purpose, person, stream = null, task = null } = asked;
  const open = await db.pool.query<Omit<KnownCode, 'id'> & { readonly id: string; readonly salt: string; readonly hash: string }>(
    `UPDATE one_time_code SET tries = tries + 1
     WHERE purpose = $1 AND person = $2 AND ($3::text IS NULL OR stream = $3) AND ($4::int IS NULL OR task = $4)
       AND used_at IS NULL AND expires_at > now() AND (tries < ${TRIES_MAX} OR purpose = 'REPLY')
     RETURNING id, salt, hash, stream, task, person, seen`,
    [purpose, person, stream, task],
  );
  const given = typed.normalize('NFKC').toUpperCase().replace(/\s/g, '');
  for (const { id, salt, hash, ...known } of open.rows)
    if (timingSafeEqual(await derive(given, salt, 32), Buffer.from(hash, 'hex'))) return { ...known, id: BigInt(id) };
  return null;
}

/** Uses a code up; false when it was used meanwhile. */
export async function spendCode(db: Database, id: bigint): Promise<boolean> {
  const used = await db.prisma.oneTimeCode.updateMany({ where: { id, usedAt: null }, data: { usedAt: new Date() } });
  return used.count === 1;
}

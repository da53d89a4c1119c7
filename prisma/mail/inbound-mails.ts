/**
 * Messages that came in by mail and could not be dealt with yet. They may hold one-time codes, so they are kept sealed with
 * a key that is not in the database, and only until they are done. Deliberately absent: when each is tried again, and who is
 * told, which `set_aside` keeps (aside.ts).
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { sha256 } from '../../proof/event-format.ts';
import { dueAside, setAside, settleAside } from '../aside.ts';
import type { Database } from '../database.ts';

const LOOP = 'MAILBOX';
const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'tuojian/inbound-mail', 32));
/** What whoever reads the list of things set aside sees of a message. */
const itemOf = (id: string): string => `mail/${id.slice(0, 16)}`;

/** False: the database does not answer; the message is to come again. */
export async function keepInbound(db: Database, secret: string, raw: Buffer, why: unknown): Promise<boolean> {
  try {
    const id = sha256(raw.toString('latin1'));
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv);
    const sealed = Buffer.concat([iv, cipher.update(raw), cipher.final(), cipher.getAuthTag()]);
    await db.pool.query('INSERT INTO inbound_mail (id, sealed, received_at) VALUES ($1, $2, now()) ON CONFLICT (id) DO NOTHING', [id, sealed]);
    return await setAside(db, { loop: LOOP, item: itemOf(id), about: null, reason: why, nowhereElse: true });
  } catch {
    return false;
  }
}

/** Kept messages whose next try has come, oldest first; null where one cannot be opened any more (another secret). */
export async function dueInbound(db: Database, secret: string): Promise<readonly { readonly item: string; readonly raw: Buffer | null }[]> {
  const due = await dueAside(db, LOOP, 20);
  const found: { item: string; raw: Buffer | null }[] = [];
  for (const { item } of due.filter((one) => one.item.startsWith('mail/'))) {
    const rows = await db.pool.query<{ sealed: Buffer }>(`SELECT sealed FROM inbound_mail WHERE id LIKE $1`, [`${item.slice('mail/'.length)}%`]);
    const [row] = rows.rows;
    if (row === undefined) await settleAside(db, LOOP, item);
    else found.push({ item, raw: opened(row.sealed, secret) });
  }
  return found;
}

function opened(sealed: Buffer, secret: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch {
    return null;
  }
}

/** It was dealt with, and nothing of it is kept. */
export async function settleInbound(db: Database, item: string): Promise<void> {
  await db.pool.query('DELETE FROM inbound_mail WHERE id LIKE $1', [`${item.slice('mail/'.length)}%`]);
  await settleAside(db, LOOP, item);
}

/** It failed once more. */
export const failedInbound = (db: Database, item: string, why: unknown): Promise<boolean> =>
  setAside(db, { loop: LOOP, item, about: null, reason: why });

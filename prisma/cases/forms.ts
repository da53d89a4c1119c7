/** Forms shown behind a link, clients' idempotency keys, refused attempts: small writes at the edge of the API. */

import { sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import { HASTY } from '../hasty.ts';

/** A form lives ten minutes (ASVS 5.0 6.5.5) and is good for one post. */
const FORM_MINUTES = 10;

export async function storeForm(db: Database, form: { readonly nonce: string; readonly link: string; readonly seen: string }): Promise<void> {
  const now = Date.now();
  await db.pool.query({
    name: 'form-new',
    text: `WITH ${HASTY} INSERT INTO form_nonce (hash, link, seen, shown_at, expires_at) SELECT $1, $2, $3, $4::timestamptz, $5::timestamptz FROM hasty`,
    values: [sha256(form.nonce), form.link, form.seen, new Date(now), new Date(now + FORM_MINUTES * 60_000)],
  });
}

export type UsedForm = { readonly seen: string; readonly shownAt: Date };

/** Uses a form up, in one statement; null when it is unknown, too old, used, or belongs to another link. */
export async function consumeForm(db: Database, nonce: string, link: string): Promise<UsedForm | null> {
  const used = await db.pool.query<{ seen: string; shown_at: Date }>({
    name: 'form-used',
    text: `WITH ${HASTY} UPDATE form_nonce SET used_at = now() FROM hasty
      WHERE hash = $1 AND link = $2 AND used_at IS NULL AND expires_at > now() RETURNING seen, shown_at`,
    values: [sha256(nonce), link],
  });
  const row = used.rows[0];
  return row === undefined ? null : { seen: row.seen, shownAt: row.shown_at };
}

/** Whether a form was shown and can still be sent; looked at before its files are read. */
export async function isFormOpen(db: Database, nonce: string, link: string): Promise<boolean> {
  const found = await db.pool.query('SELECT 1 FROM form_nonce WHERE hash = $1 AND link = $2 AND used_at IS NULL AND expires_at > now()', [
    sha256(nonce),
    link,
  ]);
  return found.rowCount === 1;
}

export type StoredAnswer = { readonly fingerprint: string; readonly status: number | null; readonly body: unknown };

/** Reserves a key for a request; what stands there already when it was used before. */
export async function reserveKey(db: Database, person: string, key: string, fingerprint: string): Promise<StoredAnswer | null> {
  const inserted = await db.pool.query({
    name: 'key-reserved',
    text: `WITH ${HASTY} INSERT INTO idempotency_key (person, key, fingerprint, created_at)
      SELECT $1, $2, $3, now() FROM hasty ON CONFLICT (person, key) DO NOTHING`,
    values: [person, key, fingerprint],
  });
  if (inserted.rowCount === 1) return null;
  const found = await db.prisma.idempotencyKey.findUnique({ where: { person_key: { person, key } } });
  return found === null ? null : { fingerprint: found.fingerprint, status: found.status, body: found.body };
}

/** What was recorded in a case under this command id, as it was answered then or would have been; null: nothing. */
export async function recordedAs(
  db: Database,
  stream: string,
  commandId: string,
): Promise<{
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly events: readonly { readonly version: number; readonly type: string }[];
} | null> {
  const [events, row] = await Promise.all([
    db.prisma.event.findMany({ where: { stream, commandId }, select: { version: true, type: true }, orderBy: { version: 'asc' } }),
    db.prisma.caseState.findUnique({ where: { stream }, select: { status: true } }),
  ]);
  const last = events.at(-1);
  return last === undefined || row === null ? null : { stream, version: last.version, status: row.status, events };
}

export async function storeAnswer(db: Database, person: string, key: string, status: number, body: object): Promise<void> {
  await db.pool.query({
    name: 'key-answered',
    text: `WITH ${HASTY} UPDATE idempotency_key SET status = $3, body = $4 FROM hasty WHERE person = $1 AND key = $2`,
    values: [person, key, status, JSON.stringify(body)],
  });
}

/** An answer that is not final (503) frees its key, so that the same request may be sent again. */
export async function releaseKey(db: Database, person: string, key: string): Promise<void> {
  await db.prisma.idempotencyKey.deleteMany({ where: { person, key, status: null } });
}

/** Of the same kind, by one person in one case within an hour; each becomes an event that stays for ever. */
const SAME_REFUSALS_AN_HOUR = 20;

/** An attempt that was refused. A machine that tries the same over and over is noted so many times an hour. */
export async function noteRefusal(
  db: Database,
  refusal: {
    readonly stream: string;
    readonly commandType: string;
    readonly commandId: string;
    readonly person: string | null;
    readonly door: string;
    readonly code: string;
  },
): Promise<void> {
  const { stream, commandType, commandId, person, door, code } = refusal;
  await db.pool.query({
    name: 'note-refusal',
    text: `INSERT INTO refusal (stream, command_type, command_id, person, door, code, occurred_at)
      SELECT $1::text, $2::text, $3, $4::text, $5, $6::text, now()
      WHERE (SELECT count(*) FROM refusal WHERE stream = $1 AND command_type = $2 AND code = $6 AND person IS NOT DISTINCT FROM $4
        AND occurred_at > now() - interval '1 hour') < ${SAME_REFUSALS_AN_HOUR}`,
    values: [stream, commandType, commandId, person, door, code],
  });
}

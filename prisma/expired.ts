/**
 * What has served its time: forms that were never sent, codes, ways out of old overviews, answers kept for a client that
 * sends again, files that no case ever referred to. Nothing that says what happened. A little at a time, so that nobody
 * waits for it.
 */
import type { Database } from './database.ts';

/** Of one table in one go. */
const AT_ONCE = 5_000;

/** Tables that only grow, what of them is over, and their key. */
const OVER = [
  // A form lives ten minutes.
  { table: 'form_nonce', key: 'hash', over: "expires_at < now() - interval '1 hour'" },
  { table: 'one_time_code', key: 'id', over: "expires_at < now() - interval '30 days'" },
  { table: 'sign_in_challenge', key: 'id', over: "expires_at < now() - interval '1 day'" },
  // Who signed in is on record; the row is what its owner sees.
  { table: 'sign_in_session', key: 'id', over: "expires_at < now() - interval '30 days'" },
  { table: 'upload_piece', key: 'upload, at', over: 'upload NOT IN (SELECT id FROM upload WHERE expires_at >= now())' },
  { table: 'upload', key: 'id', over: 'expires_at < now()' },
  // The row says for a week that there was one.
  {
    table: 'export_piece',
    key: 'export, nth',
    over: "export NOT IN (SELECT id FROM export_job WHERE state IN ('RUNNING', 'DONE') AND expires_at >= now())",
  },
  { table: 'export_job', key: 'id', over: "expires_at < now() - interval '7 days'" },
  { table: 'unsubscribe_token', key: 'hash', over: "created_at < now() - interval '400 days'" },
  // Nobody can confirm it any more; its event says until when anybody could.
  { table: 'address_proposal', key: 'id', over: "created_at < now() - interval '60 days'" },
  { table: 'calendar_proposal', key: 'id', over: "created_at < now() - interval '60 days'" },
  // What became of them is known for three months; what waits or was set aside stays.
  { table: 'webhook_attempt', key: 'id', over: "at < now() - interval '90 days'" },
  { table: 'webhook_message', key: 'id', over: "status = 'DELIVERED' AND done_at < now() - interval '90 days'" },
  // Nobody can confirm it any more; its event says until when anybody could.
  { table: 'webhook', key: 'id', over: "status = 'PROPOSED' AND created_at < now() - interval '60 days'" },
  { table: 'webhook_secret', key: 'id', over: 'webhook NOT IN (SELECT id FROM webhook)' },
  // The example's says what it holds as long as it stands.
  { table: 'setup_job', key: 'id', over: "id <> 'EXAMPLE' AND changed_at < now() - interval '30 days'" },
  // A client that sends a request again does so within hours; the command's own id counts it once for ever.
  { table: 'idempotency_key', key: 'person, key', over: "created_at < now() - interval '30 days'" },
] as const;

/** Gives how many rows of each went. Each table by itself: one that cannot be emptied does not keep the others. */
export async function dropExpired(db: Database): Promise<Readonly<Record<string, number>>> {
  const dropped: Record<string, number> = {};
  const faults: unknown[] = [];
  for (const { table, key, over } of OVER) {
    await db.pool
      .query(`DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${over} LIMIT ${AT_ONCE})`)
      .then(({ rowCount }) => {
        dropped[table] = rowCount ?? 0;
      })
      .catch((error: unknown) => faults.push(error));
  }
  await db.pool
    .query<{ dropped: string }>('SELECT drop_unused_files() AS dropped')
    .then(({ rows }) => {
      dropped.document_file = Number(rows[0]?.dropped ?? 0);
    })
    .catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw faults[0];
  return dropped;
}

/** What has served its time: forms that were never sent, codes, ways out of old overviews. Nothing that says what happened. */
import type { Database } from './database.ts';

export async function dropExpired(db: Database): Promise<void> {
  await db.pool.query("DELETE FROM form_nonce WHERE expires_at < now() - interval '1 day'");
  await db.pool.query("DELETE FROM one_time_code WHERE expires_at < now() - interval '30 days'");
  await db.pool.query("DELETE FROM unsubscribe_token WHERE created_at < now() - interval '400 days'");
}

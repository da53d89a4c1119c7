/**
 * The secrets with which messages to other systems are signed. They are needed again at each message, so they cannot be
 * hashes; they stand encrypted with a key that is not in the database (temporal/seal.ts), and nobody is shown one twice.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import type { Queryable } from '../database.ts';

/** As temporal/seal.ts gives them. */
export type SecretKeys = { newest(): { readonly id: string; readonly key: Buffer }; find(id: string): Buffer | null };
export const SECRETS_PURPOSE = 'webhook-secret';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Between 24 and 64 by the standard. */
const SECRET_BYTES = 32;
/** The one in use, and the one of before. */
const AT_ONCE = 2;

/** `whsec_…`, as Standard Webhooks writes it. */
export const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

/** Bound to its webhook: a row that is copied to another one opens nothing. */
function seal(keys: SecretKeys, webhook: string, secret: string): { readonly keyId: string; readonly sealed: Buffer } {
  const { id, key } = keys.newest();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(webhook));
  return { keyId: id, sealed: Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]) };
}

function open(key: Buffer, webhook: string, sealed: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES)).setAAD(Buffer.from(webhook));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Keeps another secret of a webhook, sealed. */
export async function keepSecret(tx: Queryable, keys: SecretKeys, webhook: string, secret: string): Promise<void> {
  const { keyId, sealed } = seal(keys, webhook, secret);
  await tx.query('INSERT INTO webhook_secret (id, webhook, key_id, sealed, made_at) VALUES ($1, $2, $3, $4, now())', [
    randomUUID(),
    webhook,
    keyId,
    sealed,
  ]);
}

/** Those with which a message is signed now, the newest first; empty: none can be opened any more (their key is gone). */
export async function secretsOf(db: Queryable, keys: SecretKeys, webhook: string): Promise<readonly string[]> {
  const found = await db.query<{ key_id: string; sealed: Buffer }>(
    `SELECT key_id, sealed FROM webhook_secret WHERE webhook = $1 AND (retires_at IS NULL OR retires_at > now())
     ORDER BY retires_at IS NULL DESC, made_at DESC LIMIT ${AT_ONCE}`,
    [webhook],
  );
  return found.rows.flatMap(({ key_id, sealed }) => {
    const key = keys.find(key_id);
    return key === null ? [] : (open(key, webhook, sealed) ?? []);
  });
}

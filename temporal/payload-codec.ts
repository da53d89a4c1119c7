/**
 * What Temporal keeps of a case is written so that only this service reads it (docs/adr/0041): AES-256-GCM over each payload,
 * with the key's id beside it. Payloads without that mark, which releases up to 0.5.0 wrote, are read as they stand.
 * Deliberately absent: workflow ids, types, times and sizes, which Temporal itself needs.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { KeyFile } from './key-file.ts';

const ENCRYPTED = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const [IV_BYTES, TAG_BYTES] = [12, 16];
/** A file that held another secret of this house, or one of another length, gives no other key than this one. */
function keyOf(secret: Buffer): Buffer {
  const known = derived.get(secret.toString('base64'));
  if (known !== undefined) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'tuojian payloads 1', 32));
  derived.set(secret.toString('base64'), key);
  return key;
}
/** Of the few keys of this process: making one takes longer than encrypting by it. */
const derived = new Map<string, Buffer>();
const { Payload: PayloadBytes } = proto.temporal.api.common.v1;

const textOf = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
const isEncrypted = ({ metadata }: Payload): boolean => textOf(metadata?.encoding) === ENCRYPTED;

function encrypt(payload: Payload, { id, secret }: KeyFile['newest']): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(id));
  const hidden = Buffer.concat([cipher.update(PayloadBytes.encode(payload).finish()), cipher.final()]);
  const data = Buffer.concat([iv, cipher.getAuthTag(), hidden]);
  return { metadata: { encoding: Buffer.from(ENCRYPTED), [KEY_ID]: Buffer.from(id) }, data };
}

/** Error: its key is not in the file, or it was changed on the way. */
function decrypt({ metadata, data }: Payload, keys: Pick<KeyFile, 'find'> | null): Payload {
  const id = textOf(metadata?.[KEY_ID]);
  const secret = keys?.find(id) ?? null;
  if (secret === null)
    throw new Error(`Temporal holds what is encrypted by key ${id}, which is not in the file of TUOJIAN_PAYLOAD_KEY: bring the file that has it`);
  const bytes = Buffer.from(data ?? []);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const clear = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return PayloadBytes.decode(clear);
}

/** `keys` null: what is written stays clear, and nothing that is encrypted can be read. */
export const payloadCodec = (keys: Pick<KeyFile, 'newest' | 'find'> | null): PayloadCodec => ({
  async encode(payloads) {
    if (keys === null) return payloads;
    const key = keys.newest;
    return payloads.map((payload) => encrypt(payload, key));
  },
  decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? decrypt(payload, keys) : payload)),
});

/** How payloads are written and read, for every client and worker of this service. */
export type Payloads = {
  readonly converter: DataConverter;
  /** Id of the key that encrypts now; null: none does. */
  keyId(): string | null;
  /** The same history with its payloads readable. Changes what was given. Error: as the codec's. */
  readable<T extends object>(history: T): Promise<T>;
};

/** Messages of failures are payloads as well, and so encrypted with them; required by the SDK, hence no TypeScript. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

export function createPayloads(keys: Pick<KeyFile, 'newest' | 'find'> | null): Payloads {
  const codec = payloadCodec(keys);
  return {
    converter: { payloadCodecs: [codec], failureConverterPath: FAILURE_CONVERTER },
    keyId: () => keys?.newest.id ?? null,
    async readable(history) {
      for (const payload of payloadsIn(history)) {
        const [clear] = await codec.decode([payload]);
        Object.assign(payload, { metadata: clear?.metadata, data: clear?.data });
      }
      return history;
    },
  };
}

/** Every payload, however deep. */
function payloadsIn(value: unknown): readonly Payload[] {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value) return [value as Payload]; // no other part of a history has both
  return Object.values(value).flatMap(payloadsIn);
}

/** By the keys in this file. `mayBeClear`: without it nothing is encrypted. Error: there is no such file, or it is none of ours. */
export const payloadsBy = (file: string, mayBeClear: boolean): Payloads => createPayloads(mayBeClear && !existsSync(file) ? null : new KeyFile(file));

/**
 * The seal on what is sent to a case (docs/adr/0031): HMAC-SHA-256 over the case, the command, who asks, the command's id
 * and the rules. Whoever reaches Temporal can send anything to a case; what nobody of this house sealed is not recorded.
 * Deliberately absent: who may ask what (domain/) and when a seal is asked for (worker/envelope-guard.ts).
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { RULES } from '../domain/kernel/context.ts';
import type { Seal } from '../domain/kernel/record.ts';
import { canonicalJson } from '../proof/event-format.ts';
import { traceparent } from '../telemetry/spans.ts';
import type { CommandEnvelope } from '../workflows/contract.ts';
import { KeyFile } from './key-file.ts';

/** What a seal covers. */
export type Sealed = {
  readonly stream: string;
  readonly command: AnyCommand;
  readonly actor: Actor;
  readonly commandId: string;
  readonly rules?: number;
};

/** Keys of a purpose of its own, made of those in the file: with which secrets are kept that people hand to others. */
type PurposeKeys = {
  newest(): { readonly id: string; readonly key: Buffer } /** Null: no key of that id any more. */;
  find(id: string): Buffer | null;
};

export type Sealer = {
  /** `purpose` names it for ever: another one gives other keys. */
  keysFor(purpose: string): PurposeKeys;
  /** Id of the key that seals now; no secret. */
  keyId(): string;
  /** An envelope for this case, decided by the rules of this release. */
  envelope(stream: string, command: AnyCommand, actor: Actor, commandId: string): CommandEnvelope;
  /** Whether one of our keys sealed exactly this. */
  holds(asked: Sealed, seal: Seal): boolean;
};

/** As it arrives: what JSON leaves out is not sealed, and the order of keys does not count. */
function macOf({ stream, command, actor, commandId, rules }: Sealed, secret: Buffer): Buffer {
  const sent: unknown = JSON.parse(JSON.stringify({ v: 1, stream, command, actor, commandId, rules: rules ?? null }));
  return createHmac('sha256', secret).update(canonicalJson(sent), 'utf8').digest();
}

export function createSealer(keys: Pick<KeyFile, 'newest' | 'find'>): Sealer {
  return {
    keyId: () => keys.newest.id,
    keysFor(purpose) {
      const made = (secret: Buffer): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `tuojian/${purpose}`, 32));
      return {
        newest: () => ({ id: keys.newest.id, key: made(keys.newest.secret) }),
        find(id) {
          const secret = keys.find(id);
          return secret === null ? null : made(secret);
        },
      };
    },
    envelope(stream, command, actor, commandId) {
      const { id, secret } = keys.newest;
      const asked = { command, actor, commandId, rules: RULES };
      const trace = traceparent();
      return {
        ...asked,
        seal: { key: id, mac: macOf({ stream, ...asked }, secret).toString('base64url') },
        // Not sealed: the same command is the same, whoever watches it.
        ...(trace === null ? {} : { trace }),
      };
    },
    holds(asked, seal) {
      const secret = typeof seal.key === 'string' ? keys.find(seal.key) : null;
      if (secret === null || typeof seal.mac !== 'string') return false;
      const given = Buffer.from(seal.mac, 'base64url');
      const own = macOf(asked, secret);
      return given.length === own.length && timingSafeEqual(given, own);
    },
  };
}

/** By the keys in this file. Error: there is no such file, or it is none of ours. */
export const sealerFrom = (file: string): Sealer => createSealer(new KeyFile(file));

/**
 * The bytes of an event and their hash (docs/record-format.md). The stored text is exactly what was hashed: canonical
 * JSON (RFC 8785) of the envelope, never a round trip through jsonb. Deliberately absent: the database.
 */
import { hash as digest } from 'node:crypto';
import canonicalizeModule from 'canonicalize';
import type { Actor } from '../domain/kernel/actor.ts';
import type { Draft, Recorded } from '../domain/kernel/case.ts';
import type { KnownEvent } from '../domain/kernel/record.ts';

// The package's types say "default export of a namespace"; at run time it is the function itself.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** Where every chain begins. */
export const GENESIS = '0'.repeat(64);

export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value has no JSON form');
  return text;
}

export const sha256 = (text: string | Uint8Array): string => digest('sha256', text);

export type EventBody = {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  /** Number of the shape of `data`. */
  readonly schema: number;
  readonly data: object;
  readonly actor: Actor;
  readonly commandId: string;
  readonly occurredAt: string;
};

/** hash = SHA-256(previous hash ‖ line feed ‖ body), lower-case hex. */
export const chainHash = (previous: string, body: string): string => sha256(`${previous}\n${body}`);

/** Whether an event follows on `previous`, the hash of the one before it, and is what its own hash says; null: it does. */
export function linkFault(
  previous: string | null,
  { prevHash, hash, body }: { readonly prevHash: string; readonly hash: string; readonly body: string },
): 'CHAIN_BROKEN' | 'EVENT_CHANGED' | null {
  if (prevHash !== previous) return 'CHAIN_BROKEN';
  return chainHash(prevHash, body) === hash ? null : 'EVENT_CHANGED';
}

export const bodyOf = (event: EventBody): string => canonicalJson(event);

/** Reads a body back. The text was written by `bodyOf`, whose shape the recorder alone makes. */
export const parseBody = (body: string): EventBody => JSON.parse(body) as EventBody;

export const knownOf = (body: EventBody): KnownEvent => ({ ...recordedOf(body), commandId: body.commandId });

export function recordedOf(body: EventBody): Recorded<Draft> & { readonly schema: number } {
  const { version, type, data, actor, occurredAt, schema } = body;
  return { version, type, data, actor, occurredAt, schema };
}

/**
 * Sends one message to another system as Standard Webhooks says (https://www.standardwebhooks.com): signed, to the address
 * that was looked at, no further than that address, within a time. What is answered is not kept; what went wrong is said in
 * a few words that hold nothing of it. Deliberately absent: when (domain/webhook/schedule.ts), and what becomes of it.
 */
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { verdictOf } from '../../domain/webhook/schedule.ts';
import { type AddressGuard, AddressRefused, type Resolved } from './address-guard.ts';

export type Sending = {
  readonly address: string;
  /** `webhook-id`: the same for each try. */
  readonly id: string;
  readonly body: string;
  /** One signature each, the newest first. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
};
/** `status` null: there was no answer. */
export type SendOutcome = {
  readonly verdict: 'DELIVERED' | 'GONE' | 'LATER';
  readonly status: number | null;
  readonly ms: number;
  readonly cause: string;
  /** What the answer asked to wait, in ms; 0: nothing. */
  readonly waitMs: number;
};
export type WebhookSender = (sending: Sending) => Promise<SendOutcome>;

/** From the name's resolution to the end of the answer; the standard recommends 15 to 30 s. */
const TIMEOUT_MS = 15_000;
/** Of an answer, of which nothing is needed. */
const ANSWER_MAX = 64 * 1024;

/** The signatures of a message at a moment, as the header carries them. */
const signaturesOf = (secrets: readonly string[], id: string, at: Date, body: string): string =>
  secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ');

export function createWebhookSender(guard: AddressGuard, { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {}): WebhookSender {
  return async ({ address, id, body, secrets, signal }) => {
    const began = performance.now();
    const ended = (verdict: SendOutcome['verdict'], status: number | null, cause: string, waitMs = 0): SendOutcome => ({
      verdict,
      status,
      cause,
      waitMs,
      ms: Math.round(performance.now() - began),
    });
    const limit = limitOf(signal, timeoutMs);
    try {
      const url = new URL(address);
      const to = await within(guard.resolve(url), limit.signal);
      const at = new Date();
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'tuojian-webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signaturesOf(secrets, id, at, body),
      };
      const { status, retryAfter } = await post(url, to, { headers, body, signal: limit.signal });
      const verdict = verdictOf(status);
      if (verdict === 'DELIVERED') return ended(verdict, status, '');
      const cause = verdict === 'GONE' ? 'gone' : status >= 300 && status < 400 ? 'sends elsewhere' : `answered ${status}`;
      return ended(verdict, status, cause, waitOf(retryAfter));
    } catch (error) {
      return ended('LATER', null, causeOf(error, signal));
    } finally {
      limit.end();
    }
  };
}

/**
 * Over when the service stops or the time is up. A timer of its own: Node 20 holds what `AbortSignal.any` is made of weakly,
 * collects a timeout that nobody else holds, and a try would never end.
 */
function limitOf(stopped: AbortSignal, timeoutMs: number): { readonly signal: AbortSignal; end(): void } {
  const over = new AbortController();
  const stop = (): void => over.abort(stopped.reason);
  const timer = setTimeout(() => over.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  const end = (): void => {
    clearTimeout(timer);
    stopped.removeEventListener('abort', stop);
  };
  return { signal: over.signal, end };
}

const waitOf = (retryAfter: string | undefined): number => (/^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) * 1_000 : 0);

/** A resolver that does not answer is not waited for. */
function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

type Posting = { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly signal: AbortSignal };

/** A connection of its own, to the address that was looked at: nothing is resolved a second time, and no redirect followed. */
function post(
  url: URL,
  to: Resolved,
  { headers, body, signal }: Posting,
): Promise<{ readonly status: number; readonly retryAfter: string | undefined }> {
  const pinned: LookupFunction = (_host, options, callback) => {
    if (options.all === true) callback(null, [to]);
    else callback(null, to.address, to.family);
  };
  return new Promise((resolve, reject) => {
    const request: typeof http.request = url.protocol === 'https:' ? https.request : http.request;
    const asked = request(url, { method: 'POST', headers, agent: false, lookup: pinned, signal, maxHeaderSize: 16_384 }, (answer) => {
      let size = 0;
      const done = (): void => resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
      answer.on('data', (part: Buffer) => {
        size += part.length;
        // Whoever answers without end has answered.
        if (size > ANSWER_MAX) {
          done();
          asked.destroy();
        }
      });
      answer.on('end', done);
      answer.on('error', reject);
    });
    asked.on('error', reject);
    // Node ends a connection that is answered by 101 without an error and without an answer.
    asked.on('close', () => reject(new Error('closed without an answer')));
    asked.end(body);
  });
}

/** Codes of Node, and nothing that the other side said. */
const KNOWN: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name cannot be resolved now',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};
/** As it is said where the service itself stops: no fault of the other side. */
export const STOPPED = 'stopped';

function causeOf(error: unknown, stopped: AbortSignal): string {
  if (stopped.aborted) return STOPPED;
  if (error instanceof AddressRefused) return error.message;
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return KNOWN[code] ?? 'no answer';
}

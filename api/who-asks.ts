/**
 * Who sends a request: by the key or token that it shows, else by the cookie of a browser. A key opens what its scope says; a
 * cookie counts only where the request comes from our own pages. Deliberately absent: what they may do (domain/permission).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { opens } from '../domain/kernel/scope.ts';
import type { Reader } from '../domain/views.ts';
import type { SignIns } from './ports/sign-ins.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';
import { cameFrom, mayWrite } from './same-origin.ts';

/** So many answers wait at once; more are given at once, or whoever guesses would make us hold them. */
const WAITING_MAX = 50;
const SLOW_MS = 500;
let waiting = 0;

const tokenOf = (request: Request): string | undefined => /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];

/** A sign-in that does not work is counted; after too many, from one network or of one sign-in, the answer comes late and says when. */
export async function heldBack(signIns: Pick<SignIns, 'missed'>, request: Request, response: Response): Promise<boolean> {
  const token = tokenOf(request);
  if (token === undefined) return false;
  const seconds = await signIns.missed({ token, address: request.ip ?? '', door: request.path === '/inbound-mail' ? 'inbound' : 'api' });
  if (seconds === null) return false;
  await held(response, seconds);
  return true;
}

/** Answers that there were too many: late, and with the seconds to wait. */
export async function held(response: Response, seconds: number): Promise<void> {
  if (waiting < WAITING_MAX) {
    waiting += 1;
    await sleep(SLOW_MS).finally(() => {
      waiting -= 1;
    });
  }
  response.setHeader('Retry-After', String(seconds));
  sendProblem(response, problemOf('TOO_MANY'));
}

export type WhoDeps = { readonly signIns: Pick<SignIns, 'readerOfToken' | 'readerOfCookie' | 'missed'>; readonly publicUrl: string };

/** Whoever asks; null: it is answered already. `method` and `path` as the table of permissions writes them. */
export async function whoAsks(deps: WhoDeps, request: Request, response: Response, method: string, path: string): Promise<Reader | null> {
  const token = tokenOf(request);
  const reader = token === undefined ? await deps.signIns.readerOfCookie(request.headers.cookie ?? '') : await deps.signIns.readerOfToken(token);
  if (reader === null) {
    if (await heldBack(deps.signIns, request, response)) return null;
    response.setHeader('WWW-Authenticate', 'Bearer');
    sendProblem(response, problemOf('NOT_SIGNED_IN'));
    return null;
  }
  const refused = token === undefined ? ofCookie(request, deps.publicUrl, method) : ofKey(reader, method, path);
  if (refused === null) return reader;
  sendProblem(response, refused);
  return null;
}

function ofCookie(request: Request, publicUrl: string, method: string): Problem | null {
  const fine = method === 'get' ? request.headers['sec-fetch-site'] !== 'cross-site' : mayWrite(request, publicUrl);
  return fine ? null : problemOf('CROSS_SITE');
}

const ofKey = ({ signIn }: Reader, method: string, path: string): Problem | null =>
  signIn?.scope == null || opens(signIn.scope, method, path) ? null : problemOf('SCOPE_TOO_NARROW');

/** Whether a request without a sign-in may be answered: not where another site's page sends it. */
export function fromElsewhere(request: Request, response: Response, publicUrl: string): boolean {
  if (cameFrom(request, publicUrl) !== 'OTHERS') return false;
  sendProblem(response, problemOf('CROSS_SITE'));
  return true;
}

/** Whoever finds a browser open must not walk away with a way in that lasts. */
const FRESH_MS = 30 * 60_000;

/** Whether somebody stands here themselves, and signed in not long ago. */
export const isFresh = ({ signIn }: Reader): boolean =>
  signIn !== undefined && signIn.scope === null && Date.now() - Date.parse(signIn.at) <= FRESH_MS;

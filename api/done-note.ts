/**
 * What was done by a form is told once on the page that follows it: a cookie that names the act for a minute, and opens
 * nothing. Deliberately absent: the record, which alone says what stands.
 */
import type { Request, Response } from 'express';
import type { PageOffer } from './page-offers.ts';
import { PAGE_WORDS } from './pages/words.ts';

const COOKIE = 'tuojian_done';
const MINUTE_MS = 60_000;

/** The words of both languages name every offer; a form may name no other. */
export const OFFERS = Object.keys(PAGE_WORDS['zh-CN'].offers) as PageOffer[]; // its own keys

export const noteDone = (response: Response, offer: PageOffer, path: string, secure: boolean): void =>
  void response.cookie(COOKIE, offer, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: MINUTE_MS });

/** The act that was just done here; told once. */
export function doneBefore(request: Request, response: Response): PageOffer | null {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`));
  if (pair === undefined) return null;
  response.clearCookie(COOKIE, { path: request.path });
  return OFFERS.find((offer) => offer === pair.slice(COOKIE.length + 1)) ?? null;
}

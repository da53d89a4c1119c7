/**
 * What was done by a form is told once on the page that follows it: a cookie that names the act for a minute, and opens
 * nothing. Deliberately absent: the record, which alone says what stands.
 */
import type { Request, Response } from 'express';
import { PAGE_OFFERS, type PageOffer } from '../domain/words/lists.ts';

const COOKIE = 'tuojian_done';
const MINUTE_MS = 60_000;

export const noteDone = (response: Response, offer: PageOffer, path: string, secure: boolean): void =>
  void response.cookie(COOKIE, offer, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: MINUTE_MS });

/** The act that was just done here; told once. */
export function doneBefore(request: Request, response: Response): PageOffer | null {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`));
  if (pair === undefined) return null;
  response.clearCookie(COOKIE, { path: request.path });
  return PAGE_OFFERS.find((offer) => offer === pair.slice(COOKIE.length + 1)) ?? null;
}

/**
 * A person whose browser asked for a page is answered with a page, whatever went wrong: a sentence that says what to do,
 * with what they wrote. Deliberately absent: programs, which get a problem as JSON (problem.ts).
 */
import type { Request, Response } from 'express';
import { guard, localeOf } from './page-guard.ts';
import { messagePage } from './pages/steady-form.tsx';
import { PAGE_WORDS } from './pages/words.ts';
import { type Problem, sendProblem } from './problem.ts';

/** A person who came by a page, and no program that asks the API. */
export const isPerson = (request: Request): boolean =>
  !request.path.startsWith('/api/') && request.path !== '/inbound-mail' && request.accepts(['json', 'html']) === 'html';

/** What was written into the form that is being answered, for whichever page comes of it. */
export const noteWritten = (response: Response, written: readonly string[]): void => {
  response.locals.written = written;
};

/** The page of a task for whoever asks for the address of its form: a reload, a restored tab, a change of language. */
export function pageOfForm(request: Request): string | null {
  const [, page] = /^(\/task\/[0-9a-f]{24})\/(?:decision|code|link)$/.exec(request.path) ?? [];
  if (page === undefined || request.method !== 'GET') return null;
  const { lang } = request.query;
  return lang === 'en' || lang === 'zh-CN' ? `${page}?lang=${lang}` : page;
}

/** As a page for a person, as JSON for a program. */
export function answerProblem(request: Request, response: Response, problem: Problem): void {
  if (isPerson(request)) sendPage(request, response, problem);
  else sendProblem(response, problem);
}

function sendPage(request: Request, response: Response, problem: Problem): void {
  const locale = localeOf(request, undefined);
  const words = PAGE_WORDS[locale];
  const own = { UNAVAILABLE: words.away, NOT_CONFIRMED: words.notConfirmed, TOO_LARGE: words.tooLarge, INTERNAL: words.failed };
  const said = own[problem.code as keyof typeof own] ?? words.absent; // a code without words of its own
  guard(response);
  if (problem.status === 503) response.setHeader('Retry-After', '5');
  const written: unknown = response.locals.written;
  const texts = Array.isArray(written) ? written.map(String) : [];
  response.status(problem.status).send(messagePage(locale, said, null, texts));
}

/**
 * Password with a second factor, where the county has switched them on (TUOJIAN_SIGN_IN_PASSWORDS); elsewhere these addresses
 * are not there. Deliberately absent: what a password or its digits are compared with (sign-in/).
 */
import type { Response } from 'express';
import { z } from 'zod';
import type { Kept, PasswordDoor } from '../../sign-in/password-door.ts';
import { answeringSince, steady } from '../page-guard.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, lineOf, mailAddress, said } from '../schemas/values.ts';
import { held, isFresh } from '../who-asks.ts';
import { agentOf, entered, letIn } from './sign-in-answer.ts';

/** More than two passwords and their digits take to compare. */
const ENTERING_MS = 1_200;
const PASSWORD = { min: 12, max: 128 } as const;

/** What shows nothing, or what no keyboard types, is no password that a person could repeat. */
const password = asked(lineOf(PASSWORD.max));
const chosen = lineOf(PASSWORD.max).refine(
  (typed) => [...typed].length >= PASSWORD.min,
  said(`须不少于 ${PASSWORD.min} 个字符`, `must have at least ${PASSWORD.min} characters`),
);
/** Of the app, or a spare code. */
const digits = asked(lineOf(40)).transform((typed) => typed.normalize('NFKC').replaceAll(/\s/g, ''));
const done = z.object({ done: z.literal(true) });

export function passwordRoutes({ route, open }: RouteSet, deps: Pick<ApiDeps, 'passwordDoor' | 'signIns'>): void {
  const { passwordDoor } = deps;
  open(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/sign-in/password',
      summary: 'Sign in with a password and the digits of a second factor, or a spare code',
      body: z.strictObject({ address: mailAddress, password, digits }),
      answer: entered,
      status: 200,
      problems: [404],
    },
    async ({ body, request, response }) => {
      const since = answeringSince(ENTERING_MS);
      if (passwordDoor === null) return refused(response, 'NOT_FOUND');
      const entry = await passwordDoor.enter({ ...body, network: request.ip ?? '', agent: agentOf(request) });
      await steady(since);
      if (entry.kind === 'IN') return letIn(deps, response, entry.in);
      if (entry.kind === 'WRONG') return refused(response, 'SIGN_IN_WRONG');
      await held(response, entry.seconds);
      return null;
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/second-factor',
      summary: 'Whether I have a password and a second factor',
      answer: z.object({ offered: z.boolean(), password: z.boolean(), secondFactor: z.boolean() }),
      status: 200,
      problems: [],
    },
    async ({ reader }) =>
      passwordDoor === null
        ? { offered: false, password: false, secondFactor: false }
        : { offered: true, ...(await passwordDoor.standing(reader.person)) },
  );
  changes({ route }, passwordDoor);
}

function changes({ route }: Pick<RouteSet, 'route'>, door: PasswordDoor | null): void {
  const common = { ...nothing, method: 'post', status: 200, problems: [404, 409] } as const;
  route(
    {
      ...common,
      path: '/api/v1/me/password',
      summary: 'Choose or change my password; it signs in together with a second factor alone. Asks for a sign-in of the last half hour',
      body: z.strictObject({ password: chosen, current: password.nullable().default(null) }),
      answer: done,
    },
    async ({ reader, body, request, response }) => {
      if (door === null) return refused(response, 'NOT_FOUND');
      if (!isFresh(reader)) return refused(response, 'SIGN_IN_AGAIN');
      const kept = await door.setPassword(request.headers.cookie ?? '', reader.person, body.password, body.current);
      return told(response, kept, () => ({ done: true as const }));
    },
  );
  route(
    {
      ...common,
      path: '/api/v1/me/second-factor',
      summary: 'Begin with a second factor: the address for an authenticator app, and spare codes; shown in this answer alone',
      body: z.strictObject({ password }),
      answer: z.object({ uri: z.string(), spareCodes: z.array(z.string()) }),
    },
    async ({ reader, body, request, response }) => {
      if (door === null) return refused(response, 'NOT_FOUND');
      if (!isFresh(reader)) return refused(response, 'SIGN_IN_AGAIN');
      const kept = await door.beginFactor(request.headers.cookie ?? '', body.password);
      return told(response, kept, ({ uri, spareCodes }) => ({ uri, spareCodes: [...spareCodes] }));
    },
  );
  route(
    {
      ...common,
      path: '/api/v1/me/second-factor/confirm',
      summary: 'Confirm it with the digits that the app shows; from then on it counts',
      body: z.strictObject({ digits }),
      answer: done,
    },
    async ({ reader, body, request, response }) => {
      if (door === null) return refused(response, 'NOT_FOUND');
      const kept = await door.confirmFactor(request.headers.cookie ?? '', reader.person, body.digits);
      return told(response, kept, () => ({ done: true as const }));
    },
  );
  route(
    {
      ...common,
      path: '/api/v1/me/second-factor/remove',
      summary: 'Remove the second factor; the password signs nobody in without one. Asks for a sign-in of the last half hour',
      body: z.strictObject({ password }),
      answer: done,
    },
    async ({ reader, body, request, response }) => {
      if (door === null) return refused(response, 'NOT_FOUND');
      if (!isFresh(reader)) return refused(response, 'SIGN_IN_AGAIN');
      const kept = await door.removeFactor(request.headers.cookie ?? '', reader.person, body.password);
      return told(response, kept, () => ({ done: true as const }));
    },
  );
}

function refused(response: Response, code: Parameters<typeof problemOf>[0]): null {
  sendProblem(response, problemOf(code));
  return null;
}

/** What came of it, with the cookies that changed. */
function told<T, R>(response: Response, kept: Kept<T>, answer: (done: T) => R): R | null {
  if (kept.kind !== 'DONE') return refused(response, kept.kind === 'WRONG' ? 'NOT_PROVED' : 'FACTOR_THERE');
  response.setHeader('Cache-Control', 'no-store');
  for (const cookie of kept.cookies) response.append('Set-Cookie', cookie);
  return answer(kept.done);
}

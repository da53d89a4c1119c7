/**
 * Keys for programs: made by their owner from a fresh sign-in of their own, with a name, a scope and an end; shown once and
 * kept as a hash. Deliberately absent: what a scope opens (domain/kernel/scope.ts), keys made at the console (`tuojian user token`).
 */
import { z } from 'zod';
import { SCOPES } from '../../domain/kernel/scope.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, lineOf } from '../schemas/values.ts';
import { isFresh } from '../who-asks.ts';
import { ended, signIn, signInId } from './sign-ins.ts';

const DAYS_MAX = 366;

export function keyRoutes({ route }: RouteSet, { signIns }: Pick<ApiDeps, 'signIns'>): void {
  const ofMine = async ({ person }: Reader) => (await signIns.listOf([person])).filter(({ kind }) => kind !== 'SESSION');
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/keys',
      summary: 'My keys for programs, newest first; those issued at the console too',
      answer: z.object({ items: z.array(signIn) }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({ items: await ofMine(reader) }),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/keys',
      summary: 'Make a key for a program; it is shown in this answer alone. Asks for a sign-in of the last half hour',
      body: z.strictObject({ name: asked(lineOf(80)), scope: z.enum(SCOPES), days: z.int().min(1).max(DAYS_MAX) }),
      answer: z.object({ id: z.string(), token: z.string(), expiresAt: z.string() }),
      status: 201,
      problems: [],
    },
    async ({ reader, body, response }) => {
      if (!isFresh(reader)) {
        sendProblem(response, problemOf('SIGN_IN_AGAIN'));
        return null;
      }
      response.setHeader('Cache-Control', 'no-store');
      return signIns.issueKey(reader, body);
    },
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/keys/:signIn/revoke',
      summary: 'End one of my keys at once',
      params: z.strictObject({ signIn: signInId }),
      answer: ended,
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      const own = (await ofMine(reader)).find(({ id }) => id === params.signIn);
      if (own !== undefined) return { revoked: await signIns.revoke(own, reader, '', null) };
      sendProblem(response, problemOf('NOT_FOUND'));
      return null;
    },
  );
}

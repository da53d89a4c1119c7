/**
 * Signing in by an account elsewhere (sign-in/providers.ts): where a browser goes, and what it brings back; accounts bound to
 * somebody, and unbound. Deliberately absent: codes by mail (sign-in.ts), which providers there are (TUOJIAN_SIGN_IN_PROVIDERS).
 */
import type { Express } from 'express';
import { z } from 'zod';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { said } from '../schemas/values.ts';
import { isFresh } from '../who-asks.ts';

/** One of our own pages: a path, so that nobody is sent on to another site. */
const to = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/, said('须为本系统的页面路径，以 / 开头', 'must be the path of a page of ours, beginning with /'))
  .default('/');
const providerId = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, said('须为登录方式的代码', 'must be the id of a provider'));
const going = z.object({ url: z.string() });
const account = z.object({ id: z.string(), provider: z.string(), boundAt: z.string() }).meta({ id: 'BoundAccount' });

export function accountRoutes(app: Express, { route, open }: RouteSet, { signInDoor, signIns }: Pick<ApiDeps, 'signInDoor' | 'signIns'>): void {
  open(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/sign-in/with/:provider',
      summary: 'Sign in by an account elsewhere: the address to which the browser goes',
      params: z.strictObject({ provider: providerId }),
      body: z.strictObject({ to }),
      answer: going,
      status: 200,
      problems: [404],
    },
    async ({ params, body, response }) => {
      const found = await signInDoor.goTo(params.provider, body.to, null);
      if (found === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      for (const cookie of found.cookies) response.append('Set-Cookie', cookie);
      return { url: found.url };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/accounts',
      summary: 'My accounts elsewhere by which I can sign in',
      answer: z.object({ items: z.array(account) }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({ items: [...(await signIns.accountsOf(reader.person))] }),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/accounts/bind',
      summary: 'Bind an account elsewhere: the address to which the browser goes. Asks for a sign-in of the last half hour',
      body: z.strictObject({ provider: providerId, to }),
      answer: going,
      status: 200,
      problems: [404],
    },
    async ({ reader, body, request, response }) => {
      if (!isFresh(reader)) {
        sendProblem(response, problemOf('SIGN_IN_AGAIN'));
        return null;
      }
      const found = await signInDoor.goTo(body.provider, body.to, request.headers.cookie ?? '');
      if (found === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      for (const cookie of found.cookies) response.append('Set-Cookie', cookie);
      return { url: found.url };
    },
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/accounts/:account/remove',
      summary: 'Unbind one of my accounts elsewhere',
      params: z.strictObject({ account: z.string().regex(/^[A-Za-z0-9]{8,64}$/, said('须为绑定的代码', 'must be the id of what is bound')) }),
      answer: z.object({ removed: z.literal(true) }),
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      if (await signIns.unbind(reader.person, params.account)) return { removed: true as const };
      sendProblem(response, problemOf('NOT_FOUND'));
      return null;
    },
  );
  app.get('/api/v1/sign-in/callback/:provider', async (request, response) => {
    const query = new URL(request.originalUrl, 'http://here').search;
    const { cookie = '', 'user-agent': agent = '' } = request.headers;
    const found = await signInDoor.comeBack({ provider: String(request.params.provider), query, cookie, agent });
    for (const set of found.cookies) response.append('Set-Cookie', set);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.redirect(303, found.url);
  });
}

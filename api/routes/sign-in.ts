/**
 * Signing in with a browser: a code by mail and what it opens, signing out, the example's people by one click. Whoever is
 * nobody of ours is answered as everybody is, in the same words and time. Deliberately absent: sign-ins listed and ended
 * (sign-ins.ts), what proves who somebody is (sign-in/).
 */
import type { Express } from 'express';
import { z } from 'zod';
import { answeringSince, steady } from '../page-guard.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { mailAddress, said } from '../schemas/values.ts';
import { held } from '../who-asks.ts';
import { accountRoutes } from './accounts.ts';
import { keyRoutes } from './keys.ts';
import { passwordRoutes } from './passwords.ts';
import { agentOf, entered, letIn } from './sign-in-answer.ts';

/** More than a mail put in line, or a code compared, takes. */
const ASKING_MS = 200;
const ENTERING_MS = 600;

/** With the blanks and full-width digits of an input method. */
const digits = z
  .string()
  .max(40)
  .transform((typed) => typed.normalize('NFKC').replaceAll(/[\s-]/g, ''))
  .refine((typed) => /^\d{6}$/.test(typed), said('须为邮件中的六位数字', 'must be the six digits of the mail'));
const person = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, said('须为人员代码', 'must be the id of a person'));

const ways = z
  .object({
    code: z.boolean(),
    password: z.boolean(),
    example: z.boolean(),
    providers: z.array(z.object({ id: z.string(), kind: z.string(), name: z.object({ zh: z.string(), en: z.string() }) })),
  })
  .meta({ id: 'SignInWays' });
const example = z.object({
  person: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  roles: z.array(z.string()),
  manages: z.boolean(),
});

type Deps = Pick<ApiDeps, 'signInDoor' | 'signIns' | 'passwordDoor'>;

export function signInDoorRoutes(app: Express, routes: RouteSet, deps: Deps): void {
  const { route, open } = routes;
  const { signInDoor } = deps;
  open(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/sign-in',
      summary: 'By which ways one can sign in here',
      answer: ways,
      status: 200,
      problems: [],
    },
    async () => ({
      code: true,
      password: deps.passwordDoor !== null,
      example: (await signInDoor.examples()).length > 0,
      providers: signInDoor.providers.map(({ id, kind, name }) => ({ id, kind, name: { zh: name.zh, en: name.en } })),
    }),
  );
  open(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/sign-in/code',
      summary: 'Have six digits sent to an address; answered alike whether anybody has it',
      body: z.strictObject({ address: mailAddress }),
      answer: z.object({ sent: z.literal(true), minutes: z.int() }),
      status: 200,
      problems: [],
    },
    async ({ body, request, response }) => {
      const since = answeringSince(ASKING_MS);
      const seconds = await signInDoor.askCode(body.address, request.ip ?? '');
      await steady(since);
      if (seconds === null) return { sent: true as const, minutes: 10 };
      await held(response, seconds);
      return null;
    },
  );
  open(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/sign-in',
      summary: 'Sign in with the six digits of a mail; the answer sets the cookie of a session',
      body: z.strictObject({ address: mailAddress, code: digits }),
      answer: entered,
      status: 200,
      problems: [],
    },
    async ({ body, request, response }) => {
      const since = answeringSince(ENTERING_MS);
      const entry = await signInDoor.enter({ ...body, network: request.ip ?? '', agent: agentOf(request) });
      await steady(since);
      if (entry.kind === 'IN') return letIn(deps, response, entry.in);
      if (entry.kind === 'HELD') await held(response, entry.seconds);
      else sendProblem(response, problemOf('SIGN_IN_WRONG'));
      return null;
    },
  );
  exampleRoutes(routes, deps);
  keyRoutes(routes, deps);
  accountRoutes(app, routes, deps);
  passwordRoutes(routes, deps);
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/sign-out',
      summary: 'End the session of this browser; a key for a program stays',
      answer: z.object({ ended: z.boolean() }),
      status: 200,
      problems: [],
    },
    async ({ reader, request, response }) => {
      if (reader.signIn === undefined || reader.signIn.scope !== null) return { ended: false };
      for (const cookie of await signInDoor.leave(request.headers.cookie ?? '')) response.append('Set-Cookie', cookie);
      return { ended: true };
    },
  );
}

function exampleRoutes({ open }: RouteSet, deps: Deps): void {
  const { signInDoor } = deps;
  open(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/sign-in/example',
      summary: 'Where the embedded service holds the example: its people, to sign in as by one click; elsewhere nobody',
      answer: z.object({ items: z.array(example) }),
      status: 200,
      problems: [],
    },
    async () => ({ items: (await signInDoor.examples()).map((one) => ({ ...one, roles: [...one.roles] })) }),
  );
  open(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/sign-in/example',
      summary: 'Sign in as somebody of the example, in the embedded service alone',
      body: z.strictObject({ person }),
      answer: entered,
      status: 200,
      problems: [404],
    },
    async ({ body, request, response }) => {
      const found = await signInDoor.enterAsExample(body.person, agentOf(request));
      if (found !== null) return letIn(deps, response, found);
      sendProblem(response, problemOf('NOT_FOUND'));
      return null;
    },
  );
}

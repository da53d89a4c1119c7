/**
 * What a service is before anybody has a programme in it: the example by one call, or one's own county. Asks for no sign-in:
 * there is nobody yet (docs/adr/0068).
 */
import type { Response } from 'express';
import { z } from 'zod';
import { rejection } from '../../domain/kernel/rejection.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, problemOfRejection, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { person } from '../schemas/programme.ts';
import { asked as filled, lineOf } from '../schemas/values.ts';
import { held } from '../who-asks.ts';
import { begin, brought, broughtJson, checkOf, importCheck, importStarted, progressOf, setupProgress } from './programmes.ts';

const ofProgramme = setupProgress.extend({ programme: z.string() });
const firstRun = z
  .object({
    /** No programme is here yet. */
    empty: z.boolean(),
    /** Everything is embedded and nobody else comes here: the example's people can be had by one click. */
    embedded: z.boolean(),
    mayLoadExample: z.boolean(),
    /** Null: it was never loaded, or there is more here than the example. */
    example: ofProgramme.nullable(),
    /** Nobody is here, and the code of the service's console names the first administrator (POST …/administrator). */
    asksSetupCode: z.boolean(),
    /** Whether one's own county may be set up here without a sign-in. */
    mayBegin: z.boolean(),
    /** The first programme of one's own, as far as it was stored. */
    begun: ofProgramme.nullable(),
  })
  .meta({ id: 'FirstRun' });

const NOT_EMPTY = rejection(
  'WRONG_STATE',
  '系统中已有项目群，此操作只用于空系统。',
  'There is a programme here already; this is for an empty service.',
);

export function firstRunRoutes({ open }: RouteSet, deps: ApiDeps): void {
  const look = async (): Promise<z.input<typeof firstRun>> => {
    const [{ empty, embedded, example, mayLoad, begun, mayBegin }, asksSetupCode] = await Promise.all([
      deps.firstRun.look(),
      deps.firstAdministrator.asks(),
    ]);
    const told = (job: typeof example) => (job === null ? null : { ...progressOf(job), programme: job.programme });
    return { empty, embedded, asksSetupCode, mayLoadExample: mayLoad, example: told(example), mayBegin, begun: told(begun) };
  };
  open(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/first-run',
      summary: 'Whether this service holds anything yet, and how it can be begun',
      answer: firstRun,
      status: 200,
      problems: [],
    },
    look,
  );
  open(
    {
      ...nothing,
      /** In the middle of its life, made by taking over what was done on paper; left out: at its beginning. */
      body: z.strictObject({ halfWay: z.boolean().exactOptional() }),
      method: 'post',
      path: '/api/v1/first-run/example',
      summary: 'Load the example into an empty service of the embedded default; asked again, it goes on or tells how far it is',
      answer: firstRun,
      status: 202,
      problems: [404, 409],
    },
    async ({ response, body }) => {
      const begun = await deps.firstRun.loadExample(body.halfWay);
      if (begun !== 'NOT_HERE' && begun !== 'NOT_EMPTY') return look();
      sendProblem(response, begun === 'NOT_HERE' ? problemOf('NOT_FOUND') : problemOfRejection(NOT_EMPTY));
      return null;
    },
  );
  ownRoutes(open, deps);
  administratorRoute(open, deps);
}

/** One's own county, with or without files. */
function ownRoutes(open: RouteSet['open'], deps: ApiDeps): void {
  const mayBegin = async (response: Response): Promise<boolean> => {
    const { embedded, mayBegin: may } = await deps.firstRun.look();
    if (!may) sendProblem(response, embedded ? problemOfRejection(NOT_EMPTY) : problemOf('NOT_FOUND'));
    return may;
  };
  const files = { ...nothing, body: broughtJson, upload: true, form: 'files' } as const;
  open(
    {
      ...files,
      method: 'post',
      path: '/api/v1/first-run/check',
      summary: 'What is wrong with the first programme of an empty service, every fault in one report',
      answer: importCheck,
      status: 200,
      problems: [404, 409],
    },
    async (asked) => {
      const read = (await mayBegin(asked.response)) ? await brought(asked) : null;
      return read === null ? null : checkOf(await deps.imports.check(read, null));
    },
  );
  open(
    {
      ...files,
      method: 'post',
      path: '/api/v1/first-run/programme',
      summary: 'Set up the first programme of an empty service: its people and their roles; projects and surveys may follow',
      answer: importStarted,
      status: 202,
      problems: [404, 409],
    },
    async (asked) => ((await mayBegin(asked.response)) ? begin(deps, asked, null) : null),
  );
}

const SOMEBODY_HERE = rejection(
  'WRONG_STATE',
  '此系统已有人员或项目群，不再凭初始化码指定管理员；请由现有管理人员，或在服务器上用 npx tuojian user 指定。',
  'Somebody is here already, and no administrator is named by a code any more. Ask those who administer it, or use npx tuojian user on the server.',
);

/** The first administrator, by the code that the service shows at its own console (docs/adr/0074). */
function administratorRoute(open: RouteSet['open'], { firstAdministrator, signIns }: ApiDeps): void {
  open(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/first-run/administrator',
      summary: 'Name the first administrator of an empty service, by the setup code of its console; once',
      body: z.strictObject({ code: filled(lineOf(60)), person }),
      answer: z.object({ person: z.string() }),
      status: 201,
      problems: [401, 409, 429],
    },
    async ({ body, request, response }) => {
      const named = await firstAdministrator.name(body.code, body.person);
      if (named === 'NAMED') return { person: body.person.id };
      if (named === 'WRONG') {
        const seconds = await signIns.missed({ token: null, address: request.ip ?? '', door: 'setup' });
        if (seconds === null) sendProblem(response, problemOf('SETUP_CODE_WRONG'));
        else await held(response, seconds);
      } else sendProblem(response, named === 'CLOSED' ? problemOfRejection(SOMEBODY_HERE) : problemOf('WRONG_SHAPE', named.faults));
      return null;
    },
  );
}

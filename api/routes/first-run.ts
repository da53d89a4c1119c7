/** What a service is before anybody has a programme in it, and the example by one call. Asks for no sign-in: there is nobody yet. */
import { z } from 'zod';
import { rejection } from '../../domain/kernel/rejection.ts';
import type { ApiDeps, SetupProgress } from '../ports.ts';
import { problemOf, problemOfRejection, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { bilingual } from './cases.ts';

export const progress = z
  .object({
    state: z.enum(['RUNNING', 'BROKEN', 'DONE', 'FAILED']),
    done: z.int(),
    total: z.int(),
    says: bilingual,
  })
  .meta({ id: 'SetupProgress' });
const progressOf = ({ state, done, total, says }: SetupProgress): SetupProgress => ({ state, done, total, says });

const firstRun = z
  .object({
    /** No programme is here yet. */
    empty: z.boolean(),
    /** Everything is embedded and nobody else comes here: the example's people can be had by one click. */
    embedded: z.boolean(),
    mayLoadExample: z.boolean(),
    /** Null: it was never loaded, or there is more here than the example. */
    example: progress.extend({ programme: z.string() }).nullable(),
  })
  .meta({ id: 'FirstRun' });

const NOT_EMPTY = rejection(
  'WRONG_STATE',
  '系统中已有项目群，不能再加载示例。',
  'There is a programme here already; the example is for an empty service.',
);

export function firstRunRoutes({ open }: RouteSet, deps: ApiDeps): void {
  const look = async (): Promise<z.input<typeof firstRun>> => {
    const { empty, embedded, example, mayLoad } = await deps.firstRun.look();
    return { empty, embedded, mayLoadExample: mayLoad, example: example === null ? null : { ...progressOf(example), programme: example.programme } };
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
      body: z.strictObject({}),
      method: 'post',
      path: '/api/v1/first-run/example',
      summary: 'Load the example into an empty service of the embedded default; asked again, it goes on or tells how far it is',
      answer: firstRun,
      status: 202,
      problems: [404, 409],
    },
    async ({ response }) => {
      const begun = await deps.firstRun.loadExample();
      if (begun !== 'NOT_HERE' && begun !== 'NOT_EMPTY') return look();
      sendProblem(response, begun === 'NOT_HERE' ? problemOf('NOT_FOUND') : problemOfRejection(NOT_EMPTY));
      return null;
    },
  );
}

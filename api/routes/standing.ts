/**
 * How a case, a project or a programme stood at a moment, who could have decided then, and what has changed since. Unknown
 * and forbidden look the same. Deliberately absent: how a state of a moment is made (domain/audit/as-of.ts).
 */
import { z } from 'zod';
import { type AsOf, type AsOfScope, type CaseAsOf, differencesBetween } from '../../domain/audit/as-of.ts';
import { viewOfCase } from '../../domain/case-views.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readByReader } from '../read-by.ts';
import { nothing, type RouteSet } from '../route.ts';
import { code, moment, streamName as stream } from '../schemas/values.ts';
import { bilingual as text } from './cases.ts';

const standing = z.object({
  at: z.string(),
  cases: z.array(
    z.object({
      stream: z.string(),
      kind: z.string(),
      version: z.int(),
      status: z.string(),
      title: text,
      light: z.string().nullable(),
      changedAt: z.string(),
      state: z.looseObject({}).optional(),
    }),
  ),
  couldDecide: z.array(z.looseObject({})),
});

export function standingRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/as-of',
      heavy: true,
      summary: 'A case, a project or a programme as it stood at a moment, who could have decided then, and what changed since another moment',
      query: z.strictObject({
        stream: stream.exactOptional(),
        project: code.exactOptional(),
        programme: code.exactOptional(),
        at: moment,
        since: moment.exactOptional(),
      }),
      answer: standing.extend({ differences: z.array(z.looseObject({})).nullable() }),
      status: 200,
      problems: [404],
    },
    async ({ reader, query, response, reads }) => {
      const scope = scopeIn(query);
      if (scope === null) {
        sendProblem(
          response,
          problemOf('WRONG_SHAPE', [
            faultAt('query', { zh: '须恰好写明 stream、project、programme 中的一个', en: 'must name exactly one of stream, project and programme' }),
          ]),
        );
        return null;
      }
      const now = await deps.audit.asOf(reader, scope, query.at);
      const before = query.since === undefined || now === null ? null : await deps.audit.asOf(reader, scope, query.since);
      if (now === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      await reads([now.programme]);
      const shown = (found: CaseAsOf) => stateShown(found, now.programme, reader);
      const differences = before === null ? null : differencesBetween(before, now, shown).map((difference) => ({ ...difference }));
      return { ...shownStanding(now, 'stream' in scope, reader), differences };
    },
  );
}

function scopeIn({
  stream: one,
  project,
  programme,
}: {
  readonly stream?: string;
  readonly project?: string;
  readonly programme?: string;
}): AsOfScope | null {
  const named: AsOfScope[] = [
    ...(one === undefined ? [] : [{ stream: one }]),
    ...(project === undefined ? [] : [{ project }]),
    ...(programme === undefined ? [] : [{ programme }]),
  ];
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Of a case what this reader is shown of it: of a form nothing that it hides from them, and nothing that stays inside. */
const stateShown = ({ stream: name, state }: Pick<CaseAsOf, 'stream' | 'state'>, programme: string, reader: Reader) =>
  viewOfCase(name, readByReader({ stream: name, programme, state: { ...state } }, reader, null));

/** States of many cases would be megabytes; they are shown where one case is asked for. */
const shownStanding = ({ at, cases, couldDecide, programme }: AsOf & { readonly programme: string }, withState: boolean, reader: Reader) => ({
  at,
  cases: cases.map(({ state, ...rest }) => (withState ? { ...rest, state: stateShown({ ...rest, state }, programme, reader) } : rest)),
  couldDecide: couldDecide.map((one) => ({ ...one })),
});

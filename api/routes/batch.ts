/**
 * Several approvals agreed to at once, where their steps allow it: each decided by itself, with the round, step and content
 * that were shown, and answered by itself. Only agreeing: a refusal or a return is a case of its own (docs/adr/0066).
 */
import { z } from 'zod';
import { mayBeBatched } from '../../domain/approval/route.ts';
import { stateIn } from '../../domain/cases.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { reads } from '../../domain/permission/ask.ts';
import type { Reader } from '../../domain/views.ts';
import { commandIdOf, hashOf } from '../digest.ts';
import type { ApiDeps } from '../ports.ts';
import { type Problem, problemOf, problemOfOutcome, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { count, said, sha256, text, whole } from '../schemas/values.ts';
import { id } from './cases.ts';

const MOST = 50;
/** Each waits for its own workflow; more at once would only wait for each other. */
const AT_ONCE = 5;

const decision = z.strictObject({
  approval: id,
  task: whole.min(1).exactOptional(),
  round: whole.min(1),
  step: count,
  /** Hash of the content that was shown. */
  seen: sha256,
  /** Instead of the reason for all. */
  reason: text.exactOptional(),
});
const body = z.strictObject({
  decisions: z.array(decision).min(1, said('须至少有一件', 'must name at least one')).max(MOST),
  reason: text.exactOptional(),
});
const result = z
  .object({
    approval: z.string(),
    recorded: z.boolean(),
    /** Of the case afterwards, where it was recorded. */
    status: z.string().nullable(),
    /** Why it was not recorded; null: it was. */
    problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  })
  .meta({ id: 'BatchResult' });
type Result = z.infer<typeof result>;
type Decision = z.infer<typeof decision>;

const NOT_BATCHED: Text = {
  zh: '这一环节不允许批量审批，请单独打开办理。',
  en: 'This step cannot be decided together with others; please open the case by itself.',
};
const TWICE: Text = { zh: '同一件在本次中出现了两次，未再次办理。', en: 'This case is named twice here; it was not decided again.' };

export function batchRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/approvals/batch',
      heavy: true,
      summary: 'Agree to several approvals whose steps allow it; each is decided and answered by itself',
      body,
      answer: z.object({ results: z.array(result) }),
      status: 200,
      problems: [503],
      needsKey: true,
    },
    async ({ reader, body: given, request, response }) => {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || !/^[ -~]{8,200}$/.test(key)) {
        sendProblem(response, problemOf('KEY_MISSING'));
        return null;
      }
      const fingerprint = hashOf(JSON.stringify(['batch', given]));
      const earlier = await deps.keys.reserveKey(reader.person, key, fingerprint);
      if (earlier !== null && earlier.fingerprint !== fingerprint) {
        sendProblem(response, problemOf('KEY_REUSED'));
        return null;
      }
      if (earlier !== null && earlier.status !== null) {
        response.setHeader('Idempotency-Replayed', 'true').status(earlier.status).type('application/json').send(JSON.stringify(earlier.body));
        return null;
      }
      const results = await decideAll(deps, reader, given.decisions, given.reason, key);
      // What is not certain may be asked again with the same key; what was recorded counts once by its own id.
      if (results.some(({ problem }) => problem !== null && UNCERTAIN.includes(problem.code))) await deps.keys.releaseKey(reader.person, key);
      else await deps.keys.storeAnswer(reader.person, key, 200, { results });
      return { results };
    },
  );
}
const UNCERTAIN: readonly string[] = ['NOT_CONFIRMED', 'UNAVAILABLE', 'INTERNAL'];

async function decideAll(deps: ApiDeps, reader: Reader, decisions: readonly Decision[], reason: string | undefined, key: string): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < decisions.length; from += AT_ONCE) {
    const some = decisions.slice(from, from + AT_ONCE);
    const done = some.map((one, nth) => {
      const isFirst = decisions.findIndex(({ approval }) => approval === one.approval) === from + nth;
      return isFirst ? decideOne(deps, reader, one, one.reason ?? reason, key) : refused(one.approval, 'DUPLICATE', TWICE);
    });
    results.push(...(await Promise.all(done)));
  }
  return results;
}

const refused = (approval: string, code: string, { zh, en }: Text): Result => ({
  approval,
  recorded: false,
  status: null,
  problem: { code, zh, en },
});
const problemIn = (approval: string, { code, title, titleZh }: Problem): Result => refused(approval, code, { zh: titleZh, en: title });

async function decideOne(deps: ApiDeps, reader: Reader, one: Decision, reason: string | undefined, key: string): Promise<Result> {
  const { approval, seen, round, step, task } = one;
  const stream = streamOf('approval', approval);
  const relation = await deps.reading.relationTo(reader, stream);
  const found = relation === null || !reads(relation) ? null : await deps.reading.caseByStream(stream);
  if (relation === null || found === null) return problemIn(approval, problemOf('NOT_FOUND'));
  const state = stateIn('approval', found);
  if (!mayBeBatched(state.route, step)) return refused(approval, 'NOT_ALLOWED_BY_ROUTE', NOT_BATCHED);
  const command = {
    type: 'Decide',
    choice: 'APPROVE',
    round,
    step,
    seen,
    ...(task === undefined ? {} : { task }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
  } as const;
  const commandId = commandIdOf(`${reader.person}\n${key}\n${approval}`);
  const gateway = deps.gateway.knowing({ person: reader.person, stream, relation });
  const outcome = await gateway.command(stream, command, readerActor(reader, relation.programme), commandId);
  if (outcome.kind === 'RECORDED') return { approval, recorded: true, status: outcome.answer.status, problem: null };
  const problem = problemOfOutcome(outcome) ?? problemOf('NOT_FOUND');
  if (problem.status < 500)
    await deps.keys.noteRefusal({ stream, commandType: 'Decide', commandId, person: reader.person, door: 'api', code: problem.code });
  return problemIn(approval, problem);
}

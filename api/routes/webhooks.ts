/**
 * Which other systems of the county hear of events: proposed by one person of the office, confirmed by another, paused,
 * resumed, removed, each with a basis (docs/adr/0106, docs/webhooks.md). Deliberately absent: what became of each message
 * (webhook-messages.ts), and sending (jobs/webhook-post.ts).
 */
import type { Response } from 'express';
import { z } from 'zod';
import { faultAt } from '../../domain/kernel/fault.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { holds, holdsInEach } from '../../domain/permission/relation.ts';
import { PARTY_ROLES } from '../../domain/permission/table.ts';
import { CONFIRMS } from '../../domain/programme/proposal.ts';
import { secondPeople, untilOfProposal } from '../../domain/programme/roster.ts';
import type { Reader } from '../../domain/views.ts';
import { isAskedFor } from '../../domain/webhook/catalogue.ts';
import type { Webhook } from '../../domain/webhook/facts.ts';
import { WEBHOOK_STATUSES } from '../../domain/words/lists.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, refusal, sendProblem } from '../problem.ts';
import { doingOf } from '../reader-actor.ts';
import { look } from '../roster-look.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { asked, code, lineOf, said, text } from '../schemas/values.ts';
import { isFresh } from '../who-asks.ts';
import { id } from './cases.ts';

const params = z.strictObject({ id });
export const ofOneWebhook = z.strictObject({ id, webhook: id });
const when = z.string().nullable();
const NO_QUERY = z.strictObject({});

const events = z
  .array(
    code.refine(
      isAskedFor,
      said(
        '须为事件目录中的名称，如 *、approval.* 或 approval.ApprovalSubmitted',
        'must be *, a kind such as approval.*, or an event of the catalogue',
      ),
    ),
  )
  .min(1, said('须至少选一项', 'must name at least one'))
  .max(300, said('须不超过 300 项', 'must be at most 300'));
const proposal = z.strictObject({
  name: asked(lineOf(80)),
  address: asked(lineOf(500)),
  events,
  /** Whose events; this programme's alone where it is not given. */
  programmes: z
    .array(code)
    .min(1, said('须至少选一项', 'must name at least one'))
    .max(50, said('须不超过 50 项', 'must be at most 50'))
    .exactOptional(),
  basis: asked(text),
});

const shown = z
  .object({
    webhook: z.string(),
    programme: z.string(),
    programmes: z.array(z.string()),
    name: z.string(),
    address: z.string(),
    events: z.array(z.string()),
    status: z.enum(WEBHOOK_STATUSES),
    basis: z.string(),
    proposedBy: z.string(),
    until: z.string(),
    confirmedBy: when,
    createdAt: z.string(),
    lastDeliveredAt: when,
    failingSince: when,
    cause: when,
    waiting: z.int(),
    aside: z.int(),
    oldSecretUntil: when,
    /** As the second person. */
    mayConfirm: z.boolean(),
    mayRefuse: z.boolean(),
    mine: z.boolean(),
    /** Pause, resume, remove, try, send again, another secret. */
    mayAct: z.boolean(),
  })
  .meta({ id: 'Webhook' });
/** `secret`: shown in the first answer alone; a request that comes again is answered without it. */
const made = z.object({ webhook: z.string(), secret: z.string().exactOptional() });
const done = z.object({ done: z.boolean() });

const OVER: Text = { zh: '该事件推送已被确认、更改或移除，请刷新后再看。', en: 'It was confirmed, changed or removed meanwhile; look at it again.' };
const ANOTHER: Text = {
  zh: '须由另一人确认：不得是提出人，且须在其涉及的每个项目群中任办公室或领导职务。',
  en: 'Another person must confirm it: not who proposed it, and of the office or the leaders in each programme that it is about.',
};
const NOT_THERE = faultAt('programmes', {
  zh: '须为您任经办人或系统管理员的项目群',
  en: 'must be programmes in which you are an officer or an administrator',
});

/** The answer that may hold a secret; one that was given already, or refused, is answered by `once`. */
function shownOnce(response: Response, answer: { readonly webhook: string }, secret: string | undefined): z.infer<typeof made> {
  response.setHeader('Cache-Control', 'no-store');
  return { ...answer, ...(secret === undefined ? {} : { secret }) };
}

type Call<P> = Pick<RouteCall<P, unknown, unknown>, 'reader' | 'params' | 'relation' | 'request' | 'response'>;

/** As the second person: another than who proposed it, of the office or the leaders wherever it is about. */
export const mayConfirmWebhook = (one: Webhook, reader: Reader): boolean =>
  one.status === 'PROPOSED' && one.proposedBy !== reader.person && holdsInEach(reader.roles, one.programmes, CONFIRMS);

const offersOf = (one: Webhook, call: Call<{ id: string }>): Pick<z.infer<typeof shown>, 'mayConfirm' | 'mayRefuse' | 'mine' | 'mayAct'> => {
  const waits = one.status === 'PROPOSED';
  const mine = one.proposedBy === call.reader.person;
  const second = holdsInEach(call.reader.roles, one.programmes, CONFIRMS);
  return {
    mine,
    mayConfirm: mayConfirmWebhook(one, call.reader),
    mayRefuse: waits && (mine || second),
    mayAct: !waits && holds(call.relation?.roles ?? [], PARTY_ROLES.ASSIGNER),
  };
};

export function webhookRoutes(set: RouteSet, deps: ApiDeps): void {
  const { webhooks } = deps;
  const { route } = set;
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/webhooks',
      summary: 'The other systems that hear of a programme’s events, and how they do; without their secrets',
      params,
      answer: z.object({ items: z.array(shown), mayPropose: z.boolean() }),
      status: 200,
      problems: [404],
    },
    async (call) => ({
      items: (await webhooks.list(call.params.id)).map((one) => ({
        ...one,
        programmes: [...one.programmes],
        events: [...one.events],
        ...offersOf(one, call),
      })),
      mayPropose: holds(call.relation?.roles ?? [], PARTY_ROLES.ASSIGNER),
    }),
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/webhooks',
      summary: 'Propose that another system hears of events; a second person confirms it. Its secret stands in this answer alone',
      params,
      query: NO_QUERY,
      body: proposal,
      answer: made,
      status: 201,
      problems: [403, 404, 409],
      needsKey: true,
    },
    async (call) => {
      const looked = await look(deps, call);
      if (looked === null) return null;
      const { reader, response, body } = call;
      const programmes = [...new Set([call.params.id, ...(body.programmes ?? [])])];
      let secret: string | undefined;
      const answer = await once<{ webhook: string }>(deps.keys, { ...call, status: 201 }, ['webhook', call.params, body], async () => {
        const wrong = webhooks.addressFault(body.address);
        if (wrong !== null) return { problem: problemOf('WRONG_SHAPE', [faultAt('address', wrong)]) };
        if (!holdsInEach(reader.roles, programmes, PARTY_ROLES.ASSIGNER)) return { problem: problemOf('WRONG_SHAPE', [NOT_THERE]) };
        const proposed = await webhooks.propose(
          {
            programme: call.params.id,
            programmes,
            name: body.name,
            address: new URL(body.address).href,
            events: [...new Set(body.events)],
            until: untilOfProposal(looked.state, looked.looking),
            seconds: secondPeople(looked.state).filter((person) => person !== reader.person),
          },
          doingOf(reader, call.params.id, body.basis),
        );
        secret = proposed.secret;
        return { webhook: proposed.webhook };
      });
      return answer === null ? null : shownOnce(response, answer, secret);
    },
  );
  secondRoutes(set, deps);
  actRoutes(set, deps);
}

/** The webhook that a path names; null after a 404. */
export async function foundWebhook({ webhooks }: ApiDeps, { params: { id: programme, webhook }, response }: Call<{ id: string; webhook: string }>) {
  const one = (await webhooks.list(programme)).find((each) => each.webhook === webhook);
  if (one === undefined) sendProblem(response, problemOf('NOT_FOUND'));
  return one ?? null;
}

export const writesToWebhook = {
  method: 'post',
  params: ofOneWebhook,
  query: NO_QUERY,
  answer: done,
  status: 200,
  problems: [403, 404, 409],
  needsKey: true,
} as const;

function secondRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const { webhooks } = deps;
  route(
    {
      ...writesToWebhook,
      path: '/api/v1/programme/:id/webhooks/:webhook/confirm',
      summary: 'Confirm as the second person that another system hears of events; asks for a sign-in of the last half hour',
      body: z.strictObject({}),
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      const { reader } = call;
      return once<z.infer<typeof done>>(deps.keys, { ...call, status: 200 }, ['webhook-yes', call.params], async () => {
        if (one.status !== 'PROPOSED') return refusal('WRONG_STATE', OVER);
        if (!offersOf(one, call).mayConfirm) return refusal('NOT_YOURS', ANOTHER);
        if (!isFresh(reader)) return { problem: problemOf('SIGN_IN_AGAIN') };
        return (await webhooks.confirm(one, doingOf(reader, call.params.id, one.basis))) ? { done: true } : refusal('WRONG_STATE', OVER);
      });
    },
  );
  route(
    {
      ...writesToWebhook,
      path: '/api/v1/programme/:id/webhooks/:webhook/refuse',
      summary: 'Refuse a proposal that another system hears of events, or take it back; with a reason',
      body: z.strictObject({ reason: asked(text) }),
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      const { reader, body } = call;
      return once<z.infer<typeof done>>(deps.keys, { ...call, status: 200 }, ['webhook-no', call.params, body], async () => {
        if (one.status !== 'PROPOSED') return refusal('WRONG_STATE', OVER);
        if (!offersOf(one, call).mayRefuse) return refusal('NOT_YOURS', ANOTHER);
        return (await webhooks.refuse(one, doingOf(reader, call.params.id, body.reason))) ? { done: true } : refusal('WRONG_STATE', OVER);
      });
    },
  );
}

function actRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const { webhooks } = deps;
  route(
    {
      ...writesToWebhook,
      path: '/api/v1/programme/:id/webhooks/:webhook/state',
      summary: 'Pause, resume or remove what another system hears; `skip`: what happened meanwhile is not sent',
      body: z.strictObject({ to: z.enum(['ACTIVE', 'PAUSED', 'REMOVED']), skip: z.boolean().exactOptional(), basis: asked(text) }),
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      const { reader, body } = call;
      const { to, skip = false, basis } = body;
      return once<z.infer<typeof done>>(deps.keys, { ...call, status: 200 }, ['webhook-state', call.params, body], async () => {
        const doing = doingOf(reader, call.params.id, basis);
        const changed = await (to === 'REMOVED' ? webhooks.remove(one, doing) : webhooks.set(one, { to, skip }, doing));
        return changed ? { done: true } : refusal('WRONG_STATE', OVER);
      });
    },
  );
  route(
    {
      ...writesToWebhook,
      path: '/api/v1/programme/:id/webhooks/:webhook/secret',
      summary: 'Make another secret, which stands in this answer alone; the one of before signs beside it for a day',
      body: z.strictObject({ basis: asked(text) }),
      answer: made,
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      const { reader, response, body } = call;
      let secret: string | undefined;
      const answer = await once<{ webhook: string }>(deps.keys, { ...call, status: 200 }, ['webhook-secret', call.params, body], async () => {
        if (!isFresh(reader)) return { problem: problemOf('SIGN_IN_AGAIN') };
        secret = (await webhooks.rotate(one, doingOf(reader, call.params.id, body.basis))) ?? undefined;
        return secret === undefined ? refusal('WRONG_STATE', OVER) : { webhook: one.webhook };
      });
      return answer === null ? null : shownOnce(response, answer, secret);
    },
  );
}

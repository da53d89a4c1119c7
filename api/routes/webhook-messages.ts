/**
 * What became of each message to another system; trying it, and sending messages again (docs/adr/0106, docs/webhooks.md).
 * Deliberately absent: who hears of what (webhooks.ts), and sending (jobs/webhook-post.ts).
 */
import { z } from 'zod';
import type { Text } from '../../domain/kernel/values.ts';
import { WEBHOOK_MESSAGE_STATUSES } from '../../domain/words/lists.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { refusal } from '../problem.ts';
import { doingOf } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { before } from '../schemas/cursor.ts';
import { asked, code, day, digits, text } from '../schemas/values.ts';
import { foundWebhook, ofOneWebhook, writesToWebhook } from './webhooks.ts';

const when = z.string().nullable();
const message = z
  .object({
    message: z.string(),
    event: z.string(),
    about: when,
    place: z.int().nullable(),
    status: z.enum(WEBHOOK_MESSAGE_STATUSES),
    createdAt: z.string(),
    doneAt: when,
    nextTry: when,
    attempts: z.array(z.object({ at: z.string(), status: z.int().nullable(), ms: z.int(), cause: z.string() })),
  })
  .meta({ id: 'WebhookMessage' });
const counted = z.object({ count: z.int() });

const again = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('ONE'), message: code, basis: asked(text) }),
  z.strictObject({ what: z.enum(['ASIDE', 'ALL']), since: day, basis: asked(text) }),
]);

const NOT_SENDING: Text = { zh: '须在发送中；请先恢复。', en: 'It must be sending; resume it first.' };

export function webhookMessageRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const { webhooks } = deps;
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/webhooks/:webhook/messages',
      summary: 'What became of each message to another system, newest first, with its tries; nothing of what was answered',
      params: ofOneWebhook,
      query: z.strictObject({
        status: z.enum(WEBHOOK_MESSAGE_STATUSES).exactOptional(),
        before,
        limit: digits(1, 200).exactOptional(),
      }),
      answer: z.object({ items: z.array(message), next: z.string().nullable() }),
      status: 200,
      problems: [404],
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      const { status = null, before = null, limit = 50 } = call.query;
      const { items, next } = await webhooks.messages(one.webhook, { status, before, most: limit });
      return { items: items.map((each) => ({ ...each, attempts: [...each.attempts] })), next };
    },
  );
  route(
    {
      ...writesToWebhook,
      path: '/api/v1/programme/:id/webhooks/:webhook/test',
      summary: 'Send a test (webhook.Test) that belongs to no case',
      body: z.strictObject({}),
      answer: z.object({ message: z.string() }),
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      return once<{ message: string }>(deps.keys, { ...call, status: 200 }, ['webhook-test', call.params], async () =>
        one.status === 'ACTIVE' ? { message: await webhooks.test(one.webhook) } : refusal('WRONG_STATE', NOT_SENDING),
      );
    },
  );
  route(
    {
      ...writesToWebhook,
      path: '/api/v1/programme/:id/webhooks/:webhook/again',
      summary: 'Send one message again, or those since a day that were set aside (ASIDE) or all of them (ALL), each with the id that it had',
      body: again,
      answer: counted,
    },
    async (call) => {
      const one = await foundWebhook(deps, call);
      if (one === null) return null;
      const { reader, body } = call;
      return once<{ count: number }>(deps.keys, { ...call, status: 200 }, ['webhook-again', call.params, body], async () => {
        if (one.status !== 'ACTIVE') return refusal('WRONG_STATE', NOT_SENDING);
        return { count: await webhooks.again(one, body, doingOf(reader, call.params.id, body.basis)) };
      });
    },
  );
}

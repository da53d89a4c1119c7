/**
 * What the office and the administrators look after: how the service is, what was set aside, who was turned away, the mail
 * ledger of a whole programme, its group bots. Deliberately absent: routes (routes.ts), tables of rules (rules.ts), the
 * working-day calendar (calendar-years.ts), sign-ins that hold (sign-ins.ts).
 */
import { z } from 'zod';
import { type Aside, LOOP_MEANS, LOOPS } from '../../domain/aside.ts';
import { DOCUMENT_PLACES, STORE_FAULTS, type StoreFaultCode } from '../../domain/document-store.ts';
import { NOTICE_TEMPLATES } from '../../domain/notice/due.ts';
import { NOTICE_STATUSES } from '../../domain/notice/ledger.ts';
import { OWN_PARTS } from '../../domain/office.ts';
import { WEBHOOK_STATUSES } from '../../domain/words/lists.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { before } from '../schemas/cursor.ts';
import { asked, code, digits, lineOf } from '../schemas/values.ts';
import { id } from './cases.ts';
import { inChargeOf } from './sign-ins.ts';

const params = z.strictObject({ id });
const bilingual = z.object({ zh: z.string(), en: z.string() });
const when = z.string().nullable();

const asideView = z.object({
  loop: z.string(),
  name: bilingual,
  item: z.string(),
  about: z.string().nullable(),
  reason: z.string(),
  stopped: bilingual,
  todo: bilingual,
  firstSeen: z.string(),
  lastTried: z.string(),
  tries: z.int(),
  nextTry: z.string(),
  toldAt: when,
});
const health = z
  .object({
    /** `ok`, or what is wrong, as GET /readyz says it. */
    postgres: z.string(),
    temporal: z.string(),
    record: z.string(),
    /** Where new documents go; `fault`: why they cannot, AWAY where that is not known. */
    documents: z.object({ place: z.enum(DOCUMENT_PLACES), fault: z.enum(['AWAY', ...STORE_FAULTS]).nullable() }),
    /** NONE: no virus scanner is set. While it is AWAY no document is taken, or each unlooked at (UNSCANNED). */
    scanner: z.enum(['NONE', 'ANSWERS', 'AWAY', 'UNSCANNED']),
    /** What the service keeps running itself, and how often each ended by itself since it started. */
    ownParts: z.array(z.object({ part: z.enum(OWN_PARTS), runs: z.boolean(), ends: z.int(), endedAt: when })),
    mails: z.array(z.object({ status: z.enum(NOTICE_STATUSES), count: z.int(), oldest: z.string() })),
    undelivered: z.int(),
    lastMailAt: when,
    cardsWaiting: z.int(),
    log: z.object({
      size: z.int(),
      waiting: z.int(),
      unsignedSince: when,
      checkpoint: z.object({ size: z.int(), at: z.string() }).nullable(),
    }),
    disk: z.object({ free: z.number(), all: z.number() }).nullable(),
    databaseBytes: z.number(),
    /** Other systems that do not take what they are told of, or were switched off for it. */
    webhooks: z.array(
      z.object({
        webhook: z.string(),
        name: z.string(),
        status: z.enum(WEBHOOK_STATUSES),
        failingSince: when,
        cause: when,
        waiting: z.int(),
        aside: z.int(),
      }),
    ),
    aside: z.array(asideView),
    asideElsewhere: z.array(z.object({ loop: z.string(), name: bilingual, count: z.int() })),
    /** Whether whoever asks may have what is set aside tried again. */
    mayRetry: z.boolean(),
  })
  .meta({ id: 'ServiceHealth' });
const asideTold = ({ settledAt: _, ...one }: Aside): z.input<typeof asideView> => ({ ...one, name: LOOPS[one.loop], ...LOOP_MEANS[one.loop] });

export function officeRoutes(set: RouteSet, deps: ApiDeps): void {
  healthRoutes(set, deps);
  turnedAwayRoute(set, deps);
  mailRoutes(set, deps);
}

const faultOf = (documents: string): StoreFaultCode | 'AWAY' | null =>
  documents === 'ok' ? null : (STORE_FAULTS.find((fault) => fault === documents) ?? 'AWAY');
const scannerOf = (scanner: string, unscanned: boolean): 'NONE' | 'ANSWERS' | 'AWAY' | 'UNSCANNED' =>
  scanner === 'none' ? 'NONE' : scanner === 'ok' ? 'ANSWERS' : unscanned ? 'UNSCANNED' : 'AWAY';

function healthRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/health',
      summary: 'How the service is, for those who look after it: what waits, what is signed, what was set aside, and what to do about it',
      params,
      answer: health,
      status: 200,
      problems: [404],
    },
    async ({ params: asked, relation }) => {
      const [{ postgres, temporal, record, documents, scanner }, { mails, webhooks, aside, asideElsewhere, ...rest }] = await Promise.all([
        deps.health.check(),
        deps.office.serviceHealth(asked.id),
      ]);
      return {
        postgres,
        temporal,
        record,
        documents: { place: deps.health.documents.place, fault: faultOf(documents) },
        scanner: scannerOf(scanner, deps.health.documents.unscanned),
        ownParts: [...deps.health.ownParts()],
        ...rest,
        mails: mails.flatMap(({ status, ...one }) => {
          const known = NOTICE_STATUSES.find((each) => each === status);
          return known === undefined ? [] : [{ status: known, ...one }];
        }),
        webhooks: [...webhooks],
        aside: aside.map(asideTold),
        asideElsewhere: asideElsewhere.map((one) => ({ ...one, name: LOOPS[one.loop] })),
        mayRetry: relation?.roles.includes('ADMINISTRATOR') === true,
      };
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/aside/retry',
      summary: 'Have something that was set aside tried again at once, after its cause was mended; for administrators',
      params,
      query: z.strictObject({}),
      body: z.strictObject({ item: asked(lineOf(300)) }),
      answer: z.object({ due: z.int() }),
      status: 200,
      problems: [404],
    },
    async ({ params: asked, body, response }) => {
      const { aside } = await deps.office.asideIn(asked.id);
      if (!aside.some(({ item }) => item === body.item)) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return { due: await deps.office.retryAside(body.item) };
    },
  );
}

function turnedAwayRoute({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/turned-away',
      summary: 'Bursts of sign-ins that failed, and acts that were refused in the cases of a programme, newest first; for its office and leaders',
      params,
      answer: z.object({
        signIns: z.array(z.object({ person: z.string().nullable(), door: z.string(), misses: z.int(), at: z.string() })),
        acts: z.array(
          z.object({
            stream: z.string(),
            commandType: z.string(),
            person: z.string().nullable(),
            door: z.string(),
            code: z.string(),
            at: z.string(),
          }),
        ),
      }),
      status: 200,
      problems: [404],
    },
    async ({ params: asked, reader }) => {
      const people = await deps.signIns.membersOf(asked.id, inChargeOf(reader));
      const [signIns, acts] = await Promise.all([deps.office.failedSignIns(people), deps.office.refusedActs(asked.id)]);
      return { signIns: [...signIns], acts: [...acts] };
    },
  );
}

const mailRow = z
  .object({
    id: z.string(),
    stream: z.string(),
    template: z.string(),
    recipient: z.string(),
    status: z.string(),
    outcome: z.string().nullable(),
    attempts: z.int(),
    createdAt: z.string(),
    sentAt: when,
    heldUntil: when,
    openTask: z.int().nullable(),
  })
  .meta({ id: 'MailRow' });

function mailRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/mails',
      summary: 'The mail ledger of a whole programme, newest first: what was due to whom, and what became of it',
      params,
      query: z.strictObject({
        status: z.enum(NOTICE_STATUSES).exactOptional(),
        template: z.enum(NOTICE_TEMPLATES).exactOptional(),
        person: code.exactOptional(),
        undelivered: z.literal('true').exactOptional(),
        before,
        limit: digits(1, 200).exactOptional(),
      }),
      answer: z.object({ items: z.array(mailRow), next: z.string().nullable() }),
      status: 200,
      problems: [404],
    },
    async ({ params: asked, query: { before = null, limit = 50, undelivered, ...filter } }) => {
      const { items, next } = await deps.office.programmeMails(asked.id, { ...filter, undelivered: undelivered === 'true' }, { before, most: limit });
      return { items: [...items], next };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/bots',
      summary: 'The group bots that had cards of a programme: how many went out, wait or failed, and what the last one came to',
      params,
      answer: z.object({
        items: z.array(
          z.object({
            bot: z.string(),
            sent: z.int(),
            waiting: z.int(),
            failed: z.int(),
            lastSentAt: when,
            lastOutcome: z.string().nullable(),
          }),
        ),
      }),
      status: 200,
      problems: [404],
    },
    async ({ params: asked }) => ({ items: [...(await deps.office.botStandings(asked.id))] }),
  );
}

/** Mails and wishes: the ledger of a case, what I want to be told, what comes in, the way out of overviews, all templates to look at. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Express, raw } from 'express';
import { z } from 'zod';
import { CASE_KINDS } from '../../domain/cases.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { NOTICE_TEMPLATES } from '../../domain/notice/due.ts';
import { faultsOf, MAIL_WISHES, TOPICS, type Wishes } from '../../domain/notice/preference.ts';
import { readFormBody } from '../form-body.ts';
import { HandInAgain, takeIn } from '../inbound-mail.ts';
import { TOKEN } from '../link-visit.ts';
import { guard, localeOf } from '../page-guard.ts';
import { galleryPage } from '../pages/gallery-page.tsx';
import { messagePage } from '../pages/steady-form.tsx';
import { unsubscribePage } from '../pages/unsubscribe-page.tsx';
import { PAGE_WORDS } from '../pages/words.ts';
import { answerProblem } from '../person-problem.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { said } from '../schemas/values.ts';
import { heldBack } from '../who-asks.ts';
import { id, seen } from './cases.ts';

const attempt = z.object({ attempt: z.int(), at: z.string(), result: z.string(), reply: z.string(), address: z.string() });
const noticeView = z
  .object({
    id: z.string(),
    /** MAIL, or the provider in whose app it came as a message of their own. */
    channel: z.string(),
    template: z.string(),
    recipient: z.string(),
    task: z.int().nullable(),
    status: z.string(),
    outcome: z.string().nullable(),
    createdAt: z.string(),
    sentAt: z.string().nullable(),
    heldUntil: z.string().nullable(),
    visits: z.int(),
    openedAt: z.string().nullable(),
    attempts: z.array(attempt),
  })
  .meta({ id: 'Notice' });
const visitView = z.object({
  person: z.string(),
  task: z.int().nullable(),
  at: z.string(),
  kind: z.string(),
  method: z.string(),
  signs: z.string(),
  agent: z.string(),
  commandId: z.string().nullable(),
});

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, said('须为时间，如 21:00', 'must be a time like 21:00'));
const each = <T extends z.ZodType>(value: T) =>
  z.strictObject(Object.fromEntries(TOPICS.map((topic) => [topic, value])) as Record<(typeof TOPICS)[number], T>); // made of TOPICS
const wishes = z
  .strictObject({
    mail: each(z.enum(MAIL_WISHES)),
    chat: each(z.boolean()),
    events: z
      .partialRecord(z.enum(NOTICE_TEMPLATES), z.strictObject({ mail: z.enum(MAIL_WISHES).exactOptional(), chat: z.boolean().exactOptional() }))
      .exactOptional(),
    quiet: z.strictObject({ from: time, to: time, restDays: z.boolean() }).nullable(),
    digest: z.boolean(),
    /** Messages of my own in the app that I have bound; absent: yes. */
    work: z.boolean().exactOptional(),
  })
  .meta({ id: 'Wishes' }) satisfies z.ZodType<Wishes>;

export function postRoutes(app: Express, { route }: RouteSet, deps: ApiDeps): void {
  for (const kind of CASE_KINDS) {
    route(
      {
        ...nothing,
        method: 'get',
        path: `/api/v1/${kind}/:id/notices`,
        whole: true,
        summary: `The mail ledger of one ${kind}: each mail with every try, and who came by its link`,
        params: z.strictObject({ id }),
        answer: z.object({ notices: z.array(noticeView), visits: z.array(visitView) }),
        status: 200,
        problems: [404],
      },
      async (asked) => {
        if ((await seen(deps, asked, kind)) === null) return null;
        const stream = streamOf(kind, asked.params.id);
        const [notices, visits] = await Promise.all([deps.post.listNotices(stream), deps.post.listVisits(stream)]);
        return { notices: notices.map((notice) => ({ ...notice, attempts: [...notice.attempts] })), visits: [...visits] };
      },
    );
  }
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/wishes',
      summary: 'What I want to be told, how and when',
      answer: wishes,
      status: 200,
      problems: [],
    },
    async ({ reader }) => deps.post.wishesOf(reader.person),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/language',
      summary: 'Choose the language of my mails, and of my console on any device',
      body: z.strictObject({ language: z.enum(LOCALES) }),
      answer: z.object({ language: z.enum(LOCALES) }),
      status: 200,
      problems: [],
    },
    async ({ reader, body }) => {
      await deps.people.speak(body.language, reader);
      return body;
    },
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/wishes',
      summary: 'Change what I want to be told: topics by channel, quiet hours, the daily overview',
      body: wishes,
      answer: wishes,
      status: 200,
      problems: [],
    },
    async ({ reader, body, response }) => {
      const faults = faultsOf(body);
      if (faults.length > 0) {
        sendProblem(response, problemOf('WRONG_SHAPE', faults));
        return null;
      }
      await deps.post.storeWishes(reader.person, body);
      return body;
    },
  );
  inboundRoute(app, deps);
  overviewRoutes(app, deps);
  galleryRoutes(app, deps);
}

const ITSELF: Text = {
  zh: '请以邮件原文作为请求内容发送（message/rfc822）',
  en: 'send the message itself as the body, as message/rfc822',
};

/** The largest message that is taken in: a reply with its quotation and a signature picture. */
const INBOUND_MAX = '2mb';

/** For a mail provider, or a mail server's pipe: the message as it is (message/rfc822), with the secret as bearer. */
function inboundRoute(app: Express, deps: ApiDeps): void {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  app.post('/inbound-mail', async (request, response, next) => {
    const { inboundSecret } = deps.post;
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (inboundSecret === null || !timingSafeEqual(hash(given), hash(inboundSecret)))
      return (await heldBack(deps.signIns, request, response)) ? undefined : sendProblem(response, problemOf('NOT_SIGNED_IN'));
    // A provider that sends its own form or JSON would be answered "ignored" for every message, and nobody would know.
    if (
      request.is(['multipart/*', 'application/x-www-form-urlencoded', 'application/json']) !== false &&
      request.headers['content-type'] !== undefined
    )
      return sendProblem(response, problemOf('WRONG_SHAPE', [ITSELF]));
    raw({ type: () => true, limit: INBOUND_MAX })(request, response, (error?: unknown) => {
      if (error !== undefined && error !== null) return next(error);
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) return sendProblem(response, problemOf('WRONG_SHAPE', [ITSELF]));
      takeIn(deps, request.body).then(
        (result) => void response.status(200).json(result),
        // A provider keeps what is answered so, and posts it again.
        (fault: unknown) => (fault instanceof HandInAgain ? sendProblem(response, problemOf('UNAVAILABLE')) : next(fault)),
      );
    });
  });
}

/** RFC 8058: one POST, without a question, from the mail program; a person gets a page with one button. GET changes nothing. */
function overviewRoutes(app: Express, deps: ApiDeps): void {
  const personOf = (token: string): Promise<string | null> => (TOKEN.test(token) ? deps.post.personOfUnsubscribe(token) : Promise.resolve(null));
  app.get('/unsubscribe/:token', async (request, response) => {
    guard(response);
    const locale = localeOf(request, undefined);
    response.status(200).send(unsubscribePage(locale, `/unsubscribe/${encodeURIComponent(request.params.token ?? '')}`));
  });
  app.post('/unsubscribe/:token', async (request, response) => {
    guard(response);
    const locale = localeOf(request, undefined);
    await readFormBody(request, response);
    const person = await personOf(request.params.token ?? '');
    if (person !== null) await deps.post.storeWishes(person, { ...(await deps.post.wishesOf(person)), digest: false });
    response.status(200).send(messagePage(locale, PAGE_WORDS[locale].unsubscribed));
  });
}

/** Every mail with sample data, as its reader would see it. */
function galleryRoutes(app: Express, deps: ApiDeps): void {
  app.get('/mails', async (_request, response) => {
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Content-Security-Policy', `default-src 'none'; style-src 'nonce-${nonce}'; frame-src 'self'; frame-ancestors 'none'`);
    response.type('html').send(galleryPage(await deps.post.gallery(), nonce));
  });
  app.get('/mails/:template/:locale', async (request, response) => {
    const mail = (await deps.post.gallery()).find(({ template, locale }) => template === request.params.template && locale === request.params.locale);
    if (mail === undefined) return answerProblem(request, response, problemOf('NOT_FOUND'));
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
    response.removeHeader('X-Frame-Options');
    if (request.query.part === 'text') return void response.type('text/plain').send(mail.text);
    response.type('html').send(mail.html);
  });
}

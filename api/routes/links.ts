/**
 * The way of a person with a link (docs/adr/0007). GET never changes a decision; the token leaves the URL at once; a
 * decision needs the form's nonce, the cookie, a choice, what only the mail says, and the time that reading takes.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Express, type Request, type Response, urlencoded } from 'express';
import { z } from 'zod';
import { approvalCase } from '../../domain/approval/case.ts';
import { type ApprovalState, CHOICES, type Choice } from '../../domain/approval/facts.ts';
import { humanCheckOf, passesHumanCheck } from '../../domain/approval/human-check.ts';
import { type Actor, idOf } from '../../domain/case.ts';
import type { Link, Person } from '../../domain/views.ts';
import type { PageLocale } from '../pages/layout.tsx';
import { STYLE } from '../pages/layout.tsx';
import { messagePage, taskPage } from '../pages/task-page.tsx';
import { PAGE_WORDS } from '../pages/words.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOfOutcome } from '../problem.ts';

const COOKIE = 'tuojian_link';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const styleHash = createHash('sha256').update(STYLE).digest('base64');

const decisionForm = z.object({
  nonce: z.string().max(64).default(''),
  choice: z.string().max(20).default(''),
  reason: z.string().max(2_000).default(''),
  score: z.string().max(10).default(''),
  check: z.string().max(20).default(''),
});
type DecisionForm = z.infer<typeof decisionForm>;

type Visit = { readonly link: Link; readonly state: ApprovalState; readonly people: ReadonlyMap<string, Person>; readonly locale: PageLocale };

export function linkRoutes(app: Express, deps: ApiDeps): void {
  const secure = deps.publicUrl.startsWith('https://');
  const pathOf = (linkHash: string) => `/task/${linkHash.slice(0, 24)}`;

  app.get('/a/:token', async (request, response) => {
    guard(response);
    const token = request.params.token ?? '';
    const link = TOKEN.test(token) ? await deps.links.findLink(hash(token)) : null;
    if (link === null) return answerDead(request, response, 'dead');
    await deps.links.noteVisit(link.hash);
    const path = pathOf(link.hash);
    response.cookie(COOKIE, token, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: 12 * 3_600_000 });
    response.redirect(303, path);
  });

  app.get('/task/:id', async (request, response) => {
    guard(response);
    const visit = await visitOf(deps, request);
    if (typeof visit === 'string') return answerDead(request, response, visit);
    response.status(200).send(await show(deps, visit, pathOf(visit.link.hash), [], {}));
  });

  app.post('/task/:id/decision', urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }), async (request, response) => {
    guard(response);
    const visit = await visitOf(deps, request);
    if (typeof visit === 'string') return answerDead(request, response, visit);
    await decide(deps, visit, request, response, pathOf(visit.link.hash));
  });
}

/** Nothing is cached, framed, indexed, sent on, or loaded from anywhere (T6, T10). */
function guard(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow');
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  response.type('html');
}

function localeOf(request: Request, person: Person | undefined): PageLocale {
  const asked = request.query.lang;
  if (asked === 'en' || asked === 'zh-CN') return asked;
  if (person !== undefined) return person.locale;
  return request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN';
}

/** One answer for unknown, replaced and withdrawn links alike; an expired one tells its reader what to do. */
function answerDead(request: Request, response: Response, why: 'dead' | 'expired'): void {
  const locale = localeOf(request, undefined);
  response.status(why === 'dead' ? 404 : 410).send(messagePage(locale, PAGE_WORDS[locale][why]));
}

function tokenIn(request: Request): string | null {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`));
  const token = pair?.slice(COOKIE.length + 1) ?? '';
  return TOKEN.test(token) ? token : null;
}

async function visitOf(deps: ApiDeps, request: Request): Promise<Visit | 'dead' | 'expired'> {
  const token = tokenIn(request);
  if (token === null) return 'dead';
  const [wanted, here] = [
    Buffer.from(hash(token).slice(0, 24)),
    Buffer.from(
      String(request.params.id ?? '')
        .padEnd(24)
        .slice(0, 24),
    ),
  ];
  if (!timingSafeEqual(wanted, here)) return 'dead';
  const link = await deps.links.findLink(hash(token));
  const found = link === null ? null : await deps.reading.caseByStream(link.stream);
  if (link === null || found === null) return 'dead';
  const state = found.state as ApprovalState; // links lead to approvals alone (courier)
  const over = state.status !== 'OPEN' || state.round !== link.round || state.step !== link.step;
  // Whoever comes late with an old link is told how it ended; while it is open, only the newest link counts.
  if (!over && link.revoked) return 'dead';
  if (!over && link.expired) return 'expired';
  const ids = [link.person, state.applicant, ...state.decisions.map((d) => d.person), ...(state.closedBy === null ? [] : [state.closedBy])];
  const people = await deps.reading.findPeople(ids);
  return { link, state, people, locale: localeOf(request, people.get(link.person)) };
}

async function show(deps: ApiDeps, visit: Visit, path: string, faults: readonly string[], typed: Partial<DecisionForm>): Promise<string> {
  const { link, state, people, locale } = visit;
  const nonce = randomBytes(24).toString('base64url');
  const mayDecide =
    state.status === 'OPEN' &&
    state.round === link.round &&
    state.step === link.step &&
    state.tasks.some((task) => task.person === link.person && task.status === 'PENDING');
  if (mayDecide) await deps.links.storeForm({ nonce, link: link.hash, seen: state.contentHash });
  const step = state.route.steps[state.step];
  const choices: readonly Choice[] = (step?.may ?? []).filter((choice) => choice !== 'SUPPLEMENT' || state.supplements === 0);
  return taskPage({
    locale,
    state,
    light: approvalCase(idOf(link.stream)).summary(state).light ?? 'GREEN',
    person: link.person,
    nameOf: (person) => {
      const known = people.get(person);
      return known === undefined ? person : locale === 'en' ? known.nameEn : known.name;
    },
    form: mayDecide ? { nonce, action: `${path}/decision?lang=${locale}`, choices, asksScore: step?.asksScore === true } : null,
    faults,
    typed,
  });
}

async function decide(deps: ApiDeps, visit: Visit, request: Request, response: Response, path: string): Promise<void> {
  const { link, locale, state } = visit;
  const words = PAGE_WORDS[locale];
  const parsed = decisionForm.safeParse(request.body ?? {});
  const form: DecisionForm = parsed.success ? parsed.data : decisionForm.parse({});
  const again = async (faults: readonly string[]) => void response.status(422).send(await show(deps, visit, path, faults, form));

  if (!sameSite(request, deps.publicUrl)) return again([words.staleForm]);
  const used = await deps.links.consumeForm(form.nonce, link.hash);
  if (used === null) return again([words.staleForm]);
  if (Date.now() - used.shownAt.getTime() < deps.leastReadingMs) return again([words.tooFast]);
  const choice = CHOICES.find((known) => known === form.choice);
  const faults: string[] = [];
  if (choice === undefined) faults.push(words.chooseFirst);
  if (!passesHumanCheck(humanCheckOf(state), form.check)) faults.push(words.checkWrong);
  if (choice === undefined || faults.length > 0) return again(faults);

  const score = form.score.trim() === '' ? {} : { score: Number(form.score.normalize('NFKC')) };
  const reason = form.reason.trim() === '' ? {} : { reason: form.reason };
  const command = { type: 'Decide', choice, round: link.round, step: link.step, seen: used.seen, ...reason, ...score };
  const actor: Actor = { person: link.person, door: 'link', assurance: 'email-possession', roles: [] };
  const commandId = hash(form.nonce).slice(0, 40);
  const outcome = await deps.gateway.command(link.stream, command, actor, commandId);
  const problem = problemOfOutcome(outcome);
  if (problem === null) return void response.redirect(303, `${path}?lang=${locale}`);
  if (problem.status === 503) {
    response.setHeader('Retry-After', '5');
    return void response.status(503).send(messagePage(locale, outcome.kind === 'UNAVAILABLE' ? words.unavailable : words.notConfirmed));
  }
  await deps.keys.noteRefusal({ stream: link.stream, commandType: 'Decide', commandId, person: link.person, door: 'link', code: problem.code });
  // What stands now may differ from what was shown: the page is made from the newest state.
  const now = await visitOf(deps, request);
  const text = [locale === 'en' ? problem.title : problem.titleZh];
  const shown = typeof now === 'string' ? messagePage(locale, words[now]) : await show(deps, now, path, text, form);
  response.status(problem.status).send(shown);
}

/** A form of ours is posted from our own page; webviews that send neither header are let through (the nonce holds). */
function sameSite(request: Request, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.origin;
  return origin === undefined || origin === 'null' || origin === new URL(publicUrl).origin;
}

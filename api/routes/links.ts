/**
 * The way of a person with a link (docs/adr/0007). GET never changes a decision; the token leaves the URL at once; a
 * decision needs the form's nonce, the cookie, a choice, what only the mail says, and the time that reading takes.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { lightOf } from '../../domain/approval/case.ts';
import { holds, isClosed, type Offer, offersFor, removable, returnTargets, takeBackOf, whyNotAsked } from '../../domain/approval/entitlement.ts';
import { type ApprovalState, type DocumentRef, isActive, peopleOn, type Task } from '../../domain/approval/facts.ts';
import { humanCheckOf, passesHumanCheck } from '../../domain/approval/human-check.ts';
import { rulesAt } from '../../domain/approval/route.ts';
import type { Actor } from '../../domain/case.ts';
import type { DocumentFile, Link, Person } from '../../domain/views.ts';
import { checkFile, FILE_MAX_BYTES, FILES_MAX, sendFile } from '../document-file.ts';
import { commandOf, type LinkForm, linkForm } from '../link-acts.ts';
import { type LinkBody, readLinkBody } from '../link-body.ts';
import { ATTACHES } from '../pages/fields.ts';
import type { PageLocale } from '../pages/layout.tsx';
import { pick, STYLE } from '../pages/layout.tsx';
import { messagePage, type TaskFormFacts, type Typed, taskPage } from '../pages/task-page.tsx';
import { PAGE_WORDS } from '../pages/words.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOfOutcome } from '../problem.ts';

const COOKIE = 'tuojian_link';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const styleHash = createHash('sha256').update(STYLE).digest('base64');

const pathOf = (linkHash: string) => `/task/${linkHash.slice(0, 24)}`;

type Visit = {
  readonly link: Link;
  readonly state: ApprovalState;
  readonly task: Task;
  readonly people: ReadonlyMap<string, Person>;
  readonly locale: PageLocale;
};

export function linkRoutes(app: Express, deps: ApiDeps): void {
  const secure = deps.publicUrl.startsWith('https://');

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

  app.get('/task/:id/files/:sha256', async (request, response) => {
    guard(response);
    const visit = await visitOf(deps, request);
    if (typeof visit === 'string') return answerDead(request, response, visit);
    const file = await deps.files.findFile(visit.link.stream, request.params.sha256 ?? '');
    if (file === null) return answerDead(request, response, 'dead');
    sendFile(response, file);
  });

  app.post('/task/:id/decision', async (request, response) => {
    guard(response);
    const visit = await visitOf(deps, request);
    if (typeof visit === 'string') return answerDead(request, response, visit);
    // Read only now: a stranger cannot make us hold files.
    await decide(deps, visit, await readLinkBody(request, response), request, response);
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
  const task = taskOf(link, state);
  if (task === null) return 'dead';
  const open = isActive(task) && holds(state, task, link.person);
  // Whoever comes late with an old link is told how it ended; while it is open, only the newest link counts.
  if (open && link.revoked) return 'dead';
  if (open && link.expired) return 'expired';
  const people = await deps.reading.findPeople([link.person, ...peopleOn(state)]);
  return { link, state, task, people, locale: localeOf(request, people.get(link.person)) };
}

/** The task that a link was sent for; those of release 0.1.0 name its round and step. */
function taskOf(link: Link, state: ApprovalState): Task | null {
  const all = [...state.past, ...state.tasks];
  const meant =
    link.task === null
      ? all.findLast((t) => t.kind === 'DECIDE' && t.person === link.person && t.round === link.round && t.step === link.step)
      : all.find((t) => t.task === link.task);
  return meant ?? null;
}

/** What this link may be used for now: by its task, or to take back what was decided with it. */
function offersOf({ link, state, task }: Visit): readonly Offer[] {
  if (isActive(task)) return holds(state, task, link.person) ? offersFor(state, task) : [];
  return takeBackOf(state, link.person)?.task === task.task && !isClosed(state) ? ['TAKE_BACK'] : [];
}

async function show(deps: ApiDeps, visit: Visit, path: string, faults: readonly string[], typed: Typed): Promise<string> {
  const { link, state, task, people, locale } = visit;
  const offers = offersOf(visit);
  const nameOf = (person: string): string => {
    const known = people.get(person);
    return known === undefined ? person : locale === 'en' ? known.nameEn : known.name;
  };
  const form = offers.length === 0 ? null : await formOf(deps, visit, offers, `${path}/decision?lang=${locale}`);
  const files = await deps.files.knownFiles(documentsIn(state).flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256])));
  return taskPage({ locale, state, task, light: lightOf(state), person: link.person, nameOf, path, files, form, faults, typed });
}

const documentsIn = (state: ApprovalState): readonly DocumentRef[] => [...state.content.documents, ...state.remarks.flatMap((r) => r.documents)];

async function formOf(deps: ApiDeps, { link, state, task, locale }: Visit, offers: readonly Offer[], action: string): Promise<TaskFormFacts> {
  const nonce = randomBytes(24).toString('base64url');
  await deps.links.storeForm({ nonce, link: link.hash, seen: state.contentHash });
  const label = ({ name, nameEn, unit }: Person): string => (locale === 'en' ? `${nameEn} (${unit})` : `${name}（${unit}）`);
  const needsPeople = offers.some((offer) => ['HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'ASK', 'COPY'].includes(offer));
  const colleagues = needsPeople ? await deps.reading.listColleagues(state.programme) : [];
  const known = new Map(colleagues.map((person) => [person.id, person]));
  return {
    nonce,
    action,
    offers,
    asksScore: state.route.steps[state.step]?.asksScore === true,
    returnTo: returnTargets(state),
    choosesAfterwards: rulesAt(state.route, state.step).afterReturn === 'RETURNER_CHOOSES',
    people: colleagues
      .filter(({ id }) => id !== link.person && (id === state.applicant || whyNotAsked(state, id).length === 0))
      .map((person) => ({ id: person.id, label: label(person) })),
    removable: removable(state, link.person, false)
      .filter((added) => added.task !== task.task)
      .map((added) => {
        const person = known.get(added.person);
        return { id: String(added.task), label: person === undefined ? added.person : label(person) };
      }),
  };
}

async function decide(deps: ApiDeps, visit: Visit, body: LinkBody, request: Request, response: Response): Promise<void> {
  const { link, locale, state, task } = visit;
  const words = PAGE_WORDS[locale];
  const path = pathOf(link.hash);
  const parsed = linkForm.safeParse(body.fields);
  const form: LinkForm = parsed.success ? parsed.data : linkForm.parse({});
  const again = async (faults: readonly string[]) => void response.status(422).send(await show(deps, visit, path, faults, form));

  if (!sameSite(request, deps.publicUrl)) return again([words.staleForm]);
  const used = await deps.links.consumeForm(form.nonce, link.hash);
  if (used === null) return again([words.staleForm]);
  if (Date.now() - used.shownAt.getTime() < deps.leastReadingMs) return again([words.tooFast]);
  const offer = OFFERS.find((known) => known === form.choice);
  const faults: string[] = [];
  if (offer === undefined) faults.push(words.chooseFirst);
  if (!passesHumanCheck(humanCheckOf(state), form.check)) faults.push(words.checkWrong);
  if (body.tooLarge) faults.push(words.filesTooLarge(FILES_MAX, FILE_MAX_BYTES / 1_048_576));
  const attached = offer !== undefined && ATTACHES.includes(offer) ? body.files : [];
  const checked = await Promise.all(attached.map(({ name, bytes }) => checkFile(name, bytes)));
  checked.forEach((check, index) => {
    if ('faults' in check) faults.push(...check.faults.map((fault) => `${attached[index]?.name ?? ''}: ${pick(fault, locale)}`));
  });
  if (offer === undefined || faults.length > 0) return again(faults);
  const documents = await Promise.all(checked.flatMap((check) => ('file' in check ? [documentOf(deps, check.file, link.person)] : [])));
  const command = commandOf(offer, form, { task, state, seen: used.seen, documents });
  if (command === 'NOBODY') return again([words.choosePerson]);

  const actor: Actor = { person: link.person, door: 'link', assurance: 'email-possession', roles: [] };
  const commandId = hash(form.nonce).slice(0, 40);
  const outcome = await deps.gateway.command(link.stream, command, actor, commandId);
  const problem = problemOfOutcome(outcome);
  if (problem === null) return void response.redirect(303, `${path}?lang=${locale}`);
  if (problem.status === 503) {
    response.setHeader('Retry-After', '5');
    return void response.status(503).send(messagePage(locale, outcome.kind === 'UNAVAILABLE' ? words.unavailable : words.notConfirmed));
  }
  await deps.keys.noteRefusal({ stream: link.stream, commandType: command.type, commandId, person: link.person, door: 'link', code: problem.code });
  // What stands now may differ from what was shown: the page is made from the newest state.
  const now = await visitOf(deps, request);
  const text = [locale === 'en' ? problem.title : problem.titleZh, ...(problem.faults ?? [])];
  const shown = typeof now === 'string' ? messagePage(locale, words[now]) : await show(deps, now, path, text, form);
  response.status(problem.status).send(shown);
}

const documentOf = async (deps: ApiDeps, file: DocumentFile, person: string): Promise<DocumentRef> => ({
  title: file.name,
  sha256: await deps.files.storeFile(file, person),
});

/** The words of both languages name every offer; a form may name no other. */
const OFFERS = Object.keys(PAGE_WORDS['zh-CN'].offers) as Offer[];

/** A form of ours is posted from our own page; webviews that send neither header are let through (the nonce holds). */
function sameSite(request: Request, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.origin;
  return origin === undefined || origin === 'null' || origin === new URL(publicUrl).origin;
}

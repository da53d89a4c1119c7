/**
 * Ways to a task's page without a token: from a printed sheet, a chat, an overview; and back to a link that has died. All
 * they do is have the link sent to the mailbox of whoever holds the task, once in ten minutes.
 */
import { randomBytes } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { doorMark, doorPath } from '../../domain/approval/door.ts';
import { type ApprovalState, isActive } from '../../domain/approval/facts.ts';
import { type Stream, stateIn } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { commandIdOf } from '../digest.ts';
import { isMeant, readFormBody } from '../form-body.ts';
import { type Absence, isPage, pathOf } from '../link-visit.ts';
import { MINUTE_S, missedIf, missesTooOften } from '../miss-limit.ts';
import { answeringSince, guard, localeOf, type Since, steady } from '../page-guard.ts';
import { doorPage } from '../pages/door-page.tsx';
import { messagePage, type Resend } from '../pages/steady-form.tsx';
import { masked } from '../pages/task-page.tsx';
import { PAGE_WORDS } from '../pages/words.ts';
import type { ApiDeps } from '../ports.ts';

/** Whoever stands at the page: he has shown nothing yet. */
const SOMEBODY: Actor = { person: null, door: 'link', assurance: 'none', roles: [] };

/** A dead link's answer: the same for every reason, with the form that sends the newest one again. */
export async function answerAbsent(
  deps: ApiDeps,
  request: Request,
  response: Response,
  why: Absence,
  since: Since,
  written: readonly string[] = [],
): Promise<void> {
  const locale = localeOf(request, undefined);
  if (why === 'dead' && missesTooOften(response)) {
    response.setHeader('Retry-After', String(MINUTE_S));
    await steady(since);
    return void response.status(429).send(messagePage(locale, PAGE_WORDS[locale].tooMany));
  }
  const page = String(request.params.id ?? '');
  const again = why === 'dead' || why === 'expired' || why === 'superseded';
  const resend = again && isPage(page) ? await resendForm(deps, `/task/${page}/link`, locale) : null;
  // Words that point below only where there is something below.
  const said = why === 'dead' && resend === null ? 'deadDoor' : why;
  const shown = messagePage(locale, PAGE_WORDS[locale][said], resend, written);
  await steady(since);
  response.status(why === 'dead' ? 404 : 410).send(shown);
}

async function resendForm(deps: ApiDeps, path: string, locale: Locale): Promise<Resend> {
  const nonce = randomBytes(24).toString('base64url');
  await deps.links.storeForm({ nonce, link: path, seen: '' });
  return { action: `${path}?lang=${locale}`, nonce };
}

const sendLink = (deps: ApiDeps, stream: Stream<'approval'>, task: number, key: string): Promise<unknown> =>
  deps.gateway.command(stream, { type: 'AskMail', what: 'LINK', task }, SOMEBODY, commandIdOf(`link/${key}`));

export function doorRoutes(app: Express, deps: ApiDeps): void {
  app.post('/task/:id/link', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const locale = localeOf(request, undefined);
    const page = String(request.params.id ?? '');
    const path = `/task/${page}/link`;
    // Each answer keeps a form: whoever asks for pages that do not exist makes us keep no more than so many.
    if (missesTooOften(response)) return answerAbsent(deps, request, response, 'dead', since);
    const fields = await readFormBody(request, response);
    const meant = await isMeant(deps, request, path, fields);
    const link = meant && isPage(page) ? await deps.links.findLinkByPage(page) : null;
    missedIf(response, link === null);
    // Not waited for: the answer is the same, and takes as long, whether there is such a link or not.
    if (link !== null && link.task !== null) void sendLink(deps, link.stream, link.task, fields.nonce ?? '').catch(() => undefined);
    await steady(since);
    response
      .status(meant ? 200 : 422)
      .send(messagePage(locale, PAGE_WORDS[locale][meant ? 'linkSent' : 'notMeant'], meant ? null : await resendForm(deps, path, locale)));
  });

  app.get('/open/:approval/:mark', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const door = await doorOf(deps, request);
    if (door === null) return answerAbsent(deps, request, response, 'dead', since);
    response.status(200).send(await shown(deps, request, door, null, null));
  });

  app.post('/open/:approval/:mark', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const door = await doorOf(deps, request);
    if (door === null) return answerAbsent(deps, request, response, 'dead', since);
    const fields = await readFormBody(request, response);
    const words = PAGE_WORDS[localeOf(request, undefined)];
    const meant = await isMeant(deps, request, door.path, fields);
    const task = door.state.tasks.find((t) => String(t.task) === fields.task && isActive(t));
    if (!meant || task === undefined)
      return void response.status(422).send(await shown(deps, request, door, meant ? words.choosePerson : words.notMeant[1], null));
    await sendLink(deps, door.stream, task.task, fields.nonce ?? '');
    const newest = await deps.links.newestLinkOf(door.stream, task.task);
    response.status(200).send(await shown(deps, request, door, words.linkSent[1], newest === null ? null : pathOf(newest.hash)));
  });
}

type Door = { readonly stream: Stream<'approval'>; readonly state: ApprovalState; readonly path: string };

/** The approval whose content bears this mark; null when there is none, or its content has changed since. */
async function doorOf(deps: ApiDeps, request: Request): Promise<Door | null> {
  const [approval, mark] = [String(request.params.approval ?? ''), String(request.params.mark ?? '')];
  if (!/^[A-Za-z0-9._~-]{1,80}$/.test(approval) || !/^[0-9a-f]{16}$/.test(mark)) return null;
  const stream = streamOf('approval', approval);
  const found = await deps.reading.caseByStream(stream);
  if (found === null) return null;
  const state = stateIn('approval', found);
  return doorMark(state.contentHash) === mark ? { stream, state, path: doorPath(approval, state.contentHash) } : null;
}

async function shown(deps: ApiDeps, request: Request, { state, path }: Door, said: string | null, goOn: string | null): Promise<string> {
  const locale = localeOf(request, undefined);
  const open = state.tasks.filter((task) => isActive(task) && task.status !== 'WAITING');
  const people = await deps.reading.findPeople(open.map((task) => task.person));
  const step = open.length === 0 ? undefined : state.route.steps[state.step];
  return doorPage({
    locale,
    title: pick(state.title, locale),
    step: step === undefined ? '' : pick(step.name, locale),
    people: open.map(({ task, person }) => {
      const known = people.get(person);
      return { task, label: `${masked((locale === 'en' ? known?.nameEn : known?.name) ?? person)} · ${known?.unit ?? ''}` };
    }),
    resend: await resendForm(deps, path, locale),
    said,
    goOn,
  });
}

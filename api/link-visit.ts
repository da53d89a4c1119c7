/** Who stands at a page behind a link, and with which task: by the cookie that the mail's link left. Deliberately absent: answers. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { holds, isClosed } from '../domain/approval/entitlement.ts';
import { type ApprovalState, isActive, peopleOn, type Task } from '../domain/approval/facts.ts';
import { stateIn } from '../domain/cases.ts';
import type { Locale } from '../domain/kernel/locale.ts';
import { reads } from '../domain/permission/ask.ts';
import type { Relation } from '../domain/permission/relation.ts';
import type { Person } from '../domain/person.ts';
import type { Link } from '../domain/views.ts';
import { hashOf } from './digest.ts';
import { askedLocale, localeOf } from './page-guard.ts';
import type { ApiDeps } from './ports.ts';

export const COOKIE = 'tuojian_link';
export const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const PAGE_CHARACTERS = 24;

/** The page of a link: it tells the link apart and opens nothing without the cookie. */
export const pageOf = (linkHash: string): string => linkHash.slice(0, PAGE_CHARACTERS);
export const pathOf = (linkHash: string): string => `/task/${pageOf(linkHash)}`;
export const isPage = (text: string): boolean => /^[0-9a-f]{24}$/.test(text);

export type Visit = {
  readonly link: Link;
  /** How they stand to the case, as it was when this request came. */
  readonly relation: Relation | null;
  readonly state: ApprovalState;
  readonly task: Task;
  /** Whom its page names; asked for when a page is made. */
  readonly people: () => Promise<ReadonlyMap<string, Person>>;
  readonly locale: Locale;
};

/**
 * dead: unknown, replaced, withdrawn. superseded: what the mail told of has changed since. handedOver, recused, ended: the
 * reason for which this person might read it is over.
 */
export type Absence = 'dead' | 'expired' | 'superseded' | 'handedOver' | 'recused' | 'ended';

function tokenIn(request: Request): string | null {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`));
  const token = pair?.slice(COOKIE.length + 1) ?? '';
  return TOKEN.test(token) ? token : null;
}

export async function visitOf(deps: Pick<ApiDeps, 'links' | 'reading'>, request: Request): Promise<Visit | Absence> {
  const token = tokenIn(request);
  if (token === null) return 'dead';
  const here = String(request.params.id ?? '');
  const wanted = pageOf(hashOf(token));
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(here.padEnd(PAGE_CHARACTERS).slice(0, PAGE_CHARACTERS)))) return 'dead';
  const found = await deps.links.findLink(hashOf(token));
  if (found === null || found.state === null) return 'dead';
  const { link, relation } = found;
  const state = stateIn('approval', { stream: link.stream, state: found.state });
  const task = linkedTask(link, state);
  if (task === null) return 'dead';
  const absence = relation === null || !reads(relation) ? endOf(task) : absenceOf(link, state, task);
  if (absence !== null) return absence;
  let asked: ReturnType<Visit['people']> | null = null;
  const people = (): ReturnType<Visit['people']> => (asked ??= deps.reading.findPeople([link.person, ...peopleOn(state)]));
  // A form of ours says in which language it was shown.
  const locale = askedLocale(request) ?? localeOf(request, (await people()).get(link.person));
  return { link, relation, state, task, people, locale };
}

/** How the reading of somebody ended who holds nothing here any more; by their own task alone, since nothing else is theirs to know. */
const endOf = ({ status }: Task): Absence =>
  status === 'HANDED_OVER' || status === 'ESCALATED' ? 'handedOver' : status === 'RECUSED' ? 'recused' : 'ended';

/** Whoever comes late with an old link is told how it ended; while it is open, only the newest link to the newest content counts. */
function absenceOf(link: Link, state: ApprovalState, task: Task): Absence | null {
  const changed = link.seen !== null && link.seen !== state.contentHash && !isClosed(state);
  if (isActive(task) && holds(state, task, link.person)) {
    if (link.revoked) return 'dead';
    if (link.expired) return 'expired';
    return changed ? 'superseded' : null;
  }
  // What somebody decided himself, he may always see; what was taken from under his eyes is out of date.
  return changed && task.status === 'CLOSED' ? 'superseded' : null;
}

/** The task that a link was sent for; those of release 0.1.0 name its round and step. */
export function linkedTask(link: Link, state: ApprovalState): Task | null {
  const all = [...state.past, ...state.tasks];
  const meant =
    link.task === null
      ? all.findLast((t) => t.kind === 'DECIDE' && t.person === link.person && t.round === link.round && t.step === link.step)
      : all.find((t) => t.task === link.task);
  return meant ?? null;
}

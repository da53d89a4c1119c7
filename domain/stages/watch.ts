/**
 * What runs out, watched by one clock: papers, days that were promised, limits, warranties. Each is told once before and once
 * after its last day to whoever must act. A case watches what its rules name (standards/dues.ts), from the day on which it
 * knew of it: what had passed by then tells nobody. Deliberately absent: what any case watches.
 */
import { clocksOf } from '../calendar/clock-rules.ts';
import type { AgendaItem } from '../kernel/case.ts';
import { addDays, at } from '../kernel/days.ts';
import type { Role } from '../kernel/role.ts';
import { day, oneOf, optional, plain, record, table } from '../kernel/shape.ts';
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { bilingual } from '../kernel/view.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { dayWords } from '../words/days.ts';

/** Before and after the last day. */
const WHENS = ['SOON', 'PAST'] as const;
type When = (typeof WHENS)[number];

/** Something with a last day, as a state says it. */
export type DueDay = {
  /** The same for the same matter. */
  readonly key: string;
  /** What it is, with what must be done: behind 「…」 stands the day. */
  readonly what: Text;
  /** The last day, Asia/Shanghai. */
  readonly on: IsoDate;
  /** The day on which it is told before. */
  readonly from: IsoDate;
  /** Who is told beside the manager once it has passed. Empty: another clock tells it then. */
  readonly after: readonly Role[];
};

/** As a case holds it. `since`: the day on which the case knew of it; `told`: the last that was told. */
type Watch = Pick<DueDay, 'what' | 'on' | 'from'> & { readonly since: IsoDate; readonly ends: boolean; readonly told?: When };
export type Watched = Readonly<Record<string, Watch>>;

/** Asked by the clock. */
export type TellDue = { readonly type: 'TellDue'; readonly due: string; readonly when: When };
export type DueTold = {
  readonly type: 'DueTold';
  readonly data: { readonly due: string; readonly when: When; readonly on: IsoDate; readonly what: Text };
};

/** Nobody is told at night. */
const HOUR = clocksOf(undefined).noticeAtHour;

const idOf = ({ key, on }: DueDay): string => `${key}@${on}`;

/** What is watched after an event of that day; undefined: nothing. */
export function watchedAfter(dues: readonly DueDay[], before: Watched = {}, today: IsoDate): Watched | undefined {
  if (dues.length === 0) return undefined;
  return Object.fromEntries(
    dues.map((due) => {
      const id = idOf(due);
      const { what, on, from, after } = due;
      return [id, { since: today, ...before[id], what, on, from, ends: after.length > 0 }];
    }),
  );
}

/** What is still to be told; what had passed when the case came to know of it is not. */
const nextOf = ({ on, since, told, ends }: Watch): When | null => {
  if (on < since || told === 'PAST') return null;
  if (told === undefined) return 'SOON';
  return ends ? 'PAST' : null;
};

export const watchAgenda = (watched: Watched = {}): readonly AgendaItem<TellDue>[] =>
  Object.entries(watched)
    .flatMap(([due, watch]) => {
      const when = nextOf(watch);
      return when === null
        ? []
        : [{ at: at(when === 'SOON' ? watch.from : addDays(watch.on, 1), HOUR), command: { type: 'TellDue', due, when } as const }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/** Whether anything is still to come. */
export const isWatching = (watched: Watched = {}): boolean => Object.values(watched).some((watch) => nextOf(watch) !== null);
/** Whether anything is due: what is to come, and what has passed, which is done late rather than never. */
export const isOwing = (watched: Watched = {}): boolean => Object.keys(watched).length > 0;

export function tellDue(watched: Watched = {}, { due, when }: TellDue): DueTold | null {
  const watch = Object.hasOwn(watched, due) ? watched[due] : undefined;
  return watch === undefined || nextOf(watch) !== when ? null : { type: 'DueTold', data: { due, when, on: watch.on, what: watch.what } };
}

export function withTold(watched: Watched = {}, { due, when }: DueTold['data']): Watched {
  const watch = watched[due];
  return watch === undefined ? watched : { ...watched, [due]: { ...watch, told: when } };
}

/** Yellow once it is near, red once it is over; null: nothing is watched. */
export function watchLight(watched: Watched | undefined): Light | null {
  if (watched === undefined) return null;
  const told = Object.values(watched).map((watch) => watch.told);
  if (told.includes('PAST')) return 'RED';
  return told.includes('SOON') ? 'YELLOW' : 'GREEN';
}

/** That something runs out soon, or has. */
export function dueWords({ when, on, what }: DueTold['data']): Text {
  const day = dayWords(on);
  return when === 'SOON'
    ? { zh: `有事项将于${day.zh}到期：${what.zh}`, en: `has something due on ${day.en}: ${what.en}` }
    : { zh: `有事项已于${day.zh}到期：${what.zh}`, en: `had something due on ${day.en}, which has passed: ${what.en}` };
}

/** The manager before; after it, those as well who see to it. */
export function dueNotices(manager: string, dues: readonly DueDay[], told: DueTold['data']): readonly NoticeDue[] {
  const { due, when } = told;
  const roles = when === 'PAST' ? (dues.find((known) => idOf(known) === due)?.after ?? []) : [];
  const says = dueWords(told);
  return [{ person: manager }, ...roles.map((role) => ({ role }))].map((to) => ({ template: 'deadline', to, facts: { says } }));
}

/** As readers are shown it, the next day first where the case is asked for it. */
export const watchedShown = optional(table(plain, record({ what: bilingual, on: day, from: day, since: day, told: optional(oneOf(WHENS)) })));
/** What the event holds, for searches and stories. */
export const DUE_TOLD = {
  zh: '到期提醒',
  en: 'told of a last day',
  shows: ['on', 'what'],
  fields: { due: 'code', when: 'code', on: 'code', what: 'text' },
} as const;

/**
 * The last days of a programme that are still open: of its plan, its approvals, what runs out or is to be put
 * right, its own reports and measures. Each has an id that stays while the matter does, also when its day changes. Pure. Deliberately
 * absent: days that were met, and how they are sent (sheets/calendar-feed.ts).
 */

import { byCharacters } from '../../kernel/order.ts';
import { streamOf } from '../../kernel/stream.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { STAGE_OF_KIND, type StageKey } from '../../stages/all.ts';
import type { Watched } from '../../stages/watch.ts';
import { monthWords } from '../../words/days.ts';
import { planAhead } from './pace.ts';
import { type Who, whoDecides } from './red-list.ts';
import type { ProgressProject, ProgressSource } from './source.ts';

export const DEADLINE_KINDS = ['PLAN', 'APPROVAL', 'DUE', 'REPORT', 'MEASURE'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export type ProgrammeDeadline = {
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly on: IsoDate;
  readonly what: Text;
  /** Without anybody's name or number, for what leaves the console. */
  readonly plain: Text;
  readonly project: string | null;
  readonly case: string;
  readonly stage: StageKey | null;
  readonly who: Who;
  /** It has passed. */
  readonly late: boolean;
};

const HEALTH: Text = { zh: '健康证须更新', en: 'health certificates must be renewed' };
const MEASURE: Text = { zh: '改进措施须完成并上报', en: 'an improvement measure must be done and reported' };
/** What a sentence about it names people or their numbers in. */
const plainOf = (key: string, what: Text): Text => (key === 'HEALTH_CERTIFICATES' ? HEALTH : key.startsWith('MEASURE.') ? MEASURE : what);

type Open = Omit<ProgrammeDeadline, 'late'>;

/** Days that are asked for, with both; all days where there is none. */
type Days = { readonly from: IsoDate; readonly to: IsoDate };
const isIn = (on: IsoDate, days: Days | null): boolean => days === null || (on >= days.from && on <= days.to);

/** What is watched and was not over before the case knew of it. Told for each case of a programme, so nothing is made that nobody asked for. */
function ofWatched(watched: Watched | null, of: Pick<Open, 'project' | 'case' | 'stage' | 'who'>, days: Days | null): readonly Open[] {
  const entries = Object.entries(watched ?? {}).filter(([, { on, since }]) => on >= since);
  if (!entries.some(([, { on }]) => isIn(on, days))) return [];
  const seen = new Map<string, number>();
  const open: Open[] = [];
  for (const [id, { what, on }] of entries.sort(([, a], [, b]) => byCharacters(a.on, b.on))) {
    const key = id.slice(0, id.lastIndexOf('@'));
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    if (isIn(on, days)) open.push({ ...of, id: `${of.case}#${key}${nth === 1 ? '' : `.${nth}`}`, kind: 'DUE', on, what, plain: plainOf(key, what) });
  }
  return open;
}

function ofProject(source: ProgressProject, days: Days | null): readonly Open[] {
  const { project, cases } = source;
  const { profile, status } = project;
  if (status === 'CANCELLED' || status === 'CANCELLING') return [];
  const who: Who = { people: [profile.manager], roles: [] };
  const stream = streamOf('project', profile.code);
  const of = { project: profile.code, who };
  // The days of a plan stand while the project does.
  const plan = status === 'RUNNING' && project.takeover !== 'OPEN' ? planAhead(source).filter(({ on }) => isIn(on, days)) : [];
  return [
    // Written out: of a whole programme these are the most, and `...of` takes longer than all else of them.
    ...plan.map(({ key, what, on }) => ({
      id: `${stream}#PLAN.${key}`,
      kind: 'PLAN' as const,
      on,
      what,
      plain: what,
      project: profile.code,
      case: stream,
      stage: 'CONSTRUCTION' as const,
      who,
    })),
    ...ofWatched(project.watched, { ...of, case: stream, stage: null }, days),
    ...cases.flatMap(({ stream: found, kind, part }) =>
      ofWatched(part?.watched ?? null, { ...of, case: found, stage: STAGE_OF_KIND.get(kind) ?? null }, days),
    ),
  ];
}

function ofProgramme({ programme }: ProgressSource): readonly Open[] {
  const stream = streamOf('programme', programme.code);
  if (programme.status === 'CLOSED') return [];
  const of = { project: null, case: stream, stage: null };
  const { dueOn, from } = programme.deadline;
  const month = monthWords(from.slice(0, 7));
  const report = { zh: `${month.zh}月报须报送`, en: `monthly reports for ${month.en} must be in` };
  const reports =
    dueOn === null
      ? []
      : [
          {
            ...of,
            id: `${stream}#REPORT`,
            kind: 'REPORT' as const,
            on: dueOn,
            what: report,
            plain: report,
            who: { people: [], roles: ['PROJECT_MANAGER' as const] },
          },
        ];
  const measures = Object.values(programme.evaluations ?? {}).flatMap(({ status, measures: all }) =>
    status !== 'ANSWERED'
      ? []
      : Object.entries(all).flatMap(([key, { measure, person, dueOn: on, status: stands }]) =>
          stands !== 'OPEN'
            ? []
            : [
                {
                  ...of,
                  id: `${stream}#MEASURE.${key}`,
                  kind: 'MEASURE' as const,
                  on,
                  what: { zh: `改进措施 ${key}：${measure}`, en: `measure ${key}: ${measure}` },
                  plain: MEASURE,
                  who: { people: [person], roles: [] },
                },
              ],
        ),
  );
  return [...reports, ...measures];
}

/** Who reads: as one who oversees the programme, or as the manager of these projects. */
type Sight = { readonly oversees: boolean; readonly projects: readonly string[] };

/** What one person may read: all as one who oversees, else those of their own projects. */
export const mayRead =
  ({ oversees, projects }: Sight) =>
  ({ project }: ProgrammeDeadline): boolean =>
    oversees || (project !== null && projects.includes(project));

/** All that are open, the earliest first; with `days` those of them alone. */
export function deadlinesOf(source: ProgressSource, today: IsoDate, days: Days | null = null): readonly ProgrammeDeadline[] {
  const cancelled = new Set(source.projects.flatMap(({ project: { status, profile } }) => (status === 'CANCELLED' ? [profile.code] : [])));
  const approvals = source.approvals.flatMap((approval): readonly Open[] => {
    const { stream, project, title, dueOn } = approval;
    if (dueOn === null || !isIn(dueOn, days) || (project !== null && cancelled.has(project))) return [];
    return [
      { id: `${stream}#DUE`, kind: 'APPROVAL', on: dueOn, what: title, plain: title, project, case: stream, stage: null, who: whoDecides(approval) },
    ];
  });
  return [...ofProgramme(source), ...source.projects.flatMap((one) => ofProject(one, days)), ...approvals]
    .filter(({ on }) => isIn(on, days))
    .map((open): ProgrammeDeadline => Object.assign(open, { late: open.on < today }))
    .toSorted((a, b) => byCharacters(a.on, b.on) || byCharacters(a.id, b.id));
}

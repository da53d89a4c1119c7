/**
 * How a project goes, by rules that are the same on every page, mail and sheet (docs/adr/0090):
 *
 * - not counted: it is cancelled, or is being cancelled;
 * - done 已验收: it is accepted;
 * - blocked 受阻: it cannot go on until somebody decides: it is suspended, is still being taken over, its acceptance was
 *   stopped, an approval of the project was refused and not asked for again, or an estimate far above its study waits for its answer;
 * - late 逾期: a day of its plan has passed (start, milestone, finish) and what was planned is not recorded, or something of it
 *   is red (a last day that passed, an approval overdue, a light of works);
 * - on time 按期: none of these; also one that has no day yet.
 *
 * Plan days count from the day after: what is planned for today is not late today. A later milestone that was reached covers
 * those before it. Pure. Deliberately absent: what is red (red-list.ts), what will be late (forecast.ts).
 */
import { daysBetween } from '../../kernel/days.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { plannedStart } from '../../stages/evaluation/scores.ts';
import { MILESTONE_NAMES } from '../../standards/milestones.ts';
import type { Lit, Who } from './red-list.ts';
import type { ProgressProject } from './source.ts';

export const PACES = ['ON_TIME', 'LATE', 'BLOCKED', 'DONE', 'NOT_COUNTED'] as const;
export type Pace = (typeof PACES)[number];

/** A day of the plan of the works. `key`: START, a milestone, or FINISH. */
export type PlanDay = { readonly key: string; readonly what: Text; readonly on: IsoDate };

/** Why it is late or blocked; `since`: null where nobody recorded it. */
export type PaceReason = { readonly what: Text; readonly since: IsoDate | null; readonly days: number | null; readonly who: Who };
export type Paced = { readonly pace: Pace; readonly why: readonly PaceReason[] };

const FINISH: Text = { zh: '完工', en: 'Finish of works' };
export const milestoneName = (key: string): Text => MILESTONE_NAMES[key] ?? { zh: key, en: key };

/** What is planned of its works and not done, in the order of the plan; nothing once they are completed. */
export function planAhead({ project, works }: Pick<ProgressProject, 'project' | 'works'>): readonly PlanDay[] {
  const { profile, stages } = project;
  if ((works !== null && works.completionOn !== null) || stages.CONSTRUCTION?.status === 'DONE' || stages.CONSTRUCTION?.status === 'CANCELLED')
    return [];
  const reached = works?.reached ?? {};
  const named = profile.milestones.some(({ key }) => key === 'START')
    ? profile.milestones
    : [{ key: 'START', plannedOn: plannedStart(profile) }, ...profile.milestones];
  const last = named.findLastIndex(({ key }) => reached[key] !== undefined);
  const ahead = named.slice(last + 1).map(({ key, plannedOn }) => ({ key, what: milestoneName(key), on: plannedOn }));
  // The completion of the works is their finish: it has one day, by which it is early or late everywhere.
  return [...ahead.filter(({ key }) => key !== 'COMPLETION'), { key: 'FINISH', what: FINISH, on: profile.finishOn }];
}

/** Days of the plan that have passed. */
export const passedOf = (source: Pick<ProgressProject, 'project' | 'works'>, today: IsoDate): readonly PlanDay[] =>
  planAhead(source).filter(({ on }) => on < today);

const OFFICE: Who = { people: [], roles: ['PROGRAMME_OFFICER'] };
const LEADERS: Who = { people: [], roles: ['GROUP_LEADER', 'DEPUTY_LEADER'] };

function holdsOf({ project, cases }: ProgressProject, today: IsoDate): readonly PaceReason[] {
  const { status, suspension, takeover, refused, estimateWaits, profile } = project;
  const manager: Who = { people: [profile.manager], roles: [] };
  const reason = (what: Text, since: IsoDate | null, who: Who): PaceReason => ({
    what,
    since,
    days: since === null ? null : daysBetween(since, today),
    who,
  });
  const found: PaceReason[] = [];
  if (status === 'SUSPENDED') {
    const why = suspension?.reason ?? '';
    found.push(
      reason(
        why === '' ? { zh: '项目已暂停', en: 'The project is suspended' } : { zh: `项目已暂停：${why}`, en: `The project is suspended: ${why}` },
        suspension?.on ?? null,
        OFFICE,
      ),
    );
  }
  if (takeover === 'OPEN')
    found.push(reason({ zh: '接续资料尚未录完，办结后才能继续', en: 'It is still being taken over, and goes on once that is closed' }, null, OFFICE));
  if (cases.some(({ part }) => part?.rectifies?.stopped === true))
    found.push(reason({ zh: '整改未完成，验收已停止', en: 'Acceptance was stopped: what was ordered is not put right' }, null, LEADERS));
  for (const on of Object.values(refused))
    found.push(reason({ zh: '有审批未获同意，尚未重新报批', en: 'An approval was refused and is not asked for again' }, on, manager));
  if (estimateWaits !== null)
    found.push(
      reason({ zh: '概算超可研，等待原审批部门答复', en: 'Its estimate is far above its study and waits for an answer' }, estimateWaits.on, OFFICE),
    );
  return found;
}

export function paceOf(source: ProgressProject, lit: readonly Lit[], whoFor: (lit: Lit) => Who, today: IsoDate): Paced {
  const { project } = source;
  if (project.status === 'CANCELLED' || project.status === 'CANCELLING') return { pace: 'NOT_COUNTED', why: [] };
  if (project.status === 'ACCEPTED') return { pace: 'DONE', why: [] };
  const holds = holdsOf(source, today);
  const red = lit
    .filter(({ light }) => light === 'RED')
    .map(
      (one): PaceReason => ({
        what: one.what,
        since: one.since,
        days: one.since === null ? null : daysBetween(one.since, today) + 1,
        who: whoFor(one),
      }),
    );
  const plan = passedOf(source, today).map(
    ({ what, on }): PaceReason => ({
      what: { zh: `${what.zh}未按计划完成`, en: `${what.en} is not done as planned` },
      since: on,
      days: daysBetween(on, today),
      who: { people: [project.profile.manager], roles: [] },
    }),
  );
  if (holds.length > 0) return { pace: 'BLOCKED', why: [...holds, ...red] };
  const why = [...plan, ...red];
  return { pace: why.length > 0 ? 'LATE' : 'ON_TIME', why };
}

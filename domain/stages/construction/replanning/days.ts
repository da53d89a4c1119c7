/** Which planned days fit: those that move, among those that stay and those that are reached. Pure. Deliberately absent: who decides (decide.ts). */
import { faultAt } from '../../../kernel/fault.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import type { Schedule } from '../../../profile/change.ts';
import { plannedOpening } from '../../../profile/profile.ts';
import { nodesOf, OPENING } from '../../../standards/plans.ts';
import { scheduleOf } from '../../planning/content.ts';
import type { ConstructionState } from '../facts.ts';
import { nodeName, type PlannedDay } from './facts.ts';

/** Planned days as they stand, by milestone; the opening only where one is set. */
export function daysNow({ profile }: Pick<ConstructionState, 'profile'>): ReadonlyMap<string, IsoDate> {
  const days = new Map(profile.milestones.map(({ key, plannedOn }) => [key, plannedOn]));
  if (!days.has('START')) days.set('START', profile.startOn);
  // The finish of works is their completion: it has one day.
  days.set('COMPLETION', profile.finishOn);
  if (profile.opensOn !== undefined) days.set(OPENING, profile.opensOn);
  return days;
}

/** Completion and opening as the plan that was issued sets them; without one, as they were before anything was moved here. */
export function approvedDays({ inputs, profile, replans = {} }: ConstructionState): Pick<Schedule, 'finishOn' | 'opensOn'> {
  const { plan = null } = inputs;
  if (plan !== null) {
    const { finishOn, opensOn } = scheduleOf(plan.nodes, profile.buildKind);
    return { finishOn: finishOn ?? opensOn ?? profile.finishOn, ...(opensOn === undefined ? {} : { opensOn }) };
  }
  const first = Object.values(replans).find(({ status }) => status === 'APPROVED');
  const opening = first?.milestones.find(({ key }) => key === OPENING);
  const opensOn = opening === undefined ? profile.opensOn : (opening.was ?? undefined);
  return { finishOn: first?.finishWas ?? profile.finishOn, ...(opensOn === undefined ? {} : { opensOn }) };
}

/** Of those that are asked for, the ones that differ from what stands. */
export const movedIn = (state: Pick<ConstructionState, 'profile'>, asked: readonly PlannedDay[]): readonly PlannedDay[] => {
  const now = daysNow(state);
  return asked.filter(({ key, plannedOn }) => now.get(key) !== plannedOn);
};

/** Every fault of the days that move, each at its place in `asked`. */
export function dayFaults(state: ConstructionState, asked: readonly PlannedDay[], today: IsoDate): readonly Text[] {
  const order = nodesOf(state.profile.buildKind);
  const moved = movedIn(state, asked);
  const all = new Map([...daysNow(state), ...moved.map(({ key, plannedOn }) => [key, plannedOn] as const)]);
  const faults: Text[] = [];
  asked.forEach((day, index) => {
    const { key, plannedOn } = day;
    const { zh, en } = nodeName(key);
    const say = (field: string, inZh: string, inEn: string): void =>
      void faults.push(faultAt(`milestones[${index}].${field}`, { zh: inZh, en: inEn }));
    if (!order.includes(key)) say('key', `“${zh}”不是该类建设的节点`, `must be one of its kind of works; ${en} is not`);
    if (asked.findIndex((other) => other.key === key) !== index) say('key', `“${zh}”只能出现一次`, `must be there once; ${en} is there again`);
    if (!moved.includes(day) || !order.includes(key)) return;
    const reached = state.reached[key];
    if (reached !== undefined) {
      say('key', `“${zh}”已于 ${reached} 到达，不能再调整`, `must be one that is not reached; ${en} was, on ${reached}`);
      return;
    }
    if (plannedOn < today) say('plannedOn', `“${zh}”尚未到达，不得早于今天（${today}）`, `must not be before today, ${today}: ${en} is not reached`);
    const place = order.indexOf(key);
    const off = order.find((other, at) => {
      const on = state.reached[other] === undefined ? all.get(other) : undefined;
      // Of two that move, the later one says so.
      return on !== undefined && (at < place ? on > plannedOn : at > place && on < plannedOn && !moved.some((one) => one.key === other));
    });
    if (off === undefined) return;
    const [name, on] = [nodeName(off), all.get(off) ?? ''];
    if (order.indexOf(off) < place)
      say('plannedOn', `“${zh}”${plannedOn} 不得早于“${name.zh}”${on}`, `must not be before ${on} (${name.en}); ${en} is planned on ${plannedOn}`);
    else
      say(
        'plannedOn',
        `“${zh}”${plannedOn} 不得晚于“${name.zh}”${on}；须一并调整的请列入`,
        `must not be after ${on} (${name.en}); list it as well if it moves, ${en} is planned on ${plannedOn}`,
      );
  });
  return faults;
}

/** The days as they are once those have moved. */
export function movedTo({ profile }: Pick<ConstructionState, 'profile'>, moved: readonly PlannedDay[]): Partial<Schedule> {
  const on = (key: string): IsoDate | undefined => moved.find((day) => day.key === key)?.plannedOn;
  const days = new Map(profile.milestones.map(({ key, plannedOn }) => [key, plannedOn]));
  for (const { key, plannedOn } of moved) if (key !== OPENING) days.set(key, plannedOn);
  const [startOn, finishOn, opensOn] = [on('START'), on('COMPLETION'), on(OPENING)];
  return {
    ...(startOn === undefined ? {} : { startOn }),
    ...(finishOn === undefined ? {} : { finishOn }),
    ...(opensOn === undefined ? {} : { opensOn }),
    milestones: nodesOf(profile.buildKind).flatMap((key) => {
      const plannedOn = days.get(key);
      return plannedOn === undefined ? [] : [{ key, plannedOn }];
    }),
  };
}

/** Completion and opening with those that move. */
export const endsOf = (
  state: Pick<ConstructionState, 'profile'>,
  moved: readonly PlannedDay[],
): { readonly finishOn: IsoDate; readonly opensOn: IsoDate } => {
  const after = { ...state.profile, ...movedTo(state, moved) };
  return { finishOn: after.finishOn, opensOn: plannedOpening(after) };
};

/**
 * What is found of staff, management rules and publicity: late, short, overdue, not followed, not proved. What a later act puts
 * right is found no more. Pure. Deliberately absent: the other checks (rules.ts), and when a clock tells it (stages/watch.ts).
 */
import { addMonths, dayAt } from '../kernel/days.ts';
import { kindPart } from '../kernel/stream.ts';
import type { IsoDate } from '../kernel/values.ts';
import { heldIn, valuesIn } from '../rule-table/table.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { dayWords } from '../words/days.ts';
import type { Seen } from './before-approval.ts';
import { both, of, type ProjectEventOf, type ProjectRecord, ref, standardsOf } from './project-record.ts';

/** Days that passed without what was due, as the clock of a stage told them. */
const passed = ({ events }: ProjectRecord, kind: string, due: string): readonly ProjectEventOf[] =>
  of(events, 'DueTold').filter(({ stream, data }) => kindPart(stream) === kind && data.when === 'PAST' && data.due.startsWith(`${due}@`));

/** Confirmed after its day, or not yet when its day passed. */
export function rosterLate(record: ProjectRecord): readonly Seen[] {
  const confirmed = of(record.events, 'RosterConfirmed').at(-1);
  const since = confirmed?.data.lateSince;
  if (confirmed !== undefined && since === undefined) return [];
  if (confirmed !== undefined && since !== undefined) {
    const [on, by] = [dayWords(confirmed.data.on), dayWords(since)];
    return [
      {
        key: 'ROSTER',
        evidence: both(`人员名册${on.zh}才配齐，应不晚于${by.zh}`, `The roster was whole only on ${on.en}; it should have been by ${by.en}`),
        events: [ref(confirmed)],
      },
    ];
  }
  return passed(record, 'training', 'ROSTER_READY')
    .slice(-1)
    .map((event) => ({
      key: 'ROSTER',
      evidence: both(
        '开托前应配齐人员的日期已过，名册尚未确认',
        'The day by which everybody should be ready has passed, and the roster is not confirmed',
      ),
      events: [ref(event)],
    }));
}

/** Somebody left a roster short, and it has not been made whole since. */
export function rosterShort({ events }: ProjectRecord): readonly Seen[] {
  const left = of(events, 'TraineeLeft').at(-1);
  const whole = of(events, 'RosterRestored').at(-1);
  const { lacks } = left?.data ?? {};
  if (left === undefined || lacks === undefined || (whole !== undefined && whole.version > left.version)) return [];
  const { ref: who, on } = left.data;
  return [
    {
      key: 'SHORT',
      evidence: both(
        `${who} ${dayWords(on).zh}离岗后缺员：${lacks.map(({ zh }) => zh).join('；')}`,
        `Short since ${who} left on ${dayWords(on).en}: ${lacks.map(({ en }) => en).join('; ')}`,
      ),
      events: [ref(left)],
    },
  ];
}

/** What no clock tells: the next revision was overdue already when the last one was recorded. */
function passedWhenRecorded({ events }: ProjectRecord, { data, occurredAt }: ProjectEventOf & { readonly data: { readonly on: IsoDate } }): boolean {
  const months = heldIn(standardsOf(events, 'management'), MANAGEMENT, 'reviseMonths');
  return months !== null && addMonths(data.on, months) < dayAt(occurredAt);
}

/** A revision whose day passed, until the rules are issued anew or found to need no change; and the last one, done after its day. */
export function revisionOverdue(record: ProjectRecord): readonly Seen[] {
  const told = passed(record, 'management', 'REVISION').at(-1);
  const done = [...of(record.events, 'RulesIssued'), ...of(record.events, 'RulesUnchanged')].toSorted((a, b) => a.version - b.version).at(-1);
  const since = done?.data.lateSince;
  if (done !== undefined && since !== undefined && (told === undefined || done.version > told.version)) {
    const [on, by] = [dayWords(done.data.on), dayWords(since)];
    return [
      {
        key: 'REVISION',
        evidence: both(
          `管理制度${on.zh}才修订，应不晚于${by.zh}`,
          `The management rules were revised only on ${on.en}; they should have been by ${by.en}`,
        ),
        events: [ref(done)],
      },
    ];
  }
  if (done !== undefined && told !== undefined && done.version > told.version) return [];
  const overdue = told ?? (done !== undefined && passedWhenRecorded(record, done) ? done : undefined);
  if (overdue === undefined) return [];
  return [
    {
      key: 'REVISION',
      evidence: both('管理制度逾期未修订', 'The management rules have not been revised in time'),
      events: [ref(overdue)],
    },
  ];
}

/** Rules whose last inspection found them not followed. */
export function ruleNotFollowed({ events }: ProjectRecord): readonly Seen[] {
  const last = new Map(of(events, 'RuleInspected').map((event) => [event.data.rule, event]));
  const { rules } = valuesIn(standardsOf(events, 'management'), MANAGEMENT);
  return [...last.values()].flatMap((event) => {
    const { rule, on, followed, note } = event.data;
    if (followed) return [];
    const { zh, en } = rules.find(({ key }) => key === rule) ?? { zh: rule, en: rule };
    const evidence = both(`${dayWords(on).zh}检查：${zh}未执行（${note}）`, `Inspected on ${dayWords(on).en}: ${en} is not followed (${note})`);
    return [{ key: rule, evidence, events: [ref(event)] }];
  });
}

/** Children shown with a consent that was only claimed. */
export function consentWithoutPaper({ events }: ProjectRecord): readonly Seen[] {
  const last = new Map(of(events, 'ContentCleared').map((event) => [event.data.key, event]));
  return [...last.values()].flatMap((event) => {
    const { key, paper } = event.data;
    if (paper !== false) return [];
    const evidence = both(
      `活动 ${key} 含儿童肖像，未附监护人同意书`,
      `Activity ${key} shows children, and the guardians’ consent is not there as a paper`,
    );
    return [{ key, evidence, events: [ref(event)] }];
  });
}

/** Activities whose proof is words alone. */
export function activityWithoutFile({ events }: ProjectRecord): readonly Seen[] {
  const last = new Map(of(events, 'ActivityRecorded').map((event) => [event.data.key, event]));
  return [...last.values()].flatMap((event) => {
    const { key, on, bare } = event.data;
    if (bare !== true) return [];
    const evidence = both(`活动 ${key}（${dayWords(on).zh}）没有佐证材料`, `Nothing but words proves activity ${key} of ${dayWords(on).en}`);
    return [{ key, evidence, events: [ref(event)] }];
  });
}

/** Public notices that stood for fewer days than the county asks. */
export function noticeTooShort({ events }: ProjectRecord): readonly Seen[] {
  return of(events, 'NoticeRecorded').flatMap((event) => {
    const { key, title, from, to, needed } = event.data;
    if (needed === undefined) return [];
    const evidence = both(
      `公示 ${key}“${title}”自 ${from} 至 ${to}，不足 ${needed} 日`,
      `Notice ${key} “${title}” stood from ${from} to ${to}, less than ${needed} days`,
    );
    return [{ key, evidence, events: [ref(event)] }];
  });
}

/**
 * Which projects will be late if they go on as now. The rule (docs/adr/0090):
 *
 * - works under way: percent done by the newest day that says so (a milestone, or the end of a reported month), divided by the
 *   days since the start, is their pace; at that pace the rest takes as long as it takes, from that day on, and not less than
 *   until today;
 * - works not begun: they begin no earlier than today, and take as long as was planned;
 * - none is made for works that were begun and have no percent yet, nor while a project is suspended or still being taken over.
 *
 * Each says what it rests on. Pure. Deliberately absent: what is late already (pace.ts).
 */
import { addDays, addMonths, daysBetween } from '../../kernel/days.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { plannedStart } from '../../stages/evaluation/scores.ts';
import { dayWords } from '../../words/days.ts';
import type { ProgressProject } from './source.ts';

export type Forecast = {
  readonly project: string;
  readonly planned: IsoDate;
  /** Null: none can be made. */
  readonly expected: IsoDate | null;
  /** So many days after the plan; 0: in time. */
  readonly late: number;
  readonly rests: Text;
};

const WHOLE = 100; // percent
/** Beyond this a forecast says only that it is far off. */
const MOST_DAYS = 3_650;

/** Null: nothing of its works is outstanding. */
export function forecastOf({ project, works }: Pick<ProgressProject, 'project' | 'works'>, today: IsoDate): Forecast | null {
  const { profile, status, takeover, stages } = project;
  const over = status === 'ACCEPTED' || status === 'CANCELLED' || status === 'CANCELLING';
  if (
    over ||
    stages.CONSTRUCTION?.status === 'DONE' ||
    stages.CONSTRUCTION?.status === 'CANCELLED' ||
    (works !== null && works.completionOn !== null)
  )
    return null;
  const planned = profile.finishOn;
  const none = (zh: string, en: string): Forecast => ({ project: profile.code, planned, expected: null, late: 0, rests: { zh, en } });
  const made = (expected: IsoDate, rests: Text): Forecast => ({
    project: profile.code,
    planned,
    expected,
    late: Math.max(0, daysBetween(planned, expected)),
    rests,
  });
  if (status === 'SUSPENDED') return none('项目已暂停，无法预测', 'It is suspended: no forecast can be made');
  if (takeover === 'OPEN') return none('接续资料尚未录完，无法预测', 'It is still being taken over: no forecast can be made');
  const started = works?.reached.START;
  if (works === null || started === undefined) {
    const begins = plannedStart(profile);
    const takes = Math.max(0, daysBetween(begins, planned));
    return begins >= today
      ? made(planned, {
          zh: `尚未开工，计划${dayWords(begins).zh}开工，工期 ${takes} 天`,
          en: `works are to begin on ${dayWords(begins).en} and to take ${takes} days`,
        })
      : made(addDays(today, takes), {
          zh: `应于${dayWords(begins).zh}开工，至今未开工；即使今天开工，按计划工期 ${takes} 天计`,
          en: `works should have begun on ${dayWords(begins).en} and have not; if they began today and took the planned ${takes} days`,
        });
  }
  const saidOn = newest(works, today);
  const gone = daysBetween(started, saidOn);
  if (works.percent <= 0 || gone <= 0)
    return none('已开工，尚无形象进度，无法预测', 'works have begun and no progress is reported yet: no forecast can be made');
  const left = Math.min(MOST_DAYS, Math.ceil((gone * (WHOLE - works.percent)) / works.percent));
  const expected = addDays(saidOn, left);
  return made(expected > today ? expected : today, {
    zh: `${dayWords(started).zh}开工，${dayWords(saidOn).zh}形象进度 ${works.percent} %（${gone} 天），按此速度还需 ${left} 天`,
    en: `begun on ${dayWords(started).en}, ${works.percent} % done by ${dayWords(saidOn).en} (${gone} days); at that pace ${left} days more`,
  });
}

/** The newest day that says how far the works are. */
function newest({ reached, reportedMonth }: NonNullable<ProgressProject['works']>, today: IsoDate): IsoDate {
  const ends = reportedMonth === null ? [] : [addDays(addMonths(`${reportedMonth}-01`, 1), -1)];
  const days = [...Object.values(reached), ...ends].map((day) => (day > today ? today : day));
  return days.toSorted().at(-1) ?? today;
}

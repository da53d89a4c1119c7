/**
 * Incidents and their 24 hours (建设工程质量管理条例 第五十二条): counted from the minute in which one happened; a report that is
 * late, or not on record when they have passed, is a finding. Deliberately absent: who is told (../stage.ts).
 */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import type { Context } from '../../../kernel/context.ts';
import { futureFault, incomplete, rejection, unknownItem } from '../../../kernel/rejection.ts';
import type { IsoDate, IsoInstant, Text } from '../../../kernel/values.ts';
import { heldIn, valuesIn } from '../../../rule-table/table.ts';
import { atLeast, INCIDENT_GRADE_NAMES, SITE } from '../../../standards/site.ts';
import { dayWords } from '../../../words/days.ts';
import { ruleWords } from '../../../words/rules.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from '../facts.ts';
import { finding, isFound } from '../findings.ts';
import type { Incident, SiteEvent } from './facts.ts';

type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;
const HOUR_MS = 3_600_000;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A minute of a day in Asia/Shanghai as an instant. */
export const instantOf = (on: IsoDate, time: string): IsoInstant => new Date(Date.parse(`${on}T${time}:00+08:00`)).toISOString();

/** What is wrong with a moment; null: nothing. */
function momentFault(on: IsoDate, time: string, context: Context): ReturnType<typeof refuse> | null {
  if (!TIME.test(time))
    return refuse(incomplete('时间有误。', 'The time is wrong.', [{ zh: 'time：须为 00:00 至 23:59', en: 'time must be from 00:00 to 23:59' }]));
  const future = futureFault(on, context);
  if (future !== null) return refuse(future);
  return instantOf(on, time) <= new Date(Date.parse(context.now)).toISOString()
    ? null
    : refuse(rejection('DATE_IN_FUTURE', `${on} ${time} 尚未到来。`, `${on} ${time} lies in the future.`));
}

/** When it must have been reported; null: nobody asks. */
export function reportBy(state: ConstructionState, { on, time }: Pick<Incident, 'on' | 'time'>): IsoInstant | null {
  const hours = valuesIn(state.standards, SITE).incidentHours;
  return hours === null ? null : new Date(Date.parse(instantOf(on, time)) + hours * HOUR_MS).toISOString();
}

/** That it was not reported in time; none where it is on record already. */
export function unreported(state: ConstructionState, key: string): readonly ConstructionEvent[] {
  const incident = state.incidents?.[key];
  if (incident === undefined || incident.reported !== undefined || isFound(state, 'INCIDENT_NOT_REPORTED', key)) return [];
  return [finding('INCIDENT_NOT_REPORTED', SITE.rows.incidentHours.document, { ...hoursIn(state), number: key, on: incident.on })];
}
const hoursIn = (state: ConstructionState) => ({ days: valuesIn(state.standards, SITE).incidentHours ?? 0 });

/** The dead alone make an incident one of at least a grade; null: it is of that or a higher one. */
function gradeFault(state: ConstructionState, { grade, dead = 0 }: Pick<Incident, 'grade' | 'dead'>): Text | null {
  const least = (heldIn(state.standards, SITE, 'incidentGrades') ?? []).findLast(({ deadFrom }) => dead >= deadFrom)?.grade;
  if (least === undefined || atLeast(grade, least)) return null;
  const [given, asked, { document }] = [INCIDENT_GRADE_NAMES[grade], INCIDENT_GRADE_NAMES[least], SITE.rows.incidentGrades];
  return {
    zh: `grade：死亡 ${dead} 人的事故至少为${asked.zh}，不是${given.zh}（${document}）`,
    en: `grade must be “${asked.en}” or higher with ${dead} dead, not “${given.en}” (${ruleWords(document).en})`,
  };
}

export function recordIncident(state: ConstructionState, command: Command<'RecordIncident'>, context: Context): Decision<Happening> {
  const { type: _, files: __, ...incident } = command;
  const { key, on, time, what } = incident;
  if (state.incidents?.[key] !== undefined) return refuse(rejection('DUPLICATE', '该事故已登记。', 'This incident is recorded already.'));
  const fault = momentFault(on, time, context);
  if (fault !== null) return fault;
  if (what.trim() === '')
    return refuse(incomplete('没有事故经过。', 'It does not say what happened.', [{ zh: 'what：须写明经过', en: 'what must say what happened' }]));
  const low = gradeFault(state, incident);
  if (low !== null) return refuse(incomplete('事故等级有误，未登记。', 'The grade is wrong; the incident was not recorded.', [low]));
  return allow<Happening>({ type: 'IncidentRecorded', data: incident });
}

export function reportIncident(state: ConstructionState, command: Command<'ReportIncident'>, context: Context): Decision<Happening> {
  const { type: _, files: __, ...report } = command;
  const { key, on, time } = report;
  const incident = state.incidents?.[key];
  if (incident === undefined) return refuse(unknownItem(key));
  if (incident.reported !== undefined) return refuse(rejection('DUPLICATE', '该事故已登记上报。', 'Its report is recorded already.'));
  const fault = momentFault(on, time, context);
  if (fault !== null) return fault;
  const [reported, happened, by] = [instantOf(on, time), instantOf(incident.on, incident.time), reportBy(state, incident)];
  if (reported < happened)
    return refuse(
      rejection(
        'EARLIER_DAY',
        `上报时间 ${on} ${time} 不得早于事故发生的 ${incident.on} ${incident.time}。`,
        `The report of ${on} ${time} must not be before it happened, at ${incident.on} ${incident.time}.`,
      ),
    );
  // What the clock has noted already stands; it is not noted twice.
  const known = isFound(state, 'INCIDENT_NOT_REPORTED', key);
  const late =
    by !== null && reported > by && !known
      ? [finding('INCIDENT_REPORTED_LATE', SITE.rows.incidentHours.document, { ...hoursIn(state), number: key, on, earlierOn: incident.on })]
      : [];
  return allow<Happening>({ type: 'IncidentReported', data: report }, ...late);
}

export function closeIncident(state: ConstructionState, command: Command<'CloseIncident'>): Decision<Happening> {
  const { type: _, files: __, ...closed } = command;
  const incident = state.incidents?.[closed.key];
  if (incident === undefined) return refuse(unknownItem(closed.key));
  if (incident.closed !== undefined) return refuse(rejection('DUPLICATE', '该事故已处理完毕。', 'This incident is closed already.'));
  if (closed.on < incident.on)
    return refuse(
      rejection('EARLIER_DAY', `处理日期不得早于事故发生的 ${incident.on}。`, `It cannot be closed before it happened, on ${incident.on}.`),
    );
  if (closed.outcome.trim() === '')
    return refuse(
      incomplete('没有处理结果。', 'It does not say what came of it.', [
        { zh: 'outcome：须写明原因和处理', en: 'outcome must say cause and measures' },
      ]),
    );
  return allow<Happening>({ type: 'IncidentClosed', data: closed });
}

/** As everybody is told of it at once. */
export function incidentSays(
  state: ConstructionState,
  { key, grade, on, time, what }: Extract<SiteEvent, { type: 'IncidentRecorded' }>['data'],
): Text {
  const [name, day, hours] = [INCIDENT_GRADE_NAMES[grade], dayWords(on), valuesIn(state.standards, SITE).incidentHours];
  const within = hours === null ? { zh: '', en: '' } : { zh: `于发生后 ${hours} 小时内`, en: ` within ${hours} hours of it` };
  return {
    zh: `${day.zh} ${time} 发生事故 ${key}（${name.zh}）：${what}。请${within.zh}上报主管部门并登记`,
    en: `incident ${key} (${name.en}) at ${time} on ${day.en}: ${what}. Please report it to the authority${within.en}, and record that here`,
  };
}

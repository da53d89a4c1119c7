/** Visits to the site (巡查), a stage that no product has: the office looks whether the house is built where children are. */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { futureFault, wrongState } from '../../kernel/rejection.ts';
import { code, count, day, flag, list, nullable, number, oneOf, optional, plain, record, text, whole } from '../../kernel/shape.ts';
import type { IsoDate, IsoInstant } from '../../kernel/values.ts';
import { listOf } from '../../kernel/view.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, office, runs } from '../commands.ts';
import { from, type InputsOf, stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { surveyStage } from '../survey/stage.ts';











const inputs = { demandGap: from(surveyStage, 'demandGap'), path: from(approvalsStage, 'path') };

const commands = {
  PlanVisit: runs({ on: day, places: list(record({ street: text, minutes: number(0, 120) }), { least: 1, most: 5 }) }),
  RecordVisit: office({ on: day, children: count, number: code, weather: oneOf(['DRY', 'WET']), note: optional(text) }),
  EndVisits: office({}),
};
type SystemCommand = { readonly type: 'VisitDue' };
type VisitCommand = CommandsOf<typeof commands> | SystemCommand;

type VisitEvent =
  | { readonly type: 'VisitPlanned'; readonly data: { readonly on: IsoDate; readonly until: IsoInstant } }
  | { readonly type: 'VisitRecorded'; readonly data: { readonly on: IsoDate; readonly children: number; readonly number: string; readonly note: string | null } }
  | { readonly type: 'VisitOverdue'; readonly data: Record<string, never> };

type VisitResult = { readonly visits: number; readonly enough: boolean };
type VisitState = StageState<InputsOf<typeof inputs>> & { readonly due: IsoInstant | null; readonly late: boolean; readonly seen: readonly number[] };

function decide(state: VisitState, command: VisitCommand, context: Context): Decision<VisitEvent | StageMove<VisitResult>> {
  switch (command.type) {
    case 'PlanVisit':
      return allow<VisitEvent>({ type: 'VisitPlanned', data: { on: command.on, until: `${command.on}T16:00:00.000Z` } });
    case 'RecordVisit': {
      const { on, children, number: document, note } = command;
      const future = futureFault(on, context);
      return future === null ? allow<VisitEvent>({ type: 'VisitRecorded', data: { on, children, number: document, note: note ?? null } }) : refuse(future);
    }
    case 'EndVisits': {
      if (state.seen.length === 0) return refuse(wrongState('尚未巡查。', 'Nobody has been there yet.'));
      const children = state.seen.reduce((sum, one) => sum + one, 0);
      return allow<StageMove<VisitResult>>(done({ visits: state.seen.length, enough: children >= (state.inputs.demandGap ?? 0) }));
    }
    case 'VisitDue':
      return allow<VisitEvent>({ type: 'VisitOverdue', data: {} });
  }
}

/** What its own mail says. */
const OVERDUE = { zh: '已到巡访日期，尚无记录', en: 'should have been visited by now' };

/** Waits for visits; ends when the office has seen enough. */
export const visitStage = stage<VisitState, VisitEvent, VisitResult, SystemCommand>()({
  key: 'VISIT',
  kind: 'visit',
  workflow: 'siteVisit',
  name: { zh: '现场巡查', en: 'Site visits' },
  after: [approvalsStage],
  inputs,
  commands,
  view: stageView<VisitState>()({ due: nullable(plain), late: flag, seen: listOf(whole) }),
  events: {
    VisitPlanned: { zh: '安排巡查', en: 'visit planned', fields: { on: 'code', until: 'code' } },
    VisitRecorded: { zh: '登记巡查', en: 'visit recorded', shows: ['number', 'on'], fields: { on: 'code', number: 'document', note: 'text' } },
    VisitOverdue: { zh: '巡查逾期', en: 'visit overdue' },
  },
  initial: (base) => ({ ...base, due: null, late: false, seen: [] }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'VisitPlanned':
        return { ...state, due: event.data.until, late: false };
      case 'VisitRecorded':
        return { ...state, due: null, seen: [...state.seen, event.data.children] };
      case 'VisitOverdue':
        return { ...state, due: null, late: true };
    }
  },
  answered: () => [],
  notices: (state, event) => (event.type === 'VisitOverdue' ? [{ template: 'deadline', to: { person: state.manager }, facts: { says: OVERDUE } }] : []),
  agenda: (state) => (state.due === null ? [] : [{ at: state.due, command: { type: 'VisitDue' } }]),
  light: (state) => (state.late ? 'RED' : 'GREEN'),
});

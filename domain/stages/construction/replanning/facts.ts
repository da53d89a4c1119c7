/** Other planned days of works, asked for by whoever runs the project. Deliberately absent: the decisions (decide.ts). */
import type { EventFactsOf } from '../../../kernel/event-facts.ts';
import { code, day, list, oneOf, record, text } from '../../../kernel/shape.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import type { Schedule } from '../../../profile/change.ts';
import { NODE_NAMES } from '../../../standards/plans.ts';
import type { ReplanRung } from '../../../standards/replanning.ts';
import { named } from '../../../words/named.ts';
import { runs } from '../../commands.ts';

const NODES = Object.keys(NODE_NAMES);

export const replanCommands = {
  /** `milestones`: those that move, the opening among them; the others stay. `reason`: of the county's list; `why`: what happened. */
  RequestReplan: runs({ milestones: list(record({ key: oneOf(NODES), plannedOn: day }), { least: 1, most: NODES.length }), reason: code, why: text }),
};

export type PlannedDay = { readonly key: string; readonly plannedOn: IsoDate };

/** A request as the state keeps it. Days in Asia/Shanghai. */
export type Replan = {
  readonly status: 'ASKED' | 'APPROVED' | 'REFUSED' | 'LAPSED';
  readonly on: IsoDate;
  readonly milestones: readonly (PlannedDay & { readonly was: IsoDate | null })[];
  readonly reason: string;
  /** What that reason was called, and whether it excuses, by the table that the case goes by. */
  readonly reasonName: Text;
  readonly excused: boolean;
  readonly why: string;
  /** Planned completion as it is asked for, as it was, and how many days it is after that of the issued plan. */
  readonly finishOn: IsoDate;
  readonly finishWas: IsoDate;
  readonly laterDays: number;
  /** The opening that the issued plan sets, where it is passed. */
  readonly beyondPlan?: IsoDate;
  readonly rung: ReplanRung;
  /** Why it was refused or not carried out. */
  readonly answer?: string;
};

export type ReplanEvent =
  | { readonly type: 'ReplanRequested'; readonly data: Omit<Replan, 'status' | 'answer' | 'on'> & { readonly key: string } }
  /** `facts`: the days as they are from now on. */
  | {
      readonly type: 'ReplanApproved';
      readonly data: { readonly key: string; readonly approval: string; readonly facts: Partial<Schedule>; readonly reason: string };
    }
  | { readonly type: 'ReplanRefused'; readonly data: { readonly key: string; readonly reason: string | null } }
  /** Agreed, but days were changed or reached meanwhile so that it does not fit any more. */
  | { readonly type: 'ReplanLapsed'; readonly data: { readonly key: string; readonly faults: readonly Text[] } };

export type ReplanState = {
  /** By their numbers, R1 first; absent: none. */
  readonly replans?: Readonly<Record<string, Replan>>;
};

/** Told to the project: its days from now on. */
export type TakeReplan = {
  readonly type: 'TakeReplan';
  /** The approval that agreed. */
  readonly approval: string;
  readonly on: IsoDate;
  readonly reason: string;
  readonly facts: Partial<Schedule>;
};

const DAYS = { key: 'code', plannedOn: 'code' } as const;

export const REPLAN_FACTS: EventFactsOf<ReplanEvent> = {
  ReplanRequested: {
    zh: '申请调整计划',
    en: 'other planned days asked for',
    shows: ['key', 'finishWas', 'finishOn', 'reasonName', 'why'],
    fields: {
      key: 'code',
      milestones: { ...DAYS, was: 'code' },
      reason: 'code',
      reasonName: 'text',
      why: 'text',
      finishOn: 'code',
      finishWas: 'code',
      beyondPlan: 'code',
      rung: 'code',
    },
  },
  ReplanApproved: {
    zh: '同意调整计划',
    en: 'other planned days agreed',
    shows: ['key'],
    fields: { key: 'code', approval: 'code', facts: { startOn: 'code', finishOn: 'code', opensOn: 'code', milestones: DAYS }, reason: 'text' },
  },
  ReplanRefused: { zh: '不同意调整计划', en: 'other planned days refused', shows: ['key', 'reason'], fields: { key: 'code', reason: 'text' } },
  ReplanLapsed: { zh: '计划调整未执行', en: 'other planned days not carried out', shows: ['key', 'faults'], fields: { key: 'code', faults: 'text' } },
};
export const nodeName = named(NODE_NAMES);

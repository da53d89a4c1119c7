/** Publicity (宣传): planned, content cleared before publishing, carried out, awareness measured (target 80 %, default). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { daysBetween } from '../../kernel/days.ts';
import { beforeCause, futureFault, incomplete, oneReport, type Rejection, rejection, unknownItem } from '../../kernel/rejection.ts';
import { code, count, day, flag, line, list, oneOf, optional, record, text } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { heldIn, valuesIn } from '../../rule-table/table.ts';
import { CHANNELS, type Channel } from '../../standards/closed-lists.ts';
import { clusteredSampleSize } from '../../standards/demand.ts';
import { PUBLICITY } from '../../standards/publicity.ts';
import { factsOf, type TakenFact } from '../../taken-fact/kinds.ts';
import { ruleWords } from '../../words/rules.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, type ProvingFile, runs } from '../commands.ts';
import { given, type InputsOf, stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { exchanged, tableOf } from '../taken-over.ts';
import { shown } from './view.ts';

const commands = {
  PlanPublicity: runs({
    activities: list(record({ key: code, channel: oneOf(CHANNELS), audience: text, plannedOn: day }), { least: 1, most: 100 }),
  }),
  /** No child's portrait without the guardian's consent (个人信息保护法: minors under 14). */
  ClearContent: runs({ key: code, showsChildren: flag, guardianConsent: flag }),
  RecordActivity: runs({ key: code, on: day, reached: count, evidence: text }),
  /** `method`: how people were asked. */
  RecordAwareness: runs({ on: day, asked: count, aware: count, method: optional(line(100)) }),
  /** 公示: what was put up where, from when to when, and what came of it. */
  RecordNotice: runs({ key: code, title: line(200), place: line(200), from: day, to: day, objections: count }),
};
export type PublicityCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type PublicityResult = { readonly awarenessPercent: number; readonly reached: number };

export type PublicityEvent =
  | { readonly type: 'PublicityPlanned'; readonly data: { readonly activities: Extract<PublicityCommand, { type: 'PlanPublicity' }>['activities'] } }
  /** `paper`: whether the consent that was claimed came as a file; absent: no children are shown, or of a release that asked none. */
  | {
      readonly type: 'ContentCleared';
      readonly data: {
        readonly key: string;
        readonly showsChildren: boolean;
        readonly guardianConsent: boolean;
        readonly paper?: boolean;
        readonly files?: readonly ProvingFile[];
      };
    }
  | {
      readonly type: 'ActivityRecorded';
      readonly data: {
        readonly key: string;
        readonly on: IsoDate;
        readonly reached: number;
        readonly evidence: string;
        /** What proves it is told in words alone; absent: it has files, or is of a release that asked none. */
        readonly bare?: true;
        readonly files?: readonly ProvingFile[];
      };
    }
  | {
      readonly type: 'AwarenessRecorded';
      /** `kept`: kept beside those before it; absent: of a release that kept the last share alone. */
      readonly data: { readonly on: IsoDate; readonly asked: number; readonly aware: number; readonly method?: string; readonly kept?: true };
    }
  /** `needed`: more days than it stood; absent: it stood long enough. */
  | { readonly type: 'NoticeRecorded'; readonly data: Notice & { readonly key: string; readonly needed?: number } };

/** A public notice. Days: the first and the last on which it stood. */
type Notice = { readonly title: string; readonly place: string; readonly from: IsoDate; readonly to: IsoDate; readonly objections: number };
type Asked = { readonly on: IsoDate; readonly asked: number; readonly aware: number; readonly method?: string };

type Activity = {
  readonly channel: Channel;
  readonly audience: string;
  readonly plannedOn: IsoDate;
  readonly cleared: boolean;
  readonly doneOn: IsoDate | null;
  readonly reached: number;
  /** Children can be seen; absent: they cannot, or it is of a release that did not keep it. */
  readonly showsChildren?: true;
  /** Held without a file that proves it; absent: it has some, or none was asked. */
  readonly bare?: true;
};
type Happening = PublicityEvent | StageMove<PublicityResult>;

const inputs = { survey: given('survey') };

export type PublicityState = StageState<InputsOf<typeof inputs>> & {
  readonly activities: Readonly<Record<string, Activity>>;
  readonly awareness: number | null;
  /** Every survey of awareness, the newest last; absent: none, or of a release that kept the last share alone. */
  readonly surveys?: readonly Asked[];
  readonly publicNotices?: Readonly<Record<string, Notice>>;
};

/** How many are asked at least, as in the demand survey; null: any number. */
export function leastAsked({ standards, inputs: { survey } }: PublicityState): number | null {
  const { marginPercent } = valuesIn(standards, PUBLICITY);
  return marginPercent === null ? null : clusteredSampleSize(survey.households, marginPercent / 100, survey.parameters.designEffect);
}

/** Activities that are planned already, or twice, as one report. */
function planFaults(
  { activities }: PublicityState,
  command: Extract<PublicityCommand, { type: 'PlanPublicity' }>,
  context: Context,
): Rejection | null {
  const keys = command.activities.map(({ key }) => key);
  const known = keys.filter((key) => activities[key] !== undefined);
  const twice = byRules(context, 3) ? keys.filter((key, index) => keys.indexOf(key) !== index && !known.includes(key)) : [];
  return oneReport({ zh: '宣传计划有误，未登记。', en: 'The plan has faults and was not recorded.' }, [
    ...[...new Set(known)].map((key) => rejection('DUPLICATE', `活动 ${key} 已在计划中。`, `Activity ${key} is planned already.`)),
    ...[...new Set(twice)].map((key) =>
      rejection('DUPLICATE', `活动 ${key} 在同一份计划中出现了两次。`, `Activity ${key} stands in this plan twice.`),
    ),
  ]);
}

function decide(state: PublicityState, command: PublicityCommand, context: Context): Decision<Happening> {
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  switch (command.type) {
    case 'PlanPublicity': {
      const faults = planFaults(state, command, context);
      if (faults !== null) return refuse(faults);
      return allow<Happening>({ type: 'PublicityPlanned', data: { activities: command.activities } });
    }
    case 'ClearContent': {
      if (state.activities[command.key] === undefined) return refuse(unknownItem(command.key));
      if (command.showsChildren && !command.guardianConsent) {
        return refuse(rejection('INCOMPLETE', '含儿童肖像，须先取得监护人同意。', 'It shows children; the guardians’ consent is needed first.'));
      }
      const { key, showsChildren, guardianConsent, files = [] } = command;
      const paper = showsChildren && byRules(context, 5) ? { paper: files.length > 0 } : {};
      if (paper.paper === false && heldIn(state.standards, PUBLICITY, 'consentPaper') === true) {
        const { document } = PUBLICITY.rows.consentPaper;
        return refuse(
          rejection(
            'INCOMPLETE',
            `含儿童肖像，须附监护人同意书（${document}）。`,
            `It shows children; the guardians’ consent must be there as a paper (${ruleWords(document).en}).`,
            [{ zh: 'files：须附监护人同意书', en: 'files must hold the guardians’ consent' }],
          ),
        );
      }
      return allow<Happening>({ type: 'ContentCleared', data: { key, showsChildren, guardianConsent, ...paper } });
    }
    case 'RecordActivity': {
      const activity = state.activities[command.key];
      if (activity === undefined) return refuse(unknownItem(command.key));
      if (!activity.cleared) return refuse(rejection('OUT_OF_ORDER', '内容尚未审核。', 'Its content has not been cleared yet.'));
      if (command.evidence.trim() === '' && byRules(context, 3))
        return refuse(rejection('REASON_REQUIRED', '请写明活动的依据（evidence）。', 'Please say what shows that it was carried out (evidence).'));
      const { key, on, reached, evidence, files = [] } = command;
      const bare = files.length === 0 && byRules(context, 5) ? ({ bare: true } as const) : {};
      return allow<Happening>({ type: 'ActivityRecorded', data: { key, on, reached, evidence, ...bare } });
    }
    case 'RecordNotice': {
      const { key, title, place, from, to, objections } = command;
      if (state.publicNotices?.[key] !== undefined)
        return refuse(rejection('DUPLICATE', `公示 ${key} 已登记。`, `Notice ${key} is recorded already.`));
      const future = futureFault(to, context);
      if (future !== null) return refuse(future);
      if (from > to)
        return refuse(
          incomplete('公示起止有误。', 'Its days are wrong.', [
            { zh: `from：开始日 ${from} 须不晚于结束日 ${to}`, en: `from ${from} must not be after to ${to}` },
          ]),
        );
      const needed = heldIn(state.standards, PUBLICITY, 'noticeDays');
      const short = needed !== null && daysBetween(from, to) + 1 < needed ? { needed } : {};
      return allow<Happening>({ type: 'NoticeRecorded', data: { key, title, place, from, to, objections, ...short } });
    }
    case 'RecordAwareness': {
      const open = Object.entries(state.activities)
        .filter(([, a]) => a.doneOn === null)
        .map(([key]) => ({ zh: `活动 ${key} 尚未开展`, en: `activity ${key} has not been carried out` }));
      if (open.length > 0 || Object.keys(state.activities).length === 0) {
        return refuse(incomplete('宣传活动尚未完成。', 'The planned activities are not finished.', open));
      }
      const { on, asked, aware } = command;
      const lastDone = Object.values(state.activities).reduce((last, { doneOn }) => (doneOn !== null && doneOn > last ? doneOn : last), '');
      if (on < lastDone && byRules(context, 3))
        return refuse(beforeCause(on, lastDone, { zh: '最后一项活动', en: 'the last activity was carried out' }));
      if (aware > asked) return refuse(rejection('SUMS_DISAGREE', '知晓人数大于调查人数。', 'More people are aware than were asked.'));
      const least = leastAsked(state);
      if (least !== null && asked < least) {
        const { document } = PUBLICITY.rows.marginPercent;
        return refuse(
          rejection(
            'INCOMPLETE',
            `知晓率调查至少须问 ${least} 人，现 ${asked} 人（${document}）。`,
            `At least ${least} people must be asked; there are ${asked} (${ruleWords(document).en}).`,
          ),
        );
      }
      const rate = asked === 0 ? 0 : aware / asked;
      const told = byRules(context, 5) ? ({ kept: true, ...(command.method === undefined ? {} : { method: command.method }) } as const) : {};
      const recorded: PublicityEvent = { type: 'AwarenessRecorded', data: { on, asked, aware, ...told } };
      if (rate * 100 < valuesIn(state.standards, PUBLICITY).awarePercent) return allow<Happening>(recorded);
      const reached = Object.values(state.activities).reduce((sum, a) => sum + a.reached, 0);
      return allow<Happening>(recorded, done({ awarenessPercent: Math.round(rate * 1_000) / 10, reached }));
    }
  }
}

/** Activities that were carried out before. */
const carriedOut = (facts: readonly TakenFact[]): PublicityState['activities'] =>
  tableOf(
    factsOf(facts, 'ACTIVITY'),
    ({ key }) => key,
    ({ channel, audience, on, reached }): Activity => ({ channel, audience, plannedOn: on, cleared: true, doneOn: on, reached }),
  );

/** Waits for activities; ends when enough families know. */
export const publicityStage = stage<PublicityState, PublicityEvent, PublicityResult>()({
  key: 'PUBLICITY',
  kind: 'publicity',
  workflow: 'publicity',
  name: { zh: '宣传', en: 'Publicity' },
  after: [approvalsStage],
  inputs,
  standards: [PUBLICITY],
  commands,
  view: stageView<PublicityState>()(shown),
  events: {
    PublicityPlanned: {
      zh: '宣传计划',
      en: 'publicity planned',
      fields: { activities: { key: 'code', channel: 'code', audience: 'text', plannedOn: 'code' } },
    },
    ContentCleared: {
      zh: '宣传内容审核',
      en: 'content cleared',
      shows: ['key'],
      fields: { key: 'code', files: { title: 'text', sha256: 'file', paper: 'unsearched' } },
    },
    ActivityRecorded: {
      zh: '宣传活动',
      en: 'activity recorded',
      shows: ['key', 'on', 'evidence'],
      fields: { key: 'code', on: 'code', evidence: 'text', files: { title: 'text', sha256: 'file', paper: 'unsearched' } },
    },
    AwarenessRecorded: { zh: '知晓率调查', en: 'awareness recorded', shows: ['on'], fields: { on: 'code', method: 'text' } },
    NoticeRecorded: {
      zh: '公示',
      en: 'public notice recorded',
      shows: ['key', 'title', 'from', 'to'],
      fields: { key: 'code', title: 'text', place: 'text', from: 'code', to: 'code' },
    },
  },
  initial: (base) => ({ ...base, activities: {}, awareness: null }),
  decide,
  takeOver: (state, facts, was) => ({ ...state, activities: exchanged(state.activities, carriedOut(was), carriedOut(facts)) }),
  evolve(state, event) {
    const change = (key: string, to: Partial<Activity>): PublicityState => {
      const activity = state.activities[key];
      return activity === undefined ? state : { ...state, activities: { ...state.activities, [key]: { ...activity, ...to } } };
    };
    switch (event.type) {
      case 'PublicityPlanned': {
        const planned = event.data.activities.map(({ key, ...facts }) => [key, { ...facts, cleared: false, doneOn: null, reached: 0 }]);
        return { ...state, activities: { ...state.activities, ...Object.fromEntries(planned) } };
      }
      case 'ContentCleared':
        return change(event.data.key, { cleared: true, ...(event.data.paper === undefined ? {} : { showsChildren: true }) });
      case 'ActivityRecorded':
        return change(event.data.key, {
          doneOn: event.data.on,
          reached: event.data.reached,
          ...(event.data.bare === undefined ? {} : { bare: true }),
        });
      case 'AwarenessRecorded': {
        const { on, asked, aware, method, kept } = event.data;
        const survey = { on, asked, aware, ...(method === undefined ? {} : { method }) };
        const held = { ...state, awareness: asked === 0 ? 0 : aware / asked };
        return kept === undefined ? held : { ...held, surveys: [...(state.surveys ?? []), survey] };
      }
      case 'NoticeRecorded': {
        const { key, title, place, from, to, objections } = event.data;
        return { ...state, publicNotices: { ...state.publicNotices, [key]: { title, place, from, to, objections } } };
      }
    }
  },
  answered: () => [],
});

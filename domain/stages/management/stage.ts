/** Management rules (管理制度): drafted, reviewed by the health and maternal offices, issued, taught (domain facts 4.1). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addDays, addMonths, dayAt } from '../../kernel/days.ts';
import { alreadyClosed, beforeCause, futureFault, incomplete, oneReport, rejection, unknownItem, wrongState } from '../../kernel/rejection.ts';
import { code, count, day, flag, list, record, sha256, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { heldIn, valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { MANAGEMENT } from '../../standards/management-rules.ts';
import { factOf } from '../../taken-fact/kinds.ts';
import { numberTerm } from '../../text/document-number.ts';
import { identityFaults } from '../../text/identity-number.ts';
import { ruleWords } from '../../words/rules.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, type ProvingFile, runs } from '../commands.ts';
import { stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { ask, done, line, pendingApproval, underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { exchanged } from '../taken-over.ts';
import { type DueDay, isOwing } from '../watch.ts';
import { shown } from './view.ts';

const commands = {
  DraftRules: runs({ rules: list(record({ rule: code, sha256 }), { least: 1, most: 40 }) }),
  SubmitRules: runs({}),
  IssueRules: runs({ number: code, on: day }),
  RecordBriefing: runs({ on: day, attended: count }),
  /** Who has confirmed to have read the rules that are in force: people of the roster, by reference. */
  RecordReading: runs({ on: day, readers: list(record({ ref: code }), { least: 1, most: 500 }) }),
  /** How one of them is followed, with the record of it as a file. */
  RecordInspection: runs({ on: day, rule: code, followed: flag, note: text }),
  /** 年度修订 that found nothing to change; what is changed is drafted, reviewed and issued again. */
  ConfirmUnchanged: runs({ on: day, note: text }),
};
export type ManagementCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type ManagementResult = {
  readonly rules: number;
  readonly rulesNumber: string;
  /** How many the county asks for at least. */
  readonly rulesLeast?: number;
};

export type ManagementEvent =
  /** `on`: its texts are kept as versions; absent: of a release that kept the last one alone. */
  | {
      readonly type: 'RulesDrafted';
      readonly data: { readonly rules: readonly { readonly rule: string; readonly sha256: string }[]; readonly on?: IsoDate };
    }
  | { readonly type: 'RulesReviewed'; readonly data: { readonly passed: boolean; readonly reason: string | null } }
  /** `lateSince`: the day by which they should have been revised, which this is after; absent: in time, or of a release up to 0.6.0. */
  | { readonly type: 'RulesIssued'; readonly data: { readonly number: string; readonly on: IsoDate; readonly lateSince?: IsoDate } }
  | { readonly type: 'BriefingRecorded'; readonly data: { readonly on: IsoDate; readonly attended: number } }
  | { readonly type: 'ReadingRecorded'; readonly data: { readonly on: IsoDate; readonly readers: readonly { readonly ref: string }[] } }
  | {
      readonly type: 'RuleInspected';
      readonly data: {
        readonly on: IsoDate;
        readonly rule: string;
        readonly followed: boolean;
        readonly note: string;
        readonly files?: readonly ProvingFile[];
      };
    }
  | { readonly type: 'RulesUnchanged'; readonly data: { readonly on: IsoDate; readonly note: string; readonly lateSince?: IsoDate } };

type Happening = ManagementEvent | StageMove<ManagementResult>;

export type ManagementState = StageState & {
  readonly rules: Readonly<Record<string, string>>;
  readonly reviewed: boolean;
  readonly issued: { readonly number: string; readonly on: IsoDate } | null;
  /** Every text that was handed in here, by its rule, the newest last; absent: none, or of a release that kept the last one alone. */
  readonly texts?: Readonly<Record<string, readonly { readonly sha256: string; readonly on: IsoDate }[]>>;
  /** Every issue, the newest last; absent: of a release that kept the last one alone. */
  readonly issues?: readonly { readonly number: string; readonly on: IsoDate }[];
  /** The last day on which they were found to need no change; absent: none. */
  readonly unchangedOn?: IsoDate;
  /** Who has read what is in force, by reference and day; absent: nobody since it was issued. */
  readonly readers?: Readonly<Record<string, IsoDate>>;
  /** The last inspection of each rule; absent: none. */
  readonly inspections?: Readonly<Record<string, { readonly on: IsoDate; readonly followed: boolean }>>;
};

/** By when they are revised next; null: they are not in force, or nothing watches it. */
export function reviseBy({ standards, issued, unchangedOn = '' }: ManagementState): IsoDate | null {
  const months = heldIn(standards, MANAGEMENT, 'reviseMonths');
  if (issued === null || months === null) return null;
  return addMonths(unchangedOn > issued.on ? unchangedOn : issued.on, months);
}

function dues(state: ManagementState): readonly DueDay[] {
  const on = reviseBy(state);
  if (on === null) return [];
  const { document } = MANAGEMENT.rows.reviseMonths;
  const what = { zh: `管理制度须修订（${document}）`, en: `the management rules must be revised (${ruleWords(document).en})` };
  return [{ key: 'REVISION', on, from: addDays(on, -(valuesIn(state.standards, DUES).warnDays ?? 0)), after: ['PROGRAMME_OFFICER'], what }];
}

/** Rules whose file is not here. */
const onPaper = (rules: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(rules.map((rule) => [rule, '']));

const fileOf = (sha256: string | undefined) => (sha256 === '' ? {} : { sha256: sha256 ?? '' });

/** What the set of rules lacks before it can be reviewed. */
function setFaults(state: ManagementState): readonly Text[] {
  const { rules, leastRules, fileEach } = valuesIn(state.standards, MANAGEMENT);
  const drafted = rules.filter(({ key }) => state.rules[key] !== undefined);
  const lacking = drafted.length >= leastRules ? [] : rules.filter(({ key }) => state.rules[key] === undefined);
  const doubled = fileEach
    ? drafted.filter(({ key }, index) =>
        drafted.slice(0, index).some((other) => state.rules[other.key] === state.rules[key] && state.rules[key] !== ''),
      )
    : [];
  return [
    ...lacking.map(({ key, zh, en }) => ({ zh: `缺少 ${key}（${zh}）`, en: `${key} (${en}) is missing` })),
    ...doubled.map(({ key, zh, en }) => ({ zh: `${key}（${zh}）与另一项制度是同一个文件`, en: `${key} (${en}) must have a file of its own` })),
  ];
}

/** A revision after its day is done all the same, and found. */
function lateness(state: ManagementState, { on }: { readonly on: IsoDate }, context: Context): { readonly lateSince?: IsoDate } {
  const by = byRules(context, 5) ? reviseBy(state) : null;
  return by === null || on <= by ? {} : { lateSince: by };
}

const notIssued = wrongState('制度尚未印发。', 'The rules have not been issued yet.');

function decide(state: ManagementState, command: ManagementCommand, context: Context): Decision<Happening> {
  if (state.status !== 'OPEN' && !byRules(context, 5)) return refuse(alreadyClosed);
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  const listed = valuesIn(state.standards, MANAGEMENT).rules;
  const drafted = listed.filter(({ key }) => state.rules[key] !== undefined);
  switch (command.type) {
    case 'DraftRules':
      if (underWay(state, 'RULES')) return refuse(pendingApproval);
      for (const { rule } of command.rules) if (!listed.some(({ key }) => key === rule)) return refuse(unknownItem(rule));
      return allow<Happening>({ type: 'RulesDrafted', data: { rules: command.rules, ...(byRules(context, 5) ? { on: dayAt(context.now) } : {}) } });
    case 'SubmitRules': {
      if (underWay(state, 'RULES')) return refuse(pendingApproval);
      const faults = setFaults(state);
      if (faults.length > 0) return refuse(incomplete('制度尚不齐全。', 'Some rules are missing.', faults));
      return allow<Happening>(
        ask(state, context, {
          key: 'RULES',
          title: { zh: `${state.name.zh}管理制度`, en: `${state.name.en}: management rules` },
          applicant: state.manager,
          route: 'RULES',
          content: {
            summary: [line('制度数', 'Rules', drafted.length)],
            documents: drafted.map(({ key, zh }) => ({ title: zh, ...fileOf(state.rules[key]) })),
          },
        }),
      );
    }
    case 'IssueRules':
      if (!state.reviewed) return refuse(wrongState('制度尚未通过审核。', 'The rules have not passed the review yet.'));
      if (state.issued !== null && byRules(context, 5)) {
        const { number, on } = state.issued;
        if (numberTerm(number) === numberTerm(command.number))
          return refuse(rejection('DUPLICATE', `文号 ${number} 已用于上一次印发。`, `Number ${number} is that of the issue before.`));
        if (command.on < on) return refuse(beforeCause(command.on, on, { zh: '上一次印发', en: 'they were issued before' }));
      }
      return allow<Happening>({ type: 'RulesIssued', data: { number: command.number, on: command.on, ...lateness(state, command, context) } });
    case 'RecordReading': {
      if (state.issued === null) return refuse(notIssued);
      if (command.on < state.issued.on) return refuse(beforeCause(command.on, state.issued.on, { zh: '制度印发', en: 'the rules were issued' }));
      const refs = command.readers.map(({ ref }) => ref);
      const twice = [...new Set(refs.filter((ref, index) => refs.indexOf(ref) !== index))].map((ref) =>
        rejection('DUPLICATE', `${ref} 在同一份名单中出现了两次。`, `${ref} stands in this list twice.`),
      );
      const faults = oneReport(
        { zh: '名单有误，未登记。', en: 'The list has faults and was not recorded.' },
        twice,
        identityFaults(refs.map((ref, index) => [`readers[${index}].ref`, ref])),
      );
      if (faults !== null) return refuse(faults);
      return allow<Happening>({ type: 'ReadingRecorded', data: { on: command.on, readers: command.readers } });
    }
    case 'RecordInspection': {
      const { on, rule, followed, note, files = [] } = command;
      if (state.issued === null) return refuse(notIssued);
      if (!drafted.some(({ key }) => key === rule)) return refuse(unknownItem(rule));
      const faults = [
        ...(files.length > 0 ? [] : [{ zh: 'files：须附检查记录', en: 'files must hold the record of the inspection' }]),
        ...(followed || note.trim() !== '' ? [] : [{ zh: 'note：未执行的须写明情况', en: 'note must say what is not followed' }]),
      ];
      if (faults.length > 0) return refuse(incomplete('检查记录不完整。', 'The inspection is not complete.', faults));
      return allow<Happening>({ type: 'RuleInspected', data: { on, rule, followed, note } });
    }
    case 'ConfirmUnchanged':
      if (state.issued === null) return refuse(notIssued);
      if (underWay(state, 'RULES')) return refuse(pendingApproval);
      if (command.on < state.issued.on) return refuse(beforeCause(command.on, state.issued.on, { zh: '制度印发', en: 'the rules were issued' }));
      if (command.note.trim() === '')
        return refuse(rejection('REASON_REQUIRED', '请写明由谁修订、为何不改。', 'Please say who looked at them, and why nothing changes.'));
      return allow<Happening>({ type: 'RulesUnchanged', data: { on: command.on, note: command.note, ...lateness(state, command, context) } });
    case 'RecordBriefing':
      if (state.issued === null) return refuse(notIssued);
      if (byRules(context, 3)) {
        if (command.on < state.issued.on) return refuse(beforeCause(command.on, state.issued.on, { zh: '制度印发', en: 'the rules were issued' }));
        if (command.attended < 1)
          return refuse(
            incomplete('宣贯没有人参加。', 'Nobody attended the briefing.', [
              { zh: 'attended：须为参加的人数，至少 1 人', en: 'attended must be how many attended, at least one' },
            ]),
          );
      }
      return allow<Happening>(
        { type: 'BriefingRecorded', data: { on: command.on, attended: command.attended } },
        done({ rules: drafted.length, rulesNumber: state.issued.number, rulesLeast: valuesIn(state.standards, MANAGEMENT).leastRules }),
      );
  }
}

type Issued = NonNullable<ManagementState['issued']>;
/** Whoever read what was in force before has not read this. Number and day alone: what proves the issue stands in its event. */
function issued(state: ManagementState, { number, on }: Issued): ManagementState {
  if (state.texts === undefined) return { ...state, issued: { number, on } };
  const { readers: _, ...rest } = state;
  return { ...rest, issued: { number, on }, issues: [...(state.issues ?? []), { number, on }] };
}

function withTexts({ texts = {} }: ManagementState, rules: readonly { readonly rule: string; readonly sha256: string }[], on: IsoDate) {
  const held = { ...texts };
  for (const { rule, sha256 } of rules) held[rule] = [...(held[rule] ?? []), { sha256, on }];
  return held;
}

/** Waits for drafts and their review; ends when the rules are issued and taught. */
export const managementStage = stage<ManagementState, ManagementEvent, ManagementResult>()({
  key: 'MANAGEMENT',
  kind: 'management',
  workflow: 'managementRules',
  name: { zh: '管理制度', en: 'Management rules' },
  after: [approvalsStage],
  inputs: {},
  standards: [MANAGEMENT, DUES],
  commands,
  view: stageView<ManagementState>()(shown),
  events: {
    RulesDrafted: { zh: '起草管理制度', en: 'rules drafted', fields: { rules: { rule: 'code', sha256: 'file' }, on: 'code' } },
    RulesReviewed: { zh: '管理制度审查', en: 'rules reviewed', shows: ['reason'], fields: { reason: 'text' } },
    RulesIssued: { zh: '管理制度印发', en: 'rules issued', shows: ['number', 'on'], fields: { number: 'document', on: 'code', lateSince: 'code' } },
    ReadingRecorded: { zh: '制度阅知', en: 'rules read', shows: ['on'], fields: { on: 'code', readers: { ref: 'code' } } },
    RuleInspected: {
      zh: '制度执行检查',
      en: 'rule inspected',
      shows: ['rule', 'on', 'note'],
      fields: { on: 'code', rule: 'code', note: 'text', files: { title: 'text', sha256: 'file', paper: 'unsearched' } },
    },
    RulesUnchanged: {
      zh: '年度修订：不作修改',
      en: 'revised: nothing changed',
      shows: ['on', 'note'],
      fields: { on: 'code', note: 'text', lateSince: 'code' },
    },
    BriefingRecorded: { zh: '制度宣贯', en: 'briefing recorded', shows: ['on'], fields: { on: 'code' } },
  },
  initial: (base) => ({ ...base, rules: {}, reviewed: false, issued: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'RulesDrafted': {
        const drafted = Object.fromEntries(event.data.rules.map(({ rule, sha256 }) => [rule, sha256]));
        // What was issued before is not what stands here now; cases of earlier releases, which have no table of it, go on as they began.
        const { on } = event.data;
        // A revision of rules that are in force leaves them in force until it is issued.
        const issued = state.standards?.[MANAGEMENT.key] === undefined || state.status === 'DONE' ? state.issued : null;
        const rules = { ...state.rules, ...drafted };
        return { ...state, reviewed: false, issued, rules, ...(on === undefined ? {} : { texts: withTexts(state, event.data.rules, on) }) };
      }
      case 'RulesReviewed':
        return { ...state, reviewed: event.data.passed };
      case 'RulesIssued':
        return issued(state, event.data);
      case 'ReadingRecorded': {
        const { on, readers } = event.data;
        return { ...state, readers: { ...state.readers, ...Object.fromEntries(readers.map(({ ref }) => [ref, on])) } };
      }
      case 'RuleInspected': {
        const { rule, on, followed } = event.data;
        return { ...state, inspections: { ...state.inspections, [rule]: { on, followed } } };
      }
      case 'RulesUnchanged':
        return { ...state, unchangedOn: event.data.on };
      case 'BriefingRecorded':
        return state;
    }
  },
  takeOver(state, facts, was) {
    const [issued, before] = [factOf(facts, 'RULES_ISSUED'), factOf(was, 'RULES_ISSUED')];
    if (issued === undefined) return before === undefined ? state : { ...state, issued: null, reviewed: false };
    // Their texts stand on paper; a rule that is drafted here gets its file here.
    const rules = exchanged(state.rules, onPaper(before?.rules ?? []), onPaper(issued.rules));
    return { ...state, reviewed: true, issued: { number: issued.document, on: issued.on }, rules };
  },
  dues,
  // Rules are revised every year, read by whoever comes, and looked after.
  goesOn: {
    // A revision that is being reviewed is waited for, also where nothing runs out any more.
    as: (state) => (isOwing(state.watched) || (state.texts !== undefined && Object.keys(state.approvals).length > 0) ? 'WATCHED' : null),
    takes: ['DraftRules', 'SubmitRules', 'IssueRules', 'RecordReading', 'RecordInspection', 'ConfirmUnchanged'],
  },
  answered: (_state, _key, decided) => [{ type: 'RulesReviewed', data: { passed: decided.outcome === 'APPROVED', reason: decided.reason } }],
});

/** Management rules (管理制度): drafted, reviewed by the health and maternal offices, issued, taught (domain facts 4.1). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { beforeCause, futureFault, incomplete, unknownItem, wrongState } from '../../kernel/rejection.ts';
import { code, count, day, list, record, sha256 } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { MANAGEMENT } from '../../standards/management-rules.ts';
import { factOf } from '../../taken-fact/kinds.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, runs } from '../commands.ts';
import { stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { ask, done, line, pendingApproval, underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { exchanged } from '../taken-over.ts';
import { shown } from './view.ts';

const commands = {
  DraftRules: runs({ rules: list(record({ rule: code, sha256 }), { least: 1, most: 40 }) }),
  SubmitRules: runs({}),
  IssueRules: runs({ number: code, on: day }),
  RecordBriefing: runs({ on: day, attended: count }),
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
  | { readonly type: 'RulesDrafted'; readonly data: { readonly rules: readonly { readonly rule: string; readonly sha256: string }[] } }
  | { readonly type: 'RulesReviewed'; readonly data: { readonly passed: boolean; readonly reason: string | null } }
  | { readonly type: 'RulesIssued'; readonly data: { readonly number: string; readonly on: IsoDate } }
  | { readonly type: 'BriefingRecorded'; readonly data: { readonly on: IsoDate; readonly attended: number } };

type Happening = ManagementEvent | StageMove<ManagementResult>;

export type ManagementState = StageState & {
  readonly rules: Readonly<Record<string, string>>;
  readonly reviewed: boolean;
  readonly issued: { readonly number: string; readonly on: IsoDate } | null;
};

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
    ...lacking.map(({ key, zh }) => ({ zh: `缺少 ${key}（${zh}）`, en: `${key} (${zh}) is missing` })),
    ...doubled.map(({ key, zh }) => ({ zh: `${key}（${zh}）与另一项制度是同一个文件`, en: `${key} (${zh}) must have a file of its own` })),
  ];
}

function decide(state: ManagementState, command: ManagementCommand, context: Context): Decision<Happening> {
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
      return allow<Happening>({ type: 'RulesDrafted', data: { rules: command.rules } });
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
      return allow<Happening>({ type: 'RulesIssued', data: { number: command.number, on: command.on } });
    case 'RecordBriefing':
      if (state.issued === null) return refuse(wrongState('制度尚未印发。', 'The rules have not been issued yet.'));
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

/** Waits for drafts and their review; ends when the rules are issued and taught. */
export const managementStage = stage<ManagementState, ManagementEvent, ManagementResult>()({
  key: 'MANAGEMENT',
  kind: 'management',
  workflow: 'managementRules',
  name: { zh: '管理制度', en: 'Management rules' },
  after: [approvalsStage],
  inputs: {},
  standards: [MANAGEMENT],
  commands,
  view: stageView<ManagementState>()(shown),
  events: {
    RulesDrafted: { zh: '起草管理制度', en: 'rules drafted', fields: { rules: { rule: 'code', sha256: 'file' } } },
    RulesReviewed: { zh: '管理制度审查', en: 'rules reviewed', shows: ['reason'], fields: { reason: 'text' } },
    RulesIssued: { zh: '管理制度印发', en: 'rules issued', shows: ['number', 'on'], fields: { number: 'document', on: 'code' } },
    BriefingRecorded: { zh: '制度宣贯', en: 'briefing recorded', shows: ['on'], fields: { on: 'code' } },
  },
  initial: (base) => ({ ...base, rules: {}, reviewed: false, issued: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'RulesDrafted': {
        const drafted = Object.fromEntries(event.data.rules.map(({ rule, sha256 }) => [rule, sha256]));
        // What was issued before is not what stands here now; cases of earlier releases, which have no table of it, go on as they began.
        const issued = state.standards?.[MANAGEMENT.key] === undefined ? state.issued : null;
        return { ...state, reviewed: false, issued, rules: { ...state.rules, ...drafted } };
      }
      case 'RulesReviewed':
        return { ...state, reviewed: event.data.passed };
      case 'RulesIssued':
        return { ...state, issued: event.data };
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
  answered: (_state, _key, decided) => [{ type: 'RulesReviewed', data: { passed: decided.outcome === 'APPROVED', reason: decided.reason } }],
});

/** Management rules (管理制度): drafted, reviewed by the health and maternal offices, issued, taught (domain facts 4.1). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { futureFault, incomplete, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { MANAGEMENT_RULE_KEYS, MANAGEMENT_RULES, type ManagementRule } from '../../standards/management-rules.ts';
import { ask, finish, line, pendingApproval, type StageEvent, type StageState, stageCase, underWay } from '../stage.ts';

export type ManagementCommand =
  | { readonly type: 'DraftRules'; readonly rules: readonly { readonly rule: ManagementRule; readonly sha256: string }[] }
  | { readonly type: 'SubmitRules' }
  | { readonly type: 'IssueRules'; readonly number: string; readonly on: IsoDate }
  | { readonly type: 'RecordBriefing'; readonly on: IsoDate; readonly attended: number };

export type ManagementEvent =
  | { readonly type: 'RulesDrafted'; readonly data: { readonly rules: readonly { readonly rule: ManagementRule; readonly sha256: string }[] } }
  | { readonly type: 'RulesReviewed'; readonly data: { readonly passed: boolean; readonly reason: string | null } }
  | { readonly type: 'RulesIssued'; readonly data: { readonly number: string; readonly on: IsoDate } }
  | { readonly type: 'BriefingRecorded'; readonly data: { readonly on: IsoDate; readonly attended: number } };

export type ManagementState = StageState & {
  readonly rules: Readonly<Partial<Record<ManagementRule, string>>>;
  readonly reviewed: boolean;
  readonly issued: { readonly number: string; readonly on: IsoDate } | null;
};

function decide(state: ManagementState, command: ManagementCommand, context: Context): Decision<ManagementEvent | StageEvent> {
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  switch (command.type) {
    case 'DraftRules':
      if (underWay(state, 'RULES')) return refuse(pendingApproval);
      return allow<ManagementEvent>({ type: 'RulesDrafted', data: { rules: command.rules } });
    case 'SubmitRules': {
      if (underWay(state, 'RULES')) return refuse(pendingApproval);
      const lacking = MANAGEMENT_RULE_KEYS.filter((rule) => state.rules[rule] === undefined);
      if (lacking.length > 0) {
        return refuse(
          incomplete(
            '制度尚不齐全。',
            'Some rules are missing.',
            lacking.map((rule) => `${rule} (${MANAGEMENT_RULES[rule].zh}) is missing`),
          ),
        );
      }
      return allow<StageEvent>(
        ask(state, context, {
          key: 'RULES',
          title: { zh: `${state.name.zh}管理制度`, en: `${state.name.en}: management rules` },
          applicant: state.manager,
          route: 'RULES',
          content: {
            summary: [line('制度数', 'Rules', MANAGEMENT_RULE_KEYS.length)],
            documents: MANAGEMENT_RULE_KEYS.map((rule) => ({ title: MANAGEMENT_RULES[rule].zh, sha256: state.rules[rule] ?? '' })),
          },
        }),
      );
    }
    case 'IssueRules':
      if (!state.reviewed) return refuse(wrongState('制度尚未通过审核。', 'The rules have not passed the review yet.'));
      return allow<ManagementEvent>({ type: 'RulesIssued', data: { number: command.number, on: command.on } });
    case 'RecordBriefing':
      if (state.issued === null) return refuse(wrongState('制度尚未印发。', 'The rules have not been issued yet.'));
      return allow<ManagementEvent | StageEvent>(
        { type: 'BriefingRecorded', data: { on: command.on, attended: command.attended } },
        finish('DONE', { rules: MANAGEMENT_RULE_KEYS.length, rulesNumber: state.issued.number }),
      );
  }
}

export const managementCase = stageCase<ManagementState, ManagementCommand, ManagementEvent>({
  kind: 'management',
  stage: 'MANAGEMENT',
  initial: (base) => ({ ...base, rules: {}, reviewed: false, issued: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'RulesDrafted': {
        const drafted = Object.fromEntries(event.data.rules.map(({ rule, sha256 }) => [rule, sha256]));
        return { ...state, reviewed: false, rules: { ...state.rules, ...drafted } };
      }
      case 'RulesReviewed':
        return { ...state, reviewed: event.data.passed };
      case 'RulesIssued':
        return { ...state, issued: event.data };
      case 'BriefingRecorded':
        return state;
    }
  },
  answered: (_state, _key, decided) => [{ type: 'RulesReviewed', data: { passed: decided.outcome === 'APPROVED', reason: decided.reason } }],
});

/**
 * What the audit found in a project and what people made of it: open, explained, handed over, dismissed as a false alarm
 * with a reason. No workflow carries it (docs/adr/0021). Deliberately absent: the checks (domain/audit/rules.ts).
 */
import { allow, type CaseLogic, type Decision, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { inheritedIn } from '../kernel/inherited.ts';
import { incomplete, notYours, rejection, unknownItem, wrongState } from '../kernel/rejection.ts';
import { assertNever, type IsoInstant, type Text } from '../kernel/values.ts';
import { isSystem } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { notedWords } from '../stages/construction/finding-words.ts';
import { findingName } from '../words/findings.ts';
import { FUNDS_FINDINGS } from '../words/funds.ts';
import type { FindingStatus } from '../words/lists.ts';
import { ruleWords } from '../words/rules.ts';
import { FINDING_WORDS } from '../words/statuses.ts';
import { mayAct } from './acts.ts';
import { programmeOf } from './of-programme.ts';

/** What a check says: `id` stays the same for the same matter, whatever becomes of its figures. */
export type FindingFacts = {
  readonly id: string;
  readonly code: string;
  /** The document that is broken, with its article. */
  readonly rule: string;
  readonly evidence: Text;
  /** Events that show it, as `stream@version`. */
  readonly events: readonly string[];
};

export type FindingsCommand =
  /** All that the checks find now; what is new is raised, what is gone has ceased. */
  | {
      readonly type: 'Check';
      readonly programme: string;
      readonly project: string;
      readonly manager: string;
      readonly found: readonly FindingFacts[];
    }
  | { readonly type: 'Explain'; readonly finding: string; readonly explanation: string }
  | { readonly type: 'HandOver'; readonly finding: string; readonly to: string; readonly document: string }
  | { readonly type: 'Dismiss'; readonly finding: string; readonly reason: string }
  | { readonly type: 'Reopen'; readonly finding: string; readonly reason: string };

type E<T extends string, D extends object> = { readonly type: T; readonly data: D };
type Of = { readonly finding: string };
export type FindingsEvent =
  /** `fresh`: it did not stand before; absent: its figures changed, or of releases up to 0.6.0. */
  | E<'FindingRaised', FindingFacts & { readonly programme: string; readonly project: string; readonly manager: string; readonly fresh?: true }>
  | E<'FindingCeased', Of>
  | E<'FindingExplained', Of & { readonly explanation: string }>
  | E<'FindingHandedOver', Of & { readonly to: string; readonly document: string }>
  | E<'FindingDismissed', Of & { readonly reason: string }>
  | E<'FindingReopened', Of & { readonly reason: string }>;

export type KnownFinding = FindingFacts & {
  readonly status: FindingStatus;
  readonly firstSeen: IsoInstant;
  readonly lastSeen: IsoInstant;
  readonly note: string | null;
  readonly by: string | null;
};
export type FindingsState = {
  readonly programme: string;
  readonly project: string;
  readonly manager: string;
  readonly findings: Readonly<Record<string, KnownFinding>>;
};

const auditorOnly = rejection(
  'NOT_YOURS',
  '只有审计人员可以移交、排除或重新打开问题。',
  'Only an auditor may hand over, dismiss or reopen a finding.',
);

function decide(state: FindingsState | null, command: FindingsCommand, context: Context): Decision<FindingsEvent> {
  if (command.type === 'Check') return isSystem(context) ? check(state, command) : refuse(notYours);
  const known = inheritedIn(command.finding) === null ? state?.findings[command.finding] : undefined;
  if (state === null || known === undefined) return refuse(unknownItem(command.finding));
  const refused = mayAct(command.type, known.status, { roles: context.actor.roles, manages: context.actor.person === state.manager });
  if (refused === 'WHO') return refuse(command.type === 'Explain' ? notYours : auditorOnly);
  if (refused === 'STATE') return refuse(notOpen(known.status));
  switch (command.type) {
    case 'Explain':
      return saying(command.explanation, { type: 'FindingExplained', data: { finding: command.finding, explanation: command.explanation } });
    case 'HandOver': {
      const { finding, to, document } = command;
      return saying(to, { type: 'FindingHandedOver', data: { finding, to, document } });
    }
    case 'Dismiss':
      return saying(command.reason, { type: 'FindingDismissed', data: { finding: command.finding, reason: command.reason } });
    case 'Reopen':
      return saying(command.reason, { type: 'FindingReopened', data: { finding: command.finding, reason: command.reason } });
    default:
      return assertNever(command);
  }
}

const saying = (text: string, event: FindingsEvent): Decision<FindingsEvent> =>
  text.trim() === ''
    ? refuse(incomplete('请写明理由。', 'Please say why.', [{ zh: '内容为空', en: 'the text is empty' }]))
    : allow<FindingsEvent>(event);

const notOpen = (status: FindingStatus) =>
  wrongState(
    `该问题当前为“${FINDING_WORDS[status].zh}”，不能这样处理。`,
    `This finding is ${FINDING_WORDS[status].en}; that cannot be done with it now.`,
  );

function check(
  state: FindingsState | null,
  { programme, project, manager, found }: Extract<FindingsCommand, { type: 'Check' }>,
): Decision<FindingsEvent> {
  const known = state?.findings ?? {};
  const raised = found.filter((f) => {
    const before = known[f.id];
    return before === undefined || before.status === 'CEASED' || before.evidence.zh !== f.evidence.zh;
  });
  const still = new Set(found.map(({ id }) => id));
  const ceased = Object.values(known).filter(({ id, status }) => status !== 'CEASED' && !still.has(id));
  return allow<FindingsEvent>(
    ...raised.map((f): FindingsEvent => {
      const fresh = known[f.id] === undefined || known[f.id]?.status === 'CEASED';
      return { type: 'FindingRaised', data: { ...f, programme, project, manager, ...(fresh ? { fresh } : {}) } };
    }),
    ...ceased.map(({ id }): FindingsEvent => ({ type: 'FindingCeased', data: { finding: id } })),
  );
}

/** Releases up to 0.5.0 kept the sentence of a stage, in the one language that it had. */
export const evidenceOf = ({ code, evidence }: Pick<FindingFacts, 'code' | 'evidence'>): Text =>
  evidence.zh === evidence.en ? notedWords({ code, evidence: evidence.zh }) : evidence;

/** Money that does not agree is looked after at once: by the office, and by whoever manages the project. */
function moneyNotices({ code, rule, evidence, manager, fresh }: Extract<FindingsEvent, { type: 'FindingRaised' }>['data']): readonly NoticeDue[] {
  if (fresh !== true || !FUNDS_FINDINGS.some((known) => known === code)) return [];
  const [name, of] = [findingName(code), ruleWords(rule)];
  const says = { zh: `${name.zh}：${evidence.zh}（${of.zh}）`, en: `${name.en}: ${evidence.en} (${of.en})` };
  const whom: readonly NoticeDue['to'][] = [
    { role: 'PROGRAMME_OFFICER' },
    { role: 'OFFICE_DIRECTOR' },
    ...(manager === '' ? [] : [{ person: manager }]),
  ];
  return whom.map((to) => ({ template: 'finding', to, facts: { says } }));
}

export const findingsLedger: CaseLogic<FindingsState, FindingsCommand, FindingsEvent, NoticeDue> = {
  kind: 'findings',
  // 2: what an earlier release kept in one language is folded into both.
  schema: 2,
  decide,
  evolve(state, event) {
    if (event.type === 'FindingRaised') {
      const { programme, project, manager, fresh: _, ...found } = event.data;
      const before = state?.findings[found.id];
      const raised: KnownFinding = {
        ...found,
        evidence: evidenceOf(found),
        status: 'OPEN',
        firstSeen: before?.firstSeen ?? event.occurredAt,
        lastSeen: event.occurredAt,
        note: before?.note ?? null,
        by: before?.by ?? null,
      };
      return { programme, project, manager, findings: { ...state?.findings, [found.id]: raised } };
    }
    if (state === null) throw new Error(`${event.type} before FindingRaised`);
    const known = state.findings[event.data.finding];
    if (known === undefined) throw new Error(`no finding ${event.data.finding}`);
    const to = (status: FindingStatus, note: string | null): FindingsState => ({
      ...state,
      findings: { ...state.findings, [known.id]: { ...known, status, note: note ?? known.note, by: note === null ? known.by : event.actor.person } },
    });
    switch (event.type) {
      case 'FindingCeased':
        return to('CEASED', null);
      case 'FindingExplained':
        return to('EXPLAINED', event.data.explanation);
      case 'FindingHandedOver':
        return to('HANDED_OVER', `${event.data.to} ${event.data.document}`.trim());
      case 'FindingDismissed':
        return to('DISMISSED', event.data.reason);
      case 'FindingReopened':
        return to('OPEN', event.data.reason);
      default:
        return assertNever(event);
    }
  },
  consequences: () => [],
  notices: (_, event) => (event.type === 'FindingRaised' ? moneyNotices(event.data) : []),
  agenda: () => [],
  closed: () => false,
  summary: ({ programme, project, findings }) => ({
    status: Object.values(findings).some(({ status }) => status === 'OPEN') ? 'OPEN' : 'SETTLED',
    title:
      programmeOf(project) === null
        ? { zh: `${project} 审计发现`, en: `${project}: audit findings` }
        : { zh: `${programme} 项目群审计发现`, en: `${programme}: audit findings of the programme` },
    programme,
    project: programmeOf(project) === null ? project : null,
  }),
};

export const checkCommand = (found: Omit<Extract<FindingsCommand, { type: 'Check' }>, 'type'>): FindingsCommand => ({ type: 'Check', ...found });

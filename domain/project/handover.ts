/**
 * Filing and handover: five facts, each with its paper, which together end a project. What has happened outside is entered as
 * its paper says; a paper that cannot be of this project is refused, and it ends when nothing is lacking. Deliberately
 * absent: how many working days a notice had, which the recorder counts (needs.ts).
 */
import { blankDeadline, type Deadline } from '../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt, daysBetween } from '../kernel/days.ts';
import { futureFault, incomplete, wrongState } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { heldIn, valuesIn } from '../rule-table/table.ts';
import { handoverStage } from '../stages/handover/stage.ts';
import { HANDOVER } from '../standards/handover.ts';
import { reviewDays } from '../standards/settlement.ts';
import { dayWords } from '../words/days.ts';
import { money } from '../words/money.ts';
import type { HandoverFacts, ProjectCommand, ProjectEvent, ProjectState } from './facts.ts';
import { finished } from './stages.ts';

type Command = Extract<ProjectCommand, { type: 'RecordHandover' }>;
type Given = Partial<HandoverFacts>;

export function recordHandover(state: ProjectState, { facts: given }: Command, context: Context): Decision<ProjectEvent> {
  if (state.stages.HANDOVER?.status !== 'OPEN') return refuse(wrongState('尚未通过验收。', 'Final acceptance has not been passed yet.'));
  const rules = valuesIn(state.standards, HANDOVER);
  const { publicNotice: _, ...others } = given;
  for (const [on] of daysIn(rules.inOrder ? given : others)) {
    const future = futureFault(on, context);
    if (future !== null) return refuse(future);
  }
  const { publicNotice: notice } = given;
  if (notice != null && daysBetween(notice.from, notice.to) < rules.noticeDays) {
    const days = daysBetween(notice.from, notice.to);
    const least = {
      zh: `publicNotice：公示至少 ${rules.noticeDays} 个工作日，现为 ${days} 天`,
      en: `publicNotice must last at least ${rules.noticeDays} working days; it lasts ${days} days`,
    };
    return refuse(incomplete('公示期不足。', 'The public notice is too short.', [least]));
  }
  const faults = [
    ...(byRules(context, 3) ? ownApproval(state, given) : []),
    ...(rules.asPaper ? [...paperFaults(given), ...fileTwice({ ...state.handover, ...given })] : []),
    ...(rules.inOrder ? orderFaults(state, given) : []),
    ...(rules.accountsReconciled ? accountsFaults(state, given) : []),
    ...(rules.objectionsAnswered ? [...answerFaults(given), ...objectionsGone(state.handover.publicNotice, notice)] : []),
  ];
  if (faults.length > 0)
    return refuse(
      incomplete(
        '移交资料有误（政府投资条例第二十五条；财建〔2016〕503号）。',
        'What is handed over has faults (政府投资条例 art. 25; 财建〔2016〕503号).',
        faults,
      ),
    );
  const counted =
    notice != null && rules.noticeInWorkdays ? { notice: { from: notice.from, to: notice.to, least: rules.noticeDays, workdays: 0 } } : {};
  const recorded: ProjectEvent = { type: 'HandoverRecorded', data: { facts: given, ...counted, ...replyBy(state, given) } };
  if (lackingIn(state, given).length > 0) return allow<ProjectEvent>(recorded);
  const filing = (given.filing ?? state.handover.filing)?.number ?? null;
  return allow<ProjectEvent>(recorded, finished(handoverStage, { filing }), {
    type: 'ProjectClosed',
    data: { outcome: 'ACCEPTED', reason: null, undone: [], remains: [] },
  });
}

/** Until when finance reviews accounts and replies to them, by their sum; nothing: the county sets no days, or its project has no such rule. */
function replyBy({ standards }: ProjectState, { finalAccounts: accounts }: Given): { readonly accountsDue?: Deadline } {
  const [review, reply] = [heldIn(standards, HANDOVER, 'accountsReview'), heldIn(standards, HANDOVER, 'accountsReplyDays')];
  const days = accounts == null || review === null ? 0 : reviewDays({ review }, accounts.amountFen);
  return accounts == null || reply === null || days === 0 ? {} : { accountsDue: blankDeadline(accounts.on, { n: days + reply, unit: 'WD' }) };
}

/** The day on which it was accepted; null: not yet. */
export function passedOnOf({ stages }: ProjectState): IsoDate | null {
  const { result, finishedAt } = stages.ACCEPTANCE ?? {};
  if (typeof result?.passedOn === 'string') return result.passedOn;
  return finishedAt == null ? null : dayAt(finishedAt);
}

/** A notice of `from` that announces an acceptance of `passedOn`. */
export const noticeTooEarly = (from: IsoDate, passedOn: IsoDate): Text => ({
  zh: `公示自${dayWords(from).zh}起，早于其公示的验收结果（${dayWords(passedOn).zh}）`,
  en: `the public notice began on ${dayWords(from).en}, before the acceptance that it announces (${dayWords(passedOn).en})`,
});

/** Every day that a paper says, with what it is of. */
function daysIn({ filing, publicNotice, finalAccounts, assets, archive }: Given): readonly (readonly [IsoDate, string])[] {
  const days: readonly (readonly [IsoDate | undefined, string])[] = [
    [filing?.on, 'filing.on'],
    [publicNotice?.from, 'publicNotice.from'],
    [publicNotice?.to, 'publicNotice.to'],
    ...(publicNotice?.answers ?? []).map(({ on }, index) => [on, `publicNotice.answers[${index}].on`] as const),
    [finalAccounts?.on, 'finalAccounts.on'],
    [finalAccounts?.approval?.on, 'finalAccounts.approval.on'],
    [assets?.on, 'assets.on'],
    [archive?.on, 'archive.on'],
  ];
  return days.flatMap(([on, what]) => (on === undefined ? [] : [[on, what] as const]));
}

/** What is still lacking before it ends; nothing: it ends. */
export function lackingIn(state: ProjectState, given: Given = {}): readonly string[] {
  const rules = valuesIn(state.standards, HANDOVER);
  const facts: HandoverFacts = { ...state.handover, ...given };
  const { publicNotice: notice, finalAccounts: accounts } = facts;
  return [
    ...Object.entries(facts).flatMap(([name, fact]) => (fact === null ? [name] : [])),
    ...(rules.objectionsAnswered && notice !== null && (notice.answers?.length ?? 0) < notice.objections ? ['publicNotice.answers'] : []),
    ...(rules.accountsApproved && accounts !== null && accounts.approval === undefined ? ['finalAccounts.approval'] : []),
  ];
}

/** Each fact with its number and its file. */
function paperFaults(given: Given): readonly Text[] {
  const needed = Object.entries(given).flatMap(([name, fact]): Text[] => {
    if (fact == null) return [];
    const number = 'number' in fact ? fact.number : undefined;
    return [
      ...(name !== 'publicNotice' && (number ?? '').trim() === ''
        ? [{ zh: `${name}.number：须填写文号`, en: `${name}.number must be the number of its paper` }]
        : []),
      ...(fact.file === undefined ? [{ zh: `${name}.file：须为已上传的文件`, en: `${name}.file must be what was handed in for it` }] : []),
    ];
  });
  return [
    ...needed,
    ...(given.assets != null && given.assets.to.trim() === ''
      ? [{ zh: 'assets.to：须写明接收单位', en: 'assets.to must say who takes them over' }]
      : []),
    ...(given.archive != null && given.archive.location.trim() === ''
      ? [{ zh: 'archive.location：须写明存放地点', en: 'archive.location must say where it lies' }]
      : []),
    ...approvalFaults(given.finalAccounts?.approval),
  ];
}

/** Who approved the accounts, by which paper. */
function approvalFaults(approval: NonNullable<HandoverFacts['finalAccounts']>['approval']): readonly Text[] {
  if (approval === undefined) return [];
  return [
    ...(approval.number.trim() === ''
      ? [{ zh: 'finalAccounts.approval.number：须填写批复文号', en: 'finalAccounts.approval.number must be the number of the reply' }]
      : []),
    ...(approval.by.trim() === ''
      ? [{ zh: 'finalAccounts.approval.by：须写明批复单位', en: 'finalAccounts.approval.by must say who approved them' }]
      : []),
    ...(approval.file === undefined
      ? [{ zh: 'finalAccounts.approval.file：须为已上传的批复文件', en: 'finalAccounts.approval.file must be the reply that was handed in' }]
      : []),
  ];
}

/** Nobody approves accounts of their own. */
function ownApproval({ profile }: ProjectState, { finalAccounts }: Given): readonly Text[] {
  const term = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '');
  return finalAccounts?.approval !== undefined && term(finalAccounts.approval.by) === term(profile.unit)
    ? [
        {
          zh: `finalAccounts.approval.by：${profile.unit}不得批复本单位的决算`,
          en: `finalAccounts.approval.by must not be ${profile.unit}, whose accounts they are`,
        },
      ]
    : [];
}

/** One file is not two papers. */
function fileTwice({ filing, publicNotice, finalAccounts, assets, archive }: HandoverFacts): readonly Text[] {
  const papers = { filing, publicNotice, finalAccounts, 'finalAccounts.approval': finalAccounts?.approval ?? null, assets, archive };
  const held = Object.entries(papers).flatMap(([name, fact]) => (fact?.file === undefined ? [] : [[name, fact.file.sha256] as const]));
  return held.flatMap(([name, sha256], index) => {
    const before = held.slice(0, index).find(([, other]) => other === sha256);
    return before === undefined
      ? []
      : [
          {
            zh: `${name}.file：与 ${before[0]} 是同一个文件，每项须有自己的文件`,
            en: `${name}.file must be a paper of its own, not that of ${before[0]}`,
          },
        ];
  });
}

/** Objections that are on record are answered; they go away by no second entry of the same notice. */
function objectionsGone(known: HandoverFacts['publicNotice'], given: HandoverFacts['publicNotice'] | undefined): readonly Text[] {
  if (known === null || given == null || given.objections >= known.objections) return [];
  const another = given.from > known.to && (known.answers?.length ?? 0) >= known.objections;
  return another
    ? []
    : [
        {
          zh: `publicNotice.objections：已登记 ${known.objections} 条异议，不能减为 ${given.objections} 条；请逐条登记答复`,
          en: `publicNotice.objections must not be fewer than the ${known.objections} on record; answer each of them`,
        },
      ];
}

/** None of it before completion; assets and archive are of a project that has passed. */
function orderFaults(state: ProjectState, given: Given): readonly Text[] {
  const completion = state.stages.CONSTRUCTION?.result.completionOn;
  const passedOn = passedOnOf(state);
  const { finalAccounts: accounts = state.handover.finalAccounts } = given;
  return [
    ...(typeof completion === 'string'
      ? daysIn(given).flatMap(([on, what]) =>
          on < completion
            ? [{ zh: `${what} ${on} 不得早于竣工之日 ${completion}`, en: `${what} ${on} must not be before completion, ${completion}` }]
            : [],
        )
      : []),
    ...(passedOn === null
      ? []
      : daysIn({ assets: given.assets ?? null, archive: given.archive ?? null }).flatMap(([on, what]) =>
          on < passedOn
            ? [{ zh: `${what} ${on} 不得早于通过验收之日 ${passedOn}`, en: `${what} ${on} must not be before acceptance, ${passedOn}` }]
            : [],
        )),
    ...(accounts?.approval !== undefined && accounts.approval.on < accounts.on
      ? [
          {
            zh: `finalAccounts.approval.on：批复不得早于决算之日 ${accounts.on}`,
            en: `finalAccounts.approval.on must not be before the accounts of ${accounts.on}`,
          },
        ]
      : []),
  ];
}

/** Against what construction hands on: contract with approved changes, payments, the approved estimate. */
function accountsFaults({ stages }: ProjectState, { finalAccounts: accounts }: Given): readonly Text[] {
  if (accounts == null) return [];
  const fen = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  const { contractFen, changesFen, paidFen, paidInAllFen, estimateFen } = stages.CONSTRUCTION?.result ?? {};
  const { amountFen, worksFen, otherFen, reason = '' } = accounts;
  if (worksFen === undefined || otherFen === undefined)
    return [
      {
        zh: 'finalAccounts：须写明 worksFen（建安）和 otherFen（设备及其他）',
        en: 'finalAccounts must say worksFen (construction and installation) and otherFen (equipment and the rest)',
      },
    ];
  const [contract, paid, estimate] = [fen(contractFen), fen(paidFen) ?? 0, fen(estimateFen)];
  const others = (fen(paidInAllFen) ?? paid) - paid;
  const most = contract === null ? null : contract + (fen(changesFen) ?? 0);
  return [
    ...(worksFen + otherFen === amountFen
      ? []
      : [
          {
            zh: `finalAccounts.amountFen：须等于 worksFen 与 otherFen 之和 ${money(worksFen + otherFen).zh}，不是 ${money(amountFen).zh}`,
            en: `finalAccounts.amountFen must be worksFen and otherFen together, ${money(worksFen + otherFen).en}, not ${money(amountFen).en}`,
          },
        ]),
    ...(worksFen < paid
      ? [
          {
            zh: `finalAccounts.worksFen：不得少于已付施工单位的 ${money(paid).zh}`,
            en: `finalAccounts.worksFen must not be less than the ${money(paid).en} that was paid to the contractor`,
          },
        ]
      : []),
    ...(otherFen < others
      ? [
          {
            zh: `finalAccounts.otherFen：不得少于按其他合同已付的 ${money(others).zh}`,
            en: `finalAccounts.otherFen must not be less than the ${money(others).en} that was paid by other contracts`,
          },
        ]
      : []),
    ...(most !== null && worksFen > most && reason.trim() === ''
      ? [
          {
            zh: `finalAccounts.reason：建安超过合同加已批准变更 ${money(most).zh}，须说明原因`,
            en: `finalAccounts.reason must say why the works exceed contract and approved changes, ${money(most).en}`,
          },
        ]
      : []),
    ...(estimate !== null && amountFen > estimate
      ? [
          {
            zh: `finalAccounts.amountFen：不得超过核定概算 ${money(estimate).zh}；须先经原审批部门调整概算（政府投资条例第二十三条）`,
            en: `finalAccounts.amountFen must not exceed the approved estimate of ${money(estimate).en}; whoever approved it approves another first (政府投资条例 art. 23)`,
          },
        ]
      : []),
  ];
}

/** Answers are of objections, in or after the notice. */
function answerFaults({ publicNotice: notice }: Given): readonly Text[] {
  const answers = notice?.answers ?? [];
  if (notice == null) return [];
  return [
    ...(answers.length > notice.objections
      ? [
          {
            zh: `publicNotice.answers：答复多于 ${notice.objections} 条异议`,
            en: `publicNotice.answers must be of the ${notice.objections} objections`,
          },
        ]
      : []),
    ...answers.flatMap(({ on, answer }, index) => [
      ...(answer.trim() === ''
        ? [{ zh: `publicNotice.answers[${index}].answer：须写明答复内容`, en: `publicNotice.answers[${index}].answer must say what was answered` }]
        : []),
      ...(on < notice.from
        ? [{ zh: `publicNotice.answers[${index}].on：答复不得早于公示`, en: `publicNotice.answers[${index}].on must not be before the notice` }]
        : []),
    ]),
  ];
}

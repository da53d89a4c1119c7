/** What the page of construction tells: what it needs and by which rule, and what was recorded. Deliberately absent: its forms (form.ts). */
import { addDays } from '../../kernel/days.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { PAYMENT_TITLES } from '../../standards/closed-lists.ts';
import { CONSTRUCTION } from '../../standards/construction.ts';
import { MILESTONE_NAMES, MILESTONES, milestonesOf } from '../../standards/milestones.ts';
import { PAYMENTS } from '../../standards/payments.ts';
import { PERMIT_KINDS, PERMIT_NAMES, PERMITS, permitsBeforeStart } from '../../standards/permits.ts';
import { SETTLEMENT } from '../../standards/settlement.ts';
import { findingName } from '../../words/findings.ts';
import { money } from '../../words/money.ts';
import { ruleWords } from '../../words/rules.ts';
import { STEP_STATUS_WORDS } from '../../words/statuses.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text } from '../standing.ts';
import { contractSections } from './contracts/standing.ts';
import type { ConstructionState } from './facts.ts';
import { notedWords } from './finding-words.ts';
import { GROUPS } from './groups.ts';
import { owedNeeds, owedSections } from './owed/standing.ts';
import { replanSections } from './replanning/standing.ts';
import { reportsSection } from './report-standing.ts';
import type { Request } from './requests.ts';
import { isSettling, retentionFrom } from './settlement.ts';
import { siteNeeds, siteSections } from './site/standing.ts';
import { sourceName, sourcesNamed } from './sources.ts';
import { namedIn, paidForWorks } from './sums.ts';
import { supervisionSections } from './supervision-standing.ts';

const PERMIT_STEP_WORDS = {
  ASKED: STEP_STATUS_WORDS.ASKED,
  APPROVED: text('已同意，待登记许可', 'agreed; what is issued is to be recorded'),
  REFUSED: STEP_STATUS_WORDS.REFUSED,
} as const;

function permitNeeds({ profile, permits, permitSteps, standards }: ConstructionState): readonly Need[] {
  return permitsBeforeStart(profile, valuesIn(standards, PERMITS)).map((permit) => {
    const held = permits[permit];
    return {
      key: `PERMIT.${permit}`,
      what: PERMIT_NAMES[permit],
      there: held !== undefined,
      ...(held === undefined
        ? permitSteps?.[permit] === undefined
          ? {}
          : { value: PERMIT_STEP_WORDS[permitSteps[permit]] }
        : { value: plainly(held.number) }),
      why: text('开工前须取得', 'before works start'),
      ...(held?.until === undefined ? {} : { until: held.until }),
      basis: PERMITS.rows[permit].document,
    };
  });
}

const milestoneName = (key: string): Text => MILESTONE_NAMES[key] ?? plainly(key);

function milestoneNeeds({ profile, reached, standards }: ConstructionState): readonly Need[] {
  const planned = new Map(profile.milestones.map(({ key, plannedOn }) => [key, plannedOn]));
  return milestonesOf(profile.buildKind, valuesIn(standards, MILESTONES)).map(({ key, weight }) => {
    const until = planned.get(key) ?? (key === 'COMPLETION' ? profile.finishOn : undefined);
    return {
      key: `MILESTONE.${key}`,
      what: milestoneName(key),
      there: reached[key] !== undefined,
      value: plainly(`${weight}%`),
      ...(reached[key] !== undefined || until === undefined ? {} : { until }),
      basis: MILESTONES.rows[profile.buildKind === 'CONVERT' ? 'convert' : 'build'].document,
    };
  });
}

function moneyNeeds(state: ConstructionState): readonly Need[] {
  const { completionOn, settlement, contract } = state;
  if (completionOn === null || contract === null || !valuesIn(state.standards, PAYMENTS).runsOn) return [];
  const basis = PAYMENTS.rows.runsOn.document;
  const paid = paidForWorks(state);
  const { submitted } = state;
  return [
    ...(submitted === undefined || settlement !== undefined
      ? []
      : [
          {
            key: 'REVIEW',
            what: text('结算审核', 'Review of the settlement'),
            there: false,
            value: text(
              `${submitted.number} 送审 ${money(submitted.amountFen).zh}`,
              `${submitted.number}, ${money(submitted.amountFen).en} handed in`,
            ),
            ...(submitted.deadline.dueOn === null ? {} : { until: submitted.deadline.dueOn }),
            basis: SETTLEMENT.rows.review.document,
          },
        ]),
    {
      key: 'SETTLEMENT',
      what: text('结算', 'Settlement'),
      there: settlement !== undefined,
      ...(settlement === undefined ? {} : { value: money(settlement.amountFen) }),
      basis,
    },
    ...(settlement === undefined
      ? []
      : [
          {
            key: 'PAID',
            what: text('付清工程款', 'All of it paid'),
            there: state.accountsClosed === true,
            value: text(`已付 ${money(paid).zh}`, `${money(paid).en} paid`),
            why: text('质保金在缺陷责任期满后返还', 'retention is released after the defects period'),
            ...(isSettling(state) ? { until: retentionFrom(state, completionOn) } : {}),
            basis,
          },
        ]),
  ];
}

function needs(state: ConstructionState): readonly Need[] {
  const { contract, completionOn, filing, standards } = state;
  return [
    ...permitNeeds(state),
    {
      key: 'CONTRACT',
      what: text('施工合同', 'Construction contract'),
      there: contract !== null,
      ...(contract === null
        ? {}
        : { value: text(`${contract.contractor}，${money(contract.amountFen).zh}`, `${contract.contractor}, ${money(contract.amountFen).en}`) }),
      why: text('开工、付款和变更都以合同为准', 'start, payments and changes rest on it'),
    },
    ...siteNeeds(state),
    ...owedNeeds(state),
    ...milestoneNeeds(state),
    {
      key: 'FILING',
      what: text('竣工验收备案', 'Completion filing'),
      there: filing !== null,
      ...(filing === null ? {} : { value: plainly(filing.number) }),
      ...(filing === null && completionOn !== null ? { until: addDays(completionOn, valuesIn(standards, CONSTRUCTION).filingDays) } : {}),
      basis: CONSTRUCTION.rows.filingDays.document,
    },
    ...moneyNeeds(state),
  ];
}

const requests = (of: Readonly<Record<string, Request>>) =>
  Object.entries(of).map(([key, { amountFen, status, cause, kind, on, takenOver }]) => ({
    key,
    cells: [
      plainly(key),
      kind === undefined ? (cause === undefined ? null : plainly(cause)) : PAYMENT_TITLES[kind],
      { fen: amountFen },
      STEP_STATUS_WORDS[status],
      dayCell(on),
    ],
    takenOver: takenOver === true,
  }));

const BY_CONVENTION = text('未注明（台账按先后顺序推定）', 'not named (by the convention of the ledger)');
const paidFrom = (state: ConstructionState, payment: Request | undefined): Text | null => {
  if (state.funds?.sources === undefined || payment === undefined || payment.status === 'REFUSED') return null;
  return payment.from === undefined ? BY_CONVENTION : sourcesNamed(state, payment.from);
};

/** What the programme has allocated, by source, against what payments name of it. */
function fundsSection(state: ConstructionState): Section {
  const [asked, paid] = [namedIn(state, ['ASKED']), namedIn(state, ['APPROVED'])];
  return {
    key: 'funds',
    group: GROUPS.money,
    title: text('已下达资金', 'Money allocated'),
    columns: [text('来源', 'Source'), text('已下达', 'Allocated'), text('注明已付', 'Paid by name'), text('注明待批', 'Asked for by name')],
    rows: (state.funds?.sources ?? []).map(({ source, allocatedFen }) => ({
      key: source,
      cells: [sourceName(state, source), { fen: allocatedFen }, { fen: paid.get(source) ?? 0 }, { fen: asked.get(source) ?? 0 }],
    })),
  };
}

const [DAY, AMOUNT, STATUS] = [text('日期', 'Day'), text('金额', 'Amount'), text('状态', 'State')];

function sections(state: ConstructionState): readonly Section[] {
  const { profile, permits, reached, payments, changes, findings } = state;
  const planned = new Map(profile.milestones.map(({ key, plannedOn }) => [key, plannedOn]));
  const taken = state.takenOver?.facts ?? [];
  const milestones = milestonesOf(profile.buildKind, valuesIn(state.standards, MILESTONES));
  return filled([
    {
      key: 'milestones',
      group: GROUPS.works,
      title: text('形象节点', 'Milestones'),
      columns: [text('节点', 'Milestone'), text('累计进度', 'Progress'), text('计划', 'Planned'), text('实际', 'Reached')],
      rows: milestones.map(({ key, weight }) => ({
        key,
        cells: [milestoneName(key), plainly(`${weight}%`), dayCell(planned.get(key)), dayCell(reached[key])],
        takenOver: taken.some(
          (fact) => (fact.kind === 'MILESTONE' && fact.milestone === key) || (key === 'COMPLETION' && fact.kind === 'COMPLETION'),
        ),
      })),
    },
    ...replanSections(state),
    {
      key: 'permits',
      group: GROUPS.works,
      title: text('许可', 'Permits'),
      columns: [
        text('种类', 'Kind'),
        text('文号', 'Number'),
        DAY,
        text('发证机关', 'Issued by'),
        text('有效期至', 'Holds until'),
        text('延期', 'Extended to'),
      ],
      rows: PERMIT_KINDS.flatMap((kind) => {
        const held = permits[kind];
        if (held === undefined) return [];
        return [
          {
            key: kind,
            cells: [
              PERMIT_NAMES[kind],
              plainly(held.number),
              dayCell(held.on),
              held.by === undefined ? null : plainly(held.by),
              dayCell(held.until),
              dayCell(held.extensions?.at(-1)?.until),
            ],
            takenOver: taken.some((fact) => fact.kind === 'PERMIT' && fact.permit === kind),
          },
        ];
      }),
    },
    ...contractSections(state),
    {
      key: 'payments',
      group: GROUPS.money,
      title: text('支付', 'Payments'),
      columns: [text('编号', 'Number'), text('款项', 'Kind'), AMOUNT, STATUS, DAY, text('资金来源', 'Paid from')],
      rows: requests(payments).map(({ cells, ...row }) => ({ ...row, cells: [...cells, paidFrom(state, payments[row.key])] })),
    },
    fundsSection(state),
    {
      key: 'changes',
      group: GROUPS.money,
      title: text('工程变更', 'Change orders'),
      columns: [text('编号', 'Number'), text('原因', 'Cause'), AMOUNT, STATUS, DAY],
      rows: requests(changes),
    },
    reportsSection(state),
    ...supervisionSections(state),
    ...siteSections(state),
    ...owedSections(state),
    {
      key: 'findings',
      title: text('记下的问题', 'Findings'),
      columns: [text('问题', 'Finding'), text('说明', 'What it is'), text('依据', 'By')],
      rows: findings.map((noted, index) => ({ key: String(index), cells: [findingName(noted.code), notedWords(noted), ruleWords(noted.rule)] })),
    },
  ]);
}

export const constructionTelling: Telling<ConstructionState> = { needs, sections };

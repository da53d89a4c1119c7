/**
 * What of a programme's money does not agree, or is late: each with the row of the table of rules that it rests on and its number.
 * Found, never refused here: it has happened. Pure. Deliberately absent: what an entry is refused for (decide.ts).
 */
import { addDays, daysBetween } from '../kernel/days.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { Funding } from '../profile/profile.ts';
import type { Row } from '../rule-table/table.ts';
import { FUNDS, type FundsRules } from '../standards/funds.ts';
import { dayWords } from '../words/days.ts';
import { FUND_LEVEL_WORDS, FUND_LEVELS, type FUNDS_FINDINGS, type FundLevel } from '../words/funds.ts';
import { money } from '../words/money.ts';
import { ruleWords } from '../words/rules.ts';
import type { FundsHeld } from './facts.ts';
import {
  allocatedAtFen,
  allocationsOf,
  availableTo,
  budgetsOf,
  ledgerOf,
  levelSums,
  namedBySource,
  projectSums,
  receivedOf,
  sourceSums,
  sourcesOf,
  total,
  usedFen,
} from './sums.ts';

/** Of a project, for the comparison: what it plans and what its board says. Sums in 分. */
export type ProjectMoney = {
  readonly project: string;
  readonly funding: Funding;
  /** Null: no estimate was approved yet. */
  readonly estimateFen: number | null;
  /** By its works themselves. */
  readonly paidFen: number;
};

export type FundsFinding = {
  readonly code: (typeof FUNDS_FINDINGS)[number];
  readonly light: 'YELLOW' | 'RED';
  /** Null: of no project, or of no source. */
  readonly project: string | null;
  readonly source: string | null;
  /** Of a level as a whole. */
  readonly level?: FundLevel;
  readonly what: Text;
  /** Which row of which table lit it, with its number and its document. */
  readonly rule: Text;
};

type RowName = keyof typeof FUNDS.rows;
/** `规则表 FUNDS.countyBehindRed：30，本产品默认值（县级可改）`. */
function ruleOf(name: RowName, rules: FundsRules): Text {
  const told: Row = FUNDS.rows[name];
  return {
    zh: `规则表 ${FUNDS.key}.${name}：${String(rules[name])}，${told.document}`,
    en: `rule table ${FUNDS.key}.${name}: ${String(rules[name])}, ${ruleWords(told.document).en}`,
  };
}
/** Sums that must agree, whatever a county says. */
const AGREE: Text = { zh: '金额勾稽', en: 'sums must agree' };

type Found = Omit<FundsFinding, 'project' | 'source' | 'rule'> & Partial<Pick<FundsFinding, 'project' | 'source' | 'rule'>>;
const found = (one: Found): FundsFinding => ({ project: null, source: null, rule: AGREE, ...one });
const sums = (a: number, b: number) => ({ a: money(a), b: money(b) });

export function fundsFindings(held: FundsHeld, projects: readonly ProjectMoney[], rules: FundsRules, today: IsoDate): readonly FundsFinding[] {
  const missing = sourcesOf(held).length === 0;
  return [
    ...(missing && rules.missingRed
      ? [
          found({
            code: 'SOURCES_MISSING',
            light: 'RED',
            what: { zh: '没有登记任何资金来源', en: 'no source of funds is on record' },
            rule: ruleOf('missingRed', rules),
          }),
        ]
      : []),
    ...sourceFindings(held, rules),
    ...projects.flatMap((one) => projectFindings(held, one, rules, today, missing)),
  ];
}

function sourceFindings(held: FundsHeld, rules: FundsRules): readonly FundsFinding[] {
  const sources = sourcesOf(held).flatMap((source): readonly FundsFinding[] => {
    const { amountFen, budgetedFen, leftFen } = sourceSums(held, source);
    const [used, budgeted] = [sums(amountFen - leftFen, amountFen), sums(budgetedFen, amountFen)];
    return [
      ...(leftFen < 0
        ? [
            found({
              code: 'ALLOCATED_OVER_SOURCE',
              light: 'RED',
              source: source.key,
              what: { zh: `${source.key} 累计下达 ${used.a.zh}，多于来源 ${used.b.zh}`, en: `${source.key}: ${used.a.en} allocated of ${used.b.en}` },
              rule: ruleOf('allocationGate', rules),
            }),
          ]
        : []),
      ...(budgetedFen > amountFen
        ? [
            found({
              code: 'BUDGET_OVER_SOURCE',
              light: 'YELLOW',
              source: source.key,
              what: {
                zh: `${source.key} 各年预算合计 ${budgeted.a.zh}，多于来源 ${budgeted.b.zh}`,
                en: `${source.key}: budgets of ${budgeted.a.en} in all, from ${budgeted.b.en}`,
              },
            }),
          ]
        : []),
    ];
  });
  const levels = FUND_LEVELS.flatMap((level): readonly FundsFinding[] => {
    const { amountFen, leftFen } = levelSums(held, level);
    const none = sourcesOf(held).every((source) => source.level !== level);
    // Other money than the government's is granted by nobody, so it has often no source.
    if (leftFen >= 0 || (level === 'OTHER' && none) || alreadyTold(sources, held, level)) return [];
    if (sourcesOf(held).length === 0) return [];
    const { a, b } = sums(amountFen - leftFen, amountFen);
    const { zh, en } = FUND_LEVEL_WORDS[level];
    const what = {
      zh: `${zh}下达（含接续前到位）${a.zh}，多于来源 ${b.zh}`,
      en: `${en}: ${a.en} allocated, with what was received before, of ${b.en}`,
    };
    return [found({ code: 'ALLOCATED_OVER_LEVEL', light: 'RED', level, what, rule: ruleOf('allocationGate', rules) })];
  });
  return [...sources, ...levels, ...budgetFindings(held)];
}
const alreadyTold = (told: readonly FundsFinding[], held: FundsHeld, level: string): boolean =>
  told.some(({ code, source }) => code === 'ALLOCATED_OVER_SOURCE' && sourcesOf(held).some((one) => one.key === source && one.level === level));

const budgetFindings = (held: FundsHeld): readonly FundsFinding[] =>
  budgetsOf(held).flatMap(({ source, year, amountFen }): readonly FundsFinding[] => {
    const allocated = total(
      allocationsOf(held).filter((one) => one.source === source && one.on.startsWith(`${year}-`)),
      usedFen,
    );
    if (allocated <= amountFen) return [];
    const { a, b } = sums(allocated, amountFen);
    const what = { zh: `${source} ${year} 年下达 ${a.zh}，多于预算 ${b.zh}`, en: `${source}, ${year}: ${a.en} allocated of a budget of ${b.en}` };
    return [found({ code: 'ALLOCATED_OVER_BUDGET', light: 'YELLOW', source, what })];
  });

function projectFindings(held: FundsHeld, one: ProjectMoney, rules: FundsRules, today: IsoDate, missing: boolean): readonly FundsFinding[] {
  const { project } = one;
  const { allocatedFen, paidFen } = projectSums(held, project);
  const accounts = Object.values(ledgerOf(held).paid[project] ?? {});
  const planned = Math.max(one.funding.centralFen + one.funding.countyFen + one.funding.otherFen, one.estimateFen ?? 0);
  const has = receivedOf(held, project).length > 0 || allocationsOf(held).some((allocation) => allocation.project === project);
  const paid = accounts.length === 0 ? one.paidFen : paidFen;
  const of = (code: FundsFinding['code'], light: FundsFinding['light'], zh: string, en: string, rule: Text = AGREE) =>
    found({ code, light, project, what: { zh, en }, rule });
  const [over, plan, counted] = [sums(paid, allocatedFen), sums(allocatedFen, planned), sums(paidFen, one.paidFen)];
  return [
    ...(has && paid > allocatedFen
      ? [
          of(
            'PAID_OVER_ALLOCATED',
            'RED',
            `累计付款 ${over.a.zh}，多于下达资金 ${over.b.zh}`,
            `${over.a.en} paid of ${over.b.en} allocated`,
            ruleOf('paymentGate', rules),
          ),
        ]
      : []),
    ...(!has && !missing && paid > 0
      ? [
          of(
            'NOT_ALLOCATED',
            'RED',
            `已付款 ${over.a.zh}，没有资金下达`,
            `${over.a.en} was paid, and nothing was allocated`,
            ruleOf('paymentGate', rules),
          ),
        ]
      : []),
    ...(allocatedFen > planned
      ? [
          of(
            'ALLOCATED_OVER_PLAN',
            'YELLOW',
            `下达 ${plan.a.zh}，多于计划和概算 ${plan.b.zh}`,
            `${plan.a.en} allocated; ${plan.b.en} planned and approved`,
          ),
        ]
      : []),
    ...(accounts.length > 0 && paidFen !== one.paidFen
      ? [
          of(
            'NOT_COUNTED',
            'YELLOW',
            `台账记入付款 ${counted.a.zh}，工程案卷为 ${counted.b.zh}`,
            `the ledger counts ${counted.a.en} as paid, the works say ${counted.b.en}`,
          ),
        ]
      : []),
    ...namedFindings(held, project, rules),
    ...countyFindings(held, one, rules),
    ...surplusFindings(held, project, rules, today),
  ];
}

/** Payments name a source for more than it gave to their project: it was taken back since, or paid outside. */
function namedFindings(held: FundsHeld, project: string, rules: FundsRules): readonly FundsFinding[] {
  const there = new Map(availableTo(held, project).map(({ source, allocatedFen }) => [source, allocatedFen]));
  return [...namedBySource(held, project)].flatMap(([source, fen]): readonly FundsFinding[] => {
    const most = there.get(source) ?? 0;
    if (fen <= most) return [];
    const { a, b } = sums(fen, most);
    const what = { zh: `从 ${source} 支付 ${a.zh}，多于其下达 ${b.zh}`, en: `${a.en} paid from ${source}, which allocated ${b.en}` };
    return [found({ code: 'PAID_OVER_SOURCE', light: 'RED', project, source, what, rule: ruleOf('paymentGate', rules) })];
  });
}

/** 县级配套: by how many points the county's share lies behind what else was allocated. */
function countyFindings(held: FundsHeld, { project, funding }: ProjectMoney, rules: FundsRules): readonly FundsFinding[] {
  if (funding.countyFen === 0 || funding.centralFen === 0) return [];
  const share = (allocated: number, planned: number): number => Math.min(100, (allocated * 100) / planned);
  const upper = total(['CENTRAL', 'PROVINCE', 'CITY'] as const, (level) => allocatedAtFen(held, project, level));
  const [county, others] = [share(allocatedAtFen(held, project, 'COUNTY'), funding.countyFen), share(upper, funding.centralFen)];
  const behind = Math.round(others - county);
  const light = behind > rules.countyBehindRed ? 'RED' : behind > rules.countyBehindYellow ? 'YELLOW' : null;
  if (light === null) return [];
  return [
    found({
      code: 'COUNTY_BEHIND',
      light,
      project,
      what: {
        zh: `县级配套下达 ${Math.round(county)}%，上级资金 ${Math.round(others)}%，落后 ${behind} 个百分点`,
        en: `${Math.round(county)} % of the county’s own share is allocated, ${Math.round(others)} % of the rest: ${behind} points behind`,
      },
      rule: ruleOf(light === 'RED' ? 'countyBehindRed' : 'countyBehindYellow', rules),
    }),
  ];
}

/** Nothing more is to be paid, and something is left: it goes back (政府投资条例 art. 25). */
function surplusFindings(held: FundsHeld, project: string, rules: FundsRules, today: IsoDate): readonly FundsFinding[] {
  const accounts = Object.values(ledgerOf(held).paid[project] ?? {});
  const closed = accounts.map(({ closedOn }) => closedOn ?? null).toSorted();
  const last = closed.at(-1) ?? null;
  const { balanceFen } = projectSums(held, project);
  if (last === null || closed.includes(null) || balanceFen <= 0) return [];
  const by = addDays(last, rules.surplusDays);
  const light = daysBetween(by, today) > 0 ? 'RED' : 'YELLOW';
  const [left, day] = [money(balanceFen), dayWords(by)];
  return [
    found({
      code: 'SURPLUS_DUE',
      light,
      project,
      what: { zh: `结余 ${left.zh} 须在${day.zh}前上缴`, en: `a surplus of ${left.en} goes back by ${day.en}` },
      rule: ruleOf('surplusDays', rules),
    }),
  ];
}

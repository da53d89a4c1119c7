/**
 * Which steps of its path a kind of building needs: required, on a condition, merged into another, not needed (domain facts
 * 2.3). Conditions are facts of the project. Deliberately absent: the paths (approval-paths.ts), permits before the start.
 */
import { fen, flag, oneOf, record } from '../kernel/shape.ts';
import { type ApprovalPath, type BuildKind, investmentFen, type ProjectProfile } from '../profile/profile.ts';
import { gates, type Mark, row, ruleTable, type Standards, valuesIn } from '../rule-table/table.ts';
import { PATH_RULES, STEP_NAMES, type StepCode } from './approval-paths.ts';

const WAN = 1_000_000; // 1 万元 in 分

/**
 * MERGED: falls away where a later step of the path takes it along; the rest asks a fact of the project: new land is taken,
 * it is listed for an assessment, its investment reaches a limit.
 */
export const STEP_NEEDS = ['REQUIRED', 'MERGED', 'NOT_NEEDED', 'IF_NEW_LAND', 'IF_EIA_LISTED', 'IF_FISCAL_LIMIT', 'IF_TENDER_LIMIT'] as const;
export type StepNeed = (typeof STEP_NEEDS)[number];
type ByKind = Readonly<Record<BuildKind, StepNeed>>;

const need = oneOf(STEP_NEEDS);
const byKind = record({ NEW: need, EXPAND: need, CONVERT: need });
const kinds = (NEW: StepNeed, EXPAND: StepNeed, CONVERT: StepNeed): ByKind => ({ NEW, EXPAND, CONVERT });
const ALWAYS = kinds('REQUIRED', 'REQUIRED', 'REQUIRED');
const NEVER = kinds('NOT_NEEDED', 'NOT_NEEDED', 'NOT_NEEDED');

/** `first`: as releases up to 0.5.0 asked for it. */
const step = (code: StepCode, value: ByKind, document: string, first: ByKind, mark: Mark = 'GK_H') =>
  row(byKind, value, { name: STEP_NAMES[code], document, mark, first: { value: first } });

const INVESTMENT = '政府投资条例 第九条、第十三条';

export const STEP_RULES = ruleTable(
  'STEPS',
  {
    name: { zh: '各类项目须办事项', en: 'Steps by kind of building' },
    explanation: {
      zh: '新建、扩建、改建各须办理哪些事项：须办、有条件、合并、不办。',
      en: 'What a new build, an expansion and a conversion need: required, on a condition, merged, not needed.',
    },
  },
  {
    PROPOSAL: step('PROPOSAL', kinds('REQUIRED', 'MERGED', 'MERGED'), INVESTMENT, ALWAYS),
    LAND_PRE: step('LAND_PRE', kinds('REQUIRED', 'IF_NEW_LAND', 'NOT_NEEDED'), '用地预审与选址意见书（新增用地）', {
      ...NEVER,
      NEW: 'REQUIRED',
    }),
    FSR: step('FSR', kinds('REQUIRED', 'REQUIRED', 'MERGED'), INVESTMENT, ALWAYS),
    EIA: step('EIA', kinds('IF_EIA_LISTED', 'IF_EIA_LISTED', 'NOT_NEEDED'), '环评分类管理（小型托育一般豁免或登记）', NEVER, 'GK_M'),
    PRELIM: step('PRELIM', kinds('REQUIRED', 'REQUIRED', 'MERGED'), INVESTMENT, ALWAYS),
    FISCAL: step('FISCAL', kinds('REQUIRED', 'REQUIRED', 'IF_FISCAL_LIMIT'), '财政投资评审（县级规定）', ALWAYS),
    TENDER: step('TENDER', kinds('REQUIRED', 'REQUIRED', 'IF_TENDER_LIMIT'), '招标投标法实施条例；国家发展改革委令第16号', NEVER),
    replyScan: row(flag, true, {
      name: { zh: '批复须写明机关并附扫描件', en: 'a reply with its authority and its scan' },
      document: '县级规定（本产品默认）',
      mark: 'DEFAULT',
      first: { value: false },
    }),
    fiscalFromFen: row(fen, 400 * WAN, {
      name: { zh: '改建须财政评审的总投资', en: 'fiscal review of a conversion from' },
      explanation: {
        zh: '本产品默认与必须招标的施工限额相同，请按县里规定调整。',
        en: 'By default the tender limit of works; set the county’s own.',
      },
      unit: 'FEN',
      document: '财政投资评审（县级规定）',
      mark: 'DEFAULT',
    }),
    tenderFromFen: row(fen, 400 * WAN, {
      name: { zh: '必须招标的施工限额', en: 'works that must be tendered from' },
      explanation: { zh: '单项施工合同达到此数必须招标。', en: 'A single contract for works of this sum or more must be tendered.' },
      unit: 'FEN',
      document: '国家发展改革委令第16号 第五条',
      mark: 'LAW',
    }),
  },
);

/** What a project says that conditions ask about. */
export type StepFacts = Pick<ProjectProfile, 'buildKind'> & Partial<Pick<ProjectProfile, 'newLand' | 'eiaListed' | 'funding'>>;

/** Each later one takes an earlier one along that is merged. */
const CARRIES: readonly StepCode[] = ['PROPOSAL', 'FSR', 'PRELIM', 'PLAN_ESTIMATE'];

/** The steps of a path that this project needs, in their order. By the tables that are given; without: as 0.4.0. */
export function stepsOf(path: ApprovalPath, project: StepFacts, standards?: Standards): readonly StepCode[] {
  const rules = valuesIn(standards, STEP_RULES);
  const wanted = valuesIn(standards, PATH_RULES)[path];
  const total = project.funding === undefined ? 0 : investmentFen(project.funding);
  const needOf = (code: StepCode): StepNeed => (isRuled(code) ? rules[code][project.buildKind] : 'REQUIRED');
  const carried = (code: StepCode): boolean =>
    CARRIES.slice(CARRIES.indexOf(code) + 1).some((later) => wanted.includes(later) && needOf(later) !== 'NOT_NEEDED');
  const met: Readonly<Record<StepNeed, boolean>> = {
    REQUIRED: true,
    NOT_NEEDED: false,
    MERGED: false,
    IF_NEW_LAND: project.newLand === true,
    IF_EIA_LISTED: project.eiaListed === true,
    IF_FISCAL_LIMIT: total >= rules.fiscalFromFen,
    IF_TENDER_LIMIT: total >= rules.tenderFromFen,
  };
  const asked = (code: StepCode): boolean => met[needOf(code)] || (needOf(code) === 'MERGED' && !carried(code));
  // What the county has not confirmed asks for nothing.
  return wanted.filter((code) => (!isRuled(code) || gates(standards, STEP_RULES, code)) && asked(code));
}

const isRuled = (code: StepCode): code is Extract<keyof typeof STEP_RULES.rows, StepCode> => Object.hasOwn(STEP_RULES.rows, code);

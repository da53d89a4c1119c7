/**
 * The gates of the stages, run over what was taken over: a breach that happened on paper is found, with its rule, and blocks
 * nothing (docs/adr/0052, 0079). Days out of order, numbers twice and papers of a day off are found by the auditors' checks,
 * which read taken-over papers as they read others (audit/project-record.ts). Pure.
 */

import { addDays } from '../kernel/days.ts';
import type { Text } from '../kernel/values.ts';
import { valuesIn } from '../rule-table/table.ts';
import { STAGE_NAMES } from '../stages/all.ts';
import { readyByPost } from '../stages/training/ready.ts';
import { classesShort } from '../stages/training/roster.ts';
import { traineesOf } from '../stages/training/taken-over.ts';
import { ACCEPTANCE } from '../standards/acceptance.ts';
import { estimateExceedsFsr, PATH_RULES, STEP_NAMES } from '../standards/approval-paths.ts';
import { CLASSES, requiredCarers } from '../standards/classes.ts';
import { POST_NAMES } from '../standards/closed-lists.ts';
import { CONSTRUCTION } from '../standards/construction.ts';
import type { SurveyBasis } from '../standards/demand.ts';
import { clusteredSampleSize, supplyVerdict } from '../standards/demand.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { PERMIT_NAMES, PERMITS, permitsBeforeStart } from '../standards/permits.ts';
import { PUBLICITY } from '../standards/publicity.ts';
import { SURVEY_RULES, surveyRules } from '../standards/survey.ts';
import { CONTRACT_NAMES, TENDER, tenderLine } from '../standards/tender.ts';
import { factId, factOf, factsOf, type TakenFact } from '../taken-fact/kinds.ts';
import { money } from '../words/money.ts';
import { named } from '../words/named.ts';
import { awarePercent, judgingOf, type Standing, sumFen } from './standing.ts';

/** `facts`: ids of those that it rests on. */
export type TakenFinding = { readonly code: string; readonly rule: string; readonly evidence: Text; readonly facts: readonly string[] };

type Found = readonly TakenFinding[];
const found = (code: string, rule: string, zh: string, en: string, ...facts: readonly TakenFact[]): TakenFinding => ({
  code,
  rule,
  evidence: { zh, en },
  facts: facts.map(factId),
});

export function takenFindings(facts: readonly TakenFact[], standing: Standing, survey: SurveyBasis): Found {
  return [
    ...lacking(facts),
    ...surveyed(facts, standing, survey),
    ...planned(facts, standing),
    ...estimated(facts, standing),
    ...started(facts, standing),
    ...built(facts, standing),
    ...staffed(facts, standing),
    ...taught(facts, standing),
    ...accepted(facts, standing),
  ];
}

const lacking = (facts: readonly TakenFact[]): Found =>
  factsOf(facts, 'LACKING').map((fact) => {
    const { zh, en } = STAGE_NAMES[fact.stage];
    const of = fact.item === undefined ? undefined : named(STEP_NAMES)(fact.item);
    const item = { zh: of === undefined ? '' : ` ${of.zh}`, en: of === undefined ? '' : `, ${of.en}` };
    return found(
      'NEVER_DONE',
      '实施步骤缺失',
      `接续前未办理：${zh}${item.zh}（${fact.document}）`,
      `never done before: ${en}${item.en} (${fact.document})`,
      fact,
    );
  });

function surveyed(facts: readonly TakenFact[], { standards, profile }: Standing, survey: SurveyBasis): Found {
  const held = factOf(facts, 'SURVEY_HELD');
  if (held === undefined) return [];
  const rules = surveyRules(standards);
  const needed = clusteredSampleSize(survey.households, rules.marginPercent / 100, survey.parameters.designEffect);
  const { document } = SURVEY_RULES.rows.marginPercent;
  return [
    ...(held.validAnswers < needed
      ? [
          found(
            'SAMPLE_SHORT',
            document,
            `调研有效问卷 ${held.validAnswers} 份，须 ${needed} 份`,
            `the survey has ${held.validAnswers} valid answers; ${needed} are needed`,
            held,
          ),
        ]
      : []),
    ...(supplyVerdict(profile.places, held.demandGap, rules) === 'OVERSUPPLY'
      ? [
          found(
            'OVERSUPPLY',
            document,
            `计划托位 ${profile.places} 超过需求缺口 ${held.demandGap} 的 ${rules.oversupplyPercent}%`,
            `${profile.places} planned places exceed ${rules.oversupplyPercent} % of the demand gap of ${held.demandGap}`,
            held,
          ),
        ]
      : []),
  ];
}

function planned(facts: readonly TakenFact[], { profile }: Standing): Found {
  const [plan, held] = [factOf(facts, 'PLAN_ISSUED'), factOf(facts, 'SURVEY_HELD')];
  if (plan === undefined) return [];
  return [
    ...(plan.places === profile.places
      ? []
      : [
          found(
            'PLACES_DIFFER',
            '实施方案与项目登记不一致',
            `实施方案托位 ${plan.places} 个，项目登记 ${profile.places} 个`,
            `the plan says ${plan.places} places, the project ${profile.places}`,
            plan,
          ),
        ]),
    // What an approval rests on is in the order of the law by the auditors' check; this is the order of the stages.
    ...(held === undefined || held.on <= plan.on
      ? []
      : [
          found(
            'PLAN_BEFORE_SURVEY',
            '先调研后规划（程序倒置）',
            `实施方案（${plan.on}）早于需求调研报告（${held.on}）`,
            `the plan (${plan.on}) came before the report on the survey (${held.on})`,
            plan,
            held,
          ),
        ]),
  ];
}

function estimated(facts: readonly TakenFact[], { standards }: Standing): Found {
  const replies = factsOf(facts, 'STEP_REPLIED');
  const [study, estimate] = [replies.find(({ step }) => step === 'FSR'), replies.find(({ step }) => step === 'PRELIM')];
  if (study?.amountFen === undefined || estimate?.amountFen === undefined) return [];
  if (!estimateExceedsFsr(estimate.amountFen, study.amountFen, standards)) return [];
  const percent = valuesIn(standards, PATH_RULES).overStudyPercent;
  return [
    found(
      'ESTIMATE_OVER_FSR',
      '政府投资条例 第十二条',
      `概算 ${money(estimate.amountFen).zh} 超过可研估算 ${money(study.amountFen).zh} 的 ${percent}%`,
      `the estimate of ${money(estimate.amountFen).en} exceeds the study's ${money(study.amountFen).en} by more than ${percent} %`,
      estimate,
      study,
    ),
  ];
}

function started(facts: readonly TakenFact[], { profile, standards }: Standing): Found {
  const start = factsOf(facts, 'MILESTONE').find(({ milestone }) => milestone === 'START');
  if (start === undefined) return [];
  const [permits, contract] = [factsOf(facts, 'PERMIT'), factOf(facts, 'CONTRACT')];
  const needed = permitsBeforeStart(profile, valuesIn(standards, PERMITS));
  const without = needed.filter((kind) => !permits.some(({ permit }) => permit === kind));
  const late = permits.filter(({ permit, on }) => needed.includes(permit) && on > start.on);
  return [
    ...without.map((permit) =>
      found(
        'STARTED_WITHOUT_PERMIT',
        permit === 'CONSTRUCTION_PERMIT' ? '建筑法 第七条' : PERMITS.rows[permit].document,
        `${start.on} 开工，没有${PERMIT_NAMES[permit].zh}`,
        `works started on ${start.on} without: ${PERMIT_NAMES[permit].en}`,
        start,
      ),
    ),
    ...late.map((fact) =>
      found(
        'STARTED_BEFORE_PERMIT',
        fact.permit === 'CONSTRUCTION_PERMIT' ? '建筑法 第七条' : PERMITS.rows[fact.permit].document,
        `${start.on} 开工，${PERMIT_NAMES[fact.permit].zh} ${fact.on} 才取得`,
        `works started on ${start.on}; ${PERMIT_NAMES[fact.permit].en} is of ${fact.on}`,
        start,
        fact,
      ),
    ),
    ...(contract === undefined
      ? [found('STARTED_WITHOUT_CONTRACT', '程序倒置', `${start.on} 开工，没有施工合同`, `works started on ${start.on} without a contract`, start)]
      : contract.on > start.on
        ? [
            found(
              'STARTED_BEFORE_CONTRACT',
              '程序倒置',
              `${start.on} 开工，合同 ${contract.on} 才签订`,
              `works started on ${start.on}; the contract is of ${contract.on}`,
              start,
              contract,
            ),
          ]
        : []),
  ];
}

/** Contracts over the line of must-tender, other than that of works, of which nobody says how it was awarded. */
const untendered = (facts: readonly TakenFact[], profile: Standing['profile'], standards: Standing['standards']): Found =>
  factsOf(facts, 'OTHER_CONTRACT').flatMap((fact) => {
    const line = tenderLine(fact.contractKind, profile, valuesIn(standards, TENDER), 0);
    const [name, sum] = [CONTRACT_NAMES[fact.contractKind], money(fact.amountFen)];
    return fact.tendered || line === null || fact.amountFen < line
      ? []
      : [
          found(
            'CONTRACT_WITHOUT_TENDER',
            TENDER.rows.asked.document,
            `${name.zh} ${fact.document} ${sum.zh}未经招标，达到必须招标的 ${money(line).zh}`,
            `the ${name.en} ${fact.document} of ${sum.en} was not tendered, and from ${money(line).en} on it must be`,
            fact,
          ),
        ];
  });

function built(facts: readonly TakenFact[], { profile, standards }: Standing): Found {
  const [contract, completed, filed] = [factOf(facts, 'CONTRACT'), factOf(facts, 'COMPLETION'), factOf(facts, 'COMPLETION_FILED')];
  const settled = factOf(facts, 'SETTLEMENT');
  const agreed = (contract?.amountFen ?? 0) + sumFen(factsOf(facts, 'CHANGE'));
  const { centralFen, countyFen, otherFen } = profile.funding;
  const budget = centralFen + countyFen + otherFen;
  const { filingDays } = valuesIn(standards, CONSTRUCTION);
  return [
    ...untendered(facts, profile, standards),
    ...(contract !== undefined && contract.amountFen > budget
      ? [
          found(
            'CONTRACT_OVER_BUDGET',
            '政府投资条例 第二十三条',
            `合同 ${money(contract.amountFen).zh} 超过总投资 ${money(budget).zh}`,
            `the contract of ${money(contract.amountFen).en} exceeds the investment of ${money(budget).en}`,
            contract,
          ),
        ]
      : []),
    ...(settled !== undefined && contract !== undefined && settled.amountFen > agreed
      ? [
          found(
            'SETTLED_OVER_CONTRACT',
            '结算超合同无依据',
            `结算 ${money(settled.amountFen).zh} 超过合同加变更 ${money(agreed).zh}`,
            `the settlement of ${money(settled.amountFen).en} exceeds contract and changes, ${money(agreed).en}`,
            settled,
            contract,
          ),
        ]
      : []),
    ...(completed !== undefined && filed !== undefined && filed.on > addDays(completed.on, filingDays)
      ? [
          found(
            'COMPLETION_FILED_LATE',
            CONSTRUCTION.rows.filingDays.document,
            `${completed.on} 竣工验收，${filed.on} 才备案`,
            `completion of ${completed.on} was filed on ${filed.on}`,
            filed,
            completed,
          ),
        ]
      : []),
    ...factsOf(facts, 'INSPECTION')
      .filter(
        ({ passed, inspection, on }) =>
          !passed && !factsOf(facts, 'INSPECTION').some((later) => later.inspection === inspection && later.passed && later.on >= on),
      )
      .map((fact) =>
        found(
          'INSPECTION_NOT_PASSED',
          '建设工程质量管理条例 第十六条',
          `${fact.on} 检查未通过，没有复查`,
          `the inspection of ${fact.on} was not passed, and none came after it`,
          fact,
        ),
      ),
  ];
}

function staffed(facts: readonly TakenFact[], standing: Standing): Found {
  const roster = factOf(facts, 'ROSTER');
  if (roster === undefined) return [];
  const [trainees, judging] = [traineesOf(facts), judgingOf(standing, roster.on)];
  const ready = readyByPost(trainees, judging);
  const need = requiredCarers(standing.profile.classes, valuesIn(standing.standards, CLASSES));
  const { document } = CLASSES.rows.infantPerCarer;
  return [
    ...(ready.CARER < need
      ? [
          found(
            'CARERS_SHORT',
            document,
            `名册中合格保育人员 ${ready.CARER} 人，须 ${need} 人`,
            `${ready.CARER} carers of the roster are ready; ${need} are needed`,
            roster,
          ),
        ]
      : classesShort({ ...standing, trainees }, judging, ready.CARER).map(({ zh, en }) => found('CLASS_SHORT', document, zh, en, roster))),
    ...(['HEAD', 'HEALTH_WORKER', 'GUARD'] as const)
      .filter((post) => ready[post] < 1)
      .map((post) =>
        found('POST_EMPTY', document, `名册中没有合格的${POST_NAMES[post].zh}`, `nobody on the roster is ready as: ${POST_NAMES[post].en}`, roster),
      ),
  ];
}

function taught(facts: readonly TakenFact[], { standards }: Standing): Found {
  const [issued, asked] = [factOf(facts, 'RULES_ISSUED'), factOf(facts, 'AWARENESS')];
  const { leastRules } = valuesIn(standards, MANAGEMENT);
  const { awarePercent: least } = valuesIn(standards, PUBLICITY);
  return [
    ...(issued !== undefined && issued.rules.length < leastRules
      ? [
          found(
            'RULES_SHORT',
            MANAGEMENT.rows.leastRules.document,
            `印发管理制度 ${issued.rules.length} 项，至少 ${leastRules} 项`,
            `${issued.rules.length} rules were issued; there must be ${leastRules}`,
            issued,
          ),
        ]
      : []),
    ...(asked !== undefined && awarePercent(asked) < least
      ? [
          found(
            'AWARENESS_SHORT',
            PUBLICITY.rows.awarePercent.document,
            `知晓率 ${awarePercent(asked)}%，须 ${least}%`,
            `${awarePercent(asked)} % know of it; ${least} % must`,
            asked,
          ),
        ]
      : []),
  ];
}

function accepted(facts: readonly TakenFact[], { standards }: Standing): Found {
  const passed = factOf(facts, 'ACCEPTED');
  const { passScore, rectifyScore } = valuesIn(standards, ACCEPTANCE);
  if (passed === undefined || passed.score >= (passed.rectified ? rectifyScore : passScore)) return [];
  return [
    found(
      'ACCEPTED_BELOW_SCORE',
      ACCEPTANCE.rows.passScore.document,
      `验收 ${passed.score} 分通过，须 ${passed.rectified ? rectifyScore : passScore} 分`,
      `accepted with a score of ${passed.score}; ${passed.rectified ? rectifyScore : passScore} is needed`,
      passed,
    ),
  ];
}

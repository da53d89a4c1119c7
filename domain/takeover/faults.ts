/**
 * What cannot be among facts that are taken over: something twice, a day that has not come or that nothing could have had,
 * sums that disagree, a later stage without an earlier one. All faults of all facts in one report, each at its place. What was
 * wrong and could happen all the same is found instead (findings.ts). Pure.
 */

import { addDays, addMonths } from '../kernel/days.ts';
import { faultAt, placeOf } from '../kernel/fault.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { valuesIn } from '../rule-table/table.ts';
import { STAGE_KEYS, STAGE_NAMES, STAGES_BEFORE } from '../stages/all.ts';
import { nodeFaults } from '../stages/planning/content.ts';
import { STEP_CODES, STEP_NAMES } from '../standards/approval-paths.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { MILESTONE_NAMES, MILESTONES, milestonesOf } from '../standards/milestones.ts';
import { FACT_KINDS, type FactKind, type FactOf, factId, factOf, factsOf, isNumbered, stageOfFact, type TakenFact } from '../taken-fact/kinds.ts';
import { numberTerm } from '../text/document-number.ts';
import { money } from '../words/money.ts';
import { factName } from './fact-words.ts';
import { peopleFaults } from './people-faults.ts';
import { canBeTakenOver, completedBy, type Standing, sumFen } from './standing.ts';

/** `fact`: its place among those that were given; -1: none of them. */
export type FactFault = { readonly fact: number; readonly what: Text };

type Look = {
  readonly facts: readonly TakenFact[];
  readonly standing: Standing;
  readonly today: IsoDate;
  /** At a field of that fact. */
  readonly say: (fact: TakenFact, field: string, zh: string, en: string) => void;
};

/** `whole`: they are all that there is, so that what is missing between them is a fault as well. `from`: those before it were there already, and are told of by themselves. `strict`: those that are new say what the rules of a later generation ask as well. */
export function factFaults(
  facts: readonly TakenFact[],
  standing: Standing,
  { today, whole, from = 0, strict = false }: { readonly today: IsoDate; readonly whole: boolean; readonly from?: number; readonly strict?: boolean },
): readonly FactFault[] {
  const faults: FactFault[] = [];
  const say: Look['say'] = (fact, field, zh, en) => {
    const index = facts.indexOf(fact);
    faults.push({ fact: index < from ? -1 : index - from, what: faultAt(`(${factId(fact)}).${field}`, { zh, en }) });
  };
  const look: Look = { facts, standing, today, say };
  twice(look);
  days(look);
  survey(look);
  plan(look);
  approvals(look);
  works(look);
  sums(look);
  if (strict) received({ ...look, facts: facts.slice(from) });
  peopleFaults(look);
  rules(look);
  publicity(look);
  later(look);
  if (whole) gaps(look);
  return faults.toSorted((a, b) => a.fact - b.fact);
}

/** As a report tells it: `facts[3] (PAYMENT.P-3).amountFen`. `at`: where the list stands. */
export const placed = ({ fact, what }: FactFault, at: string): Text =>
  fact < 0 ? { zh: `${at}${what.zh}`, en: `${at}${what.en}` } : { zh: `${at}[${fact}] ${what.zh}`, en: `${at}[${fact}] ${what.en}` };

function twice({ facts, say }: Look): void {
  const ids = facts.map(factId);
  facts.forEach((fact, index) => {
    if (ids.indexOf(ids[index] ?? '') !== index) say(fact, 'kind', '同一事项只能有一条', 'must be there once; there is another of the same matter');
    if (fact.by.trim() === '') say(fact, 'by', '须写明由谁办理或出具', 'must say who did or issued it');
    if (fact.document.trim() === '') say(fact, 'document', '须填写文号', 'must be the number of its document');
  });
  const numbered = facts.filter(isNumbered);
  numbered.forEach((fact, index) => {
    const other = numbered.slice(0, index).find(({ document }) => numberTerm(document) === numberTerm(fact.document));
    if (other === undefined || factId(other) === factId(fact)) return;
    const name = factName(other);
    say(
      fact,
      'document',
      `文号须一件一号；${fact.document} 已用于${name.zh}`,
      `must be a number of its own; ${fact.document} is that of the ${name.en}`,
    );
  });
}

/** Days of the future, and those of one fact among themselves. */
function days({ facts, today, say }: Look): void {
  const past = (fact: TakenFact, field: string, on: IsoDate | undefined): void => {
    if (on !== undefined && on > today)
      say(fact, field, `不得晚于今天（${today}）；这里是 ${on}`, `must not be after today, ${today}; there is ${on}`);
  };
  for (const fact of facts) {
    past(fact, 'on', fact.on);
    if (fact.kind === 'SURVEY_HELD') {
      if (fact.opensOn > fact.closesOn) say(fact, 'opensOn', '不得晚于调研截止日', 'must not be after the day on which the survey closed');
      if (fact.closesOn > fact.on) say(fact, 'on', '报告日期不得早于调研截止日', 'must not be before the day on which the survey closed');
    }
    if (fact.kind === 'PUBLIC_NOTICE') {
      past(fact, 'to', fact.to);
      if (fact.from > fact.to) say(fact, 'from', '不得晚于 to', 'must not be after to');
    }
    if (fact.kind === 'INCIDENT') {
      past(fact, 'happenedOn', fact.happenedOn);
      if (fact.happenedOn > fact.on)
        say(fact, 'on', `不得早于发生日期 ${fact.happenedOn}`, `must not be before ${fact.happenedOn}, when it happened`);
    }
    if (fact.kind === 'TRAINEE') for (const field of ['examOn', 'noCrimeCheckedOn', 'issuedOn'] as const) past(fact, field, fact[field]);
    if (fact.kind === 'FINAL_ACCOUNTS') {
      past(fact, 'approvedOn', fact.approvedOn);
      if (fact.approvedOn < fact.on) say(fact, 'approvedOn', '批复不得早于决算之日 on', 'must not be before on, the day of the accounts');
    }
    if (fact.kind === 'REPORT' && lastDay(fact.month) >= today) say(fact, 'month', '该月尚未结束', 'must be a month that is over');
  }
}
const lastDay = (month: string): IsoDate => addDays(addMonths(`${month}-01`, 1), -1);

function survey({ facts, say }: Look): void {
  const held = factOf(facts, 'SURVEY_HELD');
  if (held !== undefined && held.demandGap > held.requiredPlaces)
    say(held, 'demandGap', `不得大于需求托位（${held.requiredPlaces}）`, `must not be more than the places needed, ${held.requiredPlaces}`);
}

/** Days and safeguards of a plan, as far as they are given. */
function plan({ facts, standing, say }: Look): void {
  const issued = factOf(facts, 'PLAN_ISSUED');
  if (issued === undefined) return;
  for (const fault of nodeFaults(issued.nodes ?? [], standing.profile.buildKind, 'nodes')) {
    const { at, text } = placeOf(fault);
    say(issued, at ?? 'nodes', text.zh, text.en);
  }
  (issued.measures ?? []).forEach(({ measure, unit }, index) => {
    if (measure.trim() === '') say(issued, `measures[${index}].measure`, '须写明措施', 'must say what is done');
    if (unit.trim() === '') say(issued, `measures[${index}].unit`, '须写明责任单位', 'must say who sees to it');
  });
}

function approvals({ facts, say }: Look): void {
  for (const fact of factsOf(facts, 'LACKING')) {
    if (fact.stage === 'APPROVALS' ? fact.item === undefined || !STEP_CODES.some((step) => step === fact.item) : fact.item !== undefined)
      say(
        fact,
        'item',
        fact.stage === 'APPROVALS'
          ? `须为审批事项之一：${STEP_CODES.map((step) => `${STEP_NAMES[step].zh}（${step}）`).join('、')}`
          : '仅项目审批（APPROVALS）须写明事项',
        fact.stage === 'APPROVALS' ? `must be one of ${STEP_CODES.join(', ')}` : 'must be left out; only lacking approvals have one',
      );
    const there = facts.find((other) => stageOfFact(other) === fact.stage && denies(fact, other));
    if (there !== undefined) say(fact, 'stage', `与${factName(there).zh}矛盾`, `must not be lacking; there is the ${factName(there).en}`);
  }
}
/** Of an approval that of its step; of another stage what completes it. */
const denies = ({ stage, item }: FactOf<'LACKING'>, fact: TakenFact): boolean =>
  stage === 'APPROVALS' ? fact.kind === 'STEP_REPLIED' && fact.step === item : COMPLETES.includes(fact.kind);
const COMPLETES: readonly FactKind[] = ['SURVEY_HELD', 'PLAN_ISSUED', 'ROSTER', 'BRIEFING', 'AWARENESS', 'EVALUATED'];

/** By its name, for people; by its code, for programs. */
function milestone(key: string): Text {
  const name = MILESTONE_NAMES[key];
  return name === undefined ? { zh: ` ${key} `, en: key } : { zh: `“${name.zh}”（${key}）`, en: `${name.en} (${key})` };
}

/** Milestones in the order of works, and what cannot be before or without them. */
function works({ facts, standing, say }: Look): void {
  const order = milestonesOf(standing.profile.buildKind, valuesIn(standing.standards, MILESTONES)).map(({ key }) => key);
  const reached = new Map(factsOf(facts, 'MILESTONE').map((fact) => [fact.milestone, fact]));
  for (const fact of reached.values()) {
    const place = order.indexOf(fact.milestone);
    if (place === -1 || fact.milestone === 'COMPLETION') {
      const known = order.filter((key) => key !== 'COMPLETION');
      say(
        fact,
        'milestone',
        `须为其中之一：${known.map((key) => milestone(key).zh).join('、')}`,
        `must be one of ${known.map((key) => milestone(key).en).join(', ')}`,
      );
      continue;
    }
    const before = order[place - 1];
    const earlier = before === undefined ? undefined : reached.get(before);
    if (before !== undefined && earlier === undefined)
      say(fact, 'milestone', `之前的节点${milestone(before).zh}没有登记`, `must come after ${milestone(before).en}, which is not there`);
    if (before !== undefined && earlier !== undefined && earlier.on > fact.on)
      say(
        fact,
        'on',
        `不得早于${milestone(before).zh}之日 ${earlier.on}`,
        `must not be before ${earlier.on}, when ${milestone(before).en} was reached`,
      );
  }
  const [completed, filed] = [factOf(facts, 'COMPLETION'), factOf(facts, 'COMPLETION_FILED')];
  if (completed !== undefined) {
    const lacking = order.filter((key) => key !== 'COMPLETION' && !reached.has(key));
    if (lacking.length > 0)
      say(
        completed,
        'kind',
        `之前的节点没有：${lacking.map((key) => milestone(key).zh).join('、')}`,
        `must come after milestones that are not there: ${lacking.map((key) => milestone(key).en).join(', ')}`,
      );
    for (const [key, { on }] of reached)
      if (on > completed.on)
        say(completed, 'on', `不得早于${milestone(key).zh}之日 ${on}`, `must not be before ${on}, when ${milestone(key).en} was reached`);
  }
  after(say, filed, completed, 'COMPLETION');
  after(say, factOf(facts, 'SETTLEMENT'), completed, 'COMPLETION');
  const start = reached.get('START');
  for (const report of factsOf(facts, 'REPORT')) {
    if (start === undefined)
      say(report, 'month', '没有开工（MILESTONE START），不应有月报', 'must follow the start of works (MILESTONE START), which is not there');
    else if (lastDay(report.month) < start.on)
      say(report, 'month', `不得早于开工之日 ${start.on}`, `must not be before the start of works, ${start.on}`);
  }
}

/** A fact that is nothing without another, and not before it. */
function after(say: Look['say'], fact: TakenFact | undefined, cause: TakenFact | undefined, name: FactKind): void {
  if (fact === undefined) return;
  if (cause === undefined)
    say(fact, 'kind', `须先有${FACT_KINDS[name].zh}（${name}）`, `must come after the ${FACT_KINDS[name].en} (${name}), which is not there`);
  else if (fact.on < cause.on)
    say(fact, 'on', `不得早于${factName(cause).zh}之日 ${cause.on}`, `must not be before ${cause.on}, the day of the ${factName(cause).en}`);
}

function sums({ facts, standing, say }: Look): void {
  const contract = factOf(facts, 'CONTRACT');
  const [changes, payments] = [factsOf(facts, 'CHANGE'), factsOf(facts, 'PAYMENT')];
  for (const fact of [...changes, ...payments])
    if (contract === undefined)
      say(fact, 'kind', '须先有施工合同（CONTRACT）', 'must come after the construction contract (CONTRACT), which is not there');
  const most = (contract?.amountFen ?? 0) + sumFen(changes);
  let paid = 0;
  for (const payment of payments) {
    paid += payment.amountFen;
    if (contract !== undefined && paid > most)
      say(
        payment,
        'amountFen',
        `累计支付 ${money(paid).zh} 不得超过合同加变更 ${money(most).zh}`,
        `must not bring payments to ${money(paid).en}; contract and changes are ${money(most).en}`,
      );
    if ((payment.payment === 'SETTLEMENT' || payment.payment === 'RETENTION') && factOf(facts, 'SETTLEMENT') === undefined)
      say(payment, 'payment', '须先有结算（SETTLEMENT）', 'must come after the settlement (SETTLEMENT), which is not there');
  }
  const received = { CENTRAL: 0, COUNTY: 0, OTHER: 0 };
  const { centralFen, countyFen, otherFen } = standing.profile.funding;
  const budgets = { CENTRAL: centralFen, COUNTY: countyFen, OTHER: otherFen };
  for (const fact of factsOf(facts, 'FUNDS')) {
    received[fact.source] += fact.amountFen;
    const budget = budgets[fact.source];
    if (received[fact.source] > budget)
      say(
        fact,
        'amountFen',
        `累计到位 ${money(received[fact.source]).zh} 不得超过该来源的预算 ${money(budget).zh}`,
        `must not bring funds to ${money(received[fact.source]).en}; the budget of that source is ${money(budget).en}`,
      );
  }
  const accounts = factOf(facts, 'FINAL_ACCOUNTS');
  if (accounts !== undefined && accounts.worksFen < paid)
    say(
      accounts,
      'worksFen',
      `不得少于已付施工单位的 ${money(paid).zh}`,
      `must not be less than the ${money(paid).en} that was paid to the contractor`,
    );
}

/** Money that came is some: none is said by leaving it out. */
function received({ facts, say }: Look): void {
  for (const fact of factsOf(facts, 'FUNDS'))
    if (fact.amountFen === 0)
      say(fact, 'amountFen', '须大于 0；没有到位的资金不必登记', 'must be more than nothing; funds that did not come are left out');
}

function rules({ facts, standing, say }: Look): void {
  const known = valuesIn(standing.standards, MANAGEMENT).rules.map(({ key }) => key);
  const issued = factOf(facts, 'RULES_ISSUED');
  issued?.rules.forEach((rule, index) => {
    if (!known.includes(rule)) say(issued, `rules[${index}]`, `须为其中之一：${known.join('、')}`, `must be one of ${known.join(', ')}`);
    if (issued.rules.indexOf(rule) !== index) say(issued, `rules[${index}]`, `${rule} 只能出现一次`, `must hold ${rule} once`);
  });
  const briefing = factOf(facts, 'BRIEFING');
  after(say, briefing, issued, 'RULES_ISSUED');
  if (briefing !== undefined && briefing.attended < 1) say(briefing, 'attended', '至少 1 人', 'must be one person at least');
}

function publicity({ facts, say }: Look): void {
  const asked = factOf(facts, 'AWARENESS');
  if (asked === undefined) return;
  if (asked.aware > asked.asked) say(asked, 'aware', `不得大于调查人数 ${asked.asked}`, `must not be more than the ${asked.asked} who were asked`);
  if (asked.asked < 1) say(asked, 'asked', '至少 1 人', 'must be one person at least');
  after(say, asked, factsOf(facts, 'ACTIVITY').at(-1), 'ACTIVITY');
}

/** Acceptance follows completion, what is handed over follows acceptance. */
function later({ facts, say }: Look): void {
  const [completed, passed] = [factOf(facts, 'COMPLETION'), factOf(facts, 'ACCEPTED')];
  if (completed !== undefined) {
    for (const kind of ['EVALUATED', 'ACCEPTED', 'FINAL_ACCOUNTS'] as const) {
      const fact = factOf(facts, kind);
      if (fact !== undefined) after(say, fact, completed, 'COMPLETION');
    }
  }
  if (passed === undefined) return;
  after(say, factOf(facts, 'ASSETS'), passed, 'ACCEPTED');
  after(say, factOf(facts, 'ARCHIVE'), passed, 'ACCEPTED');
  const evaluated = factOf(facts, 'EVALUATED');
  if (evaluated !== undefined) after(say, passed, evaluated, 'EVALUATED');
}

/** A stage whose facts are there although one before it is not complete. */
function gaps({ facts, standing, say }: Look): void {
  for (const stage of STAGE_KEYS) {
    const first = facts.find((fact) => stageOfFact(fact) === stage);
    if (first === undefined) continue;
    const before = STAGES_BEFORE[stage].filter((earlier) => canBeTakenOver(earlier) && completedBy(earlier, facts, standing) === null);
    if (before.length === 0) continue;
    const names = { zh: before.map((key) => STAGE_NAMES[key].zh).join('、'), en: before.map((key) => STAGE_NAMES[key].en).join(', ') };
    say(
      first,
      'kind',
      `“${STAGE_NAMES[stage].zh}”之前的阶段未完成：${names.zh}；从未办理的，请登记“${FACT_KINDS.LACKING.zh}”（LACKING）`,
      `must not be of a later stage while earlier ones are not complete: ${names.en}; what was never done is entered as “${FACT_KINDS.LACKING.en}” (LACKING)`,
    );
  }
}

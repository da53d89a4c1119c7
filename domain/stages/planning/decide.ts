/** What may happen to an implementation plan. Deliberately absent: its fold (stage.ts). */
import { blankDeadline } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { faultAt } from '../../kernel/fault.ts';
import { futureFault, incomplete, rejection, wrongState } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { faultsBeforeApproval, faultsBeforeIssue, heardOf, proofsOf, publicationFaults, REVIEW_KINDS, REVIEW_NAMES } from '../../plan/chain.ts';
import { BUILD_KIND_WORDS, investmentFen } from '../../profile/profile.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { supplyVerdict } from '../../standards/demand.ts';
import { NODE_NAMES, PLANS } from '../../standards/plans.ts';
import { surveyRules } from '../../standards/survey.ts';
import { dayWords, spanWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import { ask, done, line, pendingApproval, underWay } from '../stage.ts';
import { contentFaults, isWhole, scopeOf } from './content.ts';
import { type Happening, inForce, isSettled, type PlanningCommand, type PlanningState } from './facts.ts';

type Answer = Decision<Happening>;
type Command<T extends PlanningCommand['type']> = Extract<PlanningCommand, { type: T }>;

const approvedNow = wrongState('方案已批准，请印发。', 'The plan is approved; please issue it.');
const issuedNow = wrongState(
  '方案已印发；变更请先起草新版本，再按原程序办理。',
  'The plan is issued; to change it, draft a new version first, which goes the same way.',
);

/** Why it takes nothing of this kind now: it is being decided, or stands as it was decided. */
function closedFor(state: PlanningState, command: PlanningCommand) {
  if (command.type === 'IssuePlan' || command.type === 'PublishPlan') return null;
  if (isSettled(state)) return command.type === 'DraftPlan' ? null : issuedNow;
  // The leading group meets while the plan lies with it, and after.
  if (command.type === 'RecordMeeting' && command.meeting === 'GROUP') return null;
  if (state.approved) return approvedNow;
  return underWay(state, 'IMPLPLAN') ? pendingApproval : null;
}

export function decide(state: PlanningState, command: PlanningCommand, context: Context): Answer {
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  const closed = closedFor(state, command);
  if (closed !== null) return refuse(closed);
  switch (command.type) {
    case 'DraftPlan':
      return draft(state, command);
    case 'RecordConsultation': {
      const { type: _, ...opinion } = command;
      return allow<Happening>({ type: 'ConsultationRecorded', data: opinion });
    }
    case 'RecordReview': {
      const { type: _, ...review } = command;
      return allow<Happening>({ type: 'ReviewRecorded', data: review });
    }
    case 'RecordMeeting': {
      const { type: _, ...meeting } = command;
      if (state.content === null) return refuse(wrongState('尚未起草方案。', 'The plan has not been drafted yet.'));
      return allow<Happening>({ type: 'MeetingRecorded', data: meeting });
    }
    case 'SubmitPlan':
      return submit(state, context);
    case 'IssuePlan':
      return issue(state, command);
    case 'PublishPlan':
      return publish(state, command);
  }
}

function draft(state: PlanningState, { content, reason }: Command<'DraftPlan'>): Answer {
  const version = state.version + 1;
  if (!isWhole(state.standards)) return allow<Happening>({ type: 'PlanDrafted', data: { version, content } });
  const changes = inForce(state) !== undefined;
  const why = reason?.trim() ?? state.reason ?? '';
  if (changes && why === '')
    return refuse(
      incomplete('变更方案须写明理由。', 'A change of a plan needs its reason.', [
        faultAt('reason', { zh: '须写明为何变更已印发的方案', en: 'must say why the plan that was issued changes' }),
      ]),
    );
  return allow<Happening>({
    type: 'PlanDrafted',
    data: { version, content, scope: scopeOf(state.profile), ...(changes ? { reason: why } : {}) },
  });
}

/** Of a case of a release up to 0.6.0: three texts, an opinion, two reviews. */
function missingBefore(state: PlanningState, context: Context): readonly Text[] {
  const { content, consultations, reviews, profile, standards } = state;
  const strict = byRules(context, 3);
  const blank = content !== null && strict ? contentFaults(content, undefined, profile, standards) : [];
  const heard = strict ? heardOf(consultations, profile.unit) : consultations;
  return [
    ...blank,
    ...(heard.length === 0
      ? [{ zh: '尚未征求其他成员单位的意见', en: 'no member unit but the applicant’s own has been consulted (征求成员单位意见)' }]
      : []),
    ...REVIEW_KINDS.filter((review) => reviews[review] !== true).map((review) => ({
      zh: `当前版本尚未通过${REVIEW_NAMES[review].zh}`,
      en: `${REVIEW_NAMES[review].en} has not been passed for this version`,
    })),
  ];
}

function missing(state: PlanningState, context: Context): readonly Text[] {
  const { content, scope, profile, standards } = state;
  const undrafted = content === null ? [{ zh: '尚未起草方案', en: 'the plan has not been drafted' }] : [];
  if (!isWhole(standards)) return [...undrafted, ...missingBefore(state, context)];
  return [
    ...undrafted,
    ...(content === null ? [] : contentFaults(content, scope, profile, standards)),
    ...faultsBeforeApproval(state, profile.unit, valuesIn(standards, PLANS)),
  ];
}

function submit(state: PlanningState, context: Context): Answer {
  const faults = missing(state, context);
  if (faults.length > 0) return refuse(incomplete('实施方案尚不齐备。', 'The plan is not complete yet.', faults));
  const { places } = state.profile;
  const rules = surveyRules(state.standards);
  const gap = state.inputs.demandGap;
  if (gap !== null && supplyVerdict(places, gap, rules) === 'OVERSUPPLY' && (state.content?.supplyNote ?? '').trim() === '') {
    return refuse(
      rejection(
        'NOTE_REQUIRED',
        `计划托位 ${places} 超过需求缺口 ${gap} 的 ${rules.oversupplyPercent}%，请写明供给过剩风险说明。`,
        `${places} planned places exceed ${rules.oversupplyPercent} % of the demand gap of ${gap}; please add a note on the risk of oversupply.`,
      ),
    );
  }
  return allow<Happening>(
    ask(state, context, {
      key: 'IMPLPLAN',
      title: { zh: `${state.name.zh}实施方案`, en: `${state.name.en}: implementation plan` },
      applicant: state.manager,
      route: 'IMPLPLAN',
      content: {
        amountFen: investmentFen(state.profile.funding),
        summary: [
          line('版本', 'Version', state.version),
          line('托位', 'Places', places),
          line('总投资', 'Investment', money(investmentFen(state.profile.funding))),
          line('责任单位', 'Responsible unit', state.profile.unit),
          line('起止时间', 'Works', spanWords(state.profile.startOn, state.profile.finishOn)),
          line('绩效目标', 'Targets', state.content?.targets ?? ''),
          line('风险', 'Risks', state.content?.risks ?? ''),
          ...wholeLines(state),
        ],
        documents: isWhole(state.standards) ? proofsOf(state) : [],
      },
    }),
  );
}

/** What a whole plan says beside. */
function wholeLines({ content, profile, reason }: PlanningState): readonly ReturnType<typeof line>[] {
  if (content?.nodes === undefined) return [];
  const { centralFen, countyFen, otherFen } = profile.funding;
  const [central, county, other] = [money(centralFen), money(countyFen), money(otherFen)];
  return [
    ...(reason === undefined ? [] : [line('变更理由', 'Why it changes', reason)]),
    line('建设性质', 'Kind', BUILD_KIND_WORDS[profile.buildKind]),
    line('建筑面积', 'Gross area', `${profile.areaM2} m²`),
    line('资金来源', 'Sources of money', {
      zh: `中央 ${central.zh}、县级 ${county.zh}、其他 ${other.zh}`,
      en: `central ${central.en}, county ${county.en}, other ${other.en}`,
    }),
    ...content.nodes.map(({ node, plannedOn, unit, person }) => {
      const name = NODE_NAMES[node] ?? { zh: node, en: node };
      const [on, who] = [dayWords(plannedOn), person === undefined ? unit : `${unit} ${person}`];
      return line(name.zh, name.en, { zh: `${on.zh}（${who}）`, en: `${on.en} (${who})` });
    }),
    ...(content.measures ?? []).map(({ measure, unit }, index) => line(`保障措施 ${index + 1}`, `Safeguard ${index + 1}`, `${measure}（${unit}）`)),
  ];
}

function issue(state: PlanningState, { number, on }: Command<'IssuePlan'>): Answer {
  if (!state.approved) return refuse(wrongState('方案尚未批准。', 'The plan has not been approved yet.'));
  if (isSettled(state)) return refuse(issuedNow);
  const first = inForce(state) === undefined;
  const ends = done({ planNumber: number, planIssuedOn: on, planVersion: state.version, planPlaces: state.profile.places });
  if (!isWhole(state.standards)) return allow<Happening>({ type: 'PlanIssued', data: { number, on } }, ends);
  const rules = valuesIn(state.standards, PLANS);
  const faults = faultsBeforeIssue(state, { number, on }, state.issuedPlans ?? [], rules);
  if (faults.length > 0) return refuse(incomplete('印发条件不齐备。', 'The plan cannot be issued yet.', faults));
  const publishBy = rules.publishWorkdays === null ? {} : { publishBy: blankDeadline(on, { n: rules.publishWorkdays, unit: 'WD' }) };
  const issued: Happening = { type: 'PlanIssued', data: { number, on, version: state.version, ...publishBy } };
  return first ? allow<Happening>(issued, ends) : allow<Happening>(issued);
}

function publish(state: PlanningState, { type: _, ...publication }: Command<'PublishPlan'>): Answer {
  const issued = inForce(state);
  if (issued === undefined) return refuse(wrongState('方案尚未印发。', 'The plan has not been issued yet.'));
  if (issued.publication !== undefined)
    return refuse(rejection('DUPLICATE', `该版方案已于 ${issued.publication.on} 公开。`, `This version was published on ${issued.publication.on}.`));
  const faults = publicationFaults(publication, issued.on, valuesIn(state.standards, PLANS));
  if (faults.length > 0) return refuse(incomplete('公开登记有误。', 'The publication has faults.', faults));
  return allow<Happening>({ type: 'PlanPublished', data: publication });
}

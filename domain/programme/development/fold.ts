/** What became of a development plan, what it asks of others, and who is told of its last day. */
import { askApproval } from '../../approval/case.ts';
import type { Owner } from '../../approval/messages.ts';
import type { Recorded } from '../../kernel/case.ts';
import { addDays, dayAt } from '../../kernel/days.ts';
import { addressOf, type Consequence, tell } from '../../kernel/message.ts';
import type { NoticeDue } from '../../notice-facts.ts';
import { NOTHING_HEARD, withMeeting, withReview } from '../../plan/chain.ts';
import { same } from '../../profile/change.ts';
import type { TakeDevelopment } from '../../project/facts.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { type DueDay, dueWords, watchedAfter, withTold } from '../../stages/watch.ts';
import { PLANS } from '../../standards/plans.ts';
import { ruleWords } from '../../words/rules.ts';
import { type Developing, type DevelopmentEvent, type DevelopmentPlan, developmentInForce, isDevelopmentSettled } from './facts.ts';

const EVENTS: readonly string[] = [
  'DevelopmentPlanDrafted',
  'PlanOpinionRecorded',
  'PlanReviewRecorded',
  'PlanMeetingRecorded',
  'DevelopmentPlanSubmitted',
  'DevelopmentPlanAnswered',
  'DevelopmentPlanIssued',
  'DevelopmentPlanPublished',
  'DueTold',
] satisfies readonly DevelopmentEvent['type'][];
export const isDevelopmentEvent = (event: Recorded): event is Recorded<DevelopmentEvent> => EVENTS.includes(event.type);

type Drafted = Extract<DevelopmentEvent, { type: 'DevelopmentPlanDrafted' }>['data'];

/** A change goes the whole way again, and so does what says something else. */
function drafted(state: Developing, { version, unit, content, base, standards, reason }: Drafted): DevelopmentPlan {
  const before = state.developmentPlan;
  const changes = before === undefined || isDevelopmentSettled(state);
  const differs = before === undefined || !same(before.content, content) || !same(before.base, base);
  const heard = changes ? NOTHING_HEARD : { ...before, ...(differs ? { reviews: {}, reviewed: {}, meetings: {} } : {}) };
  const { reason: _, ...kept } = { ...before, ...heard };
  return {
    ...kept,
    version,
    unit,
    content,
    base,
    standards,
    approval: null,
    approved: false,
    attempts: before?.attempts ?? 0,
    issuedPlans: before?.issuedPlans ?? [],
    ...(reason === undefined ? {} : { reason }),
  };
}

function folded(plan: DevelopmentPlan, event: Recorded<Exclude<DevelopmentEvent, { type: 'DevelopmentPlanDrafted' | 'DueTold' }>>): DevelopmentPlan {
  switch (event.type) {
    case 'PlanOpinionRecorded':
      return { ...plan, consultations: [...plan.consultations, event.data] };
    case 'PlanReviewRecorded':
      return { ...plan, ...withReview(plan, event.data) };
    case 'PlanMeetingRecorded':
      return { ...plan, ...withMeeting(plan, event.data) };
    case 'DevelopmentPlanSubmitted':
      return { ...plan, approval: event.data.approval, attempts: event.data.attempt };
    case 'DevelopmentPlanAnswered':
      return { ...plan, approval: null, approved: event.data.outcome === 'APPROVED' };
    case 'DevelopmentPlanIssued': {
      const { number, on, version, publishBy } = event.data;
      const { content, base, reason } = plan;
      const issued = {
        version,
        number,
        on,
        content,
        base,
        ...(reason === undefined ? {} : { reason }),
        ...(publishBy === undefined ? {} : { publishBy }),
      };
      return { ...plan, issuedPlans: [...plan.issuedPlans, issued] };
    }
    case 'DevelopmentPlanPublished': {
      const last = plan.issuedPlans.length - 1;
      return { ...plan, issuedPlans: plan.issuedPlans.map((one, index) => (index === last ? { ...one, publication: event.data } : one)) };
    }
  }
}

/** Until when the version in force is published. */
export function developmentDues(state: Developing): readonly DueDay[] {
  const plan = developmentInForce(state);
  const on = plan?.publication === undefined ? plan?.publishBy?.dueOn : null;
  if (plan === undefined || on == null) return [];
  const { document } = PLANS.rows.publishWorkdays;
  const what = {
    zh: `发展规划（${plan.number}）须公开并登记（${document}）`,
    en: `the development plan (${plan.number}) must be published, and that recorded (${ruleWords(document).en})`,
  };
  const { publishWarnDays } = valuesIn(state.developmentPlan?.standards, PLANS);
  return [{ key: `DEVPLAN.${plan.version}`, what, on, from: addDays(on, -publishWarnDays), after: ['OFFICE_DIRECTOR'] }];
}

export function evolveDevelopment(state: Developing, event: Recorded<DevelopmentEvent>): Developing {
  if (event.type === 'DueTold') return { watched: withTold(state.watched, event.data) };
  const before = state.developmentPlan;
  if (event.type !== 'DevelopmentPlanDrafted' && before === undefined) return {};
  const developmentPlan = event.type === 'DevelopmentPlanDrafted' ? drafted(state, event.data) : folded(before as DevelopmentPlan, event); // there, by the line above
  const watched = watchedAfter(developmentDues({ developmentPlan }), state.watched, dayAt(event.occurredAt)) ?? {};
  return { developmentPlan, watched };
}

type Listing = Developing & { readonly code: string; readonly projects: Readonly<Record<string, { readonly status: string }>> };
/** Each running project that the plan lists is told so. */
function tellListed(state: Listing): readonly Consequence[] {
  const plan = developmentInForce(state);
  if (plan === undefined) return [];
  const { number, on, version, content } = plan;
  return content.projects.flatMap(({ code, places, year }) =>
    code === undefined || state.projects[code]?.status !== 'RUNNING'
      ? []
      : [tell(addressOf<TakeDevelopment>('project')(code), { type: 'TakeDevelopment', number, on, version, places, year })],
  );
}

export function developmentConsequences(state: Listing, owner: Owner, event: Recorded<DevelopmentEvent>): readonly Consequence[] {
  if (event.type === 'DevelopmentPlanIssued') return tellListed(state);
  if (event.type !== 'DevelopmentPlanSubmitted') return [];
  const { approval, attempt: _, standards, ...request } = event.data;
  return [askApproval({ ...request, id: approval, owner, programme: state.code, project: null, ...(standards === undefined ? {} : { standards }) })];
}

/** The office before the last day, its director as well after it. */
export function developmentNotices(state: Developing, event: Recorded<DevelopmentEvent>): readonly NoticeDue[] {
  const officer = { role: 'PROGRAMME_OFFICER' } as const;
  if (event.type === 'DevelopmentPlanAnswered') {
    const approved = event.data.outcome === 'APPROVED';
    const says = approved
      ? {
          zh: '发展规划已批准，请登记领导小组会议纪要并印发',
          en: 'the development plan is approved; record the leading group’s minutes and issue it',
        }
      : { zh: '发展规划未获批准，请修改后重新办理', en: 'the development plan was not approved; draft it again' };
    return [{ template: 'stage', to: officer, facts: { says } }];
  }
  if (event.type !== 'DueTold') return [];
  const whom = event.data.when === 'PAST' ? [officer, ...(developmentDues(state)[0]?.after ?? []).map((role) => ({ role }))] : [officer];
  return whom.map((to) => ({ template: 'deadline', to, facts: { says: dueWords(event.data) } }));
}

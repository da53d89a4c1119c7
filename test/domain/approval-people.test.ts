import { describe, expect, it } from 'vitest';
import { actsNow } from '../../domain/approval/acts-now.ts';
import type { Rules } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { HOLDERS, person, route, world } from '../setup/builders.ts';

const all = (rules: Partial<Rules> = {}) => route({ agree: 'ALL', people: ['ann', 'ben'], rules });

describe('转办 (hand over)', () => {
  it('passes the task on with a reason: the old holder can do nothing more, the new one is asked', () => {
    const box = new ApprovalBox(all());
    expect(box.ask('ann', { type: 'HandOver', to: 'carl', reason: '分工调整' })).toBeNull();
    expect(box.desk()).toEqual(['ben', 'carl']);
    expect(box.events.flatMap((e) => (e.type === 'TaskHandedOver' ? box.told(e) : []))).toEqual(['handed-over:carl']);
    expect(box.approve('ann')).toBe('ALREADY_DECIDED');
    box.approve('carl');
    box.approve('ben');
    expect(box.state.status).toBe('APPROVED');
    expect([...box.state.past, ...box.state.tasks].map((t) => [t.person, t.status])).toContainEqual(['ann', 'HANDED_OVER']);
  });

  it.each([
    ['to the applicant', 'manager', 'manager is the applicant (回避)'],
    ['to somebody who decides here already', 'ben', 'ben decides in this step already'],
    ['to oneself', 'ann', 'ann decides in this step already'],
  ])('is refused %s', (_what, to, fault) => {
    const box = new ApprovalBox(all());
    expect(box.faults('ann', { type: 'HandOver', to, reason: 'x' })).toEqual([fault]);
  });

  it('is refused without a reason, to somebody unknown or gone, and by whoever has no task', () => {
    const box = new ApprovalBox(all(), { world: world(undefined, undefined, { unknown: ['nobody'], left: ['gone'] }) });
    expect(box.ask('ann', { type: 'HandOver', to: 'carl', reason: ' ' })).toBe('REASON_REQUIRED');
    expect(box.ask('carl', { type: 'HandOver', to: 'dora', reason: 'x' })).toBe('NOT_ASKED');
    expect(() => box.ask('ann', { type: 'HandOver', to: 'nobody', reason: 'x' })).toThrow('there is no person nobody');
    expect(() => box.ask('ann', { type: 'HandOver', to: 'gone', reason: 'x' })).toThrow('gone has left');
  });

  it('can be done by the programme office for a task that lies with one who cannot act', () => {
    const box = new ApprovalBox(all());
    expect(box.ask('officer', { type: 'HandOver', task: box.taskOf('ann'), to: 'carl', reason: '本人住院' })).toBeNull();
    expect(box.desk()).toEqual(['ben', 'carl']);
    expect(box.last('TaskHandedOver')).toMatchObject({ from: 'ann', by: 'officer' });
  });

  it('is refused where the route does not allow it', () => {
    const box = new ApprovalBox(route({ may: ['APPROVE', 'REJECT'] }));
    expect(box.ask('ann', { type: 'HandOver', to: 'carl', reason: 'x' })).toBe('NOT_ALLOWED_BY_ROUTE');
  });
});

describe('委派 (an opinion that comes back)', () => {
  it('asks, waits, and lets the asker decide when the opinion is there', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    expect(box.ask('ann', { type: 'AskOpinion', of: 'carl', question: '造价是否合理？' })).toBeNull();
    expect(box.desk('ASKING')).toEqual(['ann']);
    expect(box.approve('ann')).toBe('NOT_YOUR_TURN');
    expect(box.approve('carl')).toBe('NOT_ASKED');
    expect(box.ask('carl', { type: 'GiveOpinion', opinion: '合理', recommends: 'APPROVE' })).toBeNull();
    expect(box.events.flatMap((e) => (e.type === 'OpinionGiven' ? box.told(e) : []))).toEqual(['opinion-given:ann']);
    expect(box.state.remarks).toMatchObject([{ kind: 'OPINION', person: 'carl', to: 'ann', recommends: 'APPROVE' }]);
    expect(box.approve('ann')).toBeNull();
    expect(box.state).toMatchObject({ status: 'APPROVED', closedBy: 'ann' });
  });

  it('can be recalled, and asked only of somebody who is not the applicant and not oneself', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    expect(box.ask('ann', { type: 'AskOpinion', of: 'manager', question: 'x' })).toBe('PERSON_NOT_ELIGIBLE');
    expect(box.ask('ann', { type: 'AskOpinion', of: 'ann', question: 'x' })).toBe('PERSON_NOT_ELIGIBLE');
    box.ask('ann', { type: 'AskOpinion', of: 'carl', question: 'x' });
    expect(box.ask('ann', { type: 'RecallOpinion' })).toBeNull();
    expect(box.ask('carl', { type: 'GiveOpinion', opinion: 'late' })).toBe('ALREADY_DECIDED');
    expect(box.approve('ann')).toBeNull();
  });
});

describe('加签, 减签 (more and fewer approvers)', () => {
  const add = (where: 'BEFORE' | 'AFTER' | 'BESIDE', people = ['carl']) => ({ type: 'AddApprovers', people, where, reason: '需财政意见' }) as const;

  it('before me: they decide first, then it is my turn again', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.ask('ann', add('BEFORE', ['carl', 'dora']));
    expect(box.desk()).toEqual(['carl', 'dora']);
    expect(box.approve('ann')).toBe('NOT_YOUR_TURN');
    box.approve('carl');
    box.approve('dora');
    expect(box.desk()).toEqual(['ann']);
    box.approve('ann');
    expect(box.state.status).toBe('APPROVED');
  });

  it('after me: my approval is not the end', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.ask('ann', add('AFTER'));
    box.approve('ann');
    expect(box.desk()).toEqual(['carl']);
    box.reject('carl');
    expect(box.state.status).toBe('REJECTED');
  });

  it('beside me: they count in the share of a vote, or are only heard, as the route says', () => {
    const who = {
      agree: 'VOTE',
      members: [{ person: 'ann' }, { person: 'ben' }],
      vote: { count: 'HEADS', threshold: { part: 1, of: 2 }, compare: 'MORE_THAN' },
    } as const;
    const counted = new ApprovalBox(route({ who }));
    counted.ask('ann', add('BESIDE', ['carl', 'dora', 'emil']));
    counted.approve('ann');
    counted.approve('ben');
    expect(counted.state.status).toBe('OPEN'); // two of five are not more than half
    counted.approve('carl');
    expect(counted.state.status).toBe('APPROVED');
    const heard = new ApprovalBox(route({ who, rules: { addedCount: false } }));
    heard.ask('ann', add('BESIDE', ['carl']));
    expect(heard.reject('carl')).toBeNull();
    expect(heard.state.decisions).toMatchObject([{ person: 'carl', advisory: true }]);
    heard.approve('ann');
    heard.approve('ben');
    expect(heard.state.status).toBe('APPROVED');
  });

  it('is refused for the applicant, for people who decide here, for nobody, and without a reason: one report with every fault', () => {
    const box = new ApprovalBox(all());
    expect(box.faults('ann', { ...add('BESIDE'), people: ['manager', 'ben'] })).toEqual([
      'manager is the applicant (回避)',
      'ben decides in this step already',
    ]);
    expect(box.faults('ann', { ...add('BESIDE'), people: [] })).toEqual(['nobody is named']);
    expect(box.ask('ann', { ...add('BESIDE'), reason: '' })).toBe('REASON_REQUIRED');
  });

  it('whoever was added can be removed while he has not decided, by the adder or the office; others cannot (RuoYi#566: a refusal still works)', () => {
    const box = new ApprovalBox(all());
    box.ask('ann', add('BESIDE', ['carl', 'dora']));
    const [carl, dora] = [box.taskOf('carl'), box.taskOf('dora')];
    expect(box.ask('ben', { type: 'RemoveApprover', task: carl, reason: 'x' })).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(box.ask('ann', { type: 'RemoveApprover', task: box.taskOf('ben'), reason: 'x' })).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(box.ask('ann', { type: 'RemoveApprover', task: 99, reason: 'x' })).toBe('UNKNOWN_ITEM');
    expect(box.ask('ann', { type: 'RemoveApprover', task: carl, reason: '已另行答复' })).toBeNull();
    expect(box.ask('officer', { type: 'RemoveApprover', task: dora, reason: '已另行答复' })).toBeNull();
    expect(box.desk('REMOVED')).toEqual(['carl', 'dora']);
    box.reject('ben');
    expect(box.state.status).toBe('REJECTED');
  });

  it('removing the last one that was waited for closes the step', () => {
    const box = new ApprovalBox(all());
    box.ask('ann', add('BESIDE'));
    box.approve('ann');
    box.approve('ben');
    expect(box.state.status).toBe('OPEN');
    box.ask('ann', { type: 'RemoveApprover', task: box.taskOf('carl'), reason: 'x' });
    expect(box.state.status).toBe('APPROVED');
  });

  it('only the adder removes, or any approver may, where the route says so', () => {
    const strict = new ApprovalBox(all({ removal: 'ADDER' }));
    strict.ask('ann', add('BESIDE'));
    expect(strict.ask('officer', { type: 'RemoveApprover', task: strict.taskOf('carl'), reason: 'x' })).toBe('NOT_ALLOWED_BY_ROUTE');
    const loose = new ApprovalBox(all({ removal: 'ANY_APPROVER' }));
    loose.ask('ann', add('BESIDE'));
    expect(loose.ask('ben', { type: 'RemoveApprover', task: loose.taskOf('carl'), reason: 'x' })).toBeNull();
  });
});

describe('减签 of approvers whom the route gave', () => {
  const REMOVE = { removes: 'ALSO_ROUTE' } as const;
  const remove = (box: ApprovalBox, who: string, whom: string, reason = '已调离该岗位') =>
    box.ask(who, { type: 'RemoveApprover', task: box.taskOf(whom), reason });

  it('is refused unless the route allows it, to whoever is not the office, to oneself and to the applicant', () => {
    const usual = new ApprovalBox(all());
    expect(remove(usual, 'officer', 'ben')).toBe('NOT_ALLOWED_BY_ROUTE');
    const box = new ApprovalBox(all(REMOVE));
    expect(remove(box, 'ann', 'ben')).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(remove(box, 'ann', 'ann')).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(remove(box, 'officer', 'ben', ' ')).toBe('REASON_REQUIRED');
    const own = new ApprovalBox(all(REMOVE), { changed: { applicant: 'officer' } });
    expect(remove(own, 'officer', 'ben')).toBe('NOT_ALLOWED_BY_ROUTE');
    const any = new ApprovalBox(all({ ...REMOVE, removal: 'ANY_APPROVER' }));
    expect(remove(any, 'ann', 'ann')).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(remove(any, 'ann', 'ben')).toBeNull();
  });

  it('takes the task away, tells whoever had it and the applicant by whom and why, and goes on with the others', () => {
    const box = new ApprovalBox(all(REMOVE));
    expect(remove(box, 'officer', 'ben')).toBeNull();
    const event = box.events.at(-1);
    if (event === undefined) throw new Error('no event');
    expect(box.told(event)).toEqual(['approvers:ben', 'approvers:manager']);
    expect(box.approve('ben')).toBe('ALREADY_DECIDED');
    box.approve('ann');
    expect(box.state.status).toBe('APPROVED');
  });

  it('passes a countersigned step at once where all others have agreed, and never where nobody has', () => {
    const box = new ApprovalBox(all(REMOVE));
    box.approve('ann');
    expect(remove(box, 'officer', 'ben')).toBeNull();
    expect(box.state.status).toBe('APPROVED');
    const alone = new ApprovalBox(route({ people: ['ann'], rules: REMOVE }));
    expect(remove(alone, 'officer', 'ann')).toBe('NOT_ALLOWED_BY_ROUTE');
    // The applicant's own place passes by a rule: that is nobody's agreement.
    const own = new ApprovalBox(route({ agree: 'ALL', people: ['manager', 'ann'], rules: { ...REMOVE, ownApplication: 'SKIP' } }));
    expect(remove(own, 'officer', 'ann')).toBe('NOT_ALLOWED_BY_ROUTE');
  });

  it('keeps a vote one that can be reached, and a department one in which somebody is asked', () => {
    const who = { agree: 'VOTE', members: ['ann', 'ben', 'carl'].map((id) => ({ person: id })), vote: { count: 'HEADS', threshold: 2 } } as const;
    const vote = new ApprovalBox(route({ who, rules: REMOVE }));
    expect(remove(vote, 'officer', 'carl')).toBeNull();
    expect(remove(vote, 'officer', 'ben')).toBe('NOT_ALLOWED_BY_ROUTE');
    const inner = { agree: 'ANY', members: [{ person: 'ben' }, { person: 'carl' }] } as const;
    const groups = new ApprovalBox(route({ who: { agree: 'ALL', members: [{ person: 'ann' }, { group: inner }] }, rules: REMOVE }));
    expect(remove(groups, 'officer', 'carl')).toBeNull();
    expect(remove(groups, 'officer', 'ben')).toBe('NOT_ALLOWED_BY_ROUTE');
  });

  it('is offered to the office beside its own tasks, with those who may be removed', () => {
    const box = new ApprovalBox(all(REMOVE));
    const actor = { ...person('officer', 'PROGRAMME_OFFICER'), person: 'officer' };
    const acts = actsNow(box.state, { context: { now: box.now, actor, commandId: 'c', rules: RULES }, may: () => null });
    expect(acts.find(({ act }) => act === 'REMOVE_APPROVERS')).toMatchObject({
      refused: null,
      fields: [{ name: 'task', choices: [String(box.taskOf('ann')), String(box.taskOf('ben'))] }, { name: 'reason' }],
    });
  });

  it('is a fault of a route in which nobody could do it', () => {
    const rules = { ...REMOVE, removal: 'ADDER' } as const;
    const fault = 'must go with "removal" ADDER_OR_OFFICE or ANY_APPROVER: nobody added those whom the route gave';
    expect(checkRoute({ ...all(), rules }).faults.map(({ en }) => en)).toEqual([`rules.removes: ${fault}`]);
    expect(checkRoute(all(rules)).faults.map(({ en }) => en)).toContain(`steps[0] (s0).rules.removes: ${fault}`);
    expect(checkRoute(all({ ...REMOVE, removal: 'ANY_APPROVER' })).warnings.map(({ en }) => en)).toContain(
      'steps[0] (s0).rules.removes: ALSO_ROUTE with ANY_APPROVER lets one approver remove the others',
    );
  });
});

describe('回避 (recusal)', () => {
  it('is a duty that no route forbids: a countersigning place goes to a substitute, never to nobody', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'], may: ['APPROVE', 'REJECT'] }));
    expect(box.ask('ann', { type: 'Recuse', reason: '亲属参与投标' })).toBeNull();
    expect(box.desk()).toEqual(['ben', 'officer', 'director']);
    box.approve('ben');
    expect(box.state.status).toBe('OPEN');
    box.approve('director');
    expect(box.state.status).toBe('APPROVED');
  });

  it('leaves a vote among the others, until they could not win any more', () => {
    const who = { agree: 'VOTE', members: ['ann', 'ben', 'carl'].map((person) => ({ person })), vote: { count: 'HEADS', threshold: 2 } } as const;
    const box = new ApprovalBox(route({ who }));
    box.ask('ann', { type: 'Recuse', reason: 'x' });
    expect(box.desk()).toEqual(['ben', 'carl']);
    box.ask('ben', { type: 'Recuse', reason: 'x' });
    expect(box.desk()).toEqual(['carl', 'officer', 'director']);
  });

  it('keeps the person out for good, and is refused where nobody could take the place', () => {
    const box = new ApprovalBox(all());
    box.ask('ann', { type: 'Recuse', reason: 'x' });
    expect(box.approve('ann')).toBe('ALREADY_DECIDED');
    expect(box.faults('ben', { type: 'HandOver', to: 'ann', reason: 'x' })).toEqual(['ann has recused themselves (回避)']);
    const alone = new ApprovalBox(all(), { world: world(undefined, {}) });
    expect(() => alone.ask('ann', { type: 'Recuse', reason: 'x' })).toThrow('assign the role first');
  });
});

describe('拿回 (taking back one’s own decision)', () => {
  it('in an open step: the vote is open again', () => {
    const box = new ApprovalBox(all());
    box.approve('ann');
    expect(box.ask('ann', { type: 'TakeBack' })).toBeNull();
    expect(box.desk()).toEqual(['ann', 'ben']);
    box.approve('ben');
    expect(box.state.status).toBe('OPEN');
    expect(box.state.decisions.map((d) => [d.person, d.takenBack])).toEqual([
      ['ann', true],
      ['ben', false],
    ]);
  });

  it('when the next step is open and nobody has acted there: it closes, mine opens again with its clock', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }, { people: ['ben'] }));
    const due = box.state.opening?.deadline?.dueOn;
    box.approve('ann');
    expect(box.state.step).toBe(1);
    expect(box.ask('ann', { type: 'TakeBack' })).toBeNull();
    expect(box.state).toMatchObject({ step: 0, opening: { deadline: { dueOn: due } } });
    expect(box.desk()).toEqual(['ann']);
    expect(box.approve('ben')).toBe('NOT_ASKED');
    box.approve('ann');
    box.approve('ben');
    expect(box.state.status).toBe('APPROVED');
  });

  it.each([
    ['somebody has decided since', (box: ApprovalBox) => box.approve('ben')],
    ['somebody has handed over since', (box: ApprovalBox) => box.ask('ben', { type: 'HandOver', to: 'dora', reason: 'x' })],
    ['somebody has asked a question since', (box: ApprovalBox) => box.ask('ben', { type: 'Ask', to: 'manager', question: '?' })],
  ])('is refused when %s', (_what, act) => {
    const box = new ApprovalBox(route({ people: ['ann'] }, { agree: 'ALL', people: ['ben', 'carl'] }));
    box.approve('ann');
    expect(act(box)).toBeNull();
    expect(box.ask('ann', { type: 'TakeBack' })).toBe('NOTHING_TO_TAKE_BACK');
  });

  it('is refused for another’s decision, where the route does not allow it, and after the end', () => {
    const box = new ApprovalBox(all());
    box.approve('ann');
    expect(box.ask('ben', { type: 'TakeBack' })).toBe('NOTHING_TO_TAKE_BACK');
    const strict = new ApprovalBox(route({ agree: 'ALL', may: ['APPROVE', 'REJECT'] }));
    strict.approve('ann');
    expect(strict.ask('ann', { type: 'TakeBack' })).toBe('NOTHING_TO_TAKE_BACK');
    const over = new ApprovalBox(route({ people: ['ann'] }));
    over.approve('ann');
    expect(over.ask('ann', { type: 'TakeBack' })).toBe('CLOSED');
  });

  it('a return to the applicant can be taken back as long as he has not resubmitted', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.decide('ann', 'RETURN', '补充说明');
    expect(box.ask('ann', { type: 'TakeBack' })).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', round: 1 });
    box.approve('ann');
    expect(box.state.status).toBe('APPROVED');
  });
});

describe('代理 (standing in for somebody who is away)', () => {
  const standIns = { ann: { delegate: 'carl', mandate: 'DL-1' } };
  const away = { type: 'StandIn', mandate: 'DL-1', principal: 'ann', delegate: 'carl', scope: {}, basis: '青卫函〔2026〕3号' } as const;

  it('takes effect when a step opens: the record, the page and the mail say on whose behalf', () => {
    const box = new ApprovalBox(all(), { world: world(undefined, undefined, { standIns }) });
    expect(box.desk()).toEqual(['carl for ann', 'ben']);
    // Kit#33: the original stays informed. Kit#60: the mail goes to the stand-in, not to the absent man.
    const opened = box.events.find((e) => e.type === 'StepOpened');
    expect(opened === undefined ? [] : box.told(opened)).toEqual(['task:carl', 'task:ben', 'stand-in:ann']);
    box.approve('carl');
    expect(box.last('DecisionMade')).toMatchObject({ person: 'carl', onBehalfOf: 'ann' });
  });

  it('is the next whom the principal named where the first is away themselves, sits here or must stand aside; nobody else is', () => {
    const named = (further: readonly string[], others: Readonly<Record<string, { delegate: string; mandate: string }>> = {}) =>
      new ApprovalBox(all(), {
        world: world(undefined, undefined, { standIns: { ann: { delegate: 'carl', mandate: 'DL-1', further }, ...others } }),
      });
    expect(named(['dora'], { carl: { delegate: 'emil', mandate: 'DL-2' } }).desk()).toEqual(['dora for ann', 'ben']);
    // All of them are away: the first is asked all the same, as ever.
    const both = { carl: { delegate: 'emil', mandate: 'DL-2' }, dora: { delegate: 'emil', mandate: 'DL-3' } };
    expect(named(['dora'], both).desk()).toEqual(['carl for ann', 'ben']);
    const sits = world(undefined, undefined, { standIns: { ann: { delegate: 'ben', mandate: 'DL-1', further: ['dora'] } } });
    expect(new ApprovalBox(all(), { world: sits }).desk()).toEqual(['dora for ann', 'ben']);
    const applicant = world(undefined, undefined, { standIns: { ann: { delegate: 'manager', mandate: 'DL-1', further: ['manager'] } } });
    expect(new ApprovalBox(all(), { world: applicant }).desk()).toEqual(['ann', 'ben']);
  });

  it('moves what already lies on the desk to the first whom nothing excludes here', () => {
    const box = new ApprovalBox(all());
    expect(box.system({ ...away, delegate: 'ben', further: ['manager', 'dora'] })).toBeNull();
    expect(box.desk()).toEqual(['ben', 'dora for ann']);
  });

  it('moves what already lies on the desk, and gives back at the end what is not done', () => {
    const box = new ApprovalBox(all());
    expect(box.system(away)).toBeNull();
    expect(box.desk()).toEqual(['ben', 'carl for ann']);
    expect(box.system({ type: 'StandInEnds', mandate: 'DL-1', reason: '到期' })).toBeNull();
    expect(box.desk()).toEqual(['ben', 'ann']);
    expect(box.approve('carl')).toBe('ALREADY_DECIDED');
    expect(box.approve('ann')).toBeNull();
    expect(box.last('DecisionMade')).toMatchObject({ person: 'ann', onBehalfOf: null });
  });

  it('lets the absent man act all the same, or not, as the route says; the first one counts', () => {
    const both = new ApprovalBox(all(), { world: world(undefined, undefined, { standIns }) });
    expect(both.approve('ann')).toBeNull();
    expect(both.last('DecisionMade')).toMatchObject({ person: 'ann', onBehalfOf: null });
    expect(both.approve('carl')).not.toBeNull();
    const one = new ApprovalBox(all({ absentMayAct: false }), { world: world(undefined, undefined, { standIns }) });
    expect(one.approve('ann')).toBe('NOT_ASKED');
  });

  it.each([
    ['the stand-in is the applicant', { ann: { delegate: 'manager', mandate: 'DL-1' } }, ['ann', 'ben']],
    ['the stand-in decides in the same step themselves', { ann: { delegate: 'ben', mandate: 'DL-1' } }, ['ann', 'ben']],
    [
      'the stand-in is away himself: it does not cascade',
      { ann: { delegate: 'carl', mandate: 'DL-1' }, carl: { delegate: 'dora', mandate: 'DL-2' } },
      ['carl for ann', 'ben'],
    ],
    [
      'one stand-in for both: two signatures are two people’s',
      { ann: { delegate: 'carl', mandate: 'DL-1' }, ben: { delegate: 'carl', mandate: 'DL-2' } },
      ['carl for ann', 'ben'],
    ],
  ])('%s', (_what, found, desk) => {
    expect(new ApprovalBox(all(), { world: world(undefined, undefined, { standIns: found }) }).desk()).toEqual(desk);
  });

  it('says on record why a task on the desk did not move, and tells the office', () => {
    const box = new ApprovalBox(all());
    box.system({ ...away, delegate: 'ben' });
    expect(box.desk()).toEqual(['ann', 'ben']);
    expect(box.last('HandOverRefused')).toMatchObject({ person: 'ann', to: 'ben', why: { zh: '代理人本人在同一环节审批' } });
    expect(box.events.flatMap((e) => (e.type === 'HandOverRefused' ? box.told(e) : []))).toEqual(['unreachable:PROGRAMME_OFFICER']);
  });

  it('stays within its scope', () => {
    const box = new ApprovalBox(all());
    box.system({ ...away, scope: { projects: ['QH-02'] } });
    expect(box.desk()).toEqual(['ann', 'ben']);
    box.system({ ...away, scope: { routes: ['TEST'], projects: ['QH-01'] } });
    expect(box.desk()).toEqual(['ben', 'carl for ann']);
  });

  it('is the system’s to tell, nobody else’s', () => {
    const box = new ApprovalBox(all());
    expect(box.send(away, { person: 'carl', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] })).toMatchObject({
      code: 'SYSTEM_ONLY',
    });
  });
});

describe('people who leave, and mails that come back', () => {
  it('离职转办: all that a person has here passes to his successor, questions too', () => {
    const box = new ApprovalBox(all());
    box.ask('ben', { type: 'Ask', to: 'ann', question: '?' });
    box.system({ type: 'PersonLeft', from: 'ann', to: 'dora', basis: '青人社〔2026〕8号' });
    expect(box.desk()).toEqual(['ben', 'dora']);
    expect(box.desk('PENDING', 'QUESTION')).toEqual(['dora']);
    expect(box.last('TaskHandedOver')).toMatchObject({ why: 'LEFT', reason: '青人社〔2026〕8号' });
  });

  it('a dead address: the manager and the office hear of it at once, and substitutes are asked', () => {
    const box = new ApprovalBox(all());
    expect(box.system({ type: 'MailBounced', person: 'ann', reply: '550 5.1.1' })).toBeNull();
    expect(box.events.flatMap((e) => (e.type === 'ApproverUnreachable' ? box.told(e) : []))).toEqual([
      'unreachable:manager',
      'unreachable:PROGRAMME_OFFICER',
    ]);
    expect(box.desk()).toEqual(['ben', 'officer', 'director']);
    expect(box.desk('UNREACHABLE')).toEqual(['ann']);
  });

  it('or they are only told, where the route says so; a bounce about somebody who has nothing here is nothing', () => {
    const box = new ApprovalBox(all({ unreachable: 'TELL' }));
    box.system({ type: 'MailBounced', person: 'ann', reply: '550 5.1.1' });
    expect(box.desk()).toEqual(['ann', 'ben']);
    const before = box.events.length;
    box.system({ type: 'MailBounced', person: 'zoe', reply: '550 5.1.1' });
    expect(box.events.length).toBe(before);
  });
});

describe('the awkward cases', () => {
  it.each([
    ['EXCLUDE: the applicant is never asked (回避)', 'EXCLUDE', ['ann']],
    ['ALLOW: he is asked like anybody', 'ALLOW', ['manager', 'ann']],
    ['SUBSTITUTE: the office is asked in his place', 'SUBSTITUTE', ['officer', 'director', 'ann']],
  ] as const)('the applicant among the approvers, %s', (_what, ownApplication, desk) => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['manager', 'ann'], rules: { ownApplication } }));
    expect(box.desk()).toEqual(desk);
  });

  it('SKIP: his place is passed automatically, and reads so', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['manager', 'ann'], rules: { ownApplication: 'SKIP' } }));
    expect(box.desk('AUTOMATIC')).toEqual(['manager']);
    expect(box.last('DecidedAutomatically').why.zh).toContain('自动');
    box.approve('ann');
    expect(box.state.decisions.map((d) => d.person)).toEqual(['ann']);
  });

  it('nobody is found: the office is asked, or the step is refused, skipped or returned as the route says', () => {
    const vacant = (nobody: Rules['nobody']) => route({ members: [{ role: 'FIRE' }], rules: { nobody } }, { people: ['ann'] });
    expect(new ApprovalBox(vacant('ASK_SUBSTITUTE')).desk()).toEqual(['officer', 'director']);
    expect(() => new ApprovalBox(vacant('REFUSE'))).toThrow('nobody holds FIRE');
    const skipped = new ApprovalBox(vacant('SKIP'));
    expect(skipped.state.step).toBe(1);
    expect(skipped.last('StepClosed')).toMatchObject({ automatic: true, result: 'AGREED' });
    const returned = new ApprovalBox(vacant('RETURN'));
    expect(returned.state).toMatchObject({ status: 'RETURNED' });
    expect(returned.last('ContentReturned')).toMatchObject({ automatic: true, person: null });
  });

  it('a vacant department in a countersigning is filled by a substitute, not left out', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', members: [{ role: 'HOUSING' }, { role: 'FIRE' }] }));
    expect(box.desk()).toEqual(['housing', 'officer', 'director']);
    expect(box.events.find((e) => e.type === 'StepOpened')?.data).toMatchObject({ fallback: true });
  });

  it.each([
    ['ASK_AGAIN', ['ann', 'ben'], 0],
    ['SKIP_ADJACENT', ['ben'], 1],
    ['SKIP_ANY', ['ben'], 1],
  ] as const)('the same approver again (去重), %s', (repeated, desk, automatic) => {
    const box = new ApprovalBox(route({ people: ['ann'] }, { agree: 'ALL', people: ['ann', 'ben'], rules: { repeated } }));
    box.approve('ann');
    expect(box.desk()).toEqual(desk);
    expect(box.desk('AUTOMATIC')).toHaveLength(automatic);
  });

  it('SKIP_ADJACENT asks again when another step lay between, SKIP_ANY does not; new content is asked about again', () => {
    const three = (repeated: Rules['repeated']) =>
      new ApprovalBox(route({ people: ['ann'] }, { people: ['ben'] }, { people: ['ann'], rules: { repeated } }));
    const adjacent = three('SKIP_ADJACENT');
    adjacent.approve('ann');
    adjacent.approve('ben');
    expect(adjacent.desk()).toEqual(['ann']);
    const any = three('SKIP_ANY');
    any.approve('ann');
    any.approve('ben');
    expect(any.state).toMatchObject({ status: 'APPROVED', automatic: true, closedBy: null });
    const changed = three('SKIP_ANY');
    changed.approve('ann');
    changed.decide('ben', 'RETURN', '修改', { afterwards: 'BACK' });
    changed.ask('manager', { type: 'Resubmit', content: { summary: [], documents: [{ title: '新' }] } });
    changed.approve('ben');
    expect(changed.desk()).toEqual(['ann']);
  });

  it('somebody with two tasks in one step names the one he means', () => {
    const standIns = { ben: { delegate: 'carl', mandate: 'DL-1' } };
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }), { world: world(undefined, HOLDERS, { standIns }) });
    box.ask('ann', { type: 'HandOver', to: 'dora', reason: 'x' });
    expect(box.desk()).toEqual(['carl for ben', 'dora']);
    const own = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }), {
      world: world(undefined, HOLDERS, { standIns: { ben: { delegate: 'carl', mandate: 'DL-1' } } }),
    });
    // ben may act on what carl holds for him, and on what is handed to him besides.
    own.ask('ann', { type: 'AddApprovers', people: ['emil'], where: 'BESIDE', reason: 'x' });
    expect(own.approve('ben', { task: own.taskOf('carl') })).toBeNull();
  });
});

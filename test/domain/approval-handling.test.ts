import { describe, expect, it } from 'vitest';
import { approvalCase, lightOf } from '../../domain/approval/case.ts';
import { isOver } from '../../domain/approval/entitlement.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import type { Route, Rules } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { calendar, choose, clock, content, openApproval, person, route, Sandbox, system, world } from '../setup/builders.ts';

const day = (date: string, hour = 2): string => `${date}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const other = { summary: [], documents: [{ title: '修改稿' }] };
const three = (rules: Partial<Rules> = {}) => ({ ...route({ people: ['ann'] }, { people: ['ben'] }, { people: ['carl'] }), rules });

describe('退回 (returns)', () => {
  function inThird(rules: Partial<Rules> = {}): ApprovalBox {
    const box = new ApprovalBox(three(rules));
    box.approve('ann');
    box.approve('ben');
    return box;
  }

  it('to the applicant: he resubmits, and it goes on from the start in a second round', () => {
    const box = inThird();
    box.decide('carl', 'RETURN', '补充风险说明');
    expect(box.state).toMatchObject({ status: 'RETURNED', closeReason: '补充风险说明' });
    expect(box.ask('manager', { type: 'Resubmit', content: other, on: '2023-03-13' })).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', round: 2, step: 0 });
  });

  it('and straight back to whoever returned it, when he chose so', () => {
    const box = inThird();
    box.decide('carl', 'RETURN', '补充', { afterwards: 'BACK' });
    box.ask('manager', { type: 'Resubmit', content: other, on: '2023-03-13' });
    expect(box.state).toMatchObject({ status: 'OPEN', round: 2, step: 2 });
    box.approve('carl');
    expect(box.state.status).toBe('APPROVED');
  });

  it('to the step before, and to any earlier one, from where it goes on step by step or straight back', () => {
    const before = inThird();
    before.decide('carl', 'RETURN', '复核', { to: 's1' });
    expect(before.state).toMatchObject({ status: 'OPEN', round: 2, step: 1 });
    before.approve('ben');
    expect(before.state.step).toBe(2);
    const earlier = inThird();
    earlier.decide('carl', 'RETURN', '复核', { to: 's0' });
    earlier.approve('ann');
    expect(earlier.state.step).toBe(1);
    const back = inThird();
    back.decide('carl', 'RETURN', '复核', { to: 's0', afterwards: 'BACK' });
    back.approve('ann');
    expect(back.state.step).toBe(2);
  });

  it.each([
    ['to a step that it has not gone through', 's2', 'UNKNOWN_ITEM'],
    ['to a step that does not exist', 'nowhere', 'UNKNOWN_ITEM'],
  ])('is refused %s', (_what, to, code) => {
    expect(inThird().decide('carl', 'RETURN', 'x', { to })).toBe(code);
  });

  it('to the applicant alone, where the route says so', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }, { people: ['ben'], returnTo: ['APPLICANT'] }));
    box.approve('ann');
    expect(box.decide('ben', 'RETURN', 'x', { to: 's0' })).toBe('UNKNOWN_ITEM');
    expect(box.decide('ben', 'RETURN', 'x')).toBeNull();
  });

  it.each<[Rules['afterReturn'], 'BACK' | 'FROM_TARGET', 'BACK' | 'FROM_TARGET', number]>([
    ['FROM_TARGET', 'BACK', 'BACK', 0],
    ['BACK_TO_RETURNER', 'FROM_TARGET', 'FROM_TARGET', 2],
    ['RETURNER_CHOOSES', 'BACK', 'FROM_TARGET', 2],
    ['APPLICANT_CHOOSES', 'FROM_TARGET', 'BACK', 2],
    ['APPLICANT_CHOOSES', 'BACK', 'FROM_TARGET', 0],
  ])('%s: the returner says %s, the applicant %s, and it goes on at step %i', (afterReturn, returner, applicant, step) => {
    const box = inThird({ afterReturn });
    box.decide('carl', 'RETURN', 'x', { afterwards: returner });
    box.ask('manager', { type: 'Resubmit', content: other, on: '2023-03-13', afterwards: applicant });
    expect(box.state.step).toBe(step);
  });

  it.each<[Rules['reentryClock'], string]>([
    ['ANEW', '2023-04-04'],
    ['GOES_ON', '2023-03-30'],
  ])('a step that is entered again: its clock starts %s (RuoYi#1018: the reminders are there again)', (reentryClock, due) => {
    const box = new ApprovalBox({ ...route({ people: ['ann'] }), rules: { reentryClock } });
    box.now = day('2023-03-16');
    box.decide('ann', 'RETURN', 'x');
    expect(box.agenda()).toBeUndefined();
    box.now = day('2023-03-21');
    box.ask('manager', { type: 'Resubmit', on: '2023-03-21' });
    expect(box.state.opening?.deadline?.dueOn).toBe(due);
    expect(box.agenda()).toBeDefined();
  });

  it('one approver of many returns the whole step, and what others had said stays on record', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }));
    box.approve('ann');
    box.decide('ben', 'RETURN', 'x');
    expect(box.state.status).toBe('RETURNED');
    expect(box.state.decisions.map((d) => d.choice)).toEqual(['APPROVE', 'RETURN']);
  });
});

describe('the applicant', () => {
  const draft = (applicant = 'manager') => {
    const { acceptedOn: _, ...matter } = openApproval(three(), { owner: null, applicant }) as Extract<ApprovalCommand, { type: 'Open' }>;
    return { ...matter, type: 'Draft' } as ApprovalCommand;
  };
  const box = () => {
    const sandbox = new Sandbox(approvalCase('A.1'));
    expect(sandbox.send(draft(), person('manager'))).toBeNull();
    return sandbox;
  };

  it('drafts (暂存), changes the draft, and hands it in; nobody is asked before that', () => {
    const sandbox = box();
    expect(sandbox.state).toMatchObject({ status: 'DRAFT', tasks: [] });
    expect(sandbox.send({ type: 'SaveDraft', content: other, title: { zh: '新题', en: 'New' } }, person('manager'))).toBeNull();
    expect(sandbox.state).toMatchObject({ content: other, title: { zh: '新题' } });
    expect(sandbox.send({ type: 'Submit', on: '2099-01-01' }, person('manager'))).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(sandbox.send({ type: 'Submit', on: '2023-03-13' }, person('manager'))).toBeNull();
    expect(sandbox.state).toMatchObject({ status: 'OPEN', receivedOn: '2023-03-13', acceptedOn: '2023-03-13' });
    expect(sandbox.send({ type: 'Submit', on: '2023-03-13' }, person('manager'))).toMatchObject({ code: 'WRONG_STATE' });
    expect(sandbox.send({ type: 'SaveDraft', content }, person('manager'))).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('or the office does it for him; a stranger does not', () => {
    expect(new Sandbox(approvalCase('A.1')).send(draft(), person('stranger'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(new Sandbox(approvalCase('A.1')).send(draft(), person('officer', 'PROGRAMME_OFFICER'))).toBeNull();
    expect(box().send(draft(), person('manager'))).toMatchObject({ code: 'ALREADY_OPENED' });
    expect(box().send({ type: 'Submit', on: '2023-03-13' }, person('stranger'))).toMatchObject({ code: 'NOT_YOURS' });
  });

  it('keeps what he writes while it is returned, and resubmits that', () => {
    const returned = new ApprovalBox(three());
    returned.decide('ann', 'RETURN', 'x');
    expect(returned.ask('manager', { type: 'SaveDraft', content: other })).toBeNull();
    expect(returned.state.content).toEqual(content);
    returned.ask('manager', { type: 'Resubmit', on: '2023-03-13' });
    expect(returned.state.content).toEqual(other);
    expect(returned.ask('manager', { type: 'Resubmit', on: '2023-03-13' })).toBe('NOT_RETURNED');
  });

  it('withdraws at any time, or only before the first handling, as the route says', () => {
    const any = new ApprovalBox(three());
    any.approve('ann');
    expect(any.ask('ann', { type: 'Withdraw', reason: 'x' })).toBe('NOT_YOURS');
    expect(any.ask('manager', { type: 'Withdraw', reason: '方案调整' })).toBeNull();
    expect(any.state.status).toBe('WITHDRAWN');
    expect(any.approve('ben')).toBe('ALREADY_DECIDED');
    const strict = new ApprovalBox(three({ withdraw: 'BEFORE_FIRST_HANDLING' }));
    strict.approve('ann');
    expect(strict.ask('manager', { type: 'Withdraw', reason: 'x' })).toBe('WITHDRAWAL_TOO_LATE');
  });

  it('nudges (催办) at most once in four working hours; the nudged get a fresh link', () => {
    const nudged = new ApprovalBox(three());
    nudged.now = '2023-03-17T09:00:00.000Z'; // Friday 17:00: one hour is left
    expect(nudged.ask('ann', { type: 'Nudge' })).toBe('NOT_YOURS');
    expect(nudged.ask('manager', { type: 'Nudge' })).toBeNull();
    expect(nudged.events.flatMap((e) => (e.type === 'Nudged' ? nudged.told(e) : []))).toEqual(['nudge:ann']);
    expect(nudged.last('Nudged').again.at).toBe('2023-03-20T04:00:00.000Z'); // Monday noon: three more
    nudged.now = '2023-03-20T03:59:59.000Z';
    expect(nudged.ask('manager', { type: 'Nudge' })).toBe('TOO_SOON');
    nudged.now = '2023-03-20T04:00:00.000Z';
    expect(nudged.ask('manager', { type: 'Nudge' })).toBeNull();
  });
});

describe('受理 (intake)', () => {
  const withIntake = {
    ...route({ people: ['ann'] }, { people: ['ben'], limit: { n: 20, unit: 'WD' } }),
    limit: { n: 20, unit: 'WD' as const },
  };
  const intake = {
    ...withIntake,
    steps: withIntake.steps.map((step, i) =>
      i === 0
        ? {
            ...step,
            kind: 'INTAKE' as const,
            limit: { n: 5, unit: 'WD' as const },
            rules: { timeout: { action: 'PASS' as const, afterWorkdays: 0 } },
          }
        : step,
    ),
  };

  it('the clock of the whole handling starts when the application is accepted', () => {
    const box = new ApprovalBox(intake);
    expect(box.state).toMatchObject({ acceptedOn: null, clock: null });
    box.now = day('2023-03-15');
    box.approve('ann');
    expect(box.state).toMatchObject({ acceptedOn: '2023-03-15', clock: { deadline: { dueOn: '2023-04-13' } } });
  });

  it('不予受理: declined, with reasons', () => {
    const box = new ApprovalBox(intake);
    expect(box.decide('ann', 'REJECT')).toBe('REASON_REQUIRED');
    box.decide('ann', 'REJECT', '不属于本机关职权');
    expect(box.state).toMatchObject({ status: 'DECLINED', closeReason: '不属于本机关职权' });
  });

  it('silence of five working days counts as accepted from the day of receipt (行政许可法 art. 32), and reads as automatic', () => {
    const box = new ApprovalBox(intake);
    box.until(day('2023-03-20', 16));
    expect(box.state).toMatchObject({ acceptedOn: '2023-03-13', step: 1, clock: { deadline: { from: '2023-03-13', dueOn: '2023-04-11' } } });
    expect(box.last('ApplicationAccepted')).toMatchObject({ bySilence: true, on: '2023-03-13' });
    expect(box.last('StepClosed')).toMatchObject({ automatic: true });
    expect(box.state.decisions).toEqual([]);
  });

  it('one full list before acceptance stops the five days; it is asked for once only', () => {
    const box = new ApprovalBox(intake);
    box.now = day('2023-03-15');
    expect(box.decide('ann', 'SUPPLEMENT', '申请书、资金证明')).toBeNull();
    expect(box.until(day('2023-04-28'))).toEqual([]);
    box.ask('manager', { type: 'Supplement', documents: [{ title: '申请书' }, { title: '资金证明' }], note: '', on: '2023-04-28' });
    expect(box.decide('ann', 'SUPPLEMENT', '再补一项')).toBe('ALREADY_SUPPLEMENTED');
    expect(box.state.opening?.deadline?.dueOn).toBe('2023-05-06');
  });

  it('容缺受理: with a signed undertaking only; the outcome waits for what is missing', () => {
    const { acceptedOn: _, ...matter } = openApproval(intake, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
    const begin = (undertaking: boolean) => {
      const sandbox = new Sandbox(approvalCase('A.1'));
      sandbox.send({ ...matter, type: 'Draft' }, person('manager'));
      sandbox.send({ type: 'Submit', on: '2023-03-13', ...(undertaking ? { undertaking: { title: '容缺受理承诺书' } } : {}) }, person('manager'));
      return sandbox;
    };
    const accept = (sandbox: ReturnType<typeof begin>) =>
      sandbox.send({ type: 'Decide', choice: 'APPROVE_WITH_CONDITIONS', seen: sandbox.state.contentHash, conditions: ['用地意见'] }, person('ann'));
    expect(accept(begin(false))).toMatchObject({ code: 'UNDERTAKING_MISSING' });
    const box = begin(true);
    expect(accept(box)).toBeNull();
    expect(box.state).toMatchObject({ acceptedOn: '2023-03-13', deficiency: { items: ['用地意见'], deadline: { dueOn: '2023-03-20' } } });
    box.send({ type: 'Decide', choice: 'APPROVE', seen: box.state.contentHash }, person('ben'));
    expect(box.state.status).toBe('WITHHELD');
    box.now = day('2023-03-16');
    expect(box.send({ type: 'Supplement', documents: [{ title: '用地意见' }], note: '', on: '2023-03-16' }, person('manager'))).toBeNull();
    expect(box.state).toMatchObject({ status: 'APPROVED', deficiency: null });
  });

  /** Accepted with something missing, which was promised and does not come: until the clock stops for it. */
  function missed(on: Route) {
    const { acceptedOn: _, ...matter } = openApproval(on, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
    const box = new Sandbox(approvalCase('A.1'));
    box.send({ ...matter, type: 'Draft' }, person('manager'));
    box.send({ type: 'Submit', on: '2023-03-13', undertaking: { title: '承诺书' } }, person('manager'));
    const accept = () =>
      box.send({ type: 'Decide', choice: 'APPROVE_WITH_CONDITIONS', seen: box.state.contentHash, conditions: ['用地意见'] }, person('ann'));
    expect(accept()).toBeNull();
    const tick = () => {
      const next = approvalCase('x').agenda(box.state)[0];
      if (next === undefined) throw new Error('nothing on the agenda');
      if (next.at > box.now) box.now = next.at;
      expect(box.send(next.command, clock)).toBeNull();
    };
    while (box.state.status === 'OPEN') tick();
    expect(box.state).toMatchObject({ status: 'PAUSED', deficiency: { overdue: true } });
    return { box, tick, accept };
  }

  it('容缺受理 missed: the clock stops, and fifteen working days later the application goes back (退件)', () => {
    const { box, tick } = missed(intake);
    expect(box.now).toBe(day('2023-03-20', 16));
    tick();
    expect(box.state).toMatchObject({ status: 'RETURNED' });
    expect(box.events.at(-1)).toMatchObject({ type: 'ContentReturned', data: { automatic: true } });
  });

  it.each([
    ['RETURNER_CHOOSES', {}],
    ['BACK_TO_RETURNER', { afterwards: 'BACK' }],
    ['APPLICANT_CHOOSES', { afterwards: 'BACK' }],
  ] as const)('what went back so is handed in anew, to the intake, whatever the route says of returns (%s)', (afterReturn, chosen) => {
    const { box, tick, accept } = missed({ ...intake, rules: { afterReturn } });
    tick();
    box.now = day('2023-06-01');
    expect(box.send({ type: 'Resubmit', ...chosen }, person('manager'))).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', round: 2, step: 0, deficiency: null, pause: null, supplementList: null });
    expect(approvalCase('x').agenda(box.state)[0]?.at).toBeDefined();
    expect(
      approvalCase('x')
        .agenda(box.state)
        .every(({ at }) => at > box.now),
    ).toBe(true);
    expect(accept()).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', step: 1, deficiency: { overdue: false, deadline: { from: '2023-06-01' } } });
  });

  it('what was accepted as missing is still owed where a return leads straight back, and ends where the intake looks anew', () => {
    const returned = (afterwards: 'BACK' | 'FROM_TARGET') => {
      const { acceptedOn: _, ...matter } = openApproval(intake, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
      const box = new Sandbox(approvalCase('A.1'));
      box.send({ ...matter, type: 'Draft' }, person('manager'));
      box.send({ type: 'Submit', undertaking: { title: '承诺书' } }, person('manager'));
      box.send({ type: 'Decide', choice: 'APPROVE_WITH_CONDITIONS', seen: box.state.contentHash, conditions: ['用地意见'] }, person('ann'));
      expect(box.send({ type: 'Decide', choice: 'RETURN', reason: '改', afterwards, seen: box.state.contentHash }, person('ben'))).toBeNull();
      expect(box.send({ type: 'Resubmit' }, person('manager'))).toBeNull();
      return box.state;
    };
    expect(returned('BACK')).toMatchObject({ status: 'OPEN', step: 1, deficiency: { items: ['用地意见'], overdue: false } });
    expect(returned('FROM_TARGET')).toMatchObject({ status: 'OPEN', step: 0, deficiency: null });
  });

  it('what the clock stopped or sent back meanwhile is not undone by taking back a decision', () => {
    const { box, tick } = missed(intake);
    const takeBack = (rules?: number) =>
      approvalCase('A.1').decide(
        box.state,
        { type: 'TakeBack' },
        { now: box.now, actor: person('ann'), commandId: 't', ...(rules === undefined ? {} : { rules }) },
      );
    expect(box.send({ type: 'TakeBack' }, person('ann'))).toMatchObject({ code: 'NOTHING_TO_TAKE_BACK' });
    // A command of an earlier release ends as it did (docs/adr/0024).
    expect(takeBack(2)).toMatchObject({ ok: true });
    expect(takeBack()).toMatchObject({ ok: true });
    tick();
    expect(box.state.status).toBe('RETURNED');
    expect(box.send({ type: 'TakeBack' }, person('ann'))).toMatchObject({ code: 'NOTHING_TO_TAKE_BACK' });
  });
});

describe('clocks', () => {
  it('two run side by side: the step’s promised limit and the law’s for the whole; the worse light shows', () => {
    const box = new ApprovalBox({ ...route({ people: ['ann'], limit: { n: 5, unit: 'WD' } }), limit: { n: 20, unit: 'WD' } });
    expect(box.state.clock?.deadline.dueOn).toBe('2023-04-11');
    box.until(day('2023-03-20', 11));
    expect(lightOf(box.state)).toBe('RED');
    expect(box.state.clock?.marksReached).toEqual([]);
    const told = box.until(day('2023-04-11', 11));
    expect(told.filter((t) => t === 'escalation:PROGRAMME_OFFICER')).toHaveLength(1);
    expect(box.state.clock?.marksReached).toEqual(['YELLOW', 'RED']);
  });

  it('limits in calendar days and months count as such', () => {
    expect(new ApprovalBox(route({ limit: { n: 15, unit: 'CD' } })).state.opening?.deadline?.dueOn).toBe('2023-03-28');
    expect(new ApprovalBox(route({ limit: { n: 3, unit: 'MONTH' } })).state.opening?.deadline?.dueOn).toBe('2023-06-13');
  });

  it.each(['EXPERT_REVIEW', 'HEARING', 'SITE_CHECK', 'PUBLICITY', 'FORCE_MAJEURE'] as const)(
    '%s stops the clock with a written notice, and it goes on as domain facts 2.4 have it',
    (reason) => {
      const box = new ApprovalBox({ ...route({ people: ['ann'] }), limit: { n: 10, unit: 'WD' } });
      box.now = day('2023-03-16');
      expect(box.ask('ann', { type: 'Pause', reason, notice: ' ' })).toBe('REASON_REQUIRED');
      expect(box.ask('ann', { type: 'Pause', reason, notice: '青发改评〔2023〕7号' })).toBeNull();
      expect(box.state).toMatchObject({ status: 'PAUSED', opening: { deadline: { dueOn: null, usedBeforePause: 3 } } });
      expect(box.approve('ann')).toBe('PAUSED');
      expect(box.ask('ann', { type: 'Pause', reason, notice: 'x' })).toBe('WRONG_STATE');
      expect(box.ask('zoe', { type: 'ResumeClock', on: '2023-03-16' })).toBe('NOT_ASKED');
      box.now = day('2023-03-21');
      expect(box.ask('ann', { type: 'ResumeClock', on: '2023-03-22' })).toBe('DATE_IN_FUTURE');
      expect(box.ask('ann', { type: 'ResumeClock', on: '2023-03-15' })).toBe('WRONG_STATE');
      expect(box.ask('ann', { type: 'ResumeClock', on: '2023-03-21' })).toBeNull();
      expect(box.state).toMatchObject({ opening: { deadline: { dueOn: '2023-03-30' } }, clock: { deadline: { dueOn: '2023-03-30' } } });
      expect(box.ask('ann', { type: 'ResumeClock', on: '2023-03-21' })).toBe('NOT_PAUSED');
    },
  );

  it('a pause that lasts longer than it may is asked about', () => {
    const box = new ApprovalBox(route({ people: ['ann'], rules: { pauseMost: { EXPERT_REVIEW: { n: 5, unit: 'WD' } } } }));
    box.ask('ann', { type: 'Pause', reason: 'EXPERT_REVIEW', notice: '通知' });
    expect(box.until(day('2023-03-31'))).toEqual(['pause-over:ann', 'pause-over:PROGRAMME_OFFICER']);
    expect(box.agenda()).toBeUndefined();
  });

  it('stops where the route allows it, and for force majeure by the office at any time', () => {
    const box = new ApprovalBox(route({ people: ['ann'], may: ['APPROVE', 'REJECT'] }));
    expect(box.ask('ann', { type: 'Pause', reason: 'HEARING', notice: 'x' })).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(box.ask('officer', { type: 'Pause', reason: 'HEARING', notice: 'x' })).toBe('NOT_ASKED');
    expect(box.ask('officer', { type: 'Pause', reason: 'FORCE_MAJEURE', notice: '台风停工令' })).toBeNull();
    expect(box.ask('officer', { type: 'ResumeClock', on: '2023-03-13' })).toBeNull();
  });

  it('one extension, by the head whom the route names, with reasons, at most as long as the law allows', () => {
    const box = new ApprovalBox({
      ...route({ people: ['ann'] }),
      limit: { n: 20, unit: 'WD' },
      rules: { extension: { by: ['NDRC_HEAD'], most: 10 } },
    });
    const extend = (by: number, reason = '案情复杂') => ({ type: 'ExtendLimit', by, reason }) as const;
    expect(box.ask('ann', extend(10))).toBe('NOT_YOURS');
    expect(box.ask('ndrc-head', extend(11))).toBe('NOT_ALLOWED_BY_ROUTE');
    expect(box.ask('ndrc-head', extend(10, ''))).toBe('REASON_REQUIRED');
    expect(box.ask('ndrc-head', extend(10))).toBeNull();
    expect(box.state).toMatchObject({
      clock: { deadline: { limit: { n: 30 }, dueOn: '2023-04-24' } },
      opening: { deadline: { dueOn: '2023-04-11' } },
    });
    expect(box.events.flatMap((e) => (e.type === 'LimitExtended' ? box.told(e) : []))).toEqual(['extended:manager']);
    expect(box.ask('ndrc-head', extend(1))).toBe('ALREADY_EXTENDED');
    expect(new ApprovalBox(route({})).ask('ndrc-head', extend(1))).toBe('NOT_ALLOWED_BY_ROUTE');
  });

  it.each<[Rules['timeout']['action'], string, string]>([
    ['PASS', 'APPROVED', '自动通过'],
    ['RETURN', 'RETURNED', '自动退回'],
    ['REJECT', 'REJECTED', '自动不予通过'],
  ])('time out, %s: it happens two working days after the due day, and reads as automatic, never as a person’s', (action, status, words) => {
    const box = new ApprovalBox(route({ people: ['ann', 'ben'], agree: 'ALL', rules: { timeout: { action, afterWorkdays: 2 } } }));
    box.approve('ann');
    box.until(day('2023-03-29', 15));
    expect(box.state.status).toBe('OPEN');
    box.until(day('2023-03-29', 16));
    expect(box.state).toMatchObject({ status, closedBy: null });
    expect(box.last('TimeRanOut')).toMatchObject({ action, waitingFor: ['ben'] });
    expect(box.state.decisions.map((d) => d.person)).toEqual(['ann']);
    expect(JSON.stringify(box.events.slice(-3))).toContain(words);
    if (status !== 'RETURNED') expect(box.state.automatic).toBe(true);
  });

  it('time out, REMIND: nobody above hears of it; ESCALATE: stage by stage up to the leading group', () => {
    const reminded = new ApprovalBox(route({ people: ['ann'], rules: { timeout: { action: 'REMIND', afterWorkdays: 0 } } }));
    expect(reminded.until(day('2023-06-30')).filter((t) => t.startsWith('escalation'))).toEqual([]);
    const escalated = new ApprovalBox(
      route({ people: ['ann'], rules: { escalation: [{ afterWorkdays: 2, to: ['DEPUTY_LEADER', 'GROUP_LEADER'] }] } }),
    );
    expect(escalated.until(day('2023-06-30')).filter((t) => t.startsWith('escalation'))).toEqual([
      'escalation:DEPUTY_LEADER',
      'escalation:GROUP_LEADER',
    ]);
  });

  it('a late decision counts while the step is open; lights that were on stay on record', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.until(day('2023-04-20'));
    expect(box.approve('ann')).toBeNull();
    expect(box.state.status).toBe('APPROVED');
    expect(box.count('MarkReached')).toBeGreaterThan(4);
    expect(lightOf(box.state)).toBe('GREEN');
  });

  it('when the calendar changes, running clocks are worked out again by an event that says what they were', () => {
    let days: Calendar = calendar;
    const box = new ApprovalBox(
      { ...route({ people: ['ann'] }), limit: { n: 20, unit: 'WD' } },
      {
        world: {
          ...world(),
          get calendar() {
            return days;
          },
        },
      },
    );
    days = { ...calendar, version: 'typhoon', days: { ...calendar.days, '2023-03-20': false, '2023-03-21': false } };
    expect(box.system({ type: 'CalendarChanged', calendar: 'typhoon' })).toBeNull();
    expect(box.last('ClocksReworked')).toMatchObject({
      was: '2023-03-27',
      caseWas: '2023-04-11',
      deadline: { dueOn: '2023-03-29' },
      caseDeadline: { dueOn: '2023-04-13' },
    });
    const before = box.events.length;
    box.system({ type: 'CalendarChanged', calendar: 'typhoon' });
    expect(box.events.length).toBe(before);
    expect(box.send({ type: 'CalendarChanged', calendar: 'x' }, person('officer', 'PROGRAMME_OFFICER'))).toMatchObject({ code: 'SYSTEM_ONLY' });
  });

  it('marks that lie in a year which is not known yet refuse nothing: they come with that year', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }), { changed: { acceptedOn: '2026-12-14' } });
    expect(box.state.opening?.deadline).toMatchObject({ dueOn: '2026-12-28', marksUnknown: 12 });
  });
});

describe('问答, 批注, 抄送 (questions, remarks, copies)', () => {
  it('a question to the applicant is answered inside the case; the clock goes on', () => {
    const box = new ApprovalBox(three());
    expect(box.ask('ann', { type: 'Ask', to: 'manager', question: '托位数为何增加？' })).toBeNull();
    expect(box.desk('PENDING', 'QUESTION')).toEqual(['manager']);
    expect(box.state.status).toBe('OPEN');
    expect(box.ask('manager', { type: 'Answer', text: '见需求报告第 3 页', documents: [{ title: '需求报告' }] })).toBeNull();
    expect(box.events.flatMap((e) => (e.type === 'QuestionAnswered' ? box.told(e) : []))).toEqual(['answer:ann']);
    expect(box.state.remarks.map((r) => r.kind)).toEqual(['QUESTION', 'ANSWER']);
    expect(box.ask('manager', { type: 'Answer', text: 'x' })).toBe('NOT_ASKED');
    expect(box.ask('ann', { type: 'Ask', to: 'ann', question: '?' })).toBe('PERSON_NOT_ELIGIBLE');
    expect(box.ask('zoe', { type: 'Ask', to: 'ann', question: '?' })).toBe('NOT_ASKED');
    expect(box.ask('ann', { type: 'Ask', to: 'manager', question: ' ' })).toBe('REASON_REQUIRED');
  });

  it('whoever is involved may remark and attach; strangers may not; empty remarks are none', () => {
    const box = new ApprovalBox(three());
    expect(box.ask('manager', { type: 'Comment', text: '补充一张效果图', documents: [{ title: '效果图', sha256: 'a'.repeat(64) }] })).toBeNull();
    expect(box.ask('ann', { type: 'Comment', text: '收到' })).toBeNull();
    expect(box.ask('zoe', { type: 'Comment', text: 'x' })).toBe('NOT_ASKED');
    expect(box.ask('ann', { type: 'Comment', text: '  ' })).toBe('REASON_REQUIRED');
    expect(box.state.remarks[0]?.documents[0]?.title).toBe('效果图');
  });

  it('a copy is read when a person says so; it is not sent twice nor to oneself', () => {
    const box = new ApprovalBox(three());
    expect(box.ask('ann', { type: 'Copy', people: ['dora', 'emil'], note: '请知悉' })).toBeNull();
    expect(box.events.flatMap((e) => (e.type === 'CopySent' ? box.told(e) : []))).toEqual(['copy:dora', 'copy:emil']);
    expect(box.faults('ann', { type: 'Copy', people: ['dora', 'ann'], note: '' })).toEqual([
      'dora has a copy that they have not read yet',
      'ann would send it to themselves',
    ]);
    expect(box.send({ type: 'Copy', people: ['dora'], note: '' }, person('ann'))).toMatchObject({
      code: 'PERSON_NOT_ELIGIBLE',
      message: { zh: expect.stringContaining('抄送'), en: expect.stringContaining('copy') },
    });
    expect(box.ask('dora', { type: 'MarkRead' })).toBeNull();
    expect(box.ask('dora', { type: 'MarkRead' })).toBe('NOT_ASKED');
    expect(box.desk('READ', 'READ')).toEqual(['dora']);
  });

  it('the route sends copies at the end of a step and of the whole; the case waits a month for its readers', () => {
    const copied = { ...route({ people: ['ann'], copyTo: [{ person: 'dora' }] }, { people: ['ben'] }), copyTo: [{ role: 'HEALTH' as const }] };
    const box = new ApprovalBox(copied);
    box.approve('ann');
    expect(box.desk('PENDING', 'READ')).toEqual(['dora']);
    box.approve('ben');
    expect(box.state.status).toBe('APPROVED');
    expect(isOver(box.state)).toBe(false);
    expect(box.ask('dora', { type: 'MarkRead' })).toBeNull();
    expect(isOver(box.state)).toBe(false);
    expect(box.approve('ben')).toBe('ALREADY_DECIDED');
    box.until(day('2023-04-12', 16));
    expect(isOver(box.state)).toBe(true);
    expect(box.count('ReadingEnded')).toBe(1);
  });
});

describe('升级转办 (an escalation that moves the task)', () => {
  const moves = (to: readonly Role[], afterWorkdays = 2) => ({ escalation: [{ afterWorkdays, to, moves: true }] });
  const late = day('2023-04-14');

  it('passes what is overdue to those above, tells who had it and who applied, and the earlier link dies politely', () => {
    const box = new ApprovalBox(route({ people: ['ann'], rules: moves(['OFFICE_DIRECTOR']) }));
    const told = box.until(late);
    expect(told.filter((one) => /approvers|task|escalation/.test(one))).toEqual(['task:director', 'approvers:ann', 'approvers:manager']);
    expect(box.desk()).toEqual(['director']);
    expect(box.last('TasksEscalated')).toMatchObject({ mark: 'RED_2', from: ['ann'], to: ['OFFICE_DIRECTOR'] });
    expect(box.send(choose(box.state, 'APPROVE'), person('ann'))?.message.zh).toContain('逾期未办，已按路线升级转办');
    const event = box.events.find(({ type }) => type === 'TasksEscalated');
    if (event === undefined) throw new Error('no event');
    expect(narrate(box.state, event, (id) => ({ zh: id, en: id })).text.en).toBe(
      'Overdue by 2 working days: the task of ann passed to director, as the route says (automatic)',
    );
    box.approve('director');
    expect(box.state.status).toBe('APPROVED');
    expect(box.state.past.concat(box.state.tasks).map((task) => [task.person, task.status])).toContainEqual(['ann', 'ESCALATED']);
  });

  it('leaves a day earlier alone, and a limit of the whole too', () => {
    const box = new ApprovalBox({ ...route({ people: ['ann'], rules: moves(['OFFICE_DIRECTOR']) }), limit: { n: 2, unit: 'WD' } });
    box.until(day('2023-03-28'));
    expect(box.desk()).toEqual(['ann']);
  });

  it('of several holders any one answers, for the place alone', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'], rules: moves(['NDRC']) }));
    box.approve('ben');
    box.until(late);
    expect(box.desk()).toEqual(['ndrc-1', 'ndrc-2']);
    box.approve('ndrc-2');
    expect(box.state.status).toBe('APPROVED');
  });

  it('several places are shared by those who were found, and what is left stays', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben', 'carl'], rules: moves(['NDRC']) }));
    box.until(late);
    expect(box.desk()).toEqual(['carl', 'ndrc-1', 'ndrc-2']);
  });

  it('an opinion that was waited for is over, and who comes later in order keeps their place', () => {
    const box = new ApprovalBox(route({ agree: 'IN_ORDER', people: ['ann', 'ben'], rules: moves(['OFFICE_DIRECTOR']) }));
    box.ask('ann', { type: 'AskOpinion', of: 'dora', question: '可行吗？' });
    box.until(late);
    expect([box.desk(), box.desk('WAITING'), box.desk('PENDING', 'OPINION')]).toEqual([['director'], ['ben'], []]);
  });

  it('never goes to the applicant, to whoever recused themselves or to whoever decides here: it stays, and they are told', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'director'], rules: moves(['OFFICE_DIRECTOR']) }));
    const told = box.until(late);
    expect(box.desk()).toEqual(['ann', 'director']);
    expect(told).toContain('escalation:OFFICE_DIRECTOR');
    const own = new ApprovalBox(route({ people: ['ann'], rules: moves(['OFFICE_DIRECTOR']) }), { changed: { applicant: 'director' } });
    own.until(late);
    expect(own.desk()).toEqual(['ann']);
    const stays = own.events.find(({ type }) => type === 'TasksEscalated');
    if (stays === undefined) throw new Error('no event');
    expect(narrate(own.state, stays, (id) => ({ zh: id, en: id })).text.en).toContain('nobody else was found; it stays with ann');
  });

  it('goes on upwards at a later stage', () => {
    const rules = { escalation: [...moves(['OFFICE_DIRECTOR'], 0).escalation, ...moves(['DEPUTY_LEADER'], 3).escalation] };
    const box = new ApprovalBox(route({ people: ['ann'], rules }));
    box.until(late);
    expect(box.desk()).toEqual(['deputy']);
  });

  it('does not go with REMIND, which tells nobody above', () => {
    const rules = { ...moves(['OFFICE_DIRECTOR']), timeout: { action: 'REMIND', afterWorkdays: 0 } } as const;
    expect(checkRoute(route({ people: ['ann'], rules })).faults.map(({ en }) => en)).toEqual([
      'steps[0] (s0).rules.escalation: must not pass tasks on ("moves") where "timeout" is REMIND, which tells nobody above',
    ]);
  });
});

describe('copies of the steps, once where the route says so', () => {
  const again = (box: ApprovalBox): void => {
    box.approve('ann');
    box.decide('ben', 'RETURN', '补充', { to: 's0' });
    box.approve('ann');
    box.approve('ben');
  };
  const copied = (rules: Partial<Rules>) => ({
    ...route({ people: ['ann'], copyTo: [{ person: 'dora' }], rules }, { people: ['ben'], copyTo: [{ person: 'dora' }, { person: 'emil' }] }),
    copyTo: [{ person: 'dora' }],
  });

  it('are sent each time a step ends, unless the route says otherwise', () => {
    const box = new ApprovalBox(copied({}));
    again(box);
    expect(box.state.tasks.filter(({ kind }) => kind === 'READ').map(({ person }) => person)).toEqual(['dora', 'dora', 'dora', 'emil', 'dora']);
  });

  it('ONCE: nobody gets a second one in later rounds or steps, and the outcome is copied all the same', () => {
    const box = new ApprovalBox({ ...copied({}), rules: { copies: 'ONCE' } });
    again(box);
    const copies = box.events.flatMap((event) => (event.type === 'CopySent' ? [event.data.seats.map(({ person }) => person)] : []));
    expect(copies).toEqual([['dora'], [], ['emil'], ['dora']]);
    const repeat = box.events.filter(({ type }) => type === 'CopySent')[1];
    if (repeat === undefined) throw new Error('no copy');
    expect(narrate(box.state, repeat, (id) => ({ zh: id, en: id })).text.en).toBe('No copies: everybody who gets one has had it before');
    expect(box.told(repeat)).toEqual([]);
  });

  it('a step may say so for itself alone', () => {
    const box = new ApprovalBox(copied({ copies: 'ONCE' }));
    again(box);
    expect(box.state.tasks.filter(({ kind }) => kind === 'READ').map(({ person }) => person)).toEqual(['dora', 'dora', 'emil', 'dora']);
  });
});

describe('conditions, scores and reasons', () => {
  it('附条件同意: each condition is kept, told to the owner and stands in the outcome', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }, { people: ['ben'] }));
    expect(box.decide('ann', 'APPROVE_WITH_CONDITIONS', undefined, { conditions: [' '] })).toBe('CONDITIONS_REQUIRED');
    box.decide('ann', 'APPROVE_WITH_CONDITIONS', '原则同意', { conditions: ['开工前补齐消防意见', '概算不得突破'] });
    box.approve('ben');
    expect(box.state).toMatchObject({ status: 'APPROVED', conditions: ['开工前补齐消防意见', '概算不得突破'] });
    const closed = box.events.at(-1);
    if (closed === undefined) throw new Error('no event');
    expect(approvalCase('QH-01.FSR').consequences(box.state, closed)).toMatchObject([
      { command: { type: 'ApprovalDecided', outcome: 'APPROVED', conditions: ['开工前补齐消防意见', '概算不得突破'] } },
    ]);
  });

  it('a reason is asked for what the route says: also for an approval', () => {
    const box = new ApprovalBox(route({ people: ['ann'], rules: { reasonFor: ['APPROVE', 'REJECT'] } }));
    expect(box.approve('ann')).toBe('REASON_REQUIRED');
    expect(box.decide('ann', 'RETURN')).toBeNull();
  });

  it('a decision says what was seen, by which route and version; the actor’s door is on the event', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.approve('ann');
    const decision = box.events.find((e) => e.type === 'DecisionMade');
    expect(decision).toMatchObject({
      actor: { door: 'api', assurance: 'session' },
      data: { seen: box.state.contentHash, route: 'TEST/1', round: 1, opening: 1 },
    });
  });

  it('steps are skipped by conditions on kind, money or region; the values used are kept (evaluated once)', () => {
    const big = route({ people: ['ann'], when: { fact: 'amountFen', atLeast: 5_000_000_000 } }, { people: ['ben'] });
    const box = new ApprovalBox(big);
    expect(box.state.step).toBe(1);
    expect(box.last('StepSkipped')).toMatchObject({ step: 0, values: { amountFen: 2_680_000_000 } });
    const facts = { kind: 'CONVERT', region: '城南街道' };
    const region = route(
      {
        people: ['ann'],
        when: {
          all: [
            { fact: 'kind', is: 'CONVERT' },
            { fact: 'region', in: ['城南街道', '河口镇'] },
          ],
        },
      },
      { people: ['ben'] },
    );
    expect(new ApprovalBox(region, { changed: { content: { ...content, facts } } }).state.step).toBe(0);
    expect(new ApprovalBox(region).state.step).toBe(1);
  });

  it('jumps lead past steps, to the end if need be', () => {
    const jumping = route(
      {
        people: ['ann'],
        next: [
          { when: { fact: 'amountFen', lessThan: 100 }, to: 'END' },
          { when: { fact: 'amountFen', moreThan: 100 }, to: 's2' },
        ],
      },
      { people: ['ben'] },
      { people: ['carl'] },
    );
    const box = new ApprovalBox(jumping);
    box.approve('ann');
    expect(box.desk()).toEqual(['carl']);
    const small = new ApprovalBox(jumping, { changed: { content: { ...content, amountFen: 50 } } });
    small.approve('ann');
    expect(small.state.status).toBe('APPROVED');
  });

  it('a route whose every step is skipped approves automatically, and says so', () => {
    const box = new ApprovalBox(route({ people: ['ann'], when: { fact: 'amountFen', lessThan: 1 } }));
    expect(box.state).toMatchObject({ status: 'APPROVED', automatic: true, closedBy: null });
  });
});

describe('whoever comes late', () => {
  it.each<[string, ApprovalCommand]>([
    ['a comment', { type: 'Comment', text: 'x' }],
    ['a question', { type: 'Ask', to: 'manager', question: '?' }],
    ['a hand-over', { type: 'HandOver', to: 'dora', reason: 'x' }],
    ['a recusal', { type: 'Recuse', reason: 'x' }],
    ['a pause', { type: 'Pause', reason: 'HEARING', notice: 'x' }],
    ['an extension', { type: 'ExtendLimit', by: 1, reason: 'x' }],
    ['a removal', { type: 'RemoveApprover', task: 1, reason: 'x' }],
    ['an answer', { type: 'Answer', text: 'x' }],
    ['a copy', { type: 'Copy', people: ['dora'], note: '' }],
    ['a resumption', { type: 'ResumeClock', on: '2023-03-13' }],
  ])('%s after the end changes nothing', (_what, command) => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.approve('ann');
    const before = box.events.length;
    expect(box.send(command, person('ann'))).toMatchObject({ code: 'CLOSED' });
    expect(box.send({ type: 'Nudge' }, person('manager'))).toMatchObject({ code: 'CLOSED' });
    expect(box.send({ type: 'ReachMark', round: 1, step: 0, mark: 'RED' }, system)).toMatchObject({ code: 'CLOSED' });
    expect(box.events.length).toBe(before);
  });
});

import { describe, expect, it } from 'vitest';
import { approvalCase, lightOf, lightOn } from '../../domain/approval/case.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import type { Rules } from '../../domain/approval/route.ts';
import { entryOf } from '../../domain/audit/entry.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { addDays, dayAt } from '../../domain/kernel/days.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { clock, content, openApproval, person, route, Sandbox, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const director = person('director', 'OFFICE_DIRECTOR');
const passing: Partial<Rules> = { timeout: { action: 'PASS', afterWorkdays: 0 } };
const handled = {
  ...route({ kind: 'INTAKE', people: ['ann'], limit: { n: 5, unit: 'WD' }, rules: passing }, { people: ['ben'], limit: { n: 10, unit: 'WD' } }),
  limit: { n: 20, unit: 'WD' as const },
};
const direct = { ...route({ people: ['ann'], rules: passing }), limit: { n: 20, unit: 'WD' as const } };

type Box = Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>;
/** Written by its manager and not handed in; it is 2023-03-13, 10:00 in China. */
function drafted(pinned = direct, inWorld = world()): Box {
  const { acceptedOn: _, ...matter } = openApproval(pinned, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
  const box = new Sandbox(approvalCase('A.1'), inWorld);
  expect(box.send({ ...matter, type: 'Draft' }, manager)).toBeNull();
  return box;
}
/** All that the clock asks for until a moment. */
function until(box: Box, instant: string): void {
  for (let next = approvalCase('x').agenda(box.state)[0]; next !== undefined && next.at <= instant; next = approvalCase('x').agenda(box.state)[0]) {
    if (next.at > box.now) box.now = next.at;
    const before = box.events.length;
    expect(box.send(next.command, clock)).toBeNull();
    expect(box.events.length).toBeGreaterThan(before);
  }
  if (instant > box.now) box.now = instant;
}

describe('the day of receipt', () => {
  it('is the server’s: nobody has to say it, and today may be said', () => {
    const box = drafted();
    expect(box.send({ type: 'Submit' }, manager)).toBeNull();
    expect(box.state).toMatchObject({ receivedOn: '2023-03-13', acceptedOn: '2023-03-13' });
    expect(drafted().send({ type: 'Submit', on: '2023-03-13' }, manager)).toBeNull();
  });

  it.each([
    ['2023-03-13T15:59:00.000Z', '2023-03-13'], // 23:59 in China
    ['2023-03-13T16:01:00.000Z', '2023-03-14'], // 00:01
    ['2023-02-28T16:00:00.000Z', '2023-03-01'],
    ['2022-12-31T15:59:59.999Z', '2022-12-31'],
    ['2022-12-31T16:00:00.000Z', '2023-01-01'],
  ])('is the day in Asia/Shanghai: %s is %s', (now, today) => {
    const box = drafted();
    box.now = now;
    expect(box.send({ type: 'Submit', on: addDays(today, 1) }, officer)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(box.send({ type: 'Submit', on: addDays(today, -1) }, manager)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.send({ type: 'Submit' }, manager)).toBeNull();
    expect(box.state.receivedOn).toBe(today);
  });

  it.each([
    ['the applicant', { on: '2023-03-10' }, manager],
    ['the applicant with a number', { on: '2023-03-10', document: '收〔2023〕7号' }, manager],
    ['the office without a number', { on: '2023-03-10' }, officer],
    ['the office with a number of blanks', { on: '2023-03-10', document: '　 ' }, officer],
    ['the office, too long ago', { on: '2023-02-10', document: '收〔2023〕7号' }, officer],
    ['the office, in the year 1', { on: '0001-01-01', document: '收〔2023〕7号' }, officer],
    ['a number without a day', { document: '收〔2023〕7号' }, officer],
  ])('an earlier day is refused: %s', (_, declared, actor) => {
    const box = drafted();
    expect(box.send({ type: 'Submit', ...declared }, actor)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.state.status).toBe('DRAFT');
  });

  it('nobody enters an earlier day for an application of their own, whatever their office', () => {
    const own = person('manager', 'PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR');
    expect(drafted().send({ type: 'Submit', on: '2023-03-10', document: '收〔2023〕7号' }, own)).toMatchObject({ code: 'EARLIER_DAY' });
  });

  it.each([officer, director, person('admin', 'ADMINISTRATOR')])('the office enters an earlier one with its number, and it shows: %o', (actor) => {
    const box = drafted();
    expect(box.send({ type: 'Submit', on: '2023-02-20', document: '收〔2023〕7号' }, actor)).toBeNull();
    expect(box.state).toMatchObject({ receivedOn: '2023-02-20', receipt: { document: '收〔2023〕7号', by: actor.person, enteredOn: '2023-03-13' } });
    const [, event] = box.events;
    if (event === undefined) throw new Error('no event');
    const name = (id: string) => ({ zh: id, en: id });
    expect(narrate(box.state, event, name).text.zh).toContain('办公室补录，凭 收〔2023〕7号');
    expect(tellEvent({ stream: 'approval/A.1', ...event }).en).toContain('entered later by the office, by 收〔2023〕7号');
    const entry = entryOf({ stream: 'approval/A.1', programme: 'QH', project: null, ...event });
    expect(entry.documents).toContain('收〔2023〕7号');
  });

  it('that lies weeks back decides nothing by itself and lights nothing in the same second', () => {
    for (const pinned of [direct, handled]) {
      const box = drafted(pinned);
      box.send({ type: 'Submit', on: '2023-02-20', document: '收〔2023〕7号' }, officer);
      const types = box.types;
      until(box, box.now);
      expect(box.types).toEqual(types);
      expect(box.state).toMatchObject({ status: 'OPEN', opening: { deadline: { from: '2023-03-13' } } });
    }
    const box = drafted();
    box.send({ type: 'Submit', on: '2023-02-20', document: '收〔2023〕7号' }, officer);
    // The limit of the whole runs from the paper; its lights from the day on which anybody here could know of it.
    expect(box.state.clock?.deadline).toMatchObject({ from: '2023-02-20', dueOn: '2023-03-20', entered: '2023-03-13' });
    expect(box.state.clock?.deadline.marks.find(({ mark }) => mark === 'RED')?.at).toBe('2023-04-11T10:00:00.000Z');
  });

  it('whose limit was over when it was entered reads as overdue at once, and as soon as it is, whomever the marks spare', () => {
    const box = drafted({ ...direct, limit: { n: 7, unit: 'WD' } });
    box.send({ type: 'Submit', on: '2023-02-20', document: '收〔2023〕7号' }, officer);
    expect([box.state.clock?.deadline.dueOn, box.state.clock?.marksReached, lightOf(box.state)]).toEqual(['2023-03-01', [], 'RED']);
    const later = drafted();
    later.send({ type: 'Submit', on: '2023-02-20', document: '收〔2023〕7号' }, officer);
    expect([lightOf(later.state), lightOn(later.state, '2023-03-20'), lightOn(later.state, '2023-03-21')]).toEqual(['GREEN', 'GREEN', 'RED']);
  });
});

describe('a resubmission, a supplement, a resumption', () => {
  const returned = (): ApprovalBox => {
    const box = new ApprovalBox(direct);
    box.now = '2023-03-15T02:00:00.000Z';
    box.decide('ann', 'RETURN', '修改');
    box.now = '2023-03-20T02:00:00.000Z';
    return box;
  };

  it('a resubmission never lies before the return', () => {
    expect(returned().send({ type: 'Resubmit', on: '2023-03-14', document: 'A' }, officer)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(returned().ask('manager', { type: 'Resubmit', on: '2023-03-16' })).toBe('EARLIER_DAY');
    expect(returned().send({ type: 'Resubmit', on: '2023-03-21', document: 'A' }, officer)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    const box = returned();
    expect(box.send({ type: 'Resubmit', on: '2023-03-15', document: 'A' }, officer)).toBeNull();
    expect(box.last('ContentResubmitted')).toMatchObject({ on: '2023-03-15', backdated: { document: 'A', by: 'officer' } });
    // The approver who returned it is not overruled by a clock that began before they were asked again.
    expect(box.state.opening?.deadline?.from).toBe('2023-03-20');
    expect((box.agenda()?.at ?? '') > box.now).toBe(true);
  });

  it('a supplement lies between its request and today', () => {
    const box = new ApprovalBox(direct);
    box.now = '2023-03-16T02:00:00.000Z';
    box.decide('ann', 'SUPPLEMENT', '资金证明');
    box.now = '2023-03-21T02:00:00.000Z';
    const supply = (more: object): ApprovalCommand => ({ type: 'Supplement', documents: [{ title: '资金证明' }], note: '', ...more });
    expect(box.send(supply({ on: '2024-01-21' }), manager)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(box.send(supply({ on: '2023-03-20' }), manager)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.send(supply({ on: '2023-03-15', document: 'A' }), officer)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.send(supply({ on: '2023-03-17', document: 'A' }), officer)).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', opening: { deadline: { dueOn: '2023-03-30' } }, clock: { deadline: { dueOn: '2023-04-12' } } });
  });

  it('what was promised and came before its clock stopped stops it no day', () => {
    const box = drafted(handled);
    box.send({ type: 'Submit', undertaking: { title: '承诺书' } }, manager);
    box.send({ type: 'Decide', choice: 'APPROVE_WITH_CONDITIONS', seen: box.state.contentHash, conditions: ['用地意见'] }, person('ann'));
    until(box, '2023-03-21T02:00:00.000Z');
    expect(box.state).toMatchObject({ status: 'PAUSED', deficiency: { overdue: true } });
    expect(box.send({ type: 'Supplement', documents: [{ title: '用地意见' }], note: '', on: '2023-03-17', document: 'A' }, director)).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', clock: { deadline: { dueOn: '2023-04-11' } } });
  });

  it('a clock resumes today, or earlier by the office alone', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.ask('ann', { type: 'Pause', reason: 'HEARING', notice: '听证' });
    box.now = '2023-03-21T02:00:00.000Z';
    expect(box.ask('ann', { type: 'ResumeClock', on: '2023-03-20' })).toBe('EARLIER_DAY');
    expect(box.ask('ann', { type: 'ResumeClock', on: '2023-03-22' })).toBe('DATE_IN_FUTURE');
    expect(box.ask('ann', { type: 'ResumeClock' })).toBeNull();
    expect(box.last('ClockResumed').on).toBe('2023-03-21');
  });
});

describe('silence and lights count from the first notice that went out', () => {
  const late = (at: string | null) => new ApprovalBox(direct, { world: world(undefined, undefined, { firstNotice: () => at }) });

  it('two days late: the step ends two days later', () => {
    const box = late('2023-03-15T02:00:00.000Z');
    const prompt = new ApprovalBox(direct);
    expect(prompt.state.opening?.deadline?.dueOn).toBe('2023-03-27');
    box.until('2023-03-24T02:00:00.000Z');
    expect(box.state.opening?.deadline).toMatchObject({ from: '2023-03-15', dueOn: '2023-03-29' });
    box.until('2023-03-29T15:59:00.000Z');
    expect(box.state.status).toBe('OPEN');
    box.until('2023-03-29T16:00:00.000Z');
    expect(box.state).toMatchObject({ status: 'APPROVED', automatic: true });
    expect(box.count('NoticeChecked')).toBe(1);
  });

  it('none at all: no light, nothing by itself, and the office is told once', () => {
    const box = late(null);
    const told = box.until('2023-06-30T02:00:00.000Z');
    expect(box.state.status).toBe('OPEN');
    expect(box.events.some(({ type, data }) => type === 'MarkReached' && data.clock === 'STEP')).toBe(false);
    expect(box.count('TimeRanOut')).toBe(0);
    expect(told.filter((line) => line === 'untold:PROGRAMME_OFFICER')).toHaveLength(1);
    // The ledger is asked again, less and less often.
    expect(box.count('NoticeChecked')).toBeLessThan(20);
  });

  it('found later: it goes on from the day of the notice', () => {
    let at: string | null = null;
    const box = new ApprovalBox(direct, { world: world(undefined, undefined, { firstNotice: () => at }) });
    box.until('2023-04-03T02:00:00.000Z');
    at = '2023-04-03T03:00:00.000Z';
    box.until('2023-04-18T02:00:00.000Z');
    expect(box.state).toMatchObject({ status: 'OPEN', opening: { deadline: { from: '2023-04-03', dueOn: '2023-04-18' } } });
    box.until('2023-04-19T02:00:00.000Z');
    expect(box.state).toMatchObject({ status: 'APPROVED', automatic: true });
  });

  it('no notice, no acceptance by silence; a person who answers costs no look', () => {
    const box = drafted(handled, world(undefined, undefined, { firstNotice: () => null }));
    box.send({ type: 'Submit' }, manager);
    until(box, '2023-05-30T02:00:00.000Z');
    expect(box.state).toMatchObject({ status: 'OPEN', step: 0, acceptedOn: null });
    const quick = new ApprovalBox(direct);
    quick.approve('ann');
    expect(quick.types).not.toContain('NoticeChecked');
  });

  it('what 0.4.0 opened goes on as it was: its marks come by the day that it knew', () => {
    const box = new ApprovalBox(direct);
    const opening = box.state.opening;
    if (opening === null) throw new Error('not open');
    const { fromNotice: _, ...old } = opening;
    const before = { ...box.state, opening: old };
    expect(
      approvalCase('x')
        .agenda(before)
        .every(({ command }) => command.type === 'ReachMark'),
    ).toBe(true);
    const decided = approvalCase('x').decide(
      before,
      { type: 'ReachMark', round: 1, step: 0, mark: 'TIMEOUT' },
      { now: box.now, actor: clock, commandId: 'c' },
    );
    expect(decided).toMatchObject({ ok: true, events: [{ type: 'TimeRanOut' }, { type: 'StepClosed' }, { type: 'ApprovalClosed' }] });
  });

  it('commands of 0.4.0 are decided as they were, whatever day they name', () => {
    const box = drafted();
    const old = { now: box.now, actor: manager, commandId: 'c' };
    const submitted = approvalCase('x').decide(box.state, { type: 'Submit', on: '2022-11-01' }, old);
    expect(submitted).toMatchObject({
      ok: true,
      events: [{ data: { on: '2022-11-01' } }, { type: 'ApplicationAccepted' }, { data: { deadline: { from: '2022-11-01' } } }],
    });
  });
});

describe('已阅未批: seen, and not decided yet', () => {
  it('is told to the applicant, decides nothing, stops no clock, and stands once', () => {
    const box = new ApprovalBox(direct);
    const before = box.state;
    const agenda = approvalCase('x').agenda(before);
    expect(box.ask('ann', { type: 'MarkSeen' })).toBeNull();
    expect(box.told(box.events.at(-1) ?? (box.events[0] as never))).toEqual(['seen:manager']);
    expect(box.state).toEqual({ ...before, tasks: before.tasks.map((task) => ({ ...task, seenAt: box.now })) });
    expect(approvalCase('x').agenda(box.state)).toEqual(agenda);
    const events = box.events.length;
    expect(box.ask('ann', { type: 'MarkSeen' })).toBeNull();
    expect(box.events).toHaveLength(events);
    expect(box.approve('ann')).toBeNull();
  });

  it('is said by those who are asked to decide, and by nobody else', () => {
    const box = new ApprovalBox(direct);
    expect(box.ask('zoe', { type: 'MarkSeen' })).toBe('NOT_ASKED');
    expect(box.ask('manager', { type: 'MarkSeen' })).toBe('NOT_ASKED');
    box.approve('ann');
    expect(box.ask('ann', { type: 'MarkSeen' })).toBe('ALREADY_DECIDED');
  });
});

describe('whoever has nothing to do any more is told what is true of their own task', () => {
  const both = () => new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }, { people: ['dora'] }));
  const said = (box: ApprovalBox, who: string): string => {
    const command: ApprovalCommand = { type: 'Decide', choice: 'APPROVE', seen: box.state.contentHash };
    const rejection = box.send(command, person(who));
    expect(rejection).not.toBeNull();
    return rejection?.message.en ?? '';
  };

  it.each<[string, (box: ApprovalBox) => void, RegExp]>([
    ['handed over', (box) => box.ask('ann', { type: 'HandOver', to: 'carl', reason: 'x' }), /You have handed this task over/],
    [
      'handed over by the office',
      (box) => box.ask('officer', { type: 'HandOver', task: 1, to: 'carl', reason: 'x' }),
      /was handed over to somebody else/,
    ],
    ['recused', (box) => box.ask('ann', { type: 'Recuse', reason: 'x' }), /recused yourself/],
    ['with a stand-in', (box) => box.system({ type: 'StandIn', mandate: 'M', principal: 'ann', delegate: 'carl', scope: {}, basis: 'x' }), /^$/],
    ['left', (box) => box.system({ type: 'PersonLeft', from: 'ann', to: 'carl', basis: 'x' }), /passed to somebody else with your desk/],
    ['unreachable', (box) => box.system({ type: 'MailBounced', person: 'ann', reply: '550' }), /could not be delivered/],
    ['returned', (box) => box.decide('ben', 'RETURN', 'x'), /returned to its applicant/],
    ['withdrawn', (box) => box.ask('manager', { type: 'Withdraw', reason: 'x' }), /withdrawn by the applicant on 2023-03-13/],
    ['cancelled', (box) => box.system({ type: 'Cancel', reason: { zh: 'x', en: 'x' } }), /cancelled on 2023-03-13/],
    ['refused by another', (box) => box.reject('ben'), /rejected on 2023-03-13/],
  ])('%s', (what, happens, words) => {
    const box = both();
    happens(box);
    if (what === 'with a stand-in') return;
    expect(said(box, 'ann')).toMatch(words);
    expect(said(box, 'ann')).not.toMatch(/This step is over/);
  });

  it('given back, removed, and still a draft', () => {
    const box = both();
    box.system({ type: 'StandIn', mandate: 'M', principal: 'ann', delegate: 'carl', scope: {}, basis: 'x' });
    box.system({ type: 'StandInEnds', mandate: 'M', reason: 'x' });
    expect(said(box, 'carl')).toMatch(/mandate is over/);
    box.ask('ann', { type: 'AddApprovers', people: ['emil'], where: 'BESIDE', reason: 'x' });
    box.ask('ann', { type: 'RemoveApprover', task: box.taskOf('emil'), reason: 'x' });
    expect(said(box, 'emil')).toMatch(/removed from this step/);
    const draft = drafted();
    expect(draft.send({ type: 'Decide', choice: 'APPROVE', seen: draft.state.contentHash }, person('ann'))?.message.en).toMatch(/still a draft/);
  });

  it('asked, and late without naming a task: how it ended; never asked: that', () => {
    const box = new ApprovalBox(route({ people: ['ann', 'ben'] }, { people: ['dora'] }));
    box.approve('ann');
    expect(said(box, 'ben')).toBe(
      'You were asked to decide on this step, and it is over: it was agreed to at 2023-03-13 10:00, Beijing time; what you chose was not counted.',
    );
    expect(said(box, 'zoe')).toBe('You were not asked to decide on this step.');
    box.approve('dora');
    expect(said(box, 'ben')).toMatch(/case is closed: approved on 2023-03-13/);
  });
});

describe('an extension', () => {
  it.each([
    ['WD', '延长 2 个工作日', 'by 2 working days'],
    ['CD', '延长 2 日（自然日）', 'by 2 calendar days'],
    ['MONTH', '延长 2 个月', 'by 2 months'],
  ] as const)('in %s is told with its unit', (unit, zh, en) => {
    const extension: Partial<Rules> = { extension: { by: ['NDRC_HEAD'], most: 5 } };
    const box = new ApprovalBox(route({ people: ['ann'], limit: { n: 3, unit }, rules: extension }));
    expect(box.ask('ndrc-head', { type: 'ExtendLimit', by: 2, reason: '复杂' })).toBeNull();
    const [text] = [narrate(box.state, box.events.at(-1) ?? (box.events[0] as never), (id) => ({ zh: id, en: id })).text];
    expect(text.zh).toContain(zh);
    expect(text.en).toContain(en);
    expect([content.documents.length, dayAt(box.now)]).toEqual([0, '2023-03-13']);
  });
});

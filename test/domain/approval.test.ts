import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import { type ApprovalState, deadlineOf } from '../../domain/approval/facts.ts';
import { checkOf, isPlainNumber, passesCheck } from '../../domain/approval/human-check.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import type { Route } from '../../domain/approval/route.ts';
import { choose, clock, HOLDERS, openApproval, person, route, Sandbox, system, world } from '../setup/builders.ts';

type ApprovalSandbox = Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>;
function opened(pinned: Route, inWorld = world()): ApprovalSandbox {
  const sandbox = new Sandbox(approvalCase('QH-01.FSR'), inWorld);
  expect(sandbox.send(openApproval(pinned), system)).toBeNull();
  return sandbox;
}
const [ann, ben, manager, officer] = [person('ann'), person('ben'), person('manager'), person('officer', 'PROGRAMME_OFFICER')];

describe('who must agree', () => {
  it('ANY: the first answer counts, the others are closed', () => {
    const box = opened(route({ agree: 'ANY' }));
    expect(box.send(choose(box.state, 'APPROVE'), ann)).toBeNull();
    expect(box.state).toMatchObject({ status: 'APPROVED', closedBy: 'ann' });
    expect(box.state.tasks.map((t) => t.status)).toEqual(['APPROVED', 'CLOSED']);
  });

  it('ALL: every one must agree', () => {
    const box = opened(route({ agree: 'ALL' }));
    box.send(choose(box.state, 'APPROVE'), ben);
    expect(box.state.status).toBe('OPEN');
    box.send(choose(box.state, 'APPROVE'), ann);
    expect(box.state.status).toBe('APPROVED');
  });

  it('IN_ORDER: one after the other, each told when it is his turn', () => {
    const box = opened(route({ agree: 'IN_ORDER' }));
    expect(box.send(choose(box.state, 'APPROVE'), ben)).toMatchObject({ code: 'NOT_YOUR_TURN' });
    box.send(choose(box.state, 'APPROVE'), ann);
    expect(box.types).toContain('TurnPassed');
    box.send(choose(box.state, 'APPROVE'), ben);
    expect(box.state.status).toBe('APPROVED');
  });

  it('goes through all steps, each with people of its own', () => {
    const box = opened(route({ members: [{ role: 'NDRC' }] }, { members: [{ role: 'NDRC_HEAD' }] }));
    expect(box.state.tasks.map((t) => t.person)).toEqual(HOLDERS.NDRC);
    box.send(choose(box.state, 'APPROVE'), person('ndrc-2'));
    expect(box.state).toMatchObject({ step: 1, status: 'OPEN' });
    box.send(choose(box.state, 'APPROVE'), person('ndrc-head'));
    expect(box.state.status).toBe('APPROVED');
  });

  it('never asks the applicant, and asks the programme office where nobody holds the role', () => {
    expect(opened(route({ people: ['manager', 'ann'] })).state.tasks.map((t) => t.person)).toEqual(['ann']);
    const box = opened(route({ members: [{ role: 'FIRE' }] }));
    expect(box.state.tasks.map((t) => t.person)).toEqual(['officer', 'director']);
    expect(box.events.find((e) => e.type === 'StepOpened')?.data).toMatchObject({ fallback: true });
    expect(() => opened(route({ members: [{ role: 'FIRE' }] }), world(undefined, {}))).toThrow('assign the role');
  });
});

describe('a decision is refused', () => {
  const table: readonly [string, (box: ApprovalSandbox) => ReturnType<ApprovalSandbox['send']>, string][] = [
    ['by the applicant himself', (box) => box.send(choose(box.state, 'APPROVE'), manager), 'OWN_PROJECT'],
    ['by somebody who was not asked', (box) => box.send(choose(box.state, 'APPROVE'), person('carl')), 'NOT_ASKED'],
    ['by the clock', (box) => box.send(choose(box.state, 'APPROVE'), clock), 'NOT_ASKED'],
    ['without a reason when it is no', (box) => box.send(choose(box.state, 'REJECT'), ann), 'REASON_REQUIRED'],
    ['with blanks for a reason', (box) => box.send(choose(box.state, 'RETURN', '  '), ann), 'REASON_REQUIRED'],
    [
      'on content that has changed since',
      (box) => box.send({ ...choose(box.state, 'APPROVE'), seen: '0'.repeat(64) } as ApprovalCommand, ann),
      'SUPERSEDED',
    ],
    ['on a step that is over', (box) => box.send({ ...choose(box.state, 'APPROVE'), step: 7 } as ApprovalCommand, ann), 'ALREADY_DECIDED'],
    ['of an earlier round', (box) => box.send({ ...choose(box.state, 'APPROVE'), round: 0 } as ApprovalCommand, ann), 'ALREADY_DECIDED'],
  ];
  it.each(table)('%s', (_title, act, code) => {
    const box = opened(route({ agree: 'ALL' }));
    const before = box.state;
    expect(act(box)).toMatchObject({ code });
    expect(box.state).toBe(before);
  });

  it('twice by the same person', () => {
    const box = opened(route({ agree: 'ALL' }));
    box.send(choose(box.state, 'APPROVE'), ann);
    expect(box.send(choose(box.state, 'REJECT', 'on second thought'), ann)).toMatchObject({ code: 'ALREADY_DECIDED' });
  });

  it('too late, when a colleague has decided', () => {
    const box = opened(route({ agree: 'ANY' }));
    const late = choose(box.state, 'REJECT', 'no');
    box.send(choose(box.state, 'APPROVE'), ann);
    expect(box.send(late, ben)).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(box.state.status).toBe('APPROVED');
  });

  it('where the route does not allow the choice, and without the score that it asks for', () => {
    const box = opened(route({ may: ['APPROVE'], asksScore: true }));
    expect(box.send(choose(box.state, 'REJECT', 'no'), ann)).toMatchObject({ code: 'NOT_ALLOWED_BY_ROUTE' });
    expect(box.send(choose(box.state, 'APPROVE'), ann)).toMatchObject({ code: 'SCORE_REQUIRED' });
    expect(box.send(choose(box.state, 'APPROVE', undefined, 101), ann)).toMatchObject({ code: 'SCORE_REQUIRED' });
    expect(box.send(choose(box.state, 'APPROVE', undefined, 86), ann)).toBeNull();
  });
});

describe('a refusal, a return, a supplement', () => {
  it('one refusal ends it, with the reason told to the owner', () => {
    const box = opened(route({ agree: 'ALL' }));
    box.send(choose(box.state, 'REJECT', '资金未落实'), ann);
    expect(box.state).toMatchObject({ status: 'REJECTED', closeReason: '资金未落实' });
    const last = box.events.at(-1);
    if (last === undefined) throw new Error('no event');
    expect(approvalCase('QH-01.FSR').consequences(box.state, last)).toMatchObject([
      { kind: 'tell', stream: 'project/QH-01', command: { type: 'ApprovalDecided', outcome: 'REJECTED', approval: 'QH-01.FSR' } },
    ]);
  });

  it('returned for changes, resubmitted, and decided in a second round on the new content', () => {
    const box = opened(route({}, {}));
    box.send(choose(box.state, 'APPROVE'), ann);
    const old = choose(box.state, 'APPROVE');
    box.send(choose(box.state, 'RETURN', '补充风险说明'), ben);
    expect(box.state.status).toBe('RETURNED');
    expect(box.send(old, ann)).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(box.send({ type: 'Resubmit', content: { summary: [], documents: [{ title: '风险说明' }] } }, ben)).toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(box.send({ type: 'Resubmit', content: { summary: [], documents: [{ title: '风险说明' }] } }, manager)).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', round: 2, step: 0 });
    expect(box.send(old, ann)).toMatchObject({ code: 'ALREADY_DECIDED' });
    box.send(choose(box.state, 'APPROVE'), ann);
    box.send(choose(box.state, 'APPROVE'), ann);
    expect(box.state.status).toBe('APPROVED');
  });

  it('a supplement pauses the clock: QH-01 of 2023-03-13 is due on 2023-03-30 after the pause from 03-16 to 03-21', () => {
    const box = opened(route({}));
    expect(deadlineOf(box.state)?.dueOn).toBe('2023-03-27');
    box.now = '2023-03-16T03:00:00.000Z';
    expect(box.send(choose(box.state, 'SUPPLEMENT', '资金来源证明等 2 项'), ann)).toBeNull();
    expect(box.state).toMatchObject({ status: 'PAUSED', opening: { deadline: { dueOn: null, usedBeforePause: 3 } } });
    expect(approvalCase('x').agenda(box.state)).toEqual([]);
    expect(box.send(choose(box.state, 'APPROVE'), ben)).toMatchObject({ code: 'PAUSED' });
    expect(box.send({ type: 'Supplement', documents: [], note: '', on: '2023-03-21' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    box.now = '2023-03-21T03:00:00.000Z';
    expect(box.send({ type: 'Supplement', documents: [{ title: '资金来源证明' }], note: '', on: '2023-03-21' }, manager)).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', opening: { deadline: { dueOn: '2023-03-30' } } });
    expect(box.send(choose(box.state, 'SUPPLEMENT', '再补一项'), ann)).toMatchObject({ code: 'ALREADY_SUPPLEMENTED' });
    expect(box.send(choose(box.state, 'APPROVE'), ann)).toBeNull();
  });

  it('is withdrawn by the applicant and cancelled by the system alone', () => {
    const box = opened(route({}));
    expect(box.send({ type: 'Withdraw', reason: 'x' }, ann)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ type: 'Cancel', reason: { zh: 'x', en: 'x' } }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send({ type: 'Withdraw', reason: '方案调整' }, manager)).toBeNull();
    expect(box.send(choose(box.state, 'APPROVE'), ann)).toMatchObject({ code: 'ALREADY_DECIDED' });
  });
});

describe('clocks', () => {
  it('remind, turn red and escalate, each once and only while it is open', () => {
    const box = opened(route({}));
    const logic = approvalCase('x');
    const templates: string[] = [];
    for (let next = logic.agenda(box.state)[0]; next !== undefined; next = logic.agenda(box.state)[0]) {
      box.now = next.at;
      expect(box.send(next.command, clock)).toBeNull();
      const event = box.events.at(-1);
      if (event !== undefined)
        templates.push(...logic.notices(box.state, event).map((n) => `${n.template}:${'role' in n.to ? n.to.role : n.to.person}`));
    }
    expect(templates.slice(0, 7)).toEqual([
      'reminder:ann',
      'reminder:ben',
      'overdue:ann',
      'overdue:ben',
      'escalation:PROGRAMME_OFFICER',
      'escalation:OFFICE_DIRECTOR',
      'escalation:DEPUTY_LEADER',
    ]);
    // Then a reminder every five working days, twelve of them, and the group leader on the fifth.
    expect(templates.filter((template) => template === 'overdue:ann')).toHaveLength(13);
    expect(templates.filter((template) => template === 'escalation:GROUP_LEADER')).toHaveLength(1);
    expect(box.send({ type: 'ReachMark', round: 1, step: 0, mark: 'RED' }, clock)).toBeNull();
    expect(box.send({ type: 'ReachMark', round: 1, step: 0, mark: 'RED' }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
  });
});

describe('the human check', () => {
  it('asks a person for what stands in his mail, forgiving how a phone types it', () => {
    const answer = checkOf({ check: '4827' }, { project: 'QH-01', programme: 'QH' });
    for (const typed of ['4827', ' 48 27 ', '４８２７']) expect(passesCheck(answer, typed)).toBe(true);
    for (const typed of ['', '482', '4828', 'QH-01', 'APPROVE']) expect(passesCheck(answer, typed)).toBe(false);
    // A mail of an earlier release named the project's number.
    expect(passesCheck(checkOf({ check: null }, { project: 'QH-01', programme: 'QH' }), '０1')).toBe(true);
    for (const first of ['0000', '1111', '1234', '9876', '4321', '2026', '1999', '1212']) expect(isPlainNumber(first)).toBe(true);
    for (const other of ['4827', '0391', '7305']) expect(isPlainNumber(other)).toBe(false);
  });
});

describe('under any order of commands', () => {
  const people = ['ann', 'ben', 'carl', 'manager'];
  const anyCommand = fc.record({
    who: fc.constantFrom(...people),
    what: fc.constantFrom('APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT', 'Resubmit', 'Supplement', 'Withdraw', 'Mark', 'Cancel'),
    stale: fc.boolean(),
  });
  const anyRoute = fc
    .array(fc.constantFrom('ALL', 'ANY', 'IN_ORDER'), { minLength: 1, maxLength: 3 })
    .map((modes) => route(...modes.map((agree) => ({ agree }) as const)));

  it('it closes at most once, nobody counts twice in a round and step, and a closed one stays as it is', () => {
    fc.assert(
      fc.property(anyRoute, fc.array(anyCommand, { maxLength: 40 }), (pinned, commands) => {
        const box = opened(pinned);
        let seen = choose(box.state, 'APPROVE');
        for (const { who, what, stale } of commands) {
          const closedBefore = approvalCase('x').closed(box.state);
          const before = box.events.length;
          const decide = (choice: 'APPROVE' | 'REJECT' | 'RETURN' | 'SUPPLEMENT') =>
            stale ? { ...seen, choice, reason: 'r' } : choose(box.state, choice, 'r');
          const [command, actor]: [ApprovalCommand, typeof ann] =
            what === 'Resubmit'
              ? [{ type: 'Resubmit', content: { summary: [], documents: [] } }, person(who)]
              : what === 'Supplement'
                ? [{ type: 'Supplement', documents: [{ title: 't' }], note: '' }, person(who)]
                : what === 'Withdraw'
                  ? [{ type: 'Withdraw', reason: 'r' }, person(who)]
                  : what === 'Mark'
                    ? [{ type: 'ReachMark', round: box.state.round, step: box.state.step, mark: 'RED' }, clock]
                    : what === 'Cancel'
                      ? [{ type: 'Cancel', reason: { zh: 'x', en: 'x' } }, system]
                      : [decide(what as 'APPROVE') as ApprovalCommand, person(who)];
          box.send(command, actor);
          seen = choose(box.state, 'APPROVE');
          if (closedBefore) expect(box.events.length).toBe(before);
        }
        expect(box.types.filter((type) => type === 'ApprovalClosed').length).toBeLessThanOrEqual(1);
        const final = box.state.decisions.filter((d) => d.choice !== 'SUPPLEMENT').map((d) => `${d.person}/${d.round}/${d.step}`);
        expect(new Set(final).size).toBe(final.length);
        expect(box.state.decisions.some((d) => d.person === 'manager')).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

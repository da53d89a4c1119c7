/** An approval as its readers read it, and what each may do now: the acts are held against what the decision really says. */
import { describe, expect, it } from 'vitest';
import { rowOfRoute } from '../../api/route.ts';
import { type ActShown, actsNow } from '../../domain/approval/acts-now.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { readingOf } from '../../domain/approval/reader-view.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { RULES } from '../../domain/kernel/context.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { mayApply } from '../../domain/permission/applying.ts';
import { mayUse, notTheirs } from '../../domain/permission/ask.ts';
import { calendar, choose, HOLDERS, openApproval, person, route, Sandbox, type StepFacts, system } from '../setup/builders.ts';

type Box = Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>;
function opened(...steps: readonly StepFacts[]): Box {
  const box: Box = new Sandbox(approvalCase('A.1'));
  expect(box.send(openApproval(route(...steps), { acceptedOn: '2023-03-13' }), system)).toBeNull();
  return box;
}
const [ann, ben, manager, officer] = [person('ann'), person('ben'), person('manager'), person('officer', 'PROGRAMME_OFFICER')];
const actsFor = (box: Box, actor: Actor): readonly ActShown[] =>
  actsNow(box.state, { context: { now: box.now, actor: { ...actor, person: actor.person ?? '' }, commandId: '', rules: RULES }, may: () => null });
const named = (acts: readonly ActShown[]): readonly string[] => acts.map(({ act, refused }) => (refused === null ? act : `${act}: ${refused.code}`));
const reading = (box: Box, today = '2023-03-14') =>
  readingOf(box.state, { today, calendar, holders: (role) => HOLDERS[role as keyof typeof HOLDERS] ?? [] }, true);

describe('what a person may do now', () => {
  it('of an approver: what the route and the moment allow, each with what it needs; nothing of what is another’s', () => {
    const acts = actsFor(opened({ agree: 'ALL' }), ann);
    expect(named(acts)).toEqual(expect.arrayContaining(['APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT', 'HAND_OVER', 'PAUSE', 'RECUSE', 'COMMENT']));
    expect(named(acts)).not.toContain('WITHDRAW');
    expect(acts.find(({ act }) => act === 'REJECT')).toMatchObject({
      command: { type: 'Decide', choice: 'REJECT', task: 1 },
      fields: [{ name: 'reason', required: true }],
    });
    expect(acts.find(({ act }) => act === 'RETURN')?.fields.map(({ name, choices }) => [name, choices])).toEqual([
      ['to', ['APPLICANT']],
      ['afterwards', ['FROM_TARGET', 'BACK']],
      ['reason', undefined],
    ]);
    expect(named(actsFor(opened({ agree: 'ALL' }), person('stranger')))).toEqual([]);
  });

  it('is shown with the reason where the route allows it and the moment does not', () => {
    const box = opened({ agree: 'ALL' });
    box.send({ ...choose(box.state, 'SUPPLEMENT'), reason: '概算书' } as ApprovalCommand, ann);
    const before = named(actsFor(box, ben));
    expect(before).toContain('APPROVE: PAUSED');
    expect(named(actsFor(box, manager))).toEqual(expect.arrayContaining(['SUPPLEMENT_NOW', 'WITHDRAW', 'NUDGE: WRONG_STATE']));
    box.send({ type: 'Supplement', documents: [{ title: '概算书' }], note: '' }, manager);
    expect(named(actsFor(box, ben))).toEqual(expect.arrayContaining(['APPROVE', 'SUPPLEMENT: ALREADY_SUPPLEMENTED']));
  });

  it('of an applicant changes with the case: returned, then nothing once it is closed', () => {
    const box = opened({ agree: 'ANY' });
    box.send({ ...choose(box.state, 'RETURN'), reason: '补图' } as ApprovalCommand, ann);
    expect(named(actsFor(box, manager))).toEqual(expect.arrayContaining(['SAVE_DRAFT', 'RESUBMIT', 'WITHDRAW']));
    box.send({ type: 'Withdraw', reason: '' }, manager);
    expect(named(actsFor(box, manager))).toEqual([]);
  });

  it('is not shown where the table of permissions does not let it be sent', () => {
    const box = opened({ agree: 'ALL' });
    const context = { now: box.now, actor: { ...ann, person: 'ann' }, commandId: '', rules: RULES };
    expect(actsNow(box.state, { context, may: () => notTheirs })).toEqual([]);
  });

  it('never promises what the decision then refuses: every act that is shown as open is taken', () => {
    const fill: Readonly<Record<string, unknown>> = {
      reason: '理由',
      to: 'carl',
      of: 'carl',
      question: '？',
      people: ['carl'],
      where: 'BESIDE',
      notice: '通知',
      text: '好',
      note: '',
      conditions: ['按图'],
      score: 90,
    };
    for (const actor of [ann, manager, officer]) {
      for (const { act, command, fields, refused } of actsFor(opened({ agree: 'ALL' }, { people: ['dora'] }), actor)) {
        if (refused !== null) continue;
        const box = opened({ agree: 'ALL' }, { people: ['dora'] });
        const needed = Object.fromEntries(
          fields.flatMap((field) =>
            field.required ? [[field.name, act === 'PAUSE' && field.name === 'reason' ? 'SITE_CHECK' : fill[field.name]]] : [],
          ),
        );
        expect([act, box.send({ ...command, ...needed } as ApprovalCommand, actor)]).toEqual([act, null]);
      }
    }
  });
});

describe('the route as it is drawn', () => {
  it('tells what was with its answers, what is with whoever is asked, what will be by role and name and until when, and what is skipped and why', () => {
    const box = opened(
      { agree: 'ANY' },
      { people: ['carl'] },
      { members: [{ role: 'NDRC_HEAD' }], when: { fact: 'amountFen', atLeast: 100 } },
      { people: ['eve'], when: { fact: 'amountFen', lessThan: 100 } },
    );
    box.send({ ...choose(box.state, 'APPROVE'), reason: '同意建设' } as ApprovalCommand, ann);
    const { steps, amountFen, lines } = reading(box);
    expect(steps.map(({ stage }) => stage)).toEqual(['DONE', 'NOW', 'TO_COME', 'SKIPPED']);
    expect(steps[0]?.answers).toMatchObject([{ person: 'ann', choice: 'APPROVE', reason: '同意建设', onThisContent: true }]);
    expect(steps[0]?.tasks.map(({ person: who, status }) => [who, status])).toEqual([
      ['ann', 'APPROVED'],
      ['ben', 'CLOSED'],
    ]);
    expect(steps[1]).toMatchObject({ tasks: [{ person: 'carl', status: 'PENDING' }], dueOn: '2023-03-27', estimated: false });
    // Ten working days after the day on which the one before would end at the latest.
    expect(steps[2]).toMatchObject({ deciders: [{ role: 'NDRC_HEAD', holders: ['ndrc-head'] }], dueOn: '2023-04-11', estimated: true });
    expect(steps[3]?.skipped).toEqual({ why: 'CONDITION', values: { amountFen: 2_680_000_000 } });
    expect(amountFen).toBe(2_680_000_000);
    expect(lines[0]?.value.zh).toContain('2,680');
  });

  it('tells a clock that stands in both readings, and promises no day meanwhile', () => {
    const box = opened({ agree: 'ALL' }, { people: ['carl'] });
    box.now = '2023-03-16T02:00:00.000Z';
    box.send({ ...choose(box.state, 'SUPPLEMENT'), reason: '概算书' } as ApprovalCommand, ann);
    const paused = reading(box, '2023-03-20');
    expect(paused.standing).toMatchObject({ reason: 'SUPPLEMENT', since: '2023-03-16', by: 'ann' });
    expect(paused.supplementList).toBe('概算书');
    expect(paused.clocks.step).toMatchObject({ dueOn: null, used: 3, left: null, withoutPauses: '2023-03-27' });
    expect(paused.steps[1]).toMatchObject({ stage: 'TO_COME', dueOn: null });
    box.now = '2023-03-21T02:00:00.000Z';
    box.send({ type: 'Supplement', documents: [{ title: '概算书' }], note: '' }, manager);
    // The worked example of the domain: 10 working days from 2023-03-13, paused 03-16 to 03-21, end on 03-30.
    expect(reading(box, '2023-03-21').clocks.step).toMatchObject({ dueOn: '2023-03-30', left: 7, withoutPauses: '2023-03-27' });
  });

  it('tells nothing of steps that a closed case never came to', () => {
    const box = opened({ agree: 'ANY' }, { people: ['carl'] });
    box.send({ ...choose(box.state, 'REJECT'), reason: '资金不足' } as ApprovalCommand, ann);
    const { steps, closed } = reading(box);
    expect(steps.map(({ stage, answers }) => [stage, answers.length])).toEqual([['DONE', 1]]);
    expect(closed).toMatchObject({ by: 'ann', reason: '资金不足', automatic: false });
  });
});

describe('an application', () => {
  it('is begun by managers of projects and the office, as the table of permissions says, and not by who only decides or audits', () => {
    const relation = (roles: readonly Role[], manages: boolean) =>
      ({ kind: 'programme', programme: 'QH', project: null, roles, manages, grounds: [] }) as const;
    const standings: readonly (readonly [readonly Role[], boolean])[] = [
      [['NDRC'], false],
      [['AUDITOR'], false],
      [['GROUP_LEADER'], false],
      [['NDRC'], true],
      [[], true],
      [['PROGRAMME_OFFICER'], false],
      [['OFFICE_DIRECTOR', 'FINANCE'], false],
      [['ADMINISTRATOR'], false],
    ];
    const row = rowOfRoute('POST', '/api/v1/approvals');
    for (const [roles, manages] of standings)
      expect([roles, mayApply({ roles: { QH: roles }, projects: manages ? ['QH-01'] : [] })]).toEqual([roles, mayUse(row, relation(roles, manages))]);
    expect(standings.map(([roles, manages]) => mayApply({ roles: { QH: roles }, projects: manages ? ['QH-01'] : [] }))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});

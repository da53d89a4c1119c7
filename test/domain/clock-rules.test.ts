import { describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { clockRulesAt, DEFAULT_RULES, rulesAt } from '../../domain/approval/route.ts';
import { CLOCKS, clocksOf } from '../../domain/calendar/clock-rules.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { standardFaults } from '../../domain/programme/county-standards.ts';
import { type Adopted, pinnedOn, type Standards, shippedValues } from '../../domain/rule-table/table.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { planningStage } from '../../domain/stages/planning/stage.ts';
import { dryRun } from '../../domain/world/dry-run.ts';
import { planWay } from '../../scripts/rules/plan-samples.ts';
import { clock, content, openApproval, openProgramme, person, route, Sandbox, stageBase, system, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
/** A county that has set these numbers, from a day long past. */
const county = (values: Adopted['values']): Adopted => ({
  table: 'CLOCKS',
  version: 1,
  from: '2023-01-01',
  basis: '青办发〔2023〕2号',
  values,
  confirms: [],
});
const pinned = (values: Adopted['values']): Standards => ({ CLOCKS: pinnedOn(CLOCKS, [county(values)], '2023-03-13') });
const inCounty = (values: Adopted['values']) => world(undefined, undefined, { adopted: { CLOCKS: [county(values)] } });

type Box = Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>;
const tenDays = route({ people: ['ann'] });
/** Asked for by another case, with the tables that it was pinned to there. */
function opened(standards?: Standards, of = tenDays): Box {
  const box = new Sandbox(approvalCase('A.1'), world());
  expect(box.send(openApproval(of, standards === undefined ? {} : { standards }), system)).toBeNull();
  return box;
}
/** All that the clock asks for until a moment. */
function until(box: Box, instant: string): void {
  const next = () => approvalCase('x').agenda(box.state)[0];
  for (let due = next(); due !== undefined && due.at <= instant; due = next()) {
    if (due.at > box.now) box.now = due.at;
    const before = box.events.length;
    expect(box.send(due.command, clock)).toBeNull();
    expect(box.events.length).toBeGreaterThan(before);
  }
}
const marksOf = ({ state }: Box) => state.opening?.deadline?.marks.map(({ mark, at }) => `${mark} ${at}`) ?? [];
const OF_040 = [
  'YELLOW 2023-03-22T01:00:00.000Z',
  'RED 2023-03-27T10:00:00.000Z',
  'RED_1 2023-03-28T01:00:00.000Z',
  'RED_3 2023-03-30T01:00:00.000Z',
  'RED_5 2023-04-03T01:00:00.000Z',
];

describe('the clocks of an approval', () => {
  it('run as in release 0.4.0 without a county’s version, whether pinned or not, and their events say nothing new', () => {
    for (const box of [opened(), opened(pinned({}))]) {
      expect(marksOf(box).slice(0, 5)).toEqual(OF_040);
      expect(box.state.opening?.deadline).not.toHaveProperty('lights');
      expect(clockRulesAt(box.state, 0)).toEqual(rulesAt(tenDays, 0));
    }
    expect(clocksOf(pinned({}))).toEqual(shippedValues(CLOCKS, 1));
    expect(clockRulesAt({ route: tenDays }, 0)).toEqual(DEFAULT_RULES);
  });

  it('are lit and escalate by the county’s numbers', () => {
    const box = opened(pinned({ yellowPercent: 50, redAtHour: 17, noticeAtHour: 8, escalationDays: [2, 4, 6] }));
    expect(marksOf(box).slice(0, 5)).toEqual([
      'YELLOW 2023-03-20T00:00:00.000Z',
      'RED 2023-03-27T09:00:00.000Z',
      'RED_2 2023-03-29T00:00:00.000Z',
      'RED_4 2023-03-31T00:00:00.000Z',
      'RED_5 2023-04-03T00:00:00.000Z',
    ]);
    until(box, '2023-04-03T00:00:00.000Z');
    const told = box.events.flatMap((event) => (event.type === 'MarkReached' ? [[event.data.mark, ...event.data.tell]] : []));
    expect(told).toEqual([['YELLOW'], ['RED', 'PROGRAMME_OFFICER'], ['RED_2', 'OFFICE_DIRECTOR'], ['RED_4', 'DEPUTY_LEADER'], ['RED_5']]);
  });

  it('go on by them when a changed calendar works them out again', () => {
    const box = opened(pinned({ yellowPercent: 50, noticeAtHour: 8 }));
    const before = marksOf(box);
    expect(box.send({ type: 'CalendarChanged', calendar: 'another' }, system)).toBeNull();
    expect(box.types.at(-1)).toBe('ClocksReworked');
    expect(marksOf(box)).toEqual(before);
  });

  it('yield to what the route itself says', () => {
    const own = { ...tenDays, rules: { remindEvery: null, escalation: [{ afterWorkdays: 7, to: ['GROUP_LEADER' as const] }] } };
    const box = opened(pinned({ remindEveryDays: 3, escalationDays: [2, 4, 6] }), own);
    expect(marksOf(box).map((mark) => mark.split(' ')[0])).toEqual(['YELLOW', 'RED', 'RED_7']);
  });

  it('let somebody nudge as often as the county says, in its own hours', () => {
    const afterNudge = (standards?: Standards) => {
      const box = opened(standards);
      expect(box.send({ type: 'Nudge' }, manager)).toBeNull();
      const { nudgeFrom } = box.state;
      expect(box.send({ type: 'Nudge' }, manager)).toMatchObject({ code: 'TOO_SOON' });
      return nudgeFrom;
    };
    expect(afterNudge()).toBe('2023-03-13T08:00:00.000Z'); // 10:00, two hours, the pause, two more
    expect(afterNudge(pinned({ nudgeHours: 1 }))).toBe('2023-03-13T03:00:00.000Z');
    expect(afterNudge(pinned({ officeHours: [{ from: 8, to: 18 }] }))).toBe('2023-03-13T06:00:00.000Z');
  });

  it('limit what was accepted as missing, a pause for experts and late entries by it', () => {
    const standards = pinned({ deficiencyDays: 3, deficiencyGraceDays: 2, expertReviewDays: 1, enteredWithinDays: 5 });
    const box = opened(standards);
    expect(box.send({ type: 'Pause', reason: 'EXPERT_REVIEW', notice: '评审通知' }, officer)).toBeNull();
    expect(box.state.pause?.until?.limit).toEqual({ n: 1, unit: 'WD' });
    expect(clockRulesAt(box.state, 0).deficiency).toEqual({ n: 3, unit: 'WD' });
    const late = new Sandbox(approvalCase('A.2'), inCounty({ enteredWithinDays: 5 }));
    const { acceptedOn: _, ...matter } = openApproval(tenDays, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
    expect(late.send({ ...matter, type: 'Draft' }, manager)).toBeNull();
    expect(late.state.standards?.CLOCKS?.county?.basis).toBe('青办发〔2023〕2号');
    expect(late.send({ type: 'Submit', on: '2023-03-07', document: '收123' }, officer)?.message.zh).toContain('5 天以内');
    expect(late.send({ type: 'Submit', on: '2023-03-08', document: '收123' }, officer)).toBeNull();
  });
});

describe('a county’s version of the clocks', () => {
  it('reaches the next approval that a stage asks for, and no running one', () => {
    const asked = (inWorld: ReturnType<typeof world>): Box => {
      const stage = new Sandbox(planningStage.logic, inWorld);
      stage.send({ type: 'Open', ...stageBase() }, system);
      for (const command of planWay(stage.state.profile)) stage.send(command, manager);
      expect(stage.send({ type: 'SubmitPlan' }, manager)).toBeNull();
      const started = stage.events.flatMap((event) => planningStage.logic.consequences(stage.state, event));
      const [open] = started.flatMap((consequence) => (consequence.kind === 'start' ? [consequence.open] : []));
      const box = new Sandbox(approvalCase('QH-01.IMPLPLAN'), inWorld);
      expect(box.send(open as ApprovalCommand, system)).toBeNull(); // the only thing that submitting a plan leads to
      return box;
    };
    const running = asked(world());
    const next = asked(inCounty({ nudgeHours: 1, noticeAtHour: 8 }));
    const yellowHour = (box: Box) =>
      marksOf(box)
        .find((mark) => mark.startsWith('YELLOW'))
        ?.slice(-13);
    expect([yellowHour(running), yellowHour(next)]).toEqual(['01:00:00.000Z', '00:00:00.000Z']);
    const nudgedAgain = [running, next].map((box) => {
      expect(box.send({ type: 'Nudge' }, manager)).toBeNull();
      return box.state.nudgeFrom;
    });
    expect(nudgedAgain).toEqual(['2023-03-13T08:00:00.000Z', '2023-03-13T03:00:00.000Z']);
    expect(next.state.standards?.CLOCKS?.county).toMatchObject({ basis: '青办发〔2023〕2号' });
  });

  it('is what the acceptance pins, whose rectification has a clock of its own', () => {
    const box = new Sandbox(acceptanceStage.logic, inCounty({ yellowPercent: 50 }));
    expect(box.send({ type: 'Open', ...stageBase() }, system)).toBeNull();
    expect(clocksOf(box.state.standards).yellowPercent).toBe(50);
  });

  it('says how long a proposal of the programme waits', () => {
    const box = new Sandbox(programmeCase, world());
    const now = '2026-11-24T02:00:00.000Z';
    box.now = now;
    const roles = [
      { role: 'PROGRAMME_OFFICER' as const, person: 'officer' },
      { role: 'GROUP_LEADER' as const, person: 'leader' },
    ];
    expect(box.send(openProgramme(roles), officer)).toBeNull();
    const propose = (values: Adopted['values'], replaces: number): void => {
      const version = { table: 'CLOCKS', from: dayAt(now), basis: '青办发〔2026〕2号', values, confirms: [], replaces };
      expect(box.send({ type: 'AdoptStandard', ...version }, officer)).toBeNull();
    };
    propose({ proposalDays: 3 }, 0);
    expect(box.state.standardProposals?.['ST-1']?.until).toBe('2026-12-08');
    expect(box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, person('leader', 'GROUP_LEADER'))).toBeNull();
    propose({ proposalDays: 14 }, 1);
    expect(box.state.standardProposals?.['ST-2']?.until).toBe('2026-11-27');
    expect(box.send({ type: 'AssignRole', role: 'FINANCE', person: 'fay', basis: '任命文件' }, officer)).toBeNull();
    expect(Object.values(box.state.proposals ?? {})).toMatchObject([{ until: '2026-11-27' }]);
  });

  it('is what a route is tried out by', () => {
    const tried = dryRun(
      { route: tenDays, content, applicant: 'manager', project: null, named: {}, from: '2023-03-13' },
      inCounty({ yellowPercent: 50 }),
    );
    expect(tried.steps[0]?.marks[0]).toEqual({ mark: 'YELLOW', at: '2023-03-20T01:00:00.000Z' });
  });

  it.each([
    [{ nudgeHours: 1.5 }, 'nudgeHours must be whole'],
    [{ escalationDays: [1, 5, 3] }, 'escalationDays must rise'],
    [{ escalationDays: [1, 1, 3] }, 'escalationDays must rise'],
    [{ officeHours: [{ from: 14, to: 12 }] }, 'officeHours must follow'],
    [
      {
        officeHours: [
          { from: 9, to: 13 },
          { from: 12, to: 18 },
        ],
      },
      'officeHours must follow',
    ],
  ])('is refused with %o', (values, fault) => {
    const version = { table: 'CLOCKS', from: '2026-12-01', basis: 'D', values, confirms: [] };
    expect(standardFaults(version, '2026-11-24').map(({ en }) => en)).toEqual([expect.stringContaining(fault)]);
  });
});

import { describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import { blankDeadline } from '../../domain/calendar/deadline.ts';
import type { Decision, Draft } from '../../domain/kernel/case.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { fillBlanks, wantedBy } from '../../domain/world/blanks.ts';
import { content, openApproval, openProgramme, person, route, Sandbox, system, world } from '../setup/builders.ts';

const context = { now: '2023-03-13T02:00:00.000Z', commandId: 'c', rules: 2 };
const drafts = (decision: Decision<Draft>): readonly Draft[] => {
  if (!decision.ok) throw new Error(decision.rejection.code);
  return decision.events;
};

describe('what the recorder fills in', () => {
  it('is what the draft names, and a field that is called like a blank is recorded as it is', () => {
    const clock = blankDeadline('2023-03-13', { n: 5, unit: 'WD' });
    // Fields that were blanks by their names alone, once: plain values, and even a clock that nobody asked to be worked out.
    const data = {
      until: '2023-03-20',
      deadline: clock,
      route: { code: 'FSR', version: 0 },
      content,
      contentHash: '',
      ask: 1,
      seats: [],
      desk: 'd',
      known: ['nobody'],
    };
    expect(fillBlanks({ type: 'Any', data }, world(), null)).toEqual({ type: 'Any', data });
    expect(wantedBy([{ type: 'Any', data }])).toEqual({ asks: [], people: [], desks: [], applied: [], asOf: [], notices: [], organisation: false });
    const filled = fillBlanks({ type: 'Any', data, fill: { deadline: { is: 'DUE', clock } } }, world(), null);
    expect(filled).toEqual({ type: 'Any', data: { ...data, deadline: { ...clock, ...filled.data.deadline } } });
    expect(filled.data.deadline.dueOn).toBe('2023-03-20');
  });

  it('stands in no event: what is recorded has type and data alone', () => {
    const opened = drafts(approvalCase('A').decide(null, openApproval(route({ people: ['ann'] })), { ...context, actor: system }));
    expect(opened.map(({ fill }) => Object.keys(fill ?? {}))).toEqual(
      [
        ['contentHash', 'route'],
        ['deadline', 'caseDeadline'],
        ['seats', 'deadline'],
      ].map((names) => expect.arrayContaining(names)),
    );
    for (const draft of opened) expect(Object.keys(fillBlanks(draft, world(), null))).toEqual(['type', 'data']);
  });

  it('leaves a proposal’s last day, which is a plain day called until, as it was decided', () => {
    const box = new Sandbox(programmeCase);
    box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), system);
    expect(
      box.send({ type: 'AssignRole', role: 'ADMINISTRATOR', person: 'ann', basis: '文〔2023〕1号' }, person('officer', 'PROGRAMME_OFFICER')),
    ).toBeNull();
    const last = box.events.at(-1);
    expect(last).toMatchObject({ type: 'RoleProposed', data: { until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } });
    expect(last).not.toHaveProperty('check');
  });
});

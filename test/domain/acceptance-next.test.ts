import { describe, expect, it } from 'vitest';
import { viewOfCase } from '../../domain/case-views.ts';
import type { AcceptanceCommand } from '../../domain/stages/acceptance/facts.ts';
import { nextSteps } from '../../domain/stages/acceptance/next.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { airTest, evidence, file, namePanel } from '../setup/acceptance.ts';
import { PANEL, person, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const leader = person('leader', 'GROUP_LEADER');
type Box = ReturnType<typeof opened>;
const did = (box: Box, command: AcceptanceCommand, by = manager) => expect(box.send(command, by)).toBeNull();

function opened() {
  const box = new Sandbox(acceptanceStage.logic);
  box.now = '2026-03-06T02:00:00.000Z';
  expect(box.send({ type: 'Open', ...stageBase() }, system)).toBeNull();
  return box;
}
function answer(box: Box, outcome: 'APPROVED' | 'REJECTED', points: readonly number[] = []): void {
  const approval = Object.keys(box.state.approvals)[0] ?? '';
  const scores = points.map((score, index) => ({ person: PANEL[index] ?? '', score }));
  const decided = { type: 'ApprovalDecided', approval, outcome, reason: outcome === 'APPROVED' ? null : '理由', conditions: [], scores } as const;
  expect(box.send(decided as never, system)).toBeNull(); // as the approval tells it
}
function called(box: Box, tvoc: number, items = evidence()): Box {
  did(box, { type: 'SubmitEvidence', items });
  did(box, airTest('WORKS'));
  did(box, airTest('USE', { tvoc }));
  if (box.state.panel === undefined) did(box, namePanel(), officer);
  did(box, { type: 'CallPanel' });
  return box;
}
const SCORES = [88, 85, 84, 87, 86];
function ordered(items = evidence()): Box {
  const box = called(opened(), 0.68, items);
  answer(box, 'APPROVED', SCORES);
  return box;
}
function failed(): Box {
  const box = ordered();
  for (const nth of [1, 2]) {
    box.now = '2026-03-20T02:00:00.000Z';
    did(box, airTest('USE', {}, { on: '2026-03-20', report: `KQ-${nth}` }));
    did(box, { type: 'ReportRectified', on: '2026-03-20', items: [{ key: 'AIR', evidence: '更换家具' }] });
    answer(box, 'REJECTED');
  }
  return box;
}
const told = (box: Box) => {
  const event = box.events.at(-1);
  return event === undefined ? [] : acceptanceStage.logic.notices(box.state, event);
};
const by = (box: Box) => nextSteps(box.state).map((next) => next.by);
const decides = (decision: 'AGAIN' | 'MEASURES' | 'NOT_ACCEPTED') =>
  ({ type: 'DecideAfterNotices', decision, document: '青托领纪〔2026〕4号', on: '2026-03-20', file: file('纪要.pdf'), measures: '换家具' }) as const;

describe('what must be done next in acceptance', () => {
  it('is shown with the case at every turn, by whom, in both languages', () => {
    const box = opened();
    expect(by(box)).toEqual(['MANAGER', 'MANAGER', 'OFFICE']);
    called(box, 0.68);
    expect(by(box)).toEqual(['PANEL']);
    answer(box, 'APPROVED', SCORES);
    expect(viewOfCase('acceptance/QH-01', box.state)).toMatchObject({
      next: [
        {
          by: 'MANAGER',
          what: {
            zh: '于2026年3月27日前完成整改，附整改前后的材料，申请复验',
            en: 'put it right by 27 Mar 2026, with papers from before and after, and ask for re-inspection',
          },
        },
      ],
    });
    did(box, { type: 'AskExtension', days: 3, reason: '到货晚' });
    expect(by(box)).toEqual(['OFFICE', 'MANAGER']);
    expect(by(failed())).toEqual(['OFFICE', 'LEADER']);
  });

  it('is told after the last failed re-inspection to the office and to those who decide', () => {
    const notices = told(failed());
    expect(notices.map(({ template, to }) => [template, 'role' in to ? to.role : to.person])).toEqual([
      ['to-act', 'PROGRAMME_OFFICER'],
      ['to-act', 'GROUP_LEADER'],
      ['to-act', 'DEPUTY_LEADER'],
    ]);
    expect(notices[1]?.facts).toMatchObject({
      says: { en: expect.stringContaining('after 2 notices the re-inspection has failed again. Please decide') },
    });
  });

  it('is told to manager, office and leaders when it is not accepted, and once more when it starts again', () => {
    const box = failed();
    did(box, decides('NOT_ACCEPTED'), leader);
    expect(by(box)).toEqual(['MANAGER', 'OFFICE', 'LEADER']);
    expect(acceptanceStage.logic.summary(box.state).light).toBe('RED');
    const notices = told(box);
    expect(notices.map(({ to }) => ('role' in to ? to.role : to.person))).toEqual(['manager', 'PROGRAMME_OFFICER', 'GROUP_LEADER', 'DEPUTY_LEADER']);
    expect(notices[0]?.facts).toMatchObject({
      says: {
        zh: '领导小组决定不予验收（青托领纪〔2026〕4号）。请与办公室商定处置方案：具备条件后报请重新验收，或取消项目',
        en: expect.stringContaining('Please agree with the office what becomes of it'),
      },
    });
    did(box, decides('AGAIN'), leader);
    expect(told(box)).toMatchObject([{ template: 'to-act', to: { person: 'manager' } }]);
  });

  it('is told to the manager when the score is too low, and nothing is left to do once it has passed', () => {
    const low = called(opened(), 0.42);
    answer(low, 'APPROVED', [60, 60, 60, 60, 60]);
    expect(told(low)).toMatchObject([{ template: 'to-act', facts: { says: { zh: expect.stringContaining('评分 60，不通过') } } }]);
    const passed = called(opened(), 0.42);
    answer(passed, 'APPROVED', [95, 95, 95, 95, 95]);
    expect(nextSteps(passed.state)).toEqual([]);
  });
});

describe('a report of rectification', () => {
  it('brings its papers to those who inspect: of each item, and of the laboratory for the air', () => {
    const box = ordered(evidence().map((item) => (item.key === 'FITOUT' ? { ...item, met: false } : item)));
    expect(box.state.orderedKeys).toContain('AIR');
    const others = (box.state.orderedKeys ?? []).filter((key) => key !== 'AIR');
    did(box, airTest('USE', {}, { on: '2026-03-06', report: 'KQ-2', file: file('复测报告.pdf') }));
    const items = (files: readonly object[]) => [{ key: 'AIR', evidence: '更换家具' }, ...others.map((key) => ({ key, evidence: '已补装', files }))];
    const report = (files: readonly object[]) => box.send({ type: 'ReportRectified', on: '2026-03-06', items: items(files) as never }, manager); // as a client sends them
    if (others.length > 0) expect(report([])?.faults?.join()).toContain('files must show it before and after');
    expect(report([file('整改后.jpg')])).toBeNull();
    const asked = box.events.findLast(({ type }) => type === 'ApprovalAsked');
    expect(JSON.stringify(asked?.data)).toContain('复测报告.pdf');
    if (others.length > 0) expect(JSON.stringify(asked?.data)).toContain('整改后.jpg');
  });

  it('on the air stands on no report that an earlier release entered without its file', () => {
    const box = ordered();
    const state = { ...box.state, air: { on: '2026-03-06', faults: [] } };
    const command = { type: 'ReportRectified', on: '2026-03-06', items: [{ key: 'AIR', evidence: '更换家具' }] } as const;
    const decided = acceptanceStage.logic.decide(state, command, { now: box.now, actor: manager, commandId: 'c', rules: 3 });
    expect(decided).toMatchObject({ ok: false, rejection: { faults: ['item AIR (Indoor air quality): files must show it before and after'] } });
  });
});

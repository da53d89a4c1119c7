import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../domain/approval/agenda.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import { choose, clock, openApproval, PANEL, person, Sandbox, system } from '../setup/builders.ts';

const RESERVE = ['reserve-1', 'reserve-2'];
const PANEL_SCORE = shippedRoute('PANEL_SCORE');

function asked(reserve: readonly string[] = RESERVE) {
  const box = new Sandbox(approvalCase('QH-01.PANEL'));
  if (PANEL_SCORE === null) throw new Error('PANEL_SCORE is shipped');
  expect(box.send(openApproval(PANEL_SCORE, { named: { panel: PANEL, reserve } }), system)).toBeNull();
  return box;
}
type Box = ReturnType<typeof asked>;
const waiting = (box: Box) => box.state.tasks.filter(({ status }) => status === 'PENDING').map(({ person: id }) => id);
const recuse = (box: Box, id: string) => expect(box.send({ type: 'Recuse', reason: '本单位项目' }, person(id))).toBeNull();
const score = (box: Box, id: string, points = 90) => expect(box.send(choose(box.state, 'APPROVE', undefined, points), person(id))).toBeNull();

describe('whoever stands aside from a panel', () => {
  it('is followed by the first of the reserve, then the next, and never by the office', () => {
    const box = asked();
    recuse(box, 'panel-1');
    expect(waiting(box)).toEqual([...PANEL.slice(1), 'reserve-1']);
    recuse(box, 'panel-2');
    expect(waiting(box)).toEqual([...PANEL.slice(2), 'reserve-1', 'reserve-2']);
    recuse(box, 'panel-3');
    expect(waiting(box)).toEqual([...PANEL.slice(3), 'reserve-1', 'reserve-2']);
    for (const id of [...PANEL.slice(3), ...RESERVE]) score(box, id);
    expect(box.state.status).toBe('APPROVED');
    const names = [...box.state.past, ...box.state.tasks].map(({ person: id }) => id);
    for (const office of ['officer', 'director']) expect(names).not.toContain(office);
  });
  it('leaves an empty place where there is no reserve, and the others go on', () => {
    const box = asked([]);
    recuse(box, 'panel-1');
    expect(waiting(box)).toEqual(PANEL.slice(1));
    for (const id of PANEL.slice(1)) score(box, id);
    expect(box.state.status).toBe('APPROVED');
  });
  it('a route of a case without a reserve asks its substitutes, as before', () => {
    const box = new Sandbox(approvalCase('QH-01.PANEL'));
    if (PANEL_SCORE !== null) box.send(openApproval(PANEL_SCORE, { named: { panel: PANEL } }), system);
    recuse(box, 'panel-1');
    expect(waiting(box)).toEqual([...PANEL.slice(1), 'officer', 'director']);
  });
});

it('a member who does not come holds nobody up for ever: the time runs out, and the sheet says who was waited for', () => {
  const box = asked();
  for (const id of PANEL.slice(0, 4)) score(box, id);
  for (let rounds = 0; box.state.status === 'OPEN' && rounds < 20; rounds += 1) {
    const next = agendaOf(box.state)[0];
    if (next === undefined) break;
    box.now = next.at;
    expect(box.send(next.command, clock)).toBeNull();
  }
  expect(box.state).toMatchObject({ status: 'APPROVED', automatic: true });
  expect(box.events.find(({ type }) => type === 'TimeRanOut')?.data).toMatchObject({ waitingFor: ['panel-5'] });
  expect(box.state.decisions.map(({ score: points }) => points)).toEqual([90, 90, 90, 90]);
});

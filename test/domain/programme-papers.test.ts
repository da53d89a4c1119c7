/** Papers of the programme itself, taken over: what is refused, at its place; what is corrected; what is found. */
import { describe, expect, it } from 'vitest';
import type { Context } from '../../domain/kernel/context.ts';
import { decidePaper, evolvePapers, type PaperCommand, type Papers } from '../../domain/programme/papers.ts';
import { papersPage } from '../../domain/programme/papers-shown.ts';
import type { ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';

const NOW = '2026-11-29T02:00:00.000Z';
const by = (role: 'PROGRAMME_OFFICER' | 'GROUP_MEMBER'): Context =>
  ({ now: NOW, rules: 4, actor: { person: 'xu-jianing', door: 'api', assurance: 'token', roles: [role] } }) as unknown as Context; // what the decision reads of it

const GROUP = { kind: 'GROUP_SET_UP', document: '青政办发〔2023〕3号', on: '2023-01-10', by: '青禾县政府办', members: '组长 周启明' } as const;
const PLAN = { kind: 'PROGRAMME_PLAN', key: 'FA-1', document: '青政办发〔2023〕9号', on: '2023-03-20', by: '青禾县政府办', places: 610 } as const;
const MEETING = {
  kind: 'GROUP_MEETING',
  key: 'HY-1',
  document: '青托领纪〔2023〕1号',
  on: '2023-02-14',
  by: '领导小组',
  decisions: '同意实施方案',
} as const;
const grant = (key: string, document: string, amountFen: number): ProgrammePaper => ({
  kind: 'FUNDS_GRANTED',
  key,
  document,
  on: '2023-05-06',
  by: '青禾县财政局',
  source: 'CENTRAL',
  amountFen,
});

function send(state: Papers, command: PaperCommand, context = by('PROGRAMME_OFFICER')) {
  const answer = decidePaper(state, command, context);
  if (!answer.ok) return { refused: answer.rejection, state };
  // As the recorder would have written them; the fold reads nothing but type and data.
  const folded = answer.events.reduce<Papers>((held, event) => evolvePapers(held, event as Parameters<typeof evolvePapers>[1]), state);
  return { refused: null, state: folded, events: answer.events };
}

describe('papers of the programme', () => {
  it('come in once, in any order, and the same again changes nothing', () => {
    const first = send({}, { type: 'TakeOverPapers', papers: [MEETING, PLAN, GROUP, grant('ZJ-1', '青财社〔2023〕21号', 100)] });
    expect(first.refused).toBeNull();
    expect(Object.keys(first.state.papers ?? {}).sort()).toEqual(['FUNDS_GRANTED.ZJ-1', 'GROUP_MEETING.HY-1', 'GROUP_SET_UP', 'PROGRAMME_PLAN.FA-1']);
    expect(send(first.state, { type: 'TakeOverPapers', papers: [MEETING, GROUP] }).events).toEqual([]);
  });

  it('are refused with every fault at its place, and nothing is kept by halves', () => {
    const { refused, state } = send(
      {},
      {
        type: 'TakeOverPapers',
        papers: [
          GROUP,
          { ...MEETING, on: '2022-12-01' },
          { ...PLAN, document: '青政办发[2023]3号', places: 0 },
          grant('ZJ-1', '青财社〔2023〕21号', 0),
          { ...grant('ZJ-1', '青财社〔2023〕22号', 5), on: '2099-01-01' },
        ],
      },
    );
    expect(state).toEqual({});
    const places = (refused?.faults ?? []).map((fault) => fault.split(':')[0]);
    expect(places).toEqual([
      'papers[1] (GROUP_MEETING.HY-1).on',
      'papers[2] (PROGRAMME_PLAN.FA-1).document',
      'papers[2] (PROGRAMME_PLAN.FA-1).places',
      'papers[3] (FUNDS_GRANTED.ZJ-1).amountFen',
      'papers[4] (FUNDS_GRANTED.ZJ-1).kind',
      'papers[4] (FUNDS_GRANTED.ZJ-1).on',
    ]);
  });

  it('are the office’s alone, and are corrected with a reason', () => {
    expect(send({}, { type: 'TakeOverPapers', papers: [GROUP] }, by('GROUP_MEMBER')).refused).toMatchObject({ code: 'NOT_YOURS' });
    const { state } = send({}, { type: 'TakeOverPapers', papers: [GROUP, MEETING] });
    const other = { ...MEETING, decisions: '原则同意实施方案' };
    expect(send(state, { type: 'TakeOverPapers', papers: [other] }).refused).toMatchObject({ code: 'INCOMPLETE' });
    expect(send(state, { type: 'CorrectPaper', id: 'GROUP_MEETING.HY-1', paper: other, reason: ' ' }).refused).toMatchObject({ code: 'INCOMPLETE' });
    expect(send(state, { type: 'CorrectPaper', id: 'GROUP_MEETING.HY-9', reason: '误登' }).refused).not.toBeNull();
    const changed = send(state, { type: 'CorrectPaper', id: 'GROUP_MEETING.HY-1', paper: other, reason: '按纪要原文' });
    expect(changed.state.papers?.['GROUP_MEETING.HY-1']).toEqual(other);
    const gone = send(changed.state, { type: 'CorrectPaper', id: 'GROUP_MEETING.HY-1', reason: '误登' });
    expect(Object.keys(gone.state.papers ?? {})).toEqual(['GROUP_SET_UP']);
  });

  it('are compared with what projects plan and received', () => {
    const project = { project: 'QH-01', places: 150, funding: { centralFen: 300, countyFen: 100, otherFen: 0 } };
    const held = [PLAN, grant('ZJ-1', '青财社〔2023〕21号', 200)];
    const page = papersPage(held, [{ ...project, received: [{ source: 'CENTRAL', amountFen: 250 }] }]);
    expect(page.funds[0]).toMatchObject({ source: 'CENTRAL', grantedFen: 200, plannedFen: 300, receivedFen: 250 });
    expect(page.findings.map(({ code }) => code)).toEqual(['RECEIVED_BEYOND_GRANTED', 'PLACES_DISAGREE']);
    expect(papersPage([], [{ ...project, received: [] }]).findings).toEqual([]);
    const own = papersPage([grant('ZJ-1', '青财社〔2023〕21号', 300)], [{ ...project, received: [{ source: 'OTHER', amountFen: 5 }] }]);
    expect(own.findings).toEqual([]);
  });
});

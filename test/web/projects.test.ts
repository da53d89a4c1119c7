import { describe, expect, it } from 'vitest';
import { changed, countOf, fenOf, numberOf, yuanOf } from '../../web/projects/acts/form-values.ts';
import { type BoardRow, byStage, fitting, isNarrowed, sorted } from '../../web/projects/board/facts.ts';
import type { StageShown } from '../../web/projects/project/facts.ts';
import { ganttOf } from '../../web/projects/project/gantt-shape.ts';

const row = (code: string, more: Partial<BoardRow> = {}): BoardRow =>
  ({
    code,
    programme: 'QH',
    name: { zh: `项目${code}`, en: `Project ${code}` },
    status: 'RUNNING',
    light: 'GREEN',
    why: [],
    stages: {},
    now: [],
    owed: null,
    manager: 'gao',
    unit: '县卫健局',
    region: '城关街道',
    buildKind: 'NEW',
    path: 'FULL',
    places: 100,
    investmentFen: 100,
    estimateFen: null,
    paidFen: 0,
    startOn: '2026-01-01',
    finishOn: '2026-12-31',
    startedOn: null,
    completionOn: null,
    suspendedOn: null,
    takenOver: null,
    ...more,
  }) as BoardRow; // of the API's shape
const owed = (days: number) => ({ owed: { what: 'FINISH', on: '2026-12-31', days } as const });
const rows = [
  row('A', { light: 'GREEN', ...owed(5), places: 10 }),
  row('B', { light: 'RED', ...owed(50), now: ['CONSTRUCTION', 'TRAINING'] }),
  row('C', { light: 'RED', ...owed(-3), region: '河口镇', now: ['TRAINING'], investmentFen: 900 }),
  row('D', { light: null, status: 'ACCEPTED', manager: 'wu' }),
];
const people = { gao: { name: '高琳', nameEn: 'Gao Lin' }, wu: { name: '吴涛', nameEn: 'Wu Tao' } };
const codes = (found: readonly BoardRow[]): string => found.map(({ code }) => code).join('');

describe('the board', () => {
  it.each([
    [{}, 'ABCD'],
    [{ q: '吴' }, 'D'],
    [{ q: 'wu TAO' }, 'D'],
    [{ q: '河口' }, 'C'],
    [{ light: 'RED' }, 'BC'],
    [{ light: 'RED', stage: 'CONSTRUCTION' }, 'B'],
    [{ stage: 'TRAINING', region: '' }, 'BC'],
    [{ status: 'ACCEPTED' }, 'D'],
    [{ light: '<script>' }, ''],
  ])('is narrowed by %j to %s', (query, wanted) => {
    expect(codes(fitting({ items: rows, people }, query))).toBe(wanted);
    expect(isNarrowed(query)).toBe(Object.keys(query).length > 0);
  });

  it.each([
    ['Urgent', 'CBAD'],
    ['Late', 'CABD'],
    ['Code', 'ABCD'],
    ['Places', 'BCDA'],
    ['Money', 'CABD'],
  ] as const)('is sorted by %s: %s', (sort, wanted) => {
    expect(codes(sorted(rows, sort))).toBe(wanted);
  });

  it('puts each project once, where it stands now, and leaves nobody out', () => {
    const stages = [
      { stage: 'SURVEY', name: { zh: '', en: '' }, wave: 1 },
      { stage: 'CONSTRUCTION', name: { zh: '', en: '' }, wave: 4 },
      { stage: 'TRAINING', name: { zh: '', en: '' }, wave: 4 },
    ] as const;
    expect(byStage(rows, stages).map(({ key, rows: own }) => [key, codes(own)])).toEqual([
      ['WAITING', 'A'],
      ['4', 'BC'],
      ['OVER', 'D'],
    ]);
  });
});

const stage = (key: string, more: Partial<StageShown>): StageShown =>
  ({
    stage: key,
    name: { zh: key, en: key },
    wave: 1,
    status: 'WAITING',
    case: null,
    planned: { from: null, to: null },
    startedOn: null,
    finishedOn: null,
    lateDays: null,
    takenOver: false,
    takenFacts: [],
    goesOn: false,
    light: null,
    why: [],
    waitsFor: [],
    ...more,
  }) as StageShown; // of the API's shape

describe('the Gantt chart', () => {
  it('draws what is planned and what is real to one scale, and an open stage until today', () => {
    const gantt = ganttOf({
      stagesShown: [
        stage('SURVEY', { status: 'DONE', startedOn: '2026-01-01', finishedOn: '2026-01-31', planned: { from: null, to: '2026-03-01' } }),
        stage('CONSTRUCTION', { status: 'OPEN', startedOn: '2026-03-01', planned: { from: '2026-03-01', to: '2026-12-31' } }),
        stage('HANDOVER', {}),
      ],
      milestones: [],
      today: '2026-06-01',
    });
    const [survey, works, handover] = gantt?.rows ?? [];
    expect(works?.real?.left).toBe(works?.planned?.left);
    expect((works?.real?.left ?? 0) + (works?.real?.width ?? 0)).toBeCloseTo(gantt?.today ?? -1);
    expect(survey?.bound).toBe(works?.planned?.left);
    expect(handover).toMatchObject({ planned: null, real: null, bound: null });
    for (const { at } of gantt?.ticks ?? []) expect(at).toBeGreaterThanOrEqual(0);
    expect(gantt?.ticks.length).toBeLessThanOrEqual(7);
  });

  it('holds out with one day, with years, and with none', () => {
    expect(ganttOf({ stagesShown: [stage('SURVEY', {})], milestones: [], today: '2026-06-01' })).toBeNull();
    const one = ganttOf({
      stagesShown: [stage('SURVEY', { startedOn: '2026-06-01', finishedOn: '2026-06-01' })],
      milestones: [],
      today: '2026-06-01',
    });
    expect(one?.rows[0]?.real?.width).toBeGreaterThan(0);
    const years = stage('SURVEY', { status: 'DONE', startedOn: '1999-01-01', finishedOn: '2039-01-01' });
    expect(ganttOf({ stagesShown: [years], milestones: [], today: '2026-06-01' })?.ticks.length).toBeLessThanOrEqual(7);
  });

  it('draws nothing backwards: a finish before its start is no bar', () => {
    const late = stage('SURVEY', { status: 'OPEN', planned: { from: '2026-05-01', to: '2026-01-01' }, startedOn: '2026-07-01' });
    const gantt = ganttOf({ stagesShown: [late], milestones: [], today: '2026-06-01' });
    expect(gantt?.rows[0]?.planned).toBeNull();
    expect(gantt?.rows[0]?.real?.width).toBeGreaterThan(0);
  });
});

describe('what is typed into a form', () => {
  it.each([
    ['12.34', 1_234],
    ['1,234.5', 123_450],
    [' 7 ', 700],
    ['0', 0],
    ['-1', null],
    ['1e3', null],
    ['12.345', null],
    ['', null],
    ['九', null],
  ])('%j yuan is %j 分', (typed, fen) => {
    expect(fenOf(typed)).toBe(fen);
    if (fen !== null) expect(fenOf(yuanOf(fen))).toBe(fen);
  });

  it('is a count or a number, or neither', () => {
    expect([countOf('80'), countOf('8.5'), countOf('-8'), countOf('')]).toEqual([80, null, null, null]);
    expect([numberOf('0.45'), numberOf('12'), numberOf('.5'), numberOf('x')]).toEqual([0.45, 12, null, null]);
  });

  it('is sent as far as it differs', () => {
    expect(changed({ places: 80, name: { zh: '甲', en: 'A' } }, { places: 100, name: { zh: '甲', en: 'A' } })).toEqual({ places: 80 });
  });
});

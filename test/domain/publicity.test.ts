import { describe, expect, it } from 'vitest';
import { publicityStage } from '../../domain/stages/publicity/stage.ts';
import { publicityTelling } from '../../domain/stages/publicity/standing.ts';
import { person, Sandbox, stageBase, system, world } from '../setup/builders.ts';

const manager = person('manager');
const files = [{ title: '监护人同意书', sha256: 'a'.repeat(64) }];
const SHOWN = { type: 'ClearContent', key: 'X', showsChildren: true, guardianConsent: true } as const;

function planned(values: Readonly<Record<string, unknown>> | null = null) {
  const adopted =
    values === null
      ? {}
      : { adopted: { PUBLICITY: [{ table: 'PUBLICITY', version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', values, confirms: [] }] } };
  const box = new Sandbox(publicityStage.logic, world(undefined, undefined, adopted));
  box.now = '2026-03-06T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  box.send({ type: 'PlanPublicity', activities: [{ key: 'X', channel: 'OPEN_DAY', audience: '家长', plannedOn: '2025-11-01' }] }, manager);
  return box;
}

describe('content that shows children', () => {
  it('is cleared with the consent as a paper alone, and says so where it is not', () => {
    const box = planned();
    expect(box.send(SHOWN, manager)).toMatchObject({
      code: 'INCOMPLETE',
      message: { zh: '含儿童肖像，须附监护人同意书（个人信息保护法第三十一条）。' },
    });
    expect(box.state.activities.X?.cleared).toBe(false);
    expect(box.send({ ...SHOWN, files }, manager)).toBeNull();
    expect(box.state.activities.X).toMatchObject({ cleared: true, showsChildren: true });
    expect(box.events.at(-1)?.data).toMatchObject({ paper: true, files });
  });

  it('is recorded without one where the county asks none, and by a command of an earlier release', () => {
    const county = planned({ consentPaper: false });
    expect(county.send(SHOWN, manager)).toBeNull();
    expect(county.events.at(-1)?.data).toMatchObject({ paper: false });
    const box = planned();
    const decided = publicityStage.logic.decide(box.state, SHOWN, { now: box.now, actor: manager, commandId: 'c', rules: 4 });
    expect(decided).toMatchObject({ ok: true, events: [{ data: { key: 'X', showsChildren: true, guardianConsent: true } }] });
  });
});

describe('what publicity leaves on record', () => {
  it('is each survey with its numbers, each notice with its days, and which activity no file proves', () => {
    const box = planned();
    box.send({ ...SHOWN, showsChildren: false }, manager);
    expect(box.send({ type: 'RecordActivity', key: 'X', on: '2025-11-01', reached: 90, evidence: '照片' }, manager)).toBeNull();
    expect(box.state.activities.X?.bare).toBe(true);
    const lacks = publicityTelling.needs(box.state, '2026-03-06').filter(({ key }) => key === 'FILES.X');
    expect(lacks).toMatchObject([{ there: false }]);
    expect(box.send({ type: 'RecordAwareness', on: '2026-01-01', asked: 600, aware: 300, method: '入户' }, manager)).toBeNull();
    const notice = { type: 'RecordNotice', key: 'G1', title: '招生', place: '社区', from: '2026-02-02', objections: 0 } as const;
    expect(box.send({ ...notice, to: '2026-02-07' }, manager)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ needed: 7 });
    expect(box.send({ ...notice, to: '2026-02-08' }, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ ...notice, key: 'G2', to: '2026-02-08' }, manager)).toBeNull();
    expect(box.events.at(-1)?.data).not.toHaveProperty('needed');
    expect(box.send({ type: 'RecordAwareness', on: '2026-02-01', asked: 600, aware: 500 }, manager)).toBeNull();
    expect(box.state).toMatchObject({
      status: 'DONE',
      surveys: [
        { on: '2026-01-01', asked: 600, aware: 300, method: '入户' },
        { on: '2026-02-01', asked: 600, aware: 500 },
      ],
    });
  });
});

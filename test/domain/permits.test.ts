/** Permits and replies of outside authorities: asked for in order, with issuer, scan, term and expiry. */
import { describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { projectCase } from '../../domain/project/case.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import { PROOF } from '../../scripts/rules/plan-samples.ts';
import { choose, PANEL, person, profile, Sandbox, stageBase, surveyBasis, system, world } from '../setup/builders.ts';

const manager = person('manager');
const TODAY = '2026-03-06';
const UNDERTAKING = { title: '容缺受理承诺书', sha256: 'b'.repeat(64) };

function works(inputs: Readonly<Record<string, unknown>> = {}, facts = {}) {
  const box = new Sandbox(constructionStage.logic);
  box.now = `${TODAY}T02:00:00.000Z`;
  const base = stageBase();
  expect(box.send({ type: 'Open', ...base, profile: { ...profile, ...facts }, inputs: { ...base.inputs, ...inputs } } as never, system)).toBeNull();
  return box;
}
type Works = ReturnType<typeof works>;
const apply = (box: Works, permit: string, more: object = { files: PROOF }) =>
  box.send({ type: 'ApplyForPermit', permit, ...more } as never, manager);
const record = (box: Works, permit: string, more: object = {}) =>
  box.send(
    { type: 'RecordPermits', permits: [{ permit, number: `P-${permit}`, on: '2026-03-02', by: '县自然资源局', ...more }], files: PROOF } as never,
    manager,
  );
const answer = (box: Works, outcome: string): void => {
  const approval = Object.keys(box.state.approvals)[0] ?? '';
  expect(box.send({ type: 'ApprovalDecided', approval, outcome, reason: null, scores: [] } as never, system)).toBeNull();
};

describe('a permit before works start', () => {
  it('is asked for on its route, in its order, with the papers of the application', () => {
    const box = works();
    expect(apply(box, 'BUILD_PERMIT')?.faults).toEqual(['Land-use planning permit must be there first']);
    expect(apply(box, 'LAND_PERMIT', {})?.faults).toEqual(['files: must hold the papers of the application']);
    expect(apply(box, 'CONSTRUCTION_PERMIT')?.faults).toHaveLength(5);
    expect(apply(box, 'LAND_PERMIT')).toBeNull();
    expect(box.events.find(({ type }) => type === 'ApprovalAsked')?.data).toMatchObject({
      key: 'PERMIT.LAND_PERMIT',
      route: { code: 'LAND_PERMIT' },
      content: { documents: PROOF },
    });
    expect(apply(box, 'LAND_PERMIT')).toMatchObject({ code: 'DUPLICATE' });
    answer(box, 'REJECTED');
    expect(box.state.permitSteps).toEqual({ LAND_PERMIT: 'REFUSED' });
    expect(apply(box, 'LAND_PERMIT')).toBeNull();
    answer(box, 'APPROVED');
    expect(record(box, 'LAND_PERMIT')).toBeNull();
    expect(box.state.permits.LAND_PERMIT).toMatchObject({ by: '县自然资源局', files: PROOF });
    expect(apply(box, 'BUILD_PERMIT')).toBeNull();
  });

  it('is none that the project does not need', () => {
    const box = works({}, { buildKind: 'CONVERT' });
    expect(apply(box, 'LAND_PERMIT')).toMatchObject({ code: 'UNKNOWN_ITEM' });
  });

  it('is not given on a land pre-examination that ended yesterday', () => {
    expect(apply(works({ landPreOn: '2023-03-05' }), 'LAND_PERMIT')?.faults).toEqual([
      'the land pre-examination ended on 5 Mar 2026 and must be done again (自然资规〔2019〕2号)',
    ]);
    expect(apply(works({ landPreOn: '2023-03-06' }), 'LAND_PERMIT')).toBeNull();
  });

  it('that ended yesterday is refused with its sentence; one that ends today is taken, and watched', () => {
    const box = works();
    expect(record(box, 'BUILD_PERMIT', { until: '2026-03-05' })?.faults).toEqual([
      'permits[0].until: Construction planning permit ended on 5 Mar 2026 and counts for nothing any more; have it extended or issued again',
    ]);
    expect(record(box, 'BUILD_PERMIT', { until: '2026-03-01' })?.faults).toEqual([
      'permits[0].until: must not be before 2026-03-02, when it was issued',
    ]);
    expect(box.state.permits).toEqual({});
    expect(record(box, 'BUILD_PERMIT', { until: TODAY })).toBeNull();
    expect(Object.values(box.state.watched ?? {})).toMatchObject([{ on: TODAY, ends: true }]);
  });

  it('to start is put off twice, three months each, and not a third time', () => {
    const box = works();
    expect(record(box, 'CONSTRUCTION_PERMIT', { on: '2026-01-10' })).toBeNull();
    const extend = (until: string, on = TODAY, files: object = PROOF) =>
      box.send({ type: 'ExtendPermit', number: `延${until}`, on, until, files } as never, manager);
    expect(extend('2026-07-11')?.faults).toEqual(['until: must be 2026-07-10 at the latest: 3 months at a time (建筑法 第九条)']);
    expect(extend('2026-04-10', TODAY, [])?.faults).toHaveLength(2);
    expect(extend('2026-07-10')).toBeNull();
    expect(Object.values(box.state.watched ?? {})).toMatchObject([{ on: '2026-07-10' }]);
    expect(extend('2026-10-10')).toBeNull();
    expect(extend('2027-01-10')).toMatchObject({
      code: 'ALREADY_EXTENDED',
      message: { en: expect.stringContaining('put off 2 times (建筑法 第九条)') },
    });
  });

  it('that had ended when works began is found, and the start is recorded as it was', () => {
    const box = works();
    record(box, 'CONSTRUCTION_PERMIT', { on: '2025-10-01' });
    expect(box.send({ type: 'RecordMilestone', key: 'START', on: '2026-01-02', evidence: 'x' } as never, manager)).toBeNull();
    const found = box.events.filter(({ type }) => type === 'FindingNoted').map(({ data }) => (data as { code: string }).code);
    expect(found).toContain('PERMIT_LAPSED');
    const inTime = works();
    record(inTime, 'CONSTRUCTION_PERMIT', { on: '2025-10-02' });
    inTime.send({ type: 'RecordMilestone', key: 'START', on: '2026-01-02', evidence: 'x' } as never, manager);
    expect(inTime.events.filter(({ type }) => type === 'FindingNoted').map(({ data }) => (data as { code: string }).code)).not.toContain(
      'PERMIT_LAPSED',
    );
  });
});

describe('conditional acceptance of a permit', () => {
  const asked = (more: object) => {
    const box = works();
    expect(apply(box, 'LAND_PERMIT', more)).toBeNull();
    const started = box.events.flatMap((event) => constructionStage.logic.consequences(box.state, event)).find(({ kind }) => kind === 'start');
    const route = shippedRoute('LAND_PERMIT');
    const open = { ...(started?.kind === 'start' ? started.open : {}), route } as ApprovalCommand;
    const approval = new Sandbox(approvalCase('QH-01.PERMIT.LAND_PERMIT'), world());
    approval.now = box.now;
    expect(approval.send(open, system)).toBeNull();
    return approval;
  };
  const conditionally = (approval: ReturnType<typeof asked>) => {
    const who = approval.state.tasks.find(({ status }) => status === 'PENDING')?.person ?? '';
    const command = { ...choose(approval.state, 'APPROVE_WITH_CONDITIONS', '缺地形图，五日内补齐'), conditions: ['地形图'] };
    return approval.send(command as ApprovalCommand, person(who));
  };
  it('needs the undertaking, which the application carries to the window', () => {
    expect(conditionally(asked({ files: PROOF }))).not.toBeNull();
    const approval = asked({ undertaking: UNDERTAKING });
    expect(approval.state.undertaking).toEqual(UNDERTAKING);
    expect(conditionally(approval)).toBeNull();
    expect(approval.state.deficiency).toMatchObject({ items: ['地形图'], overdue: false });
  });
});

describe('the reply of an authority', () => {
  const inApprovals = () => {
    const box = new Sandbox(projectCase);
    box.now = `${TODAY}T02:00:00.000Z`;
    const standards = projectStandards(undefined, TODAY);
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, standards }, system);
    for (const stage of ['SURVEY', 'PLANNING'] as const) {
      box.send({ type: 'StartStage', stage }, system);
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, system);
    }
    box.send({ type: 'StartStage', stage: 'APPROVALS' }, system);
    return box;
  };
  const reply = {
    type: 'RecordReply',
    step: 'LAND_PRE',
    number: '青自然资规〔2026〕1号',
    on: '2026-03-02',
    by: '县自然资源局',
    files: PROOF,
  } as const;
  const asked = (box: ReturnType<typeof inApprovals>) => {
    expect(box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [], undertaking: UNDERTAKING }, manager)).toBeNull();
    expect(projectCase.consequences(box.state, box.events.at(-1) as never)).toMatchObject([{ open: { undertaking: UNDERTAKING } }]);
    box.send({ type: 'ApprovalDecided', approval: box.state.steps.LAND_PRE?.approval ?? '', outcome: 'APPROVED', reason: null, scores: [] }, system);
  };
  it('says who issued it, with its scan, and none that has ended', () => {
    const box = inApprovals();
    asked(box);
    const { by: _, files: __, ...bare } = reply;
    expect(box.send({ ...bare, until: '2026-03-05' }, manager)?.faults).toEqual([
      'by: must say which authority issued it',
      'files: must hold its scan',
      'until: must not have passed: the reply ended on 5 Mar 2026 and counts for nothing any more',
    ]);
    expect(box.send({ ...reply, until: '2026-03-31' }, manager)).toBeNull();
    expect(box.state.steps.LAND_PRE).toMatchObject({ by: '县自然资源局', until: '2026-03-31', files: PROOF });
    expect(Object.values(box.state.watched ?? {}).map(({ on }) => on)).toContain('2026-03-31');
  });

  it('that ended since lets nothing rest on it, and is asked for again', () => {
    const box = inApprovals();
    asked(box);
    box.send({ ...reply, until: '2026-03-31' }, manager);
    box.now = '2026-04-01T02:00:00.000Z';
    expect(box.send({ type: 'ApplyForStep', step: 'FSR', amountFen: 1, documents: [] }, manager)?.faults).toEqual([
      'Land pre-examination and site opinion (LAND_PRE) ended on 31 Mar 2026',
    ]);
    expect(box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager)).toBeNull();
  });
});

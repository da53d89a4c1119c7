import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import type { StageState } from '../../domain/stages/facts.ts';
import { EMPTY_TALLY } from '../../domain/standards/demand.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { historyOf } from '../../setup/example/history.ts';
import { type CaseInput, TASK_QUEUE } from '../../workflows/contract.ts';
import { PANEL, person, plainCalendar, profile, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { toHandover as playToHandover } from '../setup/project-handover.ts';
import { manager, officer, ProjectPlay, until } from '../setup/project-play.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

let time: SkippedTime;
let play: ProjectPlay;
const record = new MemoryRecord(world(plainCalendar));
beforeAll(async () => {
  // A cache of three: workflows are thrown out and replayed all the time.
  time = await startSkippedTime(record, { maxCachedWorkflows: 3 });
  play = new ProjectPlay(record, time);
});
afterAll(() => time.stop());

const send: ProjectPlay['send'] = (...given) => play.send(...given);
const agree: ProjectPlay['agree'] = (...given) => play.agree(...given);
const open: ProjectPlay['open'] = (...given) => play.open(...given);
const untilConstruction = (code: string): Promise<string> => play.untilConstruction(code);

/** Why it was refused, with all its faults. */
const refusal = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'accepted',
    (error: { readonly cause?: { readonly message?: string; readonly details?: unknown } }) =>
      `${error.cause?.message} ${JSON.stringify(error.cause?.details)}`,
  );

const toHandover = (code: string, left: readonly { readonly key: string }[], between: '90 days' | '1 day'): Promise<void> =>
  playToHandover({ play, record, time }, code, left, between);

describe('a project over its years', () => {
  it('goes from survey to handover while months pass, with every timer of its programme', async () => {
    const code = 'QH-01';
    const project = await untilConstruction(code);

    const works = `construction/${code}`;
    await send(works, { type: 'RecordPermits', permits: permitsBeforeStart(profile).map((permit) => ({ permit, number: 'p', on: '2023-09-01' })) });
    await send(works, { type: 'RecordContract', contractor: 'c', amountFen: 2_000_000_000, on: '2023-08-01' });
    await toHandover(code, milestonesOf('NEW').slice(0, -1), '90 days');
    expect(record.state<ProjectState>(project).status).toBe('ACCEPTED');
    await until('the programme knows', () => record.types(`programme/${code}`).includes('ProjectEnded'));
    const calls = record.types(`programme/${code}`).filter((type) => type === 'ReportsCalled').length;
    expect(calls).toBeGreaterThanOrEqual(24);
    await until('every notice is delivered', () => new Set(record.delivered).size === record.notices.length);
  }, 240_000);

  it('goes on from where it was taken over, with works that were half built on paper, to a handover decided here', async () => {
    const code = 'QH-14';
    const today = dayAt(new Date(await time.env.currentTimeMs()).toISOString());
    const facts = historyOf({ ...profile, code }, { reach: 'BUILDING', nth: 14, milestones: 3, today });
    const project = `project/${code}`;
    await open(code, { takesOver: true });
    const entered = await Promise.all([1, 2].map(() => send(project, { type: 'TakeOver', facts }, officer)));
    expect(entered).toHaveLength(2);
    expect(record.types(project).filter((type) => type === 'FactTakenOver')).toHaveLength(facts.length);
    await time.sleep('30 days');
    expect([...record.streams.keys()].filter((stream) => stream.endsWith(`/${code}`))).toEqual([`programme/${code}`, project]);
    const close = { type: 'CloseTakeover', document: '青托办〔2026〕1号', on: today, reason: '齐全' };
    expect(await refusal(send(project, close, officer))).toMatch(/Another person/);
    await send(project, close, person('director', 'OFFICE_DIRECTOR'));
    await until('works go on', () => record.state<StageState>(`construction/${code}`).status === 'OPEN');
    expect(record.state<ConstructionState>(`construction/${code}`)).toMatchObject({ percent: 45, contract: { amountFen: 2_412_000_000 } });
    expect(Object.keys(record.state<ProjectState>(project).stages.PLANNING?.result ?? {})).toContain('planNumber');
    await until('the others open', () => record.state<StageState>(`publicity/${code}`).status === 'OPEN');
    await toHandover(code, milestonesOf('NEW').slice(3, -1), '1 day');
    expect(record.state<ProjectState>(project).status).toBe('ACCEPTED');
    const decided = record.types(project).filter((type) => type === 'StageTakenOver');
    expect(decided).toHaveLength(3);
    // Its plan from paper stands in a case of its own, so that it can be changed by a new version.
    expect(record.types(`planning/${code}`)).toEqual(['StageOpened']);
  }, 240_000);

  it('changes while it is built: open stages judge by the new facts, approvals under way are told and go on', async () => {
    const code = 'QH-12';
    const project = await untilConstruction(code);
    const [training, rules] = [`training/${code}`, `management/${code}`];
    await send(rules, { type: 'DraftRules', rules: shippedValues(MANAGEMENT).rules.map(({ key }) => ({ rule: key, sha256: `hash of ${key}` })) });
    await send(rules, { type: 'SubmitRules' });
    const approval = `approval/${code}.RULES`;
    await until('asked', () => record.state<ApprovalState>(approval).tasks.length > 0);
    const { route, contentHash } = record.state<ApprovalState>(approval);
    await send(training, { type: 'EnrolTrainees', batch: '1', trainees: [{ ref: 'h', post: 'HEAD' }] });
    const carersAsked = () => send(training, { type: 'ConfirmRoster' });
    expect(await refusal(carersAsked())).toMatch(/0 of 28 carers/);

    const basis = { document: '青发改〔2023〕31号', on: '2023-03-01', reason: '规划调整' };
    const classes = { INFANT: 2, TODDLER: 4, OLDER: 4, MIXED: 0 };
    const change = (facts: object, by: Actor = officer) => send(project, { type: 'ChangeProfile', facts, ...basis }, by);
    expect(await refusal(change({ classes }, manager))).toMatch(/programme office/);
    expect(await refusal(change({ classes }, person('stranger')))).toMatch(/programme office/);
    // Two at once are made one after the other, and reach the stages in that order.
    const milestones = profile.milestones.map(({ key, plannedOn }) => ({ key, plannedOn: plannedOn.replace('2024', '2025') }));
    await Promise.all([
      change({ classes }),
      change({ unit: '县妇幼保健院' }),
      send(project, { type: 'ChangeMilestones', facts: { milestones, finishOn: '2026-03-28', opensOn: '2026-05-28' }, ...basis }, officer),
      send(project, { type: 'ChangePanel', panel: [...PANEL.slice(1), 'panel-6'], ...basis }, officer),
    ]);
    expect(await refusal(change({ classes }))).toMatch(/stands like this already/);
    const stages = [`construction/${code}`, training, rules, `publicity/${code}`];
    await until('all stages know', () => stages.every((stream) => record.state<StageState>(stream).projectChanges?.length === 3));
    for (const stream of [project, ...stages]) {
      expect(record.state<StageState>(stream).profile).toEqual({
        ...profile,
        code,
        classes,
        unit: '县妇幼保健院',
        milestones,
        // The plan that was issued set it.
        startOn: profile.milestones[0]?.plannedOn,
        finishOn: '2026-03-28',
        opensOn: '2026-05-28',
      });
    }
    expect(await refusal(carersAsked())).toMatch(/0 of 32 carers/);

    await until('the approval knows', () => record.types(approval).filter((type) => type === 'ProjectChangeNoted').length === 3);
    expect(record.state<ApprovalState>(approval)).toMatchObject({ route, contentHash, status: 'OPEN' });
    await agree(`${code}.RULES`);
    await until('rules reviewed', () => record.types(rules).includes('RulesReviewed'));

    // A stage that is over is not told any more, and one that opens later begins with what is true then.
    await send(project, { type: 'Suspend', reason: 'x' }, officer);
    await change({ servesMeals: false });
    await until('a suspended stage knows', () => !record.state<StageState>(training).profile.servesMeals);
    expect(await refusal(carersAsked())).toMatch(/suspended/);
    expect(record.state<ProjectState>(project)).toMatchObject({
      panel: [...PANEL.slice(1), 'panel-6'], // The first is of the plan that was issued.
      projectChanges: [{ document: 'n' }, {}, {}, {}, {}, {}],
    });
    const told = record.notices.filter(({ stream, notice }) => stream === project && notice.template === 'project-changed');
    expect(told).toHaveLength(6 * 2 + 2);
    await send(project, { type: 'Cancel', reason: 'x' }, officer);
    await until('cancelled', () => record.state<ProjectState>(project).status === 'CANCELLED');
    expect(await refusal(change({ servesMeals: true }))).not.toBe('accepted');
  }, 240_000);

  it('a cancelled project closes its stages and approvals in order, voids what was asked, and says what remains', async () => {
    const code = 'QH-09';
    await open(code);
    const tally = { ...EMPTY_TALLY, received: 1, valid: 1 };
    await send(`survey/${code}`, { type: 'ReceiveAnswers', batch: 'b', sha256: 'x', tally });
    await send(`survey/${code}`, { type: 'CloseSurvey', reason: '首轮' });
    await until('asked', () => record.state<ApprovalState>(`approval/${code}.SURVEY`).tasks.length > 0);
    await send(`project/${code}`, { type: 'Cancel', reason: '规划调整' }, officer);
    await until('cancelled', () => record.state<ProjectState>(`project/${code}`).status === 'CANCELLED');
    await until('the approval is cancelled', () => record.state<ApprovalState>(`approval/${code}.SURVEY`).status === 'CANCELLED');
    expect(record.state<StageState>(`survey/${code}`).status).toBe('CANCELLED');
    const told = record.notices.filter((n) => n.stream === `approval/${code}.SURVEY` && n.notice.template === 'withdrawn');
    expect(told).toHaveLength(1);
  });

  it('a suspended project starts no stage and obeys nobody until it is resumed', async () => {
    const code = 'QH-10';
    await open(code);
    await send(`project/${code}`, { type: 'Suspend', reason: 'x' }, officer);
    await until('the stage is suspended', () => record.state<StageState>(`survey/${code}`).suspended);
    await expect(send(`survey/${code}`, { type: 'CloseSurvey' })).rejects.toThrow();
    await send(`project/${code}`, { type: 'Resume' }, officer);
    await until('the stage is resumed', () => !record.state<StageState>(`survey/${code}`).suspended);
  });

  it('what is being decided stands while its project is suspended, over a month in which no light comes, and runs on', async () => {
    const code = 'QH-13';
    await open(code);
    await send(`survey/${code}`, { type: 'ReceiveAnswers', batch: 'b', sha256: 'x', tally: { ...EMPTY_TALLY, received: 1, valid: 1 } });
    await send(`survey/${code}`, { type: 'CloseSurvey', reason: '首轮' });
    const approval = `approval/${code}.SURVEY`;
    await until('asked', () => record.state<ApprovalState>(approval).tasks.length > 0);
    await send(`project/${code}`, { type: 'Suspend', reason: '资金未到位' }, officer);
    await until('the approval stands', () => record.state<ApprovalState>(approval).status === 'PAUSED');
    const lights = () => record.types(approval).filter((type) => type === 'MarkReached').length;
    const before = lights();
    await time.sleep('40 days');
    expect(lights()).toBe(before);
    await send(`project/${code}`, { type: 'Resume' }, officer);
    await until('the approval runs on', () => record.state<ApprovalState>(approval).status === 'OPEN');
    await agree(`${code}.SURVEY`);
    await until('signed', () => record.state<StageState>(`survey/${code}`).status === 'DONE');
  });

  it('a workflow of a type that no stage declares waits for a worker that knows it, and does not fail', async () => {
    const { workflow } = time.env.client;
    const args = [{ v: 1, stream: 'survey/QH-77' }] satisfies [CaseInput];
    const start = (workflowType: string) => workflow.start(workflowType, { workflowId: `strange/${workflowType}`, taskQueue: TASK_QUEUE, args });
    for (const workflowType of ['nobodyDeclares', 'default']) {
      const handle = await start(workflowType);
      const failure = async (): Promise<string | undefined> => {
        const { events } = await handle.fetchHistory();
        const failed = events?.find((event) => event.workflowTaskFailedEventAttributes != null);
        // The message travels as a payload, so that it can be encrypted.
        const { data } = failed?.workflowTaskFailedEventAttributes?.failure?.encodedAttributes ?? {};
        return data == null ? undefined : String((JSON.parse(Buffer.from(data).toString()) as { readonly message?: unknown }).message);
      };
      let said: string | undefined;
      for (let tries = 0; tries < 200 && said === undefined; tries += 1) {
        said = await failure();
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      expect(said).toBe(`no stage is carried by workflows of type ${workflowType}`);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await handle.terminate();
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { ProjectEventOf } from '../../domain/audit/project-record.ts';
import { findingsIn } from '../../domain/audit/rules.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { viewOfCase } from '../../domain/case-views.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import type { Adopted } from '../../domain/rule-table/table.ts';
import { type SurveyAnswer, tallyOf } from '../../domain/stages/survey/answer.ts';
import { countingOf, surveyStage } from '../../domain/stages/survey/stage.ts';
import { addTally, EMPTY_TALLY, type Tally } from '../../domain/standards/demand.ts';
import { calendar, clock, openProgramme, PANEL, person, profile, Sandbox, stageBase, surveyBasis, system, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const TODAY = '2026-11-24';

function open(adopted: readonly Adopted[] = []) {
  const box = new Sandbox(surveyStage.logic, { ...world(), today: TODAY, adopted: (table) => adopted.filter((own) => own.table === table) });
  box.now = '2026-11-24T02:00:00.000Z';
  expect(box.send({ type: 'Open', ...stageBase() }, system)).toBeNull();
  return box;
}
type Box = ReturnType<typeof open>;
const tally = (valid: number, last = '2026-11-20', first = last): Tally => ({
  ...EMPTY_TALLY,
  received: valid,
  valid,
  needs: { ...EMPTY_TALLY.needs, M24_36: { CERTAIN: valid, MAYBE: 0, NO: 0 } },
  feeLimits: { 150000: valid },
  answered: { first, last },
});
const receive = (box: Box, counted: Tally, batch = 'B1', after?: readonly string[]) =>
  box.send({ type: 'ReceiveAnswers', batch, sha256: 'x', tally: counted, ...(after === undefined ? {} : { after }) }, manager);
const close = (box: Box, reason?: string, actor = manager) => box.send({ type: 'CloseSurvey', ...(reason === undefined ? {} : { reason }) }, actor);

describe('a sample that is too small', () => {
  it('is signed only with a reason, which the reviewer sees', () => {
    const box = open();
    receive(box, tally(1));
    expect(close(box)).toMatchObject({ code: 'REASON_REQUIRED', faults: [expect.stringContaining('553 are needed'), expect.stringContaining('%')] });
    expect(close(box, '  ')).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(close(box, '全村仅 1 户')).toBeNull();
    const asked = box.events.find(({ type }) => type === 'ApprovalAsked');
    expect(JSON.stringify(asked?.data)).toContain('全村仅 1 户');
    expect(box.state.report?.reason).toBe('全村仅 1 户');
  });

  it('is not signed because the clock ran out: its manager is told instead', () => {
    const box = open();
    box.send({ type: 'AnnounceSurvey', closesOn: '2026-11-24', opensOn: '2026-11-01' }, manager);
    receive(box, tally(552));
    expect(close(box, undefined, clock)).toBeNull();
    expect(box.types.at(-1)).toBe('DeadlinePassed');
  });

  it('needs no reason at 553 of 9,050 households, nor where the county has said so', () => {
    const enough = open();
    receive(enough, tally(553));
    expect(close(enough)).toBeNull();
    expect(enough.state.report).not.toHaveProperty('reason');
    const own = open([{ table: 'SURVEY', version: 1, from: '2026-01-01', basis: 'b', values: { smallNeedsReason: false }, confirms: [] }]);
    receive(own, tally(1));
    expect(close(own)).toBeNull();
  });
});

describe('the return and the strata of a sample', () => {
  const HOUSEHOLDS = { URBAN: 6_335, TOWNSHIP: 2_262, PARK: 453 };
  type Strata = NonNullable<Tally['strata']>;
  function closed(strata: Strata, households?: Strata, received = 600) {
    const box = open();
    box.send(
      {
        type: 'ChangeInputs',
        what: { zh: '', en: '' },
        document: 'd',
        on: TODAY,
        reason: 'r',
        by: 'officer',
        inputs: { survey: { ...surveyBasis, ...(households === undefined ? {} : { strata: households }) } },
      } as never,
      system,
    ); // as its project tells it
    receive(box, { ...tally(600), received, strata });
    return { box, refused: close(box) };
  }
  it('are told with their inputs, to the reviewer and in the report', () => {
    const { box, refused } = closed({ URBAN: 420, TOWNSHIP: 150, PARK: 30 }, HOUSEHOLDS, 700);
    expect(refused).toBeNull();
    expect(box.state.report?.sample).toEqual({
      received: 700,
      validReturnPercent: 85.7,
      toHandOut: 692, // 553 / 80 % (domain facts 1.2)
      strata: [
        { stratum: 'URBAN', valid: 420, sharePercent: 70, householdsPercent: 70, least: 336, most: 504, short: false },
        { stratum: 'TOWNSHIP', valid: 150, sharePercent: 25, householdsPercent: 25, least: 120, most: 179, short: false },
        { stratum: 'PARK', valid: 30, sharePercent: 5, householdsPercent: 5, least: 30, most: 36, short: false },
      ],
    });
    const asked = JSON.stringify(box.events.find(({ type }) => type === 'ApprovalAsked')?.data);
    expect(asked).toContain('600 / 700 = 85.7 %');
    expect(asked).toContain('城区 420 份（70 %，户数 70 %）');
  });
  it('ask for the county’s word where households by stratum are not told', () => {
    const { box, refused } = closed({ URBAN: 500, PARK: 100 });
    expect(refused).toBeNull();
    expect(JSON.stringify(box.events.find(({ type }) => type === 'ApprovalAsked')?.data)).toContain('户数占比待县级确认');
    expect(closed({ URBAN: 571, PARK: 29 }).refused).toMatchObject({ code: 'REASON_REQUIRED', faultsZh: ['园区有效问卷 29 份，至少须 30 份'] });
  });
  it('say everything that falls short at once', () => {
    expect(closed({ URBAN: 590, PARK: 10 }, HOUSEHOLDS, 1_000).refused?.faultsZh).toEqual([
      '收回 1000 份，有效 600 份，回收有效率 60 %，下限 80 %',
      '城区有效问卷 590 份，按户数占比须在 336 至 504 份之间',
      '乡镇有效问卷 0 份，按户数占比须在 120 至 179 份之间',
      expect.stringContaining('园区有效问卷 10 份'),
    ]);
  });
  it('are counted by stratum over batches, and asked for in no case of an earlier release', () => {
    const one = { ...tally(2), strata: { URBAN: 1, PARK: 1 } };
    expect(addTally(one, { ...tally(1), strata: { URBAN: 1 } }).strata).toEqual({ URBAN: 2, PARK: 1 });
    const earlier = new Sandbox(surveyStage.logic);
    earlier.earlier = true;
    earlier.now = '2026-11-24T02:00:00.000Z';
    earlier.send({ type: 'Open', ...stageBase() }, system);
    receive(earlier, { ...tally(1), received: 100, strata: { URBAN: 1 } });
    expect(close(earlier)).toBeNull();
    expect(earlier.state.report).not.toHaveProperty('sample');
  });
});

describe('the days of a survey', () => {
  const answer = (answeredOn: string, respondent = answeredOn): SurveyAnswer => ({
    area: '城关街道',
    stratum: 'URBAN',
    ageMonths: 20,
    need: 'CERTAIN',
    travelMinutes: 10,
    feeLimitFen: 150_000,
    secondsToFill: 200,
    respondent,
    consent: true,
    answeredOn,
  });
  const faults = (box: Box, ...days: readonly string[]) =>
    tallyOf(
      days.map((on) => answer(on)),
      countingOf(box.state, TODAY),
    ).faults;

  it('are those that were announced: answers before, after and of 1999 count for nothing', () => {
    const box = open();
    box.send({ type: 'AnnounceSurvey', closesOn: '2026-11-24', opensOn: '2026-11-01' }, manager);
    expect(faults(box, '1999-01-01', '2026-10-31', '2026-11-01', '2026-11-24', '2026-11-25')).toEqual(['DAY', 'DAY', null, null, 'DAY']);
  });

  it('are the last twelve months where nothing was announced', () => {
    expect(faults(open(), '2025-11-23', '2025-11-24', TODAY)).toEqual(['DAY', null, null]);
  });

  it('may lie behind, for one that was held before; and then nothing closes it by itself', () => {
    const box = open();
    expect(box.send({ type: 'AnnounceSurvey', closesOn: '2026-10-31', opensOn: '2026-10-01' }, manager)).toBeNull();
    expect(surveyStage.logic.agenda(box.state)).toEqual([]);
    expect(box.send({ type: 'AnnounceSurvey', closesOn: '2026-10-31' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['backwards', { opensOn: '2026-12-02', closesOn: '2026-12-01' }],
    ['over more than a year', { opensOn: '2025-11-29', closesOn: '2026-11-30' }],
    ['without answers that are counted', { opensOn: '2026-11-21', closesOn: '2026-11-30' }],
  ])('cannot run %s', (_title, days) => {
    const box = open();
    receive(box, tally(5));
    expect(box.send({ type: 'AnnounceSurvey', ...days }, manager)).toMatchObject({ code: 'INCOMPLETE' });
  });

  it('may be long ago: then it is refreshed before it is signed, whatever the reason', () => {
    const box = open();
    receive(box, tally(600, '2025-11-23'));
    expect(close(box, '已足够')).toMatchObject({ code: 'INCOMPLETE', message: { zh: expect.stringContaining('须更新') } });
    receive(box, tally(1, '2026-11-01'), 'B2');
    expect(close(box)).toBeNull();
  });

  it('may be over twelve months ago when it is signed at last: the report comes back', () => {
    const box = open();
    receive(box, tally(600));
    close(box);
    box.now = '2027-11-21T02:00:00.000Z';
    const approval = Object.keys(box.state.approvals)[0] ?? '';
    box.send({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, scores: [] }, system);
    expect(box.events.at(-1)).toMatchObject({ type: 'ReportReopened', data: { reason: expect.stringContaining('须更新') } });
    const reopened = box.events.at(-1);
    expect(reopened === undefined ? null : tellEvent({ stream: 'survey/QH-01', ...reopened })).toMatchObject({
      zh: expect.stringContaining('须更新'),
      en: expect.stringMatching(/^report reopened: [^\p{Script=Han}]+$/u),
    });
    expect(box.state.status).toBe('OPEN');
  });
});

describe('several batches', () => {
  it('are counted against those before: one that was counted without them is sent again', () => {
    const box = open();
    receive(box, tally(5), 'B1', []);
    expect(receive(box, tally(5), 'B2', [])).toMatchObject({ code: 'SUPERSEDED' });
    expect(countingOf(box.state, TODAY).earlier).toEqual(['B1']);
    expect(receive(box, tally(5), 'B2', ['B1'])).toBeNull();
  });
});

describe("what a programme's people and places give", () => {
  it('is shown: 1.89 places per 1,000 now, 3.37 once all is built, and the gap to the target', () => {
    const box = new Sandbox(programmeCase);
    const roles = [{ role: 'PROGRAMME_OFFICER' as const, person: 'officer' }];
    const county = { ...openProgramme(roles), population: 412_000, existingPlaces: 780, targetPlaces: 1_854 };
    box.send(county, officer);
    box.send({ type: 'RegisterProject', project: { profile: { ...profile, places: 150 }, survey: surveyBasis, panel: PANEL } }, officer);
    const many: ProgrammeState = { ...box.state, projects: { ...box.state.projects, X: { manager: 'm', places: 460, status: 'ACCEPTED' } } };
    expect(viewOfCase('programme/QH', box.state)).toMatchObject({ supply: { perThousand: 1.89, policyGap: 1_074, planned: 150, accepted: 0 } });
    expect(viewOfCase('programme/QH', many)).toMatchObject({
      supply: { planned: 610, accepted: 460, perThousandPlanned: 3.37, policyGap: 614, policyGapPlanned: 464 },
    });
  });

  it('asks for reports on the working day that the county says', () => {
    const own: Adopted = { table: 'SUPERVISION', version: 1, from: '2023-01-01', basis: 'b', values: { reportsByWorkday: 8 }, confirms: [] };
    const box = new Sandbox(programmeCase);
    box.now = '2024-09-10T02:00:00.000Z';
    box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer);
    const state = { ...box.state, standards: { SUPERVISION: [own] } };
    const call = programmeCase.agenda(box.state)[0];
    if (call === undefined) throw new Error('nothing on the agenda');
    const decision = programmeCase.decide(state, call.command, { now: box.now, actor: clock, commandId: 'c' });
    expect(decision).toMatchObject({ ok: true, events: [{ data: { deadline: { limit: { n: 8, unit: 'WD' } } } }] });
  });

  it('keeps the limits of its checks in the tables that a project was opened under', () => {
    const opened = (values: Adopted['values']) => ({
      stream: 'project/QH-01',
      type: 'ProjectOpened',
      data: {
        standards: projectStandards(
          { SUPERVISION: [{ table: 'SUPERVISION', version: 1, from: '2023-01-01', basis: 'b', values, confirms: [] }] },
          TODAY,
        ),
      },
    });
    const events = (values: Adopted['values']) =>
      [
        opened(values),
        { stream: 'construction/QH-01', type: 'MilestoneReached', data: { key: 'COMPLETION', on: '2026-01-05' } },
        { stream: 'project/QH-01', type: 'HandoverRecorded', data: { facts: { finalAccounts: { amountFen: 1, on: '2026-05-06' } } } },
      ].map((event, index) => ({ ...event, version: index + 1, occurredAt: '2026-11-24T02:00:00.000Z' })) as unknown as readonly ProjectEventOf[];
    const codes = (values: Adopted['values']) =>
      findingsIn({ project: 'QH-01', events: events(values), elsewhere: { numbers: [], contracts: [] }, calendar }).map(({ code }) => code);
    expect(codes({})).toContain('FINAL_ACCOUNTS_LATE');
    expect(codes({ finalAccountsMonths: 6 })).not.toContain('FINAL_ACCOUNTS_LATE');
  });
});

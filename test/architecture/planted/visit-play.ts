/** Plays projects through the planted stage: what is not as it must be is said in a line that begins with NOT. */
import { isDeepStrictEqual } from 'node:util';
import { COMMAND_SCHEMAS } from './api/schemas/commands.ts';
import { faultsOf } from './api/schemas/values.ts';
import { openApiDocument } from './cli/openapi.ts';
import { entryOf } from './domain/audit/entry.ts';
import { tellEvent } from './domain/audit/tell.ts';
import { CASE_KINDS, stateIn } from './domain/cases.ts';
import type { Actor } from './domain/kernel/actor.ts';
import { rowOfCommand } from './domain/permission/table.ts';
import { projectCase } from './domain/project/case.ts';
import type { ProjectState } from './domain/project/facts.ts';
import { STAGE_BY_KEY, STAGE_KEYS, STAGE_LOGIC, STAGE_WAVES, type StageKey } from './domain/stages/all.ts';
import { samplesWith } from './scripts/doors/samples.ts';
import { clock, PANEL, person, profile, Sandbox, surveyBasis, system } from './test/setup/builders.ts';
import { WORKFLOW_TYPES } from './workflows/contract.ts';

const must = (what: string, found: unknown, wanted: unknown): void => {
  if (!isDeepStrictEqual(found, wanted)) console.log(`NOT ${what}: ${JSON.stringify(found)}, must be ${JSON.stringify(wanted)}`);
};
const code = (answer: { readonly code: string } | null): string | null => answer?.code ?? null;
const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');

must('waves', STAGE_WAVES[3], ['CONSTRUCTION', 'TRAINING', 'MANAGEMENT', 'PUBLICITY', 'VISIT']);
must('keys', STAGE_KEYS.length, 11);
must('kinds', CASE_KINDS.includes('visit'), true);
must('workflow type', WORKFLOW_TYPES.visit, 'siteVisit');
must('permission', [rowOfCommand('visit', 'PlanVisit')?.by, rowOfCommand('visit', 'RecordVisit')?.by, rowOfCommand('visit', 'VisitDue')], [
  ['MANAGER', 'OFFICER'],
  ['OFFICER'],
  null,
]);
must('the document', Object.hasOwn(Object(Reflect.get(openApiDocument('http://localhost:8700'), 'paths')), '/api/v1/visit/{id}/commands'), true);
must('samples', samplesWith({}).visit, {
  PlanVisit: { on: '2026-01-05', places: [{ street: '权限试验', minutes: 0 }] },
  RecordVisit: { on: '2026-01-05', children: 1, number: 'NO-99', weather: 'DRY' },
  EndVisits: {},
});

/** A stage that is played elsewhere, told by its case that it is done. */
const ended = (box: Sandbox<ProjectState, Parameters<typeof projectCase.decide>[1], never>, stage: StageKey, result = {}) =>
  box.send({ type: 'FinishStage', stage, outcome: 'DONE', result, undone: [] }, system);

function opened() {
  const box = new Sandbox(projectCase);
  must('opening', box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system), null);
  return box;
}
const project = opened();
must('stages on record', project.events[0]?.data, { ...project.events[0]?.data, stages: STAGE_KEYS });
const start = (stage: StageKey) => code(project.send({ type: 'StartStage', stage }, system));
const finish = (stage: StageKey, result = {}) => code(ended(project as never, stage, result));
for (const stage of ['SURVEY', 'PLANNING'] as const) {
  must(`start of ${stage}`, start(stage), null);
  must(`end of ${stage}`, finish(stage, stage === 'SURVEY' ? { demandGap: 30 } : {}), null);
}
must('not before its wave', start('VISIT'), 'OUT_OF_ORDER');
must('approvals', [start('APPROVALS'), finish('APPROVALS', { path: 'FULL', estimateFen: 1 })], [null, null]);
for (const stage of STAGE_WAVES[3] ?? []) must(`start of ${stage}`, start(stage), null);

// What the project starts is the case of the stage, with what it takes and nothing that it does not know.
const told = project.events.flatMap((event) => projectCase.consequences(project.state, event)).find(({ stream }) => stream === 'visit/QH-01');
if (told?.kind !== 'start') throw new Error('the visit is not started');
must('what it is told', Reflect.get(told.open, 'inputs'), { survey: surveyBasis, panel: PANEL, demandGap: 30, estimateFen: 1, landPreOn: null, path: 'FULL' });

const visit = new Sandbox(STAGE_LOGIC.visit());
must('it opens', visit.send(told.open as never, system), null);
const send = (body: object, actor: Actor) => {
  const read = COMMAND_SCHEMAS.visit.safeParse(body);
  return read.success ? code(visit.send(read.data, actor)) : faultsOf(read.error).map(({ en }) => en);
};
must('faults', send({ type: 'PlanVisit', on: '2026-02-30', places: [{ street: 'a', minutes: 121 }], more: 1 }, manager), [
  'on: must be a day of the calendar',
  'places[0].minutes: must be at most 120',
  '(whole): must not hold "more", which is not known here',
]);
must('the clock is nobody', COMMAND_SCHEMAS.visit.safeParse({ type: 'VisitDue' }).success, false);
must('plan', send({ type: 'PlanVisit', on: '2023-03-10', places: [{ street: 'a', minutes: 5 }] }, manager), null);
must('agenda', STAGE_LOGIC.visit().agenda(visit.state), [{ at: '2023-03-10T16:00:00.000Z', command: { type: 'VisitDue' } }]);
must('clock', code(visit.send({ type: 'VisitDue' }, clock)), null);
must('light', STAGE_LOGIC.visit().summary(visit.state).light, 'RED');
const late = visit.events.at(-1);
must('notice', late === undefined ? [] : STAGE_LOGIC.visit().notices(visit.state, late), [
  { template: 'deadline', to: { person: 'manager' }, facts: { says: { zh: '已到巡访日期，尚无记录', en: 'should have been visited by now' } } },
]);
const seen = { type: 'RecordVisit', on: '2023-03-12', children: 31, number: '巡〔2023〕1号', weather: 'DRY' };
must('a stranger', send(seen, person('stranger', 'NDRC')), 'NOT_YOURS');
must('seen', send(seen, officer), null);
must('end', send({ type: 'EndVisits' }, officer), null);
must('its state', stateIn('visit', { stream: 'visit/QH-01', state: visit.state }).status, 'DONE');

const recorded = visit.events.find(({ type }) => type === 'VisitRecorded');
if (recorded === undefined) throw new Error('the visit is not recorded');
const entry = entryOf({ ...recorded, stream: 'visit/QH-01', programme: 'QH', project: 'QH-01' });
must('the search', [entry.kind, entry.stage, entry.action, entry.documents], ['visit', 'VISIT', 'VisitRecorded', ['巡〔2023〕1号']]);
must('its words', tellEvent({ stream: 'visit/QH-01', ...recorded }).zh, '登记巡查：巡〔2023〕1号；2023-03-12');
must('the name of the stage', tellEvent({ stream: 'project/QH-01', type: 'StageStarted', data: { stage: 'VISIT' } }).en, 'stage started: Site visits');

for (const stage of ['CONSTRUCTION', 'TRAINING', 'MANAGEMENT', 'PUBLICITY'] as const) finish(stage);
must('the project waits for it', start('EVALUATION'), 'OUT_OF_ORDER');
const over = visit.events.flatMap((event) => STAGE_LOGIC.visit().consequences(visit.state, event)).find(({ stream }) => stream === 'project/QH-01');
if (over?.kind !== 'tell') throw new Error('the project is not told');
must('the project is told', code(project.send(over.command as never, system)), null);
must('what it hands on', project.state.stages.VISIT?.result, { visits: 1, enough: true });
for (const stage of ['EVALUATION', 'ACCEPTANCE'] as const) must(stage, [start(stage), finish(stage)], [null, null]);
must('handover', start('HANDOVER'), null);

// A project that was opened before the product knew the stage goes on without it.
const { stages: _, ...facts } = Object(project.events[0]?.data);
let older = projectCase.evolve(null, { ...project.events[0], data: facts } as never);
const context = { now: '2026-01-05T02:00:00.000Z', actor: system, commandId: 'c' };
for (const stage of STAGE_KEYS.filter((key) => key !== 'VISIT' && key !== 'HANDOVER')) {
  for (const command of [{ type: 'StartStage', stage }, { type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }] as const) {
    const answer = projectCase.decide(older, command, context);
    must(`an older project at ${stage}`, answer.ok, true);
    for (const event of answer.ok ? answer.events : [])
      older = projectCase.evolve(older, { ...event, version: 1, occurredAt: context.now, actor: system });
  }
}
must('an older project has no such stage', older.stages.VISIT, undefined);
must('nor is it started there', projectCase.decide(older, { type: 'StartStage', stage: 'VISIT' }, context).ok, false);
must('it is declared', STAGE_BY_KEY.VISIT.name.zh, '现场巡查');
console.log('played');

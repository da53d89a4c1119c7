import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { stageReading } from '../../api/schemas/stage-reading.ts';
import { foldOf, kindOf, stateIn } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { notOpened } from '../../domain/kernel/rejection.ts';
import { handoverCommands, handoverForms } from '../../domain/project/handover-form.ts';
import { stagePage } from '../../domain/project/stage-page.ts';
import { kindOfStage } from '../../domain/project/stages.ts';
import { stepCommands, stepForms } from '../../domain/project/step-form.ts';
import { STAGE_COMMANDS, STAGE_KEYS, type StageKey } from '../../domain/stages/all.ts';
import { PARTIES } from '../../domain/stages/construction/site/facts.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import type { StageState } from '../../domain/stages/facts.ts';
import type { FieldShown } from '../../domain/stages/field-shown.ts';
import type { FieldForms, Forms } from '../../domain/stages/form.ts';
import { STAGE_FORMS } from '../../domain/stages/forms.ts';
import { type Asked, actsIn, fieldsShown } from '../../domain/stages/offers.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import { person, Sandbox, stageBase, system } from '../setup/builders.ts';
import { RELEASES, recordedBy } from '../setup/recorded-release.ts';

type Schema = { readonly properties?: Record<string, Schema>; readonly items?: Schema; readonly oneOf?: readonly Schema[]; readonly const?: unknown };

const own = { ...stepCommands, ...handoverCommands };
const every = Object.entries(STAGE_COMMANDS);

/** Commands by their type, as the API's own document describes them. */
function documented(kind: keyof typeof COMMAND_SCHEMAS): ReadonlyMap<string, Schema> {
  const { oneOf = [] } = z.toJSONSchema(COMMAND_SCHEMAS[kind], { io: 'input', unrepresentable: 'any' }) as Schema; // draft 2020-12, of a union
  return new Map(oneOf.map((one) => [String(one.properties?.type?.const), one]));
}

/** Names of fields, as deep as they go; a file is one field. */
const isFile = ({ properties = {} }: Schema): boolean => 'sha256' in properties && 'title' in properties;
function namesIn(schema: Schema, at = ''): readonly string[] {
  if (isFile(schema)) return [];
  const inner = schema.items === undefined ? Object.entries(schema.properties ?? {}) : [['[]', schema.items] as const];
  return inner.flatMap(([name, of]) =>
    name === 'type' && at === '' ? [] : name === '[]' ? namesIn(of, `${at}[]`) : [`${at}.${name}`, ...namesIn(of, `${at}.${name}`)],
  );
}
const shownNames = (fields: readonly FieldShown[], at = ''): readonly string[] =>
  fields.flatMap(({ key, kind, fields: inner = [] }) => [`${at}.${key}`, ...shownNames(inner, `${at}.${key}${kind === 'ROWS' ? '[]' : ''}`)]);

/** Every state that the releases recorded of a kind, each with the moment of its last event. */
function* recordedStates() {
  for (const [stream, events] of RELEASES.flatMap((release) => [...recordedBy(release)]))
    for (let n = 1; n <= events.length; n += 1) {
      const state = foldOf(stream, events.slice(0, n));
      if (state !== null) yield { stream, state, at: events[n - 1]?.occurredAt ?? '' };
    }
}
const manager = (person: string): Actor => ({ person, door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER', 'DEPUTY_LEADER'] });

describe('the forms of the stages', () => {
  it('are there for every command of every stage, and for none that does not exist', () => {
    for (const [kind, commands] of every)
      expect(Object.keys(STAGE_FORMS[kind as keyof typeof STAGE_FORMS] ?? {}).sort(), kind).toEqual(Object.keys(commands).sort());
    expect(Object.keys({ ...stepForms, ...handoverForms }).sort()).toEqual(Object.keys(own).sort());
  });

  it('ask for every field that the API takes of a command, and for no other', () => {
    const check = (
      kind: keyof typeof COMMAND_SCHEMAS,
      forms: Forms,
      takes: Readonly<Record<string, { readonly takes: Parameters<typeof fieldsShown>[0] }>>,
    ) => {
      for (const [type, form] of Object.entries(forms)) {
        const told = namesIn(documented(kind).get(type) ?? {});
        // A reading in the units of the limits is of clients up to 0.5.0; numbers on paper as well.
        const asked = told.filter((name) => !OLD_CLIENTS.some((old) => name.startsWith(old)));
        expect(shownNames(fieldsShown(takes[type]?.takes ?? {}, bare(form.fields), {})).toSorted(), `${kind}.${type}`).toEqual([...asked].sort());
      }
    };
    for (const [kind, commands] of every) check(kind as keyof typeof STAGE_COMMANDS, STAGE_FORMS[kind as keyof typeof STAGE_FORMS] ?? {}, commands); // its own keys
    check('project', stepForms, stepCommands);
    check('project', handoverForms, handoverCommands);
  });

  it('take a best input that the API takes too, in every state that a release recorded', () => {
    const seen = new Set<string>();
    for (const { stream, state, at } of recordedStates()) {
      const kind = kindOf(stream);
      const forms = kind === 'project' ? { ...stepForms, ...handoverForms } : (STAGE_FORMS[kind as keyof typeof STAGE_FORMS] ?? null); // looked up by name
      if (forms === null) continue;
      for (const [type, form] of Object.entries(forms)) {
        const probe: Record<string, unknown> = { type, ...form.probe(state, dayAt(at), 'somebody') };
        // What the API adds from the record is not a client's.
        for (const added of ADDED[type] ?? []) delete probe[added];
        const parsed = COMMAND_SCHEMAS[kind as keyof typeof COMMAND_SCHEMAS].safeParse(probe);
        expect(parsed.error?.issues ?? [], `${stream} ${type} ${JSON.stringify(probe)}`).toEqual([]);
        seen.add(`${kind}.${type}`);
      }
    }
    expect(seen.size).toBeGreaterThan(40);
  });
});

describe('the page of a stage', () => {
  it('is what the API’s schema says it is, in every state that a release recorded', () => {
    const page = stageReading.omit({
      project: true,
      programme: true,
      projectName: true,
      manager: true,
      kind: true,
      version: true,
      light: true,
      approvals: true,
      files: true,
      people: true,
    });
    const seen = new Set<StageKey>();
    for (const release of RELEASES) {
      const recorded = recordedBy(release);
      for (const [stream, events] of recorded) {
        if (kindOf(stream) !== 'project') continue;
        const project = stateIn('project', { stream, state: foldOf(stream, events) ?? {} });
        for (const key of STAGE_KEYS) {
          const kind = kindOfStage(key);
          const its = kind === null ? null : (recorded.get(`${kind}/${project.profile.code}`) ?? null);
          const mine = its === null || kind === null ? null : (foldOf(`${kind}/${project.profile.code}`, its) as StageState | null); // of a stage that is a case
          const context = { now: events.at(-1)?.occurredAt ?? '', actor: manager(project.profile.manager), commandId: '', rules: RULES };
          const told = JSON.parse(JSON.stringify(stagePage(key, project, mine, { context, may: () => null, routeNow: shippedRoute })));
          expect(page.parse(told), `${release} ${stream} ${key}`).toEqual(told);
          expect(told.acts.length, key).toBeGreaterThan(0);
          seen.add(key);
        }
      }
    }
    expect([...seen].sort()).toEqual([...STAGE_KEYS].sort());
  });
});

describe('what is offered in works that have begun', () => {
  const box = new Sandbox(constructionStage.logic);
  box.now = '2026-03-06T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 100_000_000, on: '2023-08-20' }, person('manager'));
  box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: '开工报告' }, person('manager'));
  const { decide } = constructionStage.logic as { readonly decide: unknown }; // of its own states and commands
  const acts = actsIn({
    commands: constructionStage.commands,
    forms: STAGE_FORMS.construction ?? {},
    decide: decide as Asked['decide'], // as above
    state: box.state,
    waits: notOpened,
    context: { now: box.now, actor: person('manager'), commandId: '', rules: RULES },
    may: () => null,
    routeNow: shippedRoute,
  });
  it('is what can be done by right input, and what is missing is told of the rest', () => {
    const possible = acts.filter(({ refused }) => refused === null).map(({ type }) => type);
    expect(possible).toEqual([
      ...[
        'ApplyForPermit',
        'RecordPermits',
        'RecordTender',
        'RecordContract',
        'RecordMilestone',
        'RequestReplan',
        'RecordCommitment',
        'RecordInspection',
        'RecordIncident',
      ],
      ...['RecordWageAccount', 'RecordWages', 'RecordDelivery', 'ReportProgress', 'RequestPayment', 'RequestChange'],
    ]);
    const completion = acts.find(({ type }) => type === 'AcceptCompletion')?.refused;
    expect(completion?.faults.map(({ zh }) => zh)).toContain('节点 地基与基础验收尚未登记');
    // The same reason as whoever tries it all the same is given.
    const tried = box.send(
      { type: 'AcceptCompletion', on: '2023-09-13', parties: PARTIES.map((party) => ({ party, passed: true })) },
      person('manager'),
    );
    expect(completion?.message).toEqual(tried?.message);
  });
  it('takes what its form asks for: the next milestone with a file, a change with its cause', () => {
    const key = acts.find(({ type }) => type === 'RecordMilestone')?.fields[0]?.options?.[0]?.value ?? '';
    const files = [{ title: '基础验收记录.pdf', sha256: 'a'.repeat(64) }];
    expect(box.send({ type: 'RecordMilestone', key, on: '2023-10-12', evidence: '验收记录', files }, person('manager'))).toBeNull();
    expect(box.state.milestonePapers).toEqual({ [key]: files });
    expect(box.send({ type: 'RequestChange', key: 'C1', amountFen: 1, cause: '地下管线改移' }, person('manager'))).toBeNull();
  });
});

const ADDED: Readonly<Record<string, readonly string[]>> = {
  ReceiveAnswers: ['sha256', 'rowsSha256', 'tally', 'after'],
  OpenQuestionnaire: ['link', 'version'],
  CloseQuestionnaire: ['link', 'received', 'head', 'refused', 'counted'],
};
const OLD_CLIENTS = ['.readings', '.items[].no', '.content.safeguards'];
/** Options hang on the state, which is not looked at here. */
const bare = (fields: FieldForms): FieldForms =>
  Object.fromEntries(
    Object.entries(fields).map(([key, form]) => {
      if (form === null) return [key, null];
      const { options: _, fields: inner, ...rest } = form;
      return [key, inner === undefined ? rest : { ...rest, fields: bare(inner) }];
    }),
  );

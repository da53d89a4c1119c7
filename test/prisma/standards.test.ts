/** A county's tables of rules on a database: they reach the next case at once, and no running one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaseKind, type CommandOf, logicOf, type StateOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Recorded } from '../../domain/kernel/case.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore, type EventStore } from '../../prisma/record/event-store.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { openProgramme, person, profile, stageBase, surveyBasis, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const PROJECTS = 300;
let db: Database;
let recorder: EventStore;

/** One case as its workflow carries it, on the real recorder. */
class Carried<K extends CaseKind> {
  #state: StateOf<K> | null = null;
  #version = 0;
  readonly #kind: K;
  readonly #stream: string;
  constructor(kind: K, id: string) {
    this.#kind = kind;
    this.#stream = `${kind}/${id}`;
  }
  get state(): StateOf<K> {
    if (this.#state === null) throw new Error(`${this.#stream} is not opened`);
    return this.#state;
  }
  async send(command: CommandOf<K>, actor: Actor): Promise<void> {
    const logic = logicOf(this.#kind, this.#stream);
    const [now, commandId] = [new Date().toISOString(), `${this.#stream}-${this.#version}`];
    const decision = logic.decide(this.#state, command, { now, actor, commandId, rules: RULES });
    if (!decision.ok) throw new Error(`${command.type}: ${decision.rejection.message.en} ${decision.rejection.faults?.join() ?? ''}`);
    const request = { stream: this.#stream, expectedVersion: this.#version, commandId, actor, occurredAt: now, events: decision.events };
    const { events } = await recorder.record(request as Parameters<EventStore['record']>[0]);
    for (const event of events) this.#state = logic.evolve(this.#state, event as Recorded<never>);
    this.#version += events.length;
  }
}

const officer = person('officer', 'PROGRAMME_OFFICER');
const leader = person('leader', 'GROUP_LEADER');
const construction = async (code: string) => {
  const opened = new Carried('construction', code);
  const base = stageBase({ project: code, programme: 'QS' });
  await opened.send({ type: 'Open', ...base, inputs: { estimateFen: 1_000_000, landPreOn: null, plan: null } }, system);
  return opened;
};

beforeAll(async () => {
  const url = await freshDatabase('standards');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  for (const id of ['officer', 'leader', 'manager'])
    await db.pool.query(`INSERT INTO person (id, name, name_en, unit, email) VALUES ($1, $1, $1, 'u', $1 || '@qs.example') ON CONFLICT DO NOTHING`, [
      id,
    ]);
  recorder = createEventStore({ pool: db.pool });
}, 120_000);
afterAll(() => db.close());

describe('a table of rules that a county adopts', () => {
  it('reaches the next case within a second in a programme of 300 projects, and no case that runs', async () => {
    const programme = new Carried('programme', 'QS');
    const roles = [
      { role: 'PROGRAMME_OFFICER' as const, person: 'officer' },
      { role: 'GROUP_LEADER' as const, person: 'leader' },
    ];
    await programme.send({ ...openProgramme(roles, 'QS') }, system);
    for (let index = 0; index < PROJECTS; index += 1) {
      const project = { profile: { ...profile, code: `QS-${index}`, manager: 'officer' }, survey: surveyBasis, panel: [] };
      await programme.send({ type: 'RegisterProject', project }, officer);
    }
    const running = await construction('QS-0');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const version = { table: 'PAYMENTS', from: today, basis: '青财〔2026〕3号', values: { retentionPerMille: 20 }, confirms: [], replaces: 0 };
    await programme.send({ type: 'AdoptStandard', ...version }, officer);
    const began = performance.now();
    await programme.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader);
    const next = await construction('QS-1');
    const took = performance.now() - began;
    expect(next.state.standards?.PAYMENTS).toMatchObject({ county: { version: 1 }, values: { retentionPerMille: 20 } });
    expect(running.state.standards?.PAYMENTS?.county).toBeUndefined();
    expect(running.state.standards?.PAYMENTS?.values.retentionPerMille).toBe(30);
    expect(took).toBeLessThan(1_000);
    const note = { by: 'officer', what: { zh: '改用', en: 'anew' }, document: '青托办〔2026〕1号', on: today, reason: '新规' };
    await running.send({ type: 'TakeStandards', ...note }, system);
    expect(running.state.standards?.PAYMENTS?.values.retentionPerMille).toBe(20);
  }, 120_000);
});

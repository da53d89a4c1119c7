/**
 * Cases without Temporal and without a database, under a clock that is moved by hand: what is asked is decided by the domain
 * and kept in memory, what follows is told at once, and what the clock asks for comes in its order. For plays of whole
 * projects, hundreds a minute. Deliberately absent: workflows, which the same plays run on in skipped time (time.ts).
 */
import { caseOf, isCaseKind, kindOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Rejection } from '../../domain/kernel/rejection.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { stagesToStart } from '../../domain/project/stages.ts';
import type { World } from '../../domain/world/blanks.ts';
import type { CommandAnswer } from '../../workflows/contract.ts';
import { clock, system } from './builders.ts';
import { MemoryRecord } from './memory-record.ts';
import type { PlayTime } from './time.ts';

/** What a case answered. */
export class Refused extends Error {
  readonly rejection: Rejection;
  constructor(stream: string, type: string, rejection: Rejection) {
    super(`${stream} ${type}: ${rejection.code} ${rejection.message.en} ${rejection.faults?.join('; ') ?? ''}`);
    this.rejection = rejection;
  }
}

/** A command that was recorded, with the state that it met. */
export type Sent = {
  readonly stream: string;
  readonly command: AnyCommand;
  readonly actor: Actor;
  readonly before: object | null;
  readonly now: string;
};

/** So many things at most come of one moment; more is a case that never comes to rest. */
const MOST_AT_ONCE = 10_000;

export class CasesInMemory implements PlayTime {
  readonly record: MemoryRecord;
  /** Every command that was recorded, in order. */
  readonly sent: Sent[] = [];
  #now: number;
  #count = 0;

  /** `worldOf`: what recorders of this moment know beside it. */
  constructor(worldOf: (today: () => string) => World, start: string) {
    this.#now = Date.parse(start);
    const world = worldOf(() => dayAt(this.now));
    // A spread would ask for the day once.
    this.record = new MemoryRecord(Object.create(world, { today: { get: () => dayAt(this.now) } }) as World); // the same, on its day
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  readonly env = { currentTimeMs: async (): Promise<number> => this.#now };

  async open(stream: string, command: AnyCommand, actor: Actor): Promise<void> {
    await this.command(stream, command, actor);
  }

  /** Error: Refused. */
  async command(stream: string, command: AnyCommand, actor: Actor): Promise<CommandAnswer> {
    const logic = caseOf(stream);
    const held = this.record.streams.get(stream);
    this.#count += 1;
    const commandId = `memory-${this.#count}`;
    const decision = logic.decide(held?.state ?? null, command, { now: this.now, actor, commandId, rules: RULES });
    if (!decision.ok) throw new Refused(stream, command.type, decision.rejection);
    this.sent.push({ stream, command, actor, before: held?.state ?? null, now: this.now });
    const expectedVersion = held?.events.length ?? 0;
    const answer: CommandAnswer = { stream, version: expectedVersion, status: '', events: [] };
    if (decision.events.length === 0) return answer;
    const { events } = await this.record.record({ stream, expectedVersion, commandId, actor, occurredAt: this.now, events: decision.events });
    const state = this.record.state(stream);
    for (const event of events)
      for (const follows of isCaseKind(kindOf(stream)) ? logic.consequences(state, event) : [])
        if (follows.kind === 'tell') await this.#told(follows.stream, follows.command);
        else if (this.record.types(follows.stream).length === 0) await this.#told(follows.stream, follows.open);
    if (stream.startsWith('project/')) {
      const [next] = stagesToStart(this.record.state<ProjectState>(stream));
      if (next !== undefined) await this.command(stream, next, system);
    }
    return { ...answer, version: expectedVersion + events.length, events: events.map(({ version, type }) => ({ version, type })) };
  }

  /** A refusal is no failure of whoever tells. */
  async #told(stream: string, command: AnyCommand): Promise<void> {
    await this.command(stream, command, system).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }

  /** `3 days`, `40 days`, `3 hours`. */
  async sleep(duration: string | number): Promise<void> {
    const until = this.#now + (typeof duration === 'number' ? duration : msOf(duration));
    const asked = new Set<string>();
    for (let done = 0; ; done += 1) {
      if (done > MOST_AT_ONCE) throw new Error(`cases do not come to rest by ${new Date(until).toISOString()}`);
      const next = this.#next(until, asked);
      if (next === null) break;
      asked.add(next.id);
      this.#now = Math.max(this.#now, Date.parse(next.at));
      await this.command(next.stream, next.command, clock).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
    }
    this.#now = until;
  }

  /** What the clock asks for first, and has not asked of a case that stands where it stood. */
  #next(until: number, asked: ReadonlySet<string>) {
    let first: { at: string; stream: string; command: AnyCommand; id: string } | null = null;
    for (const [stream, { state, events }] of this.record.streams) {
      if (state === null || !isCaseKind(kindOf(stream))) continue;
      for (const { at, command } of caseOf(stream).agenda(state)) {
        const id = `${stream}@${events.length} ${JSON.stringify(command)}`;
        if (Date.parse(at) > until || asked.has(id) || (first !== null && first.at <= at)) continue;
        first = { at, stream, command, id };
      }
    }
    return first;
  }
}

const UNITS: Readonly<Record<string, number>> = { day: 86_400_000, hour: 3_600_000 };
function msOf(duration: string): number {
  const [count = '', unit = ''] = duration.split(' ');
  const ms = UNITS[unit.replace(/s$/, '')];
  if (ms === undefined) throw new Error(`must be days or hours: ${duration}`);
  return Number(count) * ms;
}

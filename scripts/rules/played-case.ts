/** One case played in memory on the real decisions, with the decreed calendar, for the gates. Deliberately absent: any gate. */

import { type CaseKind, type CommandOf, logicOf, type StateOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Recorded } from '../../domain/kernel/case.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { Adopted } from '../../domain/rule-table/table.ts';
import { fillBlanks, type World } from '../../domain/world/blanks.ts';
import { decreedDays } from '../../prisma/record/seed-calendar.ts';
import type { Tried } from './gate.ts';
import { withPapers } from './samples.ts';

export const person = (id: string, ...roles: readonly Role[]): Actor => ({ person: id, door: 'api', assurance: 'session', roles });
export const manager = person('manager');
export const officer = person('officer', 'PROGRAMME_OFFICER');
export const system: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
/** @public */
export const clock: Actor = { person: null, door: 'clock', assurance: 'system', roles: [] };

const YEARS = [2022, 2023, 2024, 2025, 2026];
const calendar = {
  version: 'decreed',
  years: Object.fromEntries(YEARS.map((year) => [`${year}`, 'DECREED' as const])),
  days: Object.fromEntries(YEARS.flatMap((year) => decreedDays(year).map(({ day, work }) => [day, work]))),
};

/** `adopted`: versions of tables of the county's own. `world`: what else is other than usual in the world. */
export type PlayedWorld = { readonly adopted?: Readonly<Record<string, readonly Adopted[]>>; readonly world?: Partial<World> };

/** What the world says; where a test of a gate needs another one, it gives it. */
export const playedWorld = (now: string, given: PlayedWorld = {}): World => ({
  calendar,
  today: dayAt(now),
  hash: (content) => String(JSON.stringify(content).length).padStart(64, '0'),
  holders: () => ['officer'],
  knows: () => true,
  hasLeft: () => false,
  unitOf: () => '',
  standIn: () => null,
  route: () => null,
  adopted: (table) => given.adopted?.[table] ?? [],
  casesOf: () => [],
  applicationsOf: () => [],
  firstNotice: (_, since) => since,
  ...given.world,
});

export class PlayedCase<K extends CaseKind> {
  readonly events: Recorded[] = [];
  /** 10:00 in Asia/Shanghai unless it is set. */
  now: string;
  #state: StateOf<K> | null = null;
  readonly #kind: K;
  readonly #given: PlayedWorld;
  constructor(kind: K, now: string, given: PlayedWorld = {}) {
    this.#kind = kind;
    this.now = now;
    this.#given = given;
  }

  get state(): StateOf<K> {
    if (this.#state === null) throw new Error(`the ${this.#kind} was not opened`);
    return this.#state;
  }

  /** Sends a command; what the recorder refuses is an error of its own name. */
  send(command: CommandOf<K>, actor: Actor = manager): Tried {
    const logic = logicOf(this.#kind, 'QH-01');
    const context = { now: this.now, actor, commandId: `c${this.events.length}`, rules: RULES };
    const decision = logic.decide(this.#state, withPapers(this.#kind, command), context);
    if (!decision.ok) return { refused: decision.rejection, findings: [] };
    const findings: string[] = [];
    for (const draft of decision.events) {
      const filled = fillBlanks(draft, playedWorld(this.now, this.#given), this.#state);
      const event = { ...filled, version: this.events.length + 1, occurredAt: this.now, actor, schema: logic.schema };
      this.#state = logic.evolve(this.#state, event);
      this.events.push(event);
      if (event.type === 'FindingNoted' && 'code' in event.data) findings.push(String(event.data.code));
      if (event.type === 'LightTurned' && 'of' in event.data && event.data.of === 'PAYMENT' && 'to' in event.data && event.data.to !== 'GREEN')
        findings.push(`LIGHT_${String(event.data.to)}`);
    }
    return { refused: null, findings };
  }

  /** For what comes before a try: it must be taken. Error: it was refused. */
  must(command: CommandOf<K>, actor: Actor = manager): this {
    const { refused } = this.send(command, actor);
    if (refused !== null) throw new Error(`${command.type} was refused: ${refused.code} ${refused.message.en} ${(refused.faults ?? []).join('; ')}`);
    return this;
  }
}

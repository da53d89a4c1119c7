/**
 * One random history of a programme's money: its cases in memory, messages between them that wait to be delivered, and plain figures
 * beside them, against which the ledger is held after every event. Deliberately absent: what is done in it (funds-model.ts).
 */
import { type CaseKind, type CommandOf, logicOf, type StateOf } from '../../domain/cases.ts';
import type { FundsCommand } from '../../domain/funds/facts.ts';
import { fundsFindings } from '../../domain/funds/findings.ts';
import {
  allocatedAtFen,
  availableTo,
  namedBySource,
  paidBySource,
  programmeSums,
  projectSums,
  projectsIn,
  receivedOf,
  sourceSums,
  sourcesOf,
} from '../../domain/funds/sums.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Recorded } from '../../domain/kernel/case.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Consequence } from '../../domain/kernel/message.ts';
import { fundsRules } from '../../domain/programme/funds.ts';
import { FUND_LEVELS, type FundLevel } from '../../domain/words/funds.ts';
import { fillBlanks } from '../../domain/world/blanks.ts';
import { playedWorld, system } from '../rules/played-case.ts';

/** What was played, so that a run in which nothing happened is not called a proof. */
export type FundsSeen = { histories: number; checks: number; events: number; refused: number; delivered: number; stale: number; named: number };

export const PROJECTS = ['QH-01', 'QH-02', 'QH-03'] as const;
export const CONTRACT = 1_000_000;
const NOW = '2026-11-24T02:00:00.000Z';

/** One case in memory, with what it tells others after each event. */
export class Played<K extends CaseKind> {
  version = 0;
  state: StateOf<K> | null = null;
  readonly stream: string;
  readonly #kind: K;
  constructor(kind: K, id: string) {
    this.#kind = kind;
    this.stream = `${kind}/${id}`;
  }
  /** Null: it was refused. */
  send(command: CommandOf<K>, actor: Actor, after: () => void): readonly Consequence[] | null {
    const logic = logicOf(this.#kind, this.stream);
    // What the system tells carries no generation of rules.
    const rules = actor === system ? {} : { rules: RULES };
    const decision = logic.decide(this.state, command, { now: NOW, actor, commandId: `${this.stream}@${this.version}`, ...rules });
    if (!decision.ok) return null;
    const told: Consequence[] = [];
    for (const draft of decision.events) {
      this.version += 1;
      const event = { ...fillBlanks(draft, WORLD, this.state), version: this.version, occurredAt: NOW, actor } as Recorded & typeof draft; // as the recorder writes it
      this.state = logic.evolve(this.state, event);
      told.push(...logic.consequences(this.state, event));
      after();
    }
    return told;
  }
}
const WORLD = playedWorld(NOW);

type Held = { readonly project: string; readonly source: string; amount: number; withdrawn: number; surplus: number };
type Message = { readonly stream: string; readonly command: AnyCommand };

/** A history as it is played, and the plain figures beside it. */
export class History {
  readonly programme = new Played('programme', 'QH');
  readonly works = new Map<string, Played<'construction'>>();
  readonly post: Message[] = [];
  readonly sources = new Map<string, { level: FundLevel; amount: number }>();
  readonly allocations = new Map<string, Held>();
  /** What works have truly paid, and what of it the ledger has been told. */
  readonly paid = new Map<string, number>();
  readonly told = new Map<string, { version: number; paid: number; named: Map<string, number> }>();
  /** What approved payments name, by project, payment and source; `waits`: what those that were asked for name. */
  readonly named = new Map<string, Map<string, Map<string, number>>>();
  readonly waits = new Map<string, Map<string, Map<string, number>>>();
  readonly received = new Map<string, { version: number; byLevel: Map<FundLevel, number> }>();
  readonly seen: FundsSeen;
  #n = 0;
  #receivedVersion = 0;
  constructor(seen: FundsSeen) {
    this.seen = seen;
  }

  get held(): StateOf<'programme'> {
    if (this.programme.state === null) throw new Error('the programme was not opened');
    return this.programme.state;
  }
  next = (): number => (this.#n += 1);
  nextReceived = (): number => (this.#receivedVersion += 1);

  sendProgramme(command: CommandOf<'programme'>, actor: Actor, apply: () => void): boolean {
    let applied = false;
    const told = this.programme.send(command, actor, () => {
      this.seen.events += 1;
      if (!applied) apply();
      applied = true;
      this.check();
    });
    if (told === null) this.seen.refused += 1;
    this.put(told ?? []);
    return told !== null && applied;
  }
  sendWorks(code: string, command: CommandOf<'construction'>, actor: Actor): boolean {
    const works = this.works.get(code);
    if (works === undefined) return false;
    const told = works.send(command, actor, () => {
      this.seen.events += 1;
    });
    if (told === null) this.seen.refused += 1;
    this.put(told ?? []);
    return told !== null;
  }
  put(told: readonly Consequence[]): void {
    for (const one of told)
      if (one.kind === 'tell' && (one.stream.startsWith('programme/') || one.stream.startsWith('construction/')))
        this.post.push({ stream: one.stream, command: one.command });
  }

  act(command: Record<string, unknown>): FundsCommand {
    return {
      document: `青财〔2024〕${this.next()}号`,
      on: '2024-05-06',
      seen: this.held.funds?.version ?? 0,
      ...command,
    } as unknown as FundsCommand; // the fields of that command
  }

  deliver(index: number, keep: boolean): void {
    const message = this.post[index];
    if (message === undefined) return;
    if (!keep) this.post.splice(index, 1);
    this.seen.delivered += 1;
    if (message.stream === 'programme/QH') {
      const { command } = message;
      this.sendProgramme(command as CommandOf<'programme'>, system, () => this.count(command as FundsCommand)); // its own kind's command
    } else this.sendWorks(message.stream.slice('construction/'.length), message.command as CommandOf<'construction'>, system); // the same
  }
  /** The newest that was said counts. */
  count(command: FundsCommand): void {
    if (command.type === 'CountPayments') {
      const known = this.told.get(command.project);
      if (known === undefined || command.version > known.version) {
        const named = new Map((command.from ?? []).map(({ source, amountFen }) => [source, amountFen]));
        this.told.set(command.project, { version: command.version, paid: command.paidFen, named });
      }
    }
    if (command.type === 'CountReceived') {
      const known = this.received.get(command.project);
      if (known !== undefined && command.version <= known.version) return;
      const byLevel = new Map<FundLevel, number>();
      for (const one of command.received) byLevel.set(one.level, (byLevel.get(one.level) ?? 0) + one.amountFen);
      this.received.set(command.project, { version: command.version, byLevel });
    }
  }

  /** Everything that must hold after every event of the ledger. */
  check(): void {
    this.seen.checks += 1;
    const held = this.held;
    const plain = [...this.allocations.values()];
    for (const source of sourcesOf(held)) {
      const mine = this.sources.get(source.key);
      const sums = sourceSums(held, source);
      const own = plain.filter((one) => one.source === source.key);
      same(`${source.key} amount`, sums.amountFen, mine?.amount ?? -1);
      same(
        `${source.key} allocated`,
        sums.allocatedFen,
        add(own, (one) => one.amount - one.withdrawn - one.surplus),
      );
      // Nothing is lost: what came is with projects, back in the treasury, or still there.
      same(`${source.key} whole`, sums.allocatedFen + sums.surplusFen + sums.leftFen, sums.amountFen);
      if (sums.leftFen < 0 && !this.findings().some(({ code }) => code === 'ALLOCATED_OVER_SOURCE'))
        throw new Error(`${source.key} is overdrawn and not found`);
    }
    same('sources', sourcesOf(held).length, this.sources.size);
    for (const code of projectsIn(held)) {
      const sums = projectSums(held, code);
      const received = add([...(this.received.get(code)?.byLevel.values() ?? [])], (one) => one);
      same(
        `${code} allocated`,
        sums.allocatedFen,
        received +
          add(
            plain.filter((one) => one.project === code),
            (one) => one.amount - one.withdrawn - one.surplus,
          ),
      );
      same(`${code} paid`, sums.paidFen, this.told.get(code)?.paid ?? 0);
      same(`${code} balance`, sums.balanceFen, sums.allocatedFen - sums.paidFen);
      same(
        `${code} levels`,
        add(FUND_LEVELS, (one) => allocatedAtFen(held, code, one)),
        sums.allocatedFen,
      );
      const gated = receivedOf(held, code).length > 0 || plain.some((one) => one.project === code);
      if (gated && sums.balanceFen < 0 && !this.findings().some(({ code: what, project: of }) => what === 'PAID_OVER_ALLOCATED' && of === code))
        throw new Error(`${code} has paid more than was allocated, and it is not found`);
    }
    const all = programmeSums(held);
    same(
      'programme allocated',
      all.allocatedFen,
      add(projectsIn(held), (code) => projectSums(held, code).allocatedFen),
    );
    same(
      'programme paid',
      all.paidFen,
      add([...this.told.values()], (one) => one.paid),
    );
    const from = paidBySource(held);
    const named = this.#checkNamed();
    same(
      'programme paid by source',
      add([...from.of.values()], (one) => one) + add([...from.received.values()], (one) => one) + from.unfundedFen,
      all.paidFen,
    );
    same('programme paid by name', named + from.assumedFen + from.unfundedFen, all.paidFen);
    same('programme whole', all.allocatedFen + all.surplusFen + all.leftFen, all.sourcesFen);
    same('programme balance', all.balanceFen, all.allocatedFen - all.paidFen);
    for (const sum of Object.values(all)) if (!Number.isSafeInteger(sum)) throw new Error(`${sum} is no whole number of 分`);
  }
  /** What payments name is of that source, whatever the convention makes of the rest; gives it in all. */
  #checkNamed(): number {
    const [held, bySource, findings] = [this.held, new Map<string, number>(), this.findings()];
    for (const code of projectsIn(held)) {
      const mine = this.told.get(code)?.named ?? new Map<string, number>();
      const is = namedBySource(held, code);
      same(`${code} sources named`, is.size, mine.size);
      for (const [source, fen] of mine) {
        same(`${code} from ${source}`, is.get(source) ?? -1, fen);
        bySource.set(source, (bySource.get(source) ?? 0) + fen);
        const there = availableTo(held, code).find((one) => one.source === source)?.allocatedFen ?? 0;
        const isFound = findings.some((one) => one.code === 'PAID_OVER_SOURCE' && one.project === code && one.source === source);
        if (fen > there !== isFound) throw new Error(`${code} paid ${fen} from ${source}, which has ${there}: found must be ${fen > there}`);
      }
      same(
        `${code} of its sources`,
        add(availableTo(held, code), ({ allocatedFen }) => allocatedFen),
        projectSums(held, code).allocatedFen,
      );
    }
    const { of, assumed } = paidBySource(held);
    for (const source of this.sources.keys()) same(`${source} paid`, (of.get(source) ?? 0) - (assumed.get(source) ?? 0), bySource.get(source) ?? 0);
    return add([...bySource.values()], (one) => one);
  }
  findings() {
    const projects = PROJECTS.map((code) => ({
      project: code,
      funding: { centralFen: CONTRACT, countyFen: CONTRACT, otherFen: 0 },
      estimateFen: null,
      paidFen: this.told.get(code)?.paid ?? 0,
    }));
    return fundsFindings(this.held, projects, fundsRules(this.held, dayAt(NOW)), dayAt(NOW));
  }

  /** Once all was said: the ledger knows what was paid, and whatever pays knows what was allocated. */
  settle(): void {
    while (this.post.length > 0) this.deliver(0, false);
    for (const [code, works] of this.works) {
      same(`${code} paid in the end`, projectSums(this.held, code).paidFen, this.paid.get(code) ?? 0);
      for (const [source, fen] of namedBySource(this.held, code))
        same(
          `${code} from ${source} in the end`,
          fen,
          add([...(this.named.get(code)?.values() ?? [])], (parts) => parts.get(source) ?? 0),
        );
      const gated = receivedOf(this.held, code).length > 0 || [...this.allocations.values()].some((one) => one.project === code);
      if (gated) same(`${code} told`, works.state?.funds?.allocatedFen ?? -1, projectSums(this.held, code).allocatedFen);
    }
    this.check();
  }
}

export const add = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((sum, item) => sum + of(item), 0);
function same(what: string, is: number, must: number): void {
  if (is !== must) throw new Error(`${what}: ${is} must be ${must}`);
}

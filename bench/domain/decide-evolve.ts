/** How many decisions the domain takes a second: `decide` and `evolve` of an approval with 200 events, on one core. */
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { ApprovalCommand, OpenApproval } from '../../domain/approval/messages.ts';
import type { Route } from '../../domain/approval/route.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Draft, Recorded } from '../../domain/kernel/case.ts';
import type { Context } from '../../domain/kernel/context.ts';
import { ACTS } from '../../domain/words/lists.ts';
import { fillBlanks, type World } from '../../domain/world/blanks.ts';

const EVENTS = 200;
const SECONDS = 2;
const NOW = '2026-11-24T02:00:00.000Z';
const logic = approvalCase('BENCH');
const text = { zh: '会审', en: 'Joint review' };
const world: World = {
  calendar: { version: 'bench', years: { '2026': 'DECREED', '2027': 'DECREED' }, days: {} },
  hash: (content) => String(JSON.stringify(content).length).padStart(64, '0'),
  holders: () => ['officer'],
  knows: () => true,
  hasLeft: () => false,
  unitOf: () => '',
  standIn: () => null,
  today: '2026-11-24',
  adopted: () => [],
  route: () => null,
  applicationsOf: () => [],
  casesOf: () => [],
  firstNotice: (_, since) => since,
};
const by = (person: string | null): Actor =>
  person === null ? { person, door: 'case', assurance: 'system', roles: [] } : { person, door: 'api', assurance: 'session', roles: [] };
const contextOf = (actor: Actor): Context => ({ now: NOW, actor, commandId: 'bench' });

class Case {
  state: ApprovalState | null = null;
  version = 0;
  do(command: ApprovalCommand, actor: Actor): void {
    const decision = logic.decide(this.state, command, contextOf(actor));
    if (!decision.ok) throw new Error(decision.rejection.code);
    for (const draft of decision.events) this.#take(draft, actor);
  }
  #take(draft: Draft, actor: Actor): void {
    this.version += 1;
    const filled = fillBlanks(draft, world, this.state);
    const event = { ...filled, version: this.version, occurredAt: NOW, actor, commandId: 'bench', schema: logic.schema };
    this.state = logic.evolve(this.state, event as Recorded<ApprovalEvent>);
  }
}

const routeFor = (people: readonly string[]): Route => ({
  code: 'BENCH',
  version: 1,
  name: text,
  steps: [{ key: 'ALL', name: text, who: { agree: 'ALL', members: people.map((person) => ({ person })) }, may: ACTS, limit: { n: 10, unit: 'WD' } }],
});

/**
 * Decisions a second in a step with so many approvers: half of them have decided and everybody has remarked, 200 events in
 * all; the next one decides, again and again from the same state.
 */
export function measureDecideEvolve(approvers: number): number {
  const people = Array.from({ length: approvers }, (_, n) => `p${n}`);
  const half = Math.floor(approvers / 2);
  const built = new Case();
  const opening: OpenApproval = {
    type: 'Open',
    owner: null,
    programme: 'B',
    project: null,
    title: text,
    applicant: 'manager',
    route: routeFor(people),
    content: { summary: [], documents: [] },
    acceptedOn: '2026-11-24',
  };
  built.do(opening, by(null));
  const choose = (): ApprovalCommand => ({ type: 'Decide', choice: 'APPROVE', seen: built.state?.contentHash ?? '', reason: '同意' });
  for (const person of people.slice(0, half)) built.do(choose(), by(person));
  for (let n = 0; built.version < EVENTS; n += 1) built.do({ type: 'Comment', text: `第 ${n} 条` }, by(people[n % people.length] ?? ''));

  const { state, version } = built;
  const [command, actor] = [choose(), by(`p${half}`)];
  const context = contextOf(actor);
  let count = 0;
  const once = (): void => {
    const decision = logic.decide(state, command, context);
    if (!decision.ok) throw new Error(decision.rejection.code);
    for (const [index, draft] of decision.events.entries()) {
      const event = {
        type: draft.type,
        data: draft.data,
        version: version + index + 1,
        occurredAt: NOW,
        actor,
        commandId: 'bench',
        schema: logic.schema,
      };
      logic.evolve(state, event as Recorded<ApprovalEvent>);
    }
    count += 1;
  };
  for (const warm = performance.now(); performance.now() - warm < 500; ) once();
  count = 0;
  const began = process.cpuUsage();
  // Seconds of a processor: what else the machine does is no part of it.
  const taken = (): number => process.cpuUsage(began).user / 1_000_000;
  while (taken() < SECONDS) for (let n = 0; n < 100; n += 1) once();
  return Math.round(count / taken());
}

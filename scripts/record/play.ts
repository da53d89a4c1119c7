/**
 * Plays projects without Temporal: commands are decided by the domain and recorded by the event store, one after the
 * other, and what follows is told at once. For records of any size that the real code wrote (npm run tamper, bench:audit).
 */
import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { caseOf, isCaseKind, kindOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Consequence } from '../../domain/kernel/message.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { stagesToStart } from '../../domain/project/stages.ts';
import { countingOf, type SurveyState } from '../../domain/stages/survey/stage.ts';
import { tallyOfBatch } from '../../prisma/cases/surveys.ts';
import type { Database } from '../../prisma/database.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import type { Player } from '../demo/player.ts';

const system: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };

export class RecordPlay {
  readonly #db: Database;
  readonly #recorder;
  readonly #now: () => string;
  /** States as they stand after the last event, so that nothing is read back. */
  readonly #states = new Map<string, { version: number; state: object | null }>();
  readonly #roles = new Map<string, readonly Role[]>();
  #turn: Promise<void> = Promise.resolve();
  events = 0;

  constructor(db: Database, now: () => string = () => new Date().toISOString()) {
    this.#db = db;
    this.#recorder = createEventStore({ pool: db.pool });
    this.#now = now;
  }

  async #load(stream: string): Promise<{ version: number; state: object | null }> {
    const known = this.#states.get(stream);
    if (known !== undefined) return known;
    const row = await this.#db.prisma.caseState.findUnique({ where: { stream } });
    const loaded = { version: row?.version ?? 0, state: row === null ? null : Object(row.state) };
    this.#states.set(stream, loaded);
    return loaded;
  }

  /** Decides, records, and carries out what follows. Error: the command was refused. */
  async send(stream: string, command: AnyCommand, actor: Actor = system, commandId: string = randomUUID()): Promise<void> {
    const logic = caseOf(stream);
    const known = await this.#load(stream);
    const occurredAt = this.#now();
    const decision = logic.decide(known.state, command, { now: occurredAt, actor, commandId, rules: RULES });
    if (!decision.ok)
      throw new Error(
        `${stream} ${command.type}: ${decision.rejection.code} ${decision.rejection.message.en} ${decision.rejection.faults?.join('; ') ?? ''}`,
      );
    const events: readonly Draft[] = decision.events;
    if (events.length === 0) return;
    const answer = await this.#recorder.record({ stream, expectedVersion: known.version, commandId, actor, occurredAt, events });
    const follows: Consequence[] = [];
    for (const event of answer.events) {
      known.state = logic.evolve(known.state, event);
      known.version = event.version;
      this.events += 1;
      if (isCaseKind(kindOf(stream))) follows.push(...logic.consequences(known.state, event));
    }
    for (const { kind, stream: to, ...what } of follows) {
      const told = kind === 'start' ? ('open' in what ? what.open : null) : 'command' in what ? what.command : null;
      // A case that has ended hears nothing, as in the service.
      if (told !== null) await this.send(to, told).catch(() => undefined);
    }
    if (stream.startsWith('project/')) await this.#startStages(stream);
  }

  /** What the project's workflow tells as its story: a stage starts when those before it are done. */
  async #startStages(stream: string): Promise<void> {
    const [next] = stagesToStart((await this.#load(stream)).state as ProjectState); // a project's stream
    if (next !== undefined) await this.send(stream, next);
  }

  /** Lets everybody who is asked in this project's approvals agree; gives how many decided. */
  async decideAll(project: string): Promise<number> {
    let decided = 0;
    for (const [stream, { state }] of [...this.#states]) {
      if (!stream.startsWith(`approval/${project}.`) || state === null) continue;
      decided += await this.#decideIn(stream);
    }
    return decided;
  }

  async #decideIn(stream: string): Promise<number> {
    const state = (await this.#load(stream)).state as ApprovalState; // an approval's stream
    const task = state.status === 'OPEN' ? state.tasks.find((t) => t.kind === 'DECIDE' && t.status === 'PENDING') : undefined;
    if (task === undefined) return 0;
    const actor: Actor = { person: task.person, door: 'link', assurance: 'email-possession', roles: this.#rolesOf(task.person) };
    const score = state.route.steps[state.step]?.asksScore === true ? { score: 93 } : {};
    const command = { type: 'Decide', choice: 'APPROVE', task: task.task, seen: state.contentHash, reason: '材料齐全，同意', ...score };
    await this.send(stream, command as AnyCommand, actor);
    return 1;
  }

  /** Stages of a project are played side by side; each act by itself. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Answers are counted from the rows that are stored, as the API does. */
  async #counted(stream: string, body: AnyCommand): Promise<AnyCommand> {
    if (!('batch' in body) || body.type !== 'ReceiveAnswers' || typeof body.batch !== 'string') return body;
    const row = await this.#db.prisma.stream.findUnique({ where: { stream } });
    const survey = (await this.#load(stream)).state as SurveyState; // this command is of a survey alone
    const counted = await tallyOfBatch(this.#db, row?.programme ?? '', body.batch, countingOf(survey, dayAt(this.#now())));
    return counted === 'CHANGED' ? body : { ...body, ...counted };
  }

  #rolesOf(person: string): readonly Role[] {
    return this.#roles.get(person) ?? [];
  }

  /** Somebody who sends commands and waits, as scripts/demo plays them; waiting lets the others decide. */
  as(person: string, project: string, roles: readonly Role[]): Player {
    this.#roles.set(person, roles);
    const actor: Actor = { person, door: 'api', assurance: 'session', roles };
    return {
      command: (stream, body) => this.#alone(async () => this.send(stream, await this.#counted(stream, body as AnyCommand), actor)),
      // Nobody reads the file here; only its hash stands in the record.
      handIn: async (_name, bytes) => createHash('sha256').update(bytes).digest('hex'),
      until: async (stream, holds) => {
        for (let idle = 0; ; ) {
          const { state } = await this.#load(stream);
          const found = state === null ? null : holds(state as Record<string, unknown>);
          if (found !== null && found !== false) return found;
          idle = (await this.#alone(() => this.decideAll(project))) === 0 ? idle + 1 : 0;
          if (idle > 1_000) throw new Error(`${stream} waits for something that nobody does`);
          // The stage beside this one may have something to do first.
          await setImmediate();
        }
      },
    };
  }
}

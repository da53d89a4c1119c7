/**
 * The example and the demo on the domain's own decisions, without a service: their people act as they do in it, and what they
 * sent is kept. Deliberately absent: mails, the database, the table of permissions, each of which has tests with a service.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { CommandOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { openTally } from '../../domain/stages/survey/answer.ts';
import { countingOf, type SurveyState } from '../../domain/stages/survey/stage.ts';
import type { World } from '../../domain/world/blanks.ts';
import type { Player } from '../../scripts/demo/player.ts';
import { ExamplePlayer, type PlayerPorts } from '../../setup/example/player.ts';
import type { Story } from '../../setup/example/stories.ts';
import { factsOfFile, NO_SCANS, papersOfFile } from '../../setup/history.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import type { CommandOutcome } from '../../temporal/case-gateway.ts';
import { plainCalendar } from './builders.ts';
import { CasesInMemory, Refused } from './cases-in-memory.ts';

const HASH = 'a'.repeat(64);
const OFFICE = 'xu-jianing';
const outcomeOf = (error: unknown): CommandOutcome => {
  if (error instanceof Refused) return { kind: 'REFUSED', rejection: error.rejection };
  throw error;
};

export class ExampleInMemory {
  readonly time: CasesInMemory;
  readonly programme: CheckedProgramme;
  readonly #known = new Set<string>();
  /** What people of the stories did. */
  acts = 0;
  /** One act at a time, as a case takes them. */
  #turn: Promise<unknown> = Promise.resolve();

  /** `at`: the moment at which it begins; in the morning unless given. */
  constructor(programme: CheckedProgramme, today: string, at = `${today}T02:00:00.000Z`) {
    this.programme = programme;
    this.time = new CasesInMemory((onDay) => this.#world(onDay), at);
  }

  get #stream(): `programme/${string}` {
    return `programme/${this.programme.file.programme.code}`;
  }

  #state = (): ProgrammeState => this.time.record.state<ProgrammeState>(this.#stream);

  #world(today: () => string): World {
    const units = new Map(this.programme.file.people.map(({ id, unit }) => [id, unit]));
    return {
      calendar: plainCalendar,
      today: today(),
      hash: (content) => createHash('sha256').update(JSON.stringify(content)).digest('hex'),
      holders: (role) => this.#state().roles[role] ?? [],
      knows: (person) => units.has(person),
      hasLeft: (person) => this.#state().left.includes(person),
      unitOf: (person) => units.get(person) ?? '',
      standIn: () => null,
      route: (code) => this.#state().routes[code] ?? null,
      adopted: () => [],
      casesOf: () => [],
      applicationsOf: () => [],
      firstNotice: (_, since) => since,
    };
  }

  actor(person: string, door: Actor['door'] = 'import'): Actor {
    const roles = this.programme.file.programme.roles.flatMap((held): Role[] => (held.person === person ? [held.role] : []));
    return { person, door, assurance: 'system', roles };
  }

  async act(stream: string, command: AnyCommand, actor: Actor): Promise<void> {
    const done = this.#turn.then(() => this.time.command(stream, command, actor));
    this.#turn = done.catch(() => undefined);
    await done;
  }

  /** As an import at the console does. */
  async import(): Promise<void> {
    const { file } = this.programme;
    const office: Actor = { ...this.actor(OFFICE), roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] };
    await this.act(this.#stream, { type: 'Open', ...file.programme } as AnyCommand, office); // of a file that was checked
    for (const { history, ...project } of file.projects)
      await this.act(this.#stream, { type: 'RegisterProject', project, ...(history === undefined ? {} : { takesOver: true }) } as AnyCommand, office);
    const papers = papersOfFile(file, NO_SCANS);
    if (papers.length > 0) await this.act(this.#stream, { type: 'TakeOverPapers', papers } as AnyCommand, office);
    for (const project of file.projects) {
      if (project.history === undefined) continue;
      const stream = `project/${project.profile.code}`;
      await this.act(stream, { type: 'TakeOver', facts: factsOfFile(project, NO_SCANS) } as AnyCommand, office);
      const on = dayAt(this.time.now);
      await this.act(stream, { type: 'CloseTakeover', document: file.programme.document, on, reason: '整体接续' } as AnyCommand, office);
    }
  }

  #counted(survey: string, batch: string) {
    const counting = countingOf(this.time.record.state<SurveyState>(survey), dayAt(this.time.now));
    const tally = openTally(counting, new Set());
    for (const answer of this.programme.batches.find(({ id }) => id === batch)?.answers ?? []) tally.add(answer);
    return { sha256: HASH, rowsSha256: HASH, tally: tally.tally() };
  }

  /** The people of its stories, all at once. */
  async play(stories: readonly Story[]): Promise<void> {
    const send = async (stream: string, command: AnyCommand, actor: Actor, commandId: string): Promise<CommandOutcome> => {
      try {
        await this.act(stream, command, actor);
        this.#known.add(commandId);
        return { kind: 'RECORDED', answer: { stream, version: 0, status: '', events: [] } };
      } catch (error) {
        return outcomeOf(error);
      }
    };
    const ports: PlayerPorts = {
      gateway: { command: send, open: send },
      recorded: async (stream) => {
        const state = this.time.record.streams.get(stream)?.state ?? null;
        return (state === null ? null : { state }) as Awaited<ReturnType<PlayerPorts['recorded']>>; // players look at the state alone
      },
      known: async (_, commandId) => this.#known.has(commandId),
      storeFile: async ({ bytes }) => createHash('sha256').update(bytes).digest('hex'),
      counted: async (_, survey, batch) => this.#counted(survey, batch),
      makeLink: async () => 'link',
      signal: new AbortController().signal,
    };
    const onAct = async () => {
      this.acts += 1;
    };
    const player = new ExamplePlayer(ports, this.programme.file, { attempt: '1', onAct });
    const on = { today: dayAt(this.time.now), calendar: plainCalendar, batch: this.programme.batches[0]?.id ?? '' };
    await Promise.all(stories.map((story) => story(player, on)));
  }

  /** Somebody of the demo, who sends commands and waits; waiting lets the others decide. */
  as(person: string): Player {
    const actor = this.actor(person, 'api');
    return {
      command: (stream, body) => this.act(stream, this.#withCount(stream, body as AnyCommand), actor),
      handIn: async (_, bytes) => createHash('sha256').update(bytes).digest('hex'),
      until: async (stream, holds) => {
        for (let tries = 0; tries < 2_000; tries += 1) {
          const state = this.time.record.streams.get(stream)?.state ?? null;
          const found = state === null ? null : holds(state as Record<string, unknown>); // a state as JSON
          if (found !== null && found !== false) return found;
          await this.#decideOne();
          await setImmediate();
        }
        throw new Error(`${stream} waits for something that nobody does`);
      },
    };
  }

  #withCount(stream: string, body: AnyCommand): AnyCommand {
    if (body.type !== 'ReceiveAnswers' || !('batch' in body)) return body;
    return { ...body, ...this.#counted(stream, String(body.batch)) };
  }

  /** Whoever is asked in an approval agrees. */
  async #decideOne(): Promise<void> {
    for (const [stream, { state }] of this.time.record.streams) {
      if (state === null || !stream.startsWith('approval/')) continue;
      const { status, tasks, route, step, contentHash, supplements } = state as ApprovalState; // an approval's stream
      const task = status === 'OPEN' ? tasks.find(({ kind, status: of }) => kind === 'DECIDE' && of === 'PENDING') : undefined;
      if (task === undefined) continue;
      const score = route.steps[step]?.asksScore === true ? { score: stream.includes('-01.') ? 86 : 93 } : {};
      // The story of the first project: its study lacks papers once.
      const lacks = stream.endsWith('-01.FSR') && supplements === 0;
      const choice = lacks ? 'SUPPLEMENT' : 'APPROVE';
      const command: CommandOf<'approval'> = { type: 'Decide', choice, task: task.task, seen: contentHash, reason: '见意见', ...score };
      await this.act(stream, command, this.actor(task.person, 'link')).catch(outcomeOf);
      return;
    }
  }
}

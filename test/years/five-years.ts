/**
 * Years of a programme in skipped time: its projects from survey to works, applications of every kind beside them, one that is
 * talked about all the time; with runs so short that one ends every few commands, and people, other cases and clocks who come
 * just then. Whatever was promised is looked for in the record: once, and no more than once.
 */
import { WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { CasePost } from '../../activities/ports.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { bundleWith } from '../../scripts/bundle-with.ts';
import { TURN } from '../../temporal/turn.ts';
import { commandUpdate, synchroniseSignal, tellSignal } from '../../workflows/contract.ts';
import {
  choose,
  HOLDERS,
  openApproval,
  openProgramme,
  PANEL,
  person,
  plainCalendar,
  profile,
  route,
  surveyBasis,
  system,
  world,
} from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { officer, ProjectPlay, until } from '../setup/project-play.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

type TestEnvConnection = {
  readonly testService: { unlockTimeSkipping(request: object): Promise<unknown>; lockTimeSkipping(request: object): Promise<unknown> };
};

export type YearsOptions = {
  readonly years: number;
  readonly approvals: number;
  /** Of the approvals, seven belong to each project. */
  readonly projects: number;
  readonly say: (line: string) => void;
};
export type YearsReport = {
  /** Of skipped time, by the server's clock. */
  readonly years: number;
  readonly approvals: number;
  readonly projects: number;
  readonly messages: number;
  readonly continued: number;
  /** Marks of clocks that were due; reached once each. */
  readonly marks: number;
  readonly notices: number;
  readonly lost: number;
  readonly twice: number;
  readonly replayed: number;
  readonly notReplayed: number;
  readonly faults: readonly string[];
  readonly seconds: number;
};

const PROGRAMME = 'QH';
const VOTERS = ['ann', 'ben', 'cho'];
const WEEK_MS = 7 * 86_400_000;
/** So many applications are open in a week before the next week begins. */
const SIDE_BY_SIDE = 12;
const REPLAYED = 60;
/** Longer than a sleep takes that is not held up. */
const HELD_MS = 5_000;
/** Longer than any answer takes that comes. */
const ANSWER_MS = 20_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Temporal's test server closes a run a moment before it begins the next, and says meanwhile that there is none; a real server
 * does both in one transaction (test/workflows/mailbox.test.ts). What was answered so was not taken in.
 */
async function betweenRuns<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) || tries === 40) throw error;
      await pause(50);
    }
  }
}

class Years {
  readonly #record = new MemoryRecord(world(plainCalendar));
  readonly #options: YearsOptions;
  /** Every message that was acknowledged, or told and so promised: its id, and the event that it must have made. */
  readonly #promised = new Map<string, { readonly stream: string; readonly type: string }>();
  readonly #faults: string[] = [];
  #time!: SkippedTime; // before anything else
  #play!: ProjectPlay; // likewise
  #approvals = 0;
  #sent = 0;
  #tries = 0;
  #beganAt = 0;
  /** Times that the test server has not let go. */
  #heldForGood = 0;

  constructor(options: YearsOptions) {
    this.#options = options;
  }

  async run(): Promise<YearsReport> {
    const began = Date.now();
    const bundle = await bundleWith(new URL('./short-runs.ts', import.meta.url));
    this.#time = await startSkippedTime(this.#record, { bundle, maxCachedWorkflows: 40, between: this.#patient });
    const { command } = this.#time;
    const careful: SkippedTime = {
      ...this.#time,
      command: (...given) => betweenRuns(() => command(...given)),
      sleep: (duration) => this.#sleep(duration),
    };
    this.#play = new ProjectPlay(this.#record, careful);
    try {
      this.#beganAt = await this.#time.env.currentTimeMs();
      await this.#live();
      const counted = await this.#count();
      const replay = await this.#replay(bundle);
      const { faults, ...rest } = { ...counted, ...replay, faults: this.#faults.slice(0, 20) };
      return { ...rest, faults, seconds: Math.round((Date.now() - began) / 1_000) };
    } finally {
      await this.#time.stop();
    }
  }

  /** One that says it has ended, though nothing of its end is recorded, is between two runs. */
  #patient = (post: CasePost): CasePost => ({
    start: (message) => post.start(message),
    tell: async (message) => {
      for (let tries = 1; ; tries += 1) {
        if (await post.tell(message)) return true;
        const state = this.#record.streams.get(message.stream)?.state as { readonly status?: string } | null | undefined; // every case has one
        if (tries === 40 || !['OPEN', 'RUNNING', 'PAUSED'].includes(state?.status ?? '')) return false;
        await pause(50);
      }
    },
  });

  async #live(): Promise<void> {
    const { years, approvals, projects, say } = this.#options;
    const roles = Object.entries(HOLDERS).flatMap(([role, people]) => (people ?? []).map((holder) => ({ role: role as Role, person: holder })));
    await this.#time.open(`programme/${PROGRAMME}`, openProgramme(roles, PROGRAMME) as AnyCommand, officer);
    await until('the programme opens', () => this.#record.types(`programme/${PROGRAMME}`).length > 0);
    const standing = await this.#opened('STANDING', VOTERS);
    const weeks = years * 52;
    const own = approvals - projects * 7;
    let projectsPlayed = 0;
    for (let week = 0; week < weeks; week += 1) {
      if (projectsPlayed < Math.floor(((week + 1) * projects) / weeks)) {
        projectsPlayed += 1;
        await this.#project(`Q${String(projectsPlayed).padStart(2, '0')}`);
      }
      const until = Math.floor(((week + 1) * own) / weeks);
      while (this.#approvals < until + projectsPlayed * 7) {
        const many = Math.min(SIDE_BY_SIDE, until + projectsPlayed * 7 - this.#approvals);
        await Promise.all(Array.from({ length: many }, () => this.#application()));
      }
      await this.#talk(standing, 3);
      const next = this.#beganAt + (week + 1) * WEEK_MS;
      const now = await this.#time.env.currentTimeMs();
      if (now < next) await this.#sleep(next - now);
      if ((week + 1) % (weeks < 60 ? 4 : 26) === 0)
        say(`${((week + 1) / 52).toFixed(1)} years: ${this.#approvals} approvals, ${this.#sent} messages`);
    }
    const { marksReached = [], deadline } = this.#record.state<ApprovalState>(standing).opening ?? {};
    const ended = await this.#time.env.currentTimeMs();
    const due = (deadline?.marks ?? []).filter(({ at }) => Date.parse(at) <= ended).map(({ mark }) => mark);
    if (due.length === 0 || due.join() !== marksReached.join()) this.#faults.push(`the standing application reached ${marksReached} of ${due}`);
    await this.#decideAll(standing);
  }

  /** Its seven approvals are started by cases, and answered to them. */
  async #project(code: string): Promise<void> {
    const project = { profile: { ...profile, code }, survey: surveyBasis, panel: PANEL };
    await this.#play.send(`programme/${PROGRAMME}`, { type: 'RegisterProject', project }, officer);
    await until(`the survey of ${code} opens`, () => this.#record.state<{ status: string }>(`survey/${code}`).status === 'OPEN');
    await this.#play.fromSurvey(code);
    this.#approvals += 7;
    const steps = Object.values(this.#record.state<ProjectState>(`project/${code}`).steps);
    if (steps.filter((step) => step?.status === 'REPLIED').length !== 5) this.#faults.push(`${code}: not every step was answered`);
  }

  async #opened(mark: string, people: readonly string[]): Promise<string> {
    const stream = `approval/${mark}`;
    const opening: object = { ...openApproval(route({ agree: 'ALL', people })), acceptedOn: await this.#play.today() };
    await this.#time.open(stream, opening as AnyCommand, system);
    await until(`${stream} opens`, () => this.#record.types(stream).length >= 3);
    return stream;
  }

  /** Answered at once, after a talk, late, or by everybody at the same moment, and once more by whoever got no answer. */
  async #application(): Promise<void> {
    this.#approvals += 1;
    const nth = this.#approvals;
    const stream = await this.#opened(`Y${nth}`, VOTERS);
    if (nth % 3 === 0) await this.#talk(stream, 6);
    // Until it is red and has been escalated.
    if (nth % 50 === 0) await this.#sleep(40 * 86_400_000);
    await this.#decideAll(stream);
    const { status } = this.#record.state<ApprovalState>(stream);
    if (status !== 'APPROVED') this.#faults.push(`${stream} is ${status}`);
  }

  async #decideAll(stream: string): Promise<void> {
    const vote = choose(this.#record.state<ApprovalState>(stream), 'APPROVE');
    await Promise.all(VOTERS.flatMap((who) => [1, 2].map(() => this.#ask(stream, vote, who, 'DecisionMade', `${stream}-${who}`))));
  }

  /** Remarks by people and by other cases, at the same time. */
  async #talk(stream: string, remarks: number): Promise<void> {
    await Promise.all(
      Array.from({ length: remarks }, async () => {
        this.#sent += 1;
        const id = `${stream}-said-${this.#sent}`;
        const command = { type: 'Comment', text: id };
        if (this.#sent % 4 === 0) {
          const envelope = { command: command as AnyCommand, actor: person('ben'), commandId: id };
          await betweenRuns(() => this.#time.env.client.workflow.getHandle(stream).signal(tellSignal, envelope));
          this.#promised.set(id, { stream, type: 'Commented' });
          return;
        }
        await this.#ask(stream, command, 'ann', 'Commented', id);
        if (this.#sent % 7 === 0) await betweenRuns(() => this.#time.env.client.workflow.getHandle(stream).signal(synchroniseSignal));
      }),
    );
  }

  async #ask(stream: string, command: object, who: string, type: string, commandId: string): Promise<void> {
    this.#sent += 1;
    const envelope = { command: command as AnyCommand, actor: person(who), commandId };
    const { client } = this.#time.env;
    // Whoever is not answered asks again under the same id, as the API does.
    const answer = await betweenRuns(async () => {
      this.#tries += 1;
      return client.withDeadline(Date.now() + ANSWER_MS, () => client.workflow.getHandle(stream).executeUpdate(commandUpdate, { args: [envelope] }));
    });
    if (!answer.events.some((event) => event.type === type)) this.#faults.push(`${commandId} was answered without ${type}`);
    this.#promised.set(commandId, { stream, type });
  }

  async #count() {
    let [lost, twice, marks] = [0, 0, 0];
    await until('every mail is handed over', () => new Set(this.#record.delivered).size === this.#record.notices.length).catch(() => undefined);
    const byCommand = new Map<string, number>();
    for (const [stream, { events }] of this.#record.streams) {
      if (events.some(({ version }, index) => version !== index + 1)) this.#faults.push(`${stream}: versions have a gap`);
      const reached = new Set<string>();
      for (const event of events) {
        const key = `${event.commandId} ${event.type}`;
        byCommand.set(key, (byCommand.get(key) ?? 0) + 1);
        if (event.type !== 'MarkReached') continue;
        const { round, step, mark } = event.data as { readonly round: number; readonly step: number; readonly mark: string }; // of approvals
        if (reached.has(`${round} ${step} ${mark}`)) this.#faults.push(`${stream}: ${mark} was reached twice`);
        reached.add(`${round} ${step} ${mark}`);
        marks += 1;
      }
    }
    for (const [id, { type }] of this.#promised) {
      const found = byCommand.get(`${id} ${type}`) ?? 0;
      if (found === 0) lost += 1;
      if (found > 1) twice += 1;
      if (found !== 1) this.#faults.push(`${id}: ${found} times`);
    }
    const delivered = new Set(this.#record.delivered);
    const undelivered = this.#record.notices.filter(({ id }) => !delivered.has(id)).length;
    if (undelivered > 0) this.#faults.push(`${undelivered} notices were not handed over`);
    return {
      years: Math.round(((await this.#time.env.currentTimeMs()) - this.#beganAt) / (36.525 * 86_400_000)) / 10,
      approvals: [...this.#record.streams.keys()].filter((stream) => stream.startsWith('approval/') && stream !== 'approval/STANDING').length,
      projects: [...this.#record.streams.keys()].filter((stream) => stream.startsWith('project/')).length,
      messages: this.#promised.size,
      marks,
      notices: this.#record.notices.length,
      lost: lost + undelivered,
      twice,
    };
  }

  /**
   * The test server holds time still while something is under way, and does not always let go where a run goes on as new with
   * Updates on their way to it: whoever sleeps for long lets go in its place, for as long as it sleeps. What it did not let go
   * once it never does, and the next one who sleeps does not wait to see it.
   */
  async #sleep(duration: Parameters<SkippedTime['sleep']>[0]): Promise<void> {
    const { testService } = this.#time.env.connection as TestEnvConnection; // of the time-skipping environment
    let [given, sleeps] = [0, true];
    const give = (): Promise<void> =>
      testService.unlockTimeSkipping({}).then(
        () => {
          given += 1;
        },
        () => undefined, // nothing is held: it is only slow
      );
    const help = async (): Promise<void> => {
      // The sleep lets go first of what the environment holds.
      await pause(30);
      for (let known = this.#heldForGood; sleeps && known > 0; known -= 1) await give();
      for (let since = Date.now(); sleeps; await pause(30)) {
        if (Date.now() - since < HELD_MS) continue;
        since = Date.now();
        await give();
        this.#heldForGood = Math.max(this.#heldForGood, given);
      }
    };
    const helping = help();
    await this.#time.sleep(duration).finally(() => {
      sleeps = false;
    });
    await helping;
    for (; given > 0; given -= 1) await testService.lockTimeSkipping({});
  }

  /** How many runs went on as new, and whether some of them replay. */
  async #replay(bundle: { readonly code: string }) {
    const { workflow, workflowService } = this.#time.env.client;
    const runs: { readonly workflowId: string; readonly runId: string }[] = [];
    let continued = 0;
    for (const stream of this.#record.streams.keys()) {
      for (let runId: string | null | undefined = (await workflow.getHandle(stream).describe()).runId; runId; ) {
        runs.push({ workflowId: stream, runId });
        const execution: { readonly workflowId: string; readonly runId: string } = { workflowId: stream, runId };
        const first: Awaited<ReturnType<typeof workflowService.getWorkflowExecutionHistory>> = await workflowService.getWorkflowExecutionHistory({
          namespace: 'default',
          execution,
          maximumPageSize: 1,
        });
        runId = first.history?.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
        if (runId) continued += 1;
      }
    }
    const every = Math.max(1, Math.floor(runs.length / REPLAYED));
    const histories = [];
    for (const { workflowId, runId } of runs.filter((_, index) => index % every === 0)) {
      histories.push({ workflowId: `${workflowId} ${runId}`, history: await workflow.getHandle(workflowId, runId).fetchHistory() });
    }
    let notReplayed = 0;
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle, ...TURN }, histories)) {
      if (error === undefined) continue;
      notReplayed += 1;
      this.#faults.push(`${workflowId}: ${error.message.split('\n')[0]}`);
    }
    return { continued, replayed: histories.length, notReplayed };
  }
}

/** Error: something that was to happen did not. */
export const playYears = (options: YearsOptions): Promise<YearsReport> => new Years(options).run();

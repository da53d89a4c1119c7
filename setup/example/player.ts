/**
 * Plays people of the example through the gateway that real people's commands take: the table of permissions is asked, the
 * cases decide, and what they refuse fails the load. Every command has an id of its own that stays the same, so that one
 * that was recorded before a break is passed over. Deliberately absent: what is played (stories.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgrammeFile } from '../../api/schemas/programme.ts';
import { personsId } from '../../domain/approval/case.ts';
import { blankRoute } from '../../domain/approval/route.ts';
import type { CaseKind, CommandOf, Stream } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { ProvingFile } from '../../domain/stages/commands.ts';
import { likelyStratum } from '../../domain/stages/survey/filled-in.ts';
import { NEWEST_VERSION } from '../../domain/stages/survey/questionnaire.ts';
import type { CaseDetail } from '../../domain/views.ts';
import type { CaseGateway, CommandOutcome } from '../../temporal/case-gateway.ts';
import { papersFor } from './papers-brought.ts';
import { onePagePdf } from './pdf.ts';

type Counted = Omit<Extract<CommandOf<'survey'>, { type: 'ReceiveAnswers' }>, 'type' | 'batch'>;

/** What the player asks of the service. */
export type PlayerPorts = {
  /** Guarded by the table of permissions. */
  readonly gateway: Pick<CaseGateway, 'command' | 'open'>;
  readonly recorded: (stream: string) => Promise<CaseDetail | null>;
  /** Whether this command was recorded before. */
  readonly known: (stream: string, commandId: string) => Promise<boolean>;
  readonly storeFile: (file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }, person: string) => Promise<string>;
  /** What the stored rows of a batch give for that survey, as it stands. */
  readonly counted: (programme: string, survey: string, batch: string) => Promise<Counted>;
  /** Makes an address of a public questionnaire; its hash. */
  readonly makeLink: (survey: string, programme: string) => Promise<string>;
  /** Ends when the service stops. */
  readonly signal: AbortSignal;
};

/** A person's application: `key` tells it from others of its project. */
export type Application = {
  readonly by: string;
  /** The office writes for somebody else. */
  readonly applicant?: string;
  readonly project: string | null;
  readonly key: string;
  readonly route: string;
  readonly title: Text;
  readonly lines: readonly (readonly [Text, Text])[];
  readonly amountWan?: number;
  /** Names of files, and a line in each. */
  readonly files?: readonly (readonly [string, string])[];
};

const WAN_FEN = 1_000_000;
const PATIENCE_MS = 30_000;
const LOOK_MS = 80;
/** One try of one load; a refusal of an earlier one is asked anew. */
type Try = { readonly attempt: string; readonly onAct: () => Promise<void> };

export class ExamplePlayer {
  readonly #ports: PlayerPorts;
  readonly #file: ProgrammeFile;
  readonly #try: Try;
  constructor(ports: PlayerPorts, file: ProgrammeFile, attempt: Try) {
    [this.#ports, this.#file, this.#try] = [ports, file, attempt];
  }

  get programme(): string {
    return this.#file.programme.code;
  }

  manager(project: string): string {
    return this.#file.projects.find(({ profile }) => profile.code === project)?.profile.manager ?? '';
  }

  /** Where those live whom the project is for. */
  areas(project: string): readonly string[] {
    return this.#file.projects.find(({ profile }) => profile.code === project)?.survey.areas ?? [];
  }

  /** Sends one command in a person's name. Error: it was not recorded. */
  act<K extends CaseKind>(person: string, stream: Stream<K>, command: NoInfer<CommandOf<K>>, id: string): Promise<void> {
    const commandId = `example:${id}`;
    return this.#once(stream, commandId, () => this.#ports.gateway.command(stream, command, this.#actor(person), commandId, this.#try.attempt));
  }

  /** A batch of answers, counted as the API counts it. */
  async receive(person: string, survey: Stream<'survey'>, batch: string): Promise<void> {
    const counted = await this.#ports.counted(this.programme, survey, batch);
    return this.act(person, survey, { type: 'ReceiveAnswers', batch, ...counted }, `${survey}/answers`);
  }

  /** The public questionnaire of a survey, in these streets and towns. */
  async openForm(person: string, survey: Stream<'survey'>, areas: readonly string[], basis: string): Promise<void> {
    const commandId = `example:${survey}/questionnaire`;
    await this.#once(survey, commandId, async () => {
      const command: CommandOf<'survey'> = {
        type: 'OpenQuestionnaire',
        version: NEWEST_VERSION,
        link: await this.#ports.makeLink(survey, this.programme),
        areas: areas.map((name) => ({ name, stratum: likelyStratum(name) })),
        basis,
      };
      return this.#ports.gateway.command(survey, command, this.#actor(person), commandId, this.#try.attempt);
    });
  }

  /** A draft; its stream. */
  async draft({ by, applicant, project, key, route, title, lines, amountWan, files = [] }: Application): Promise<Stream<'approval'>> {
    const documents: { title: string; sha256: string }[] = [];
    for (const [name, line] of files) {
      const bytes = onePagePdf(line, `${project ?? this.programme}  ${key}`, 'Example of Tuojian. No real county, no real people.');
      documents.push({ title: name, sha256: await this.#ports.storeFile({ name, mediaType: 'application/pdf', bytes }, by) });
    }
    const stream = streamOf('approval', personsId(project ?? this.programme, key));
    const content = {
      summary: lines.map(([label, value]) => ({ label, value })),
      ...(amountWan === undefined ? {} : { amountFen: amountWan * WAN_FEN }),
      documents,
    };
    const command = {
      type: 'Draft',
      programme: this.programme,
      project,
      title,
      content,
      owner: null,
      applicant: applicant ?? by,
      route: blankRoute(route),
    } as const;
    const commandId = `example:${stream}/draft`;
    await this.#once(stream, commandId, () => this.#ports.gateway.open(stream, command, this.#actor(by), commandId));
    return stream;
  }

  /** The draft is handed in at once. */
  async apply(application: Application): Promise<Stream<'approval'>> {
    const stream = await this.draft(application);
    await this.act(application.by, stream, { type: 'Submit' }, `${stream}/submit`);
    return stream;
  }

  /** One person's decision, as soon as they are asked. `step`: which of theirs, where they decide more than once. */
  async decide(person: string, stream: Stream<'approval'>, choice: 'APPROVE' | 'RETURN' | 'SUPPLEMENT', reason: string, step = ''): Promise<void> {
    const id = `${stream}/${person}/${choice}${step}`;
    if (await this.#ports.known(stream, `example:${id}`)) return this.#try.onAct();
    const contentHash = await this.asked(person, stream);
    await this.act(person, stream, { type: 'Decide', choice, seen: contentHash, reason }, id);
  }

  /** One member's score, as soon as they are asked. */
  async score(person: string, stream: Stream<'approval'>, score: number): Promise<void> {
    const id = `${stream}/${person}/score`;
    if (await this.#ports.known(stream, `example:${id}`)) return this.#try.onAct();
    const contentHash = await this.asked(person, stream);
    await this.act(person, stream, { type: 'Decide', choice: 'APPROVE', seen: contentHash, score }, id);
  }

  /** A document; its hash. */
  handIn(name: string, bytes: Uint8Array, person: string): Promise<string> {
    return this.#ports.storeFile({ name, mediaType: 'application/pdf', bytes }, person);
  }

  /** The papers that the act brings because its route asks for them. */
  papers(person: string, stream: string, type: string): Promise<readonly ProvingFile[]> {
    return papersFor(stream, type, (name, bytes) => this.handIn(name, bytes, person));
  }

  /** Until somebody is asked to decide; the hash of what they are shown. */
  asked(person: string, stream: Stream<'approval'>): Promise<string> {
    return this.until(stream, (state) =>
      tasksIn(state).some((task) => task.person === person && task.kind === 'DECIDE' && task.status === 'PENDING') ? String(state.contentHash) : null,
    );
  }

  /** What `find` finds in a case, once it does. Error: not within half a minute, or the service stops. */
  async until<T>(stream: string, find: (state: Readonly<Record<string, unknown>>) => T | null): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      this.#ports.signal.throwIfAborted();
      const found = await this.#ports.recorded(stream);
      const seen = found === null ? null : find(found.state);
      if (seen !== null) return seen;
      await sleep(LOOK_MS);
    }
    throw new Error(`${stream} did not get there within ${PATIENCE_MS / 1_000} s`);
  }

  /** In the record it stands that this came with the example, and not by anybody's sign-in. */
  #actor(person: string): Actor {
    const roles = this.#file.programme.roles.filter((held) => held.person === person).map(({ role }) => role);
    return { person, door: 'import', assurance: 'system', roles };
  }

  async #once(stream: string, commandId: string, send: () => Promise<CommandOutcome>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await this.#ports.known(stream, commandId))) {
      this.#ports.signal.throwIfAborted();
      const outcome = await send();
      if (outcome.kind === 'RECORDED') break;
      const again = outcome.kind === 'UNAVAILABLE' || outcome.kind === 'NOT_CONFIRMED';
      if (!again || Date.now() > end) throw new Error(`${stream} ${commandId}: ${told(outcome)}`);
    }
    await this.#try.onAct();
  }
}

const told = (outcome: Exclude<CommandOutcome, { kind: 'RECORDED' }>): string =>
  outcome.kind === 'REFUSED'
    ? `${outcome.rejection.code} ${outcome.rejection.message.en}`
    : outcome.kind === 'WORLD'
      ? outcome.failure
      : outcome.kind;

type Task = { readonly person: string; readonly kind: string; readonly status: string };
const tasksIn = (state: Readonly<Record<string, unknown>>): readonly Task[] => (Array.isArray(state.tasks) ? state.tasks : []); // of an approval

/**
 * A project of the product's real workflows, played in skipped time as people and other cases do: from the survey to the works.
 * Deliberately absent: what is expected of it (the tests).
 */

import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { STAGE_COMMANDS } from '../../domain/stages/all.ts';
import type { Commands } from '../../domain/stages/commands.ts';
import type { StageState } from '../../domain/stages/facts.ts';
import { EMPTY_TALLY } from '../../domain/standards/demand.ts';
import { ROUTE_CODES } from '../../domain/standards/route-codes.ts';
import { stepsOf } from '../../domain/standards/steps.ts';
import { minutes, PROOF, planWay } from '../../scripts/rules/plan-samples.ts';
import { withPapers } from '../../scripts/rules/samples.ts';
import type { CommandAnswer } from '../../workflows/contract.ts';
import { file } from './acceptance.ts';
import { choose, HOLDERS, openProgramme, PANEL, person, profile, surveyBasis } from './builders.ts';
import type { MemoryRecord } from './memory-record.ts';
import type { PlayTime } from './time.ts';

export const manager = person('manager');
export const officer = person('officer', 'PROGRAMME_OFFICER');
type StageKey = 'SURVEY' | 'PLANNING' | 'APPROVALS' | 'CONSTRUCTION' | 'EVALUATION' | 'ACCEPTANCE' | 'HANDOVER';

/** Waits, in real time, until it holds; an error means not yet. Error: it did not within ten seconds or so. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      if (await holds()) return;
    } catch {
      // not there yet
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not happen`);
}

const STAGES: Readonly<Record<string, Commands>> = STAGE_COMMANDS;
/** Whether an act takes papers: every act of a stage does, and of a project. */
const takesPapers = (kind: string, type: string): boolean => kind === 'project' || STAGES[kind]?.[type] !== undefined;
function proven(stream: string, kind: string, command: AnyCommand): AnyCommand {
  if (!takesPapers(kind, command.type) || ('files' in command && Array.isArray(command.files) && command.files.length > 0)) return command;
  return { ...command, files: [file(`${stream} ${command.type}.pdf`)] } as AnyCommand; // an act that takes files
}

export class ProjectPlay {
  readonly #record: MemoryRecord;
  readonly #time: PlayTime;

  readonly #proven: boolean;
  /** All that was asked, in order. */
  readonly sent: { readonly stream: string; readonly command: AnyCommand }[] = [];

  /** `proven`: every act that takes papers has some. */
  constructor(record: MemoryRecord, time: PlayTime, proven = false) {
    this.#record = record;
    this.#time = time;
    this.#proven = proven;
  }

  send = (stream: string, command: object, actor: Actor = manager): Promise<CommandAnswer> => {
    const kind = stream.split('/')[0] ?? '';
    const withRoutes = withPapers(kind, command as AnyCommand);
    const sent = this.#proven ? proven(stream, kind, withRoutes) : withRoutes;
    this.sent.push({ stream, command: sent });
    return this.#time.command(stream, sent, actor);
  };

  stage = (key: StageKey, code: string) => (): boolean => this.#record.state<ProjectState>(`project/${code}`).stages[key]?.status === 'OPEN';

  today = async (): Promise<string> => dayAt(new Date(await this.#time.env.currentTimeMs()).toISOString());

  /** Everybody who is asked agrees, a few days after being asked. */
  agree = async (id: string, score?: number): Promise<void> => {
    const stream = `approval/${id}`;
    await until(`${stream} opens`, () => this.#record.state<ApprovalState>(stream).tasks.length > 0);
    while (this.#record.state<ApprovalState>(stream).status === 'OPEN') {
      const state = this.#record.state<ApprovalState>(stream);
      const next = state.tasks.find((task) => task.status === 'PENDING');
      if (next === undefined) throw new Error(`${stream} waits for nobody`);
      // A panel that has not scored within five working days is over (quorum).
      await this.#time.sleep(score === undefined ? '3 days' : '3 hours');
      await this.send(stream, choose(state, 'APPROVE', undefined, score), person(next.person));
    }
  };

  /** `changed`: what its profile has otherwise than the example's QH-01. */
  open = async (code: string, more: object = {}, changed: Partial<ProjectProfile> = {}): Promise<void> => {
    const roles = Object.entries(HOLDERS).flatMap(([role, people]) => (people ?? []).map((holder) => ({ role: role as Role, person: holder })));
    await this.#time.open(`programme/${code}`, openProgramme(roles, code) as AnyCommand, officer);
    // A command that comes with the first task of a workflow would meet a case that is not opened yet.
    await until('the programme opens', () => this.#record.types(`programme/${code}`).length > 0);
    await this.send(
      `programme/${code}`,
      { type: 'RegisterProject', project: { profile: { ...profile, ...changed, code }, survey: surveyBasis, panel: PANEL }, ...more },
      officer,
    );
    if ('takesOver' in more) return until('the project opens', () => this.#record.types(`project/${code}`).length > 0);
    await until('the survey opens', () => this.#record.state<StageState>(`survey/${code}`).status === 'OPEN');
  };

  /** From the survey to the day on which works, training, rules and publicity begin; answers the project's stream. */
  untilConstruction = async (code: string, changed: Partial<ProjectProfile> = {}): Promise<string> => {
    await this.open(code, {}, changed);
    return this.fromSurvey(code);
  };

  /** The same of a project that is open. */
  fromSurvey = async (code: string): Promise<string> => {
    const tally = {
      ...EMPTY_TALLY,
      received: 600,
      valid: 600,
      needs: { ...EMPTY_TALLY.needs, M24_36: { CERTAIN: 360, MAYBE: 0, NO: 240 } },
      feeLimits: { 150000: 360 },
    };
    const today = await this.today();
    await this.send(`survey/${code}`, { type: 'AnnounceSurvey', closesOn: today });
    await this.send(`survey/${code}`, { type: 'ReceiveAnswers', batch: 'b', sha256: 'x', tally });
    await this.#time.sleep('2 days'); // the deadline closes it
    await this.agree(`${code}.SURVEY`);
    await until('planning', this.stage('PLANNING', code));
    const planning = `planning/${code}`;
    await until('planning opens', () => this.#record.state<StageState>(planning).status === 'OPEN');
    const project = `project/${code}`;
    const { profile: planned, path, standards } = this.#record.state<ProjectState>(project);
    for (const command of planWay(planned)) await this.send(planning, command);
    await this.send(planning, { type: 'SubmitPlan' });
    await this.agree(`${code}.IMPLPLAN`);
    await until('approved', () => this.#record.types(planning).includes('PlanApproved'));
    await this.send(planning, minutes('GROUP', '2023-03-07'));
    await this.send(planning, { type: 'IssuePlan', number: 'n', on: '2023-03-08' });
    await until('approvals', this.stage('APPROVALS', code));
    for (const step of stepsOf(path, planned, standards)) {
      // A filing of an enterprise is decided elsewhere, and only recorded here.
      if (ROUTE_CODES.some((route) => route === step)) {
        await this.send(project, { type: 'ApplyForStep', step, amountFen: Math.floor(investmentFen(planned.funding) * 0.97), documents: PROOF });
        await this.agree(`${code}.${step}`);
        await until(`${step} answered`, () => this.#record.state<ProjectState>(project).steps[step]?.status === 'APPROVED');
      }
      await this.send(project, { type: 'RecordReply', step, number: 'n', on: '2023-03-29', by: '县发改局', files: PROOF });
    }
    await until('construction', () =>
      ['construction', 'training', 'management', 'publicity'].every((kind) => this.#record.state<StageState>(`${kind}/${code}`).status === 'OPEN'),
    );
    return project;
  };
}

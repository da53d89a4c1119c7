/**
 * Checks projects by the audit's rules and records what is new. A project that cannot be checked is set aside and tried
 * again; the others are not held up. Deliberately absent: the rules (domain/audit/rules.ts).
 */
import { fundsEvidence } from '../domain/audit/money.ts';
import { findingsIn } from '../domain/audit/rules.ts';
import { checkCommand } from '../domain/findings/ledger.ts';
import { ledgerOfProgramme, programmeOf } from '../domain/findings/of-programme.ts';
import { dayAt } from '../domain/kernel/days.ts';
import type { Recorder } from '../domain/kernel/record.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import type { IsoDate, Text } from '../domain/kernel/values.ts';
import { moneyFindings } from '../domain/programme/funds-shown.ts';
import { FUNDS_FINDINGS } from '../domain/words/funds.ts';
import { dueAside, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { listFindings } from '../prisma/history/findings.ts';
import { readMoney } from '../prisma/history/money.ts';
import { projectHead, projectRecord } from '../prisma/history/project-record.ts';
import { commandLedger } from '../prisma/record/ledgers.ts';
import { programmeCodes } from '../prisma/record/streams.ts';

/** Checks one project by all rules and records what is new; gives how many findings stand. Unknown projects have none. */
export async function checkProject(database: Database, recorder: Recorder, project: string): Promise<number> {
  const head = await projectHead(database, project);
  if (head === null) return 0;
  const [record, money] = await Promise.all([projectRecord(database, head), moneyOf(database, head.programme, project)]);
  const found = findingsIn({ ...record, money: money.filter((one) => one.project === project).map(({ project: _, ...facts }) => facts) });
  const asked = {
    stream: streamOf('findings', project),
    command: checkCommand({ ...head, found }),
    commandId: `check/${project}/${Date.now()}/${process.pid}`,
  };
  await commandLedger(database, recorder, asked);
  return found.length;
}

/** What of a programme's money does not agree today, each with its project; of all its projects, or of one and of none. */
async function moneyOf(database: Database, programme: string, project: string | null) {
  const source = await readMoney(database, programme, project);
  if (source === null) return [];
  return moneyFindings(source, dayAt(new Date().toISOString())).flatMap((one) =>
    fundsEvidence(source.programme, programme, [one]).map((facts) => ({ ...facts, project: one.project })),
  );
}

/**
 * Checks a programme's money as a whole: what is of no project stands in a ledger of its own; gives the projects whose ledgers say
 * something else than is found now. An unknown programme has none.
 */
export async function checkProgramme(database: Database, recorder: Recorder, programme: string): Promise<readonly string[]> {
  const [found, standing] = await Promise.all([moneyOf(database, programme, null), listFindings(database, [programme], {})]);
  const own = ledgerOfProgramme(programme);
  const known = standing.filter(({ status, code }) => status !== 'CEASED' && FUNDS_FINDINGS.some((money) => money === code));
  const matters = (of: readonly { readonly project: string | null; readonly id: string; readonly evidence: Text }[], project: string): string =>
    of
      .flatMap((one) => (one.project === project ? [`${one.id} ${one.evidence.zh}`] : []))
      .toSorted()
      .join('\n');
  const ofNone = found.filter(({ project }) => project === null).map((one) => ({ ...one, project: own }));
  if (matters(ofNone, own) !== matters(known, own))
    await commandLedger(database, recorder, {
      stream: streamOf('findings', own),
      command: checkCommand({ programme, project: own, manager: '', found: ofNone.map(({ project: _, ...facts }) => facts) }),
      commandId: `check/${own}/${Date.now()}/${process.pid}`,
    });
  const projects = new Set([...found, ...known].flatMap(({ project }) => (project === null || project === own ? [] : [project])));
  return [...projects].filter((project) => matters(found, project) !== matters(known, project));
}

/**
 * A check reads all that was ever recorded of a project. One that is changed without end would be read without end: it rests
 * for so many times what its last check took, so that checking it takes a fiftieth of a processor, and for a minute at most.
 */
const REST = { times: 50, mostMs: 60_000 } as const;

const CODE = /^(?:project|findings)\/(.+)$/;
const PROGRAMME = /^programme\/(.+)$/;

/** Projects that changed and are to be checked; one that cannot be checked is set aside and tried again. */
export class ProjectChecks {
  readonly #touched = new Map<string, number>();
  readonly #failed = new Set<string>();
  #lookedOn: IsoDate | null = null;
  /** Until when a project is not checked again by itself. */
  readonly #resting = new Map<string, number>();
  readonly #database: Database;
  readonly #recorder: Recorder;
  readonly #check: typeof checkProject;

  constructor(database: Database, recorder: Recorder, check: typeof checkProject = checkProject) {
    this.#database = database;
    this.#recorder = recorder;
    this.#check = check;
  }

  touch({ project, stream }: { readonly project: string | null; readonly stream: string }): void {
    if (stream.startsWith('findings/')) return;
    const programme = PROGRAMME.exec(stream)?.[1];
    const code = project ?? (programme === undefined ? (CODE.exec(stream)?.[1] ?? null) : ledgerOfProgramme(programme));
    if (code !== null && !this.#touched.has(code)) this.#touched.set(code, Date.now());
  }

  /** Those that changed so long ago and do not rest; 0: all of them, at once. */
  async run(olderThanMs: number): Promise<void> {
    await this.#eachDay();
    for (const [project, since] of [...this.#touched]) {
      if (olderThanMs > 0 && Date.now() < Math.max(since + olderThanMs, this.#resting.get(project) ?? 0)) continue;
      const from = Date.now();
      await this.check(project);
      this.#rest(project, Date.now() - from);
      this.#touched.delete(project);
    }
  }

  /** What is late turns with the day, although nothing happens. */
  async #eachDay(): Promise<void> {
    const today = dayAt(new Date().toISOString());
    if (today === this.#lookedOn) return;
    this.#lookedOn = today;
    for (const programme of await programmeCodes(this.#database)) this.touch({ project: null, stream: streamOf('programme', programme) });
  }

  #rest(project: string, tookMs: number): void {
    const now = Date.now();
    for (const [rested, until] of this.#resting) if (until <= now) this.#resting.delete(rested);
    this.#resting.set(project, now + Math.min(REST.mostMs, REST.times * tookMs));
  }

  /** Error: it could not even be set aside. */
  async check(project: string): Promise<void> {
    try {
      const programme = programmeOf(project);
      if (programme === null) await this.#check(this.#database, this.#recorder, project);
      else for (const one of await checkProgramme(this.#database, this.#recorder, programme)) await this.check(one);
      if (this.#failed.delete(project)) await settleAside(this.#database, 'FINDINGS_CHECK', project);
    } catch (error) {
      this.#failed.add(project);
      const programme = programmeOf(project);
      const about = programme === null ? streamOf('project', project) : streamOf('programme', programme);
      if (!(await setAside(this.#database, { loop: 'FINDINGS_CHECK', item: project, about, reason: error }))) throw error;
    }
  }

  /** What was set aside, also by a process that has ended. */
  async again(): Promise<void> {
    for (const { item } of await dueAside(this.#database, 'FINDINGS_CHECK')) {
      this.#failed.add(item);
      await this.check(item);
    }
  }
}

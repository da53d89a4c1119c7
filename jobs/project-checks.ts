/**
 * Checks projects by the audit's rules and records what is new. A project that cannot be checked is set aside and tried
 * again; the others are not held up. Deliberately absent: the rules (domain/audit/rules.ts).
 */
import { findingsIn } from '../domain/audit/rules.ts';
import { checkCommand } from '../domain/findings/ledger.ts';
import type { Recorder } from '../domain/kernel/record.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import { dueAside, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { projectHead, projectRecord } from '../prisma/history/project-record.ts';
import { commandLedger } from '../prisma/record/ledgers.ts';

/** Checks one project by all rules and records what is new; gives how many findings stand. Unknown projects have none. */
export async function checkProject(database: Database, recorder: Recorder, project: string): Promise<number> {
  const head = await projectHead(database, project);
  if (head === null) return 0;
  const found = findingsIn(await projectRecord(database, head));
  const asked = {
    stream: streamOf('findings', project),
    command: checkCommand({ ...head, found }),
    commandId: `check/${project}/${Date.now()}/${process.pid}`,
  };
  await commandLedger(database, recorder, asked);
  return found.length;
}

const CODE = /^(?:project|findings)\/(.+)$/;

/** Projects that changed and are to be checked; one that cannot be checked is set aside and tried again. */
export class ProjectChecks {
  readonly #touched = new Map<string, number>();
  readonly #failed = new Set<string>();
  readonly #database: Database;
  readonly #recorder: Recorder;

  constructor(database: Database, recorder: Recorder) {
    this.#database = database;
    this.#recorder = recorder;
  }

  touch({ project, stream }: { readonly project: string | null; readonly stream: string }): void {
    if (stream.startsWith('findings/')) return;
    const code = project ?? CODE.exec(stream)?.[1] ?? null;
    if (code !== null && !this.#touched.has(code)) this.#touched.set(code, Date.now());
  }

  async run(olderThanMs: number): Promise<void> {
    for (const [project, since] of [...this.#touched]) {
      if (Date.now() - since < olderThanMs) continue;
      await this.check(project);
      this.#touched.delete(project);
    }
  }

  /** Error: it could not even be set aside. */
  async check(project: string): Promise<void> {
    try {
      await checkProject(this.#database, this.#recorder, project);
      if (this.#failed.delete(project)) await settleAside(this.#database, 'FINDINGS_CHECK', project);
    } catch (error) {
      this.#failed.add(project);
      const about = streamOf('project', project);
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

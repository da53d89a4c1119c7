/**
 * Keeps the audit current: every second what was recorded gets its place in the log and is known to the search, what was
 * refused and read goes into the journals, projects that changed are checked, and every minute the log is signed.
 * Any number of workers may run one; they take turns. Deliberately absent: the rules and the signatures themselves.
 */
import { findingsIn } from '../domain/audit/rules.ts';
import { streamOf } from '../domain/case.ts';
import { checkCommand } from '../domain/findings/ledger.ts';
import type { Recorder } from '../domain/record.ts';
import type { Database } from '../prisma/database.ts';
import { createEventStore } from '../prisma/event-store.ts';
import { commandLedger, noteInJournal, noteWhatWaits } from '../prisma/ledgers.ts';
import { takeIn } from '../prisma/log.ts';
import { projectHead, projectRecord } from '../prisma/project-record.ts';
import { STALE_MS } from '../proof/verify.ts';
import { type Alarm, LogSigner, type SignerOptions } from './log-signer.ts';

export type AuditClerkOptions = Omit<SignerOptions, 'onAlarm'> & {
  /** How often the log is signed while something comes in, in ms. */
  readonly signEveryMs?: number;
  readonly onAlarm: (alarm: Alarm) => void;
  /** Told when it cannot work, once until it can again. */
  readonly onFault: (error: unknown) => void;
};

export type AuditClerk = {
  /** Everything that waits, at once; signs too. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};

const EVERY_MS = 1_000;
const SIGN_EVERY_MS = 60_000;
/** A project in which much happens is not checked after every event. */
const CHECK_EVERY_MS = 3_000;

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

export function openAuditClerk(options: AuditClerkOptions): AuditClerk {
  const { database, onFault } = options;
  const recorder = createEventStore({ pool: database.pool });
  const touched = new Map<string, number>();
  const raised = new Set<string>();
  const alarm = (what: Alarm): void => {
    const key = `${what.code} ${what.where}`;
    if (raised.has(key)) return;
    raised.add(key);
    options.onAlarm(what);
    if (what.code !== 'OUTSIDE_FAILED') void noteAlarm(what, key).catch(onFault);
  };
  const noteAlarm = (what: Alarm, key: string) =>
    noteInJournal(database, recorder, { programme: '', commandId: `alarm/${key}/${Date.now()}`, events: [{ type: 'AlarmRaised', data: what }] });
  const signer = new LogSigner({ ...options, onAlarm: alarm });
  let signedAt = 0;
  /** Something came in since; others may take in too, so a minute is the longest that nobody looks. */
  let [grown, lookedAt] = [true, 0];

  const takeAll = async (): Promise<void> => {
    for (;;) {
      const taken = await takeIn(database, (events) => signer.look(events));
      for (const { project, stream } of taken) {
        if (stream.startsWith('findings/')) continue;
        const code = project ?? (stream.startsWith('project/') ? stream.slice('project/'.length) : null);
        if (code !== null && !touched.has(code)) touched.set(code, Date.now());
      }
      if (taken.length === 0) return;
      grown = true;
    }
  };
  const checkTouched = async (olderThanMs: number): Promise<void> => {
    for (const [project, since] of [...touched]) {
      if (Date.now() - since < olderThanMs) continue;
      touched.delete(project);
      await checkProject(database, recorder, project);
    }
  };
  const sign = async (): Promise<void> => {
    // Where there was nothing to sign, the next event is signed for at once; then a minute passes.
    [grown, lookedAt] = [false, Date.now()];
    if ((await signer.sign()) !== null) signedAt = Date.now();
    const unsigned = await signer.unsignedFor();
    if (unsigned > STALE_MS) alarm({ code: 'CHECKPOINT_STALE', where: new Date(Date.now() - unsigned).toISOString().slice(0, 16) });
  };
  const takeInAndNote = async (checkOlderThanMs: number): Promise<void> => {
    await takeAll();
    await noteWhatWaits(database, recorder);
    await checkTouched(checkOlderThanMs);
  };
  // Whatever keeps it from taking in or noting, a journal that was cut among it, the log is looked at: an alarm must come.
  const none = () => null;
  const caught = (error: unknown) => ({ error });
  const once = async (): Promise<void> => {
    const fault = await takeInAndNote(CHECK_EVERY_MS).then(none, caught);
    const due = Date.now() - signedAt >= (options.signEveryMs ?? SIGN_EVERY_MS);
    if (due && (grown || Date.now() - lookedAt >= SIGN_EVERY_MS)) await sign();
    if (fault !== null) throw fault.error;
  };

  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let failing = false;
  let restUntil = 0;
  const look = (): void => {
    running = running.then(async () => {
      if (stopped || Date.now() < restUntil) return;
      try {
        await once();
        failing = false;
      } catch (error) {
        restUntil = Date.now() + 10_000;
        if (!failing) onFault(error);
        failing = true;
      }
    });
  };
  const timer = setInterval(look, EVERY_MS);
  const catchUp = async (): Promise<void> => {
    const fault = await takeInAndNote(0).then(takeAll).then(none, caught);
    await sign();
    if (fault !== null) throw fault.error;
  };
  return {
    async catchUp() {
      const own = running.then(catchUp);
      running = own.catch(() => undefined); // its error is the caller's alone: the next look begins as ever
      await own;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * Keeps the audit current: every second what was recorded gets its place in the log and is known to the search, what was
 * refused and read goes into the journals, projects that changed are checked, and every minute the log is signed.
 * Any number of workers may run one; they take turns. Deliberately absent: the rules and the signatures themselves.
 */
import type { Loop } from '../domain/aside.ts';
import type { Recorder } from '../domain/kernel/record.ts';
import { type Alarm, Alarms } from '../log/alarms.ts';
import { LogSigner, type SignerOptions } from '../log/signer.ts';
import { dueAside, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { takeIn } from '../prisma/log/log.ts';
import { noteBursts, noteFirstUses } from '../prisma/people/sign-in-notes.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { noteDocuments, noteInJournal, noteReadings, noteRefusals, settleNoted } from '../prisma/record/ledgers.ts';
import { indexAgain } from '../prisma/search/search-rebuild.ts';
import { createJob } from './job.ts';
import { keepDoing } from './keep-doing.ts';
import { ProjectChecks } from './project-checks.ts';
import { watchRecord } from './record-watch.ts';

export type AuditClerkOptions = Omit<SignerOptions, 'onAlarm' | 'onKept'> & {
  /** How often the log is signed while something comes in, in ms. */
  readonly signEveryMs?: number;
  /** Told at once of an alarm: the log of the service. */
  readonly onAlarm: (alarm: Alarm) => void;
  /** Mails an alarm; tried again until it worked. */
  readonly mailAlarm?: (alarm: Alarm) => Promise<void>;
  /** Told when one of its jobs cannot work, once until it can again. */
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
/** How often it is looked whether something that was set aside is due again. */
const AGAIN_EVERY_MS = 5_000;

/** Events that the search holds in another form than they were written, tried once more. */
async function indexDueAgain(database: Database): Promise<void> {
  for (const { item, about } of await dueAside(database, 'AUDIT_CLERK')) {
    if (!/@\d+$|^block of place /.test(item)) continue;
    const fault = await indexAgain(database, item).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (fault === null) await settleAside(database, 'AUDIT_CLERK', item);
    else if (!(await setAside(database, { loop: 'AUDIT_CLERK', item, about, reason: fault.error }))) throw fault.error;
  }
}

function alarmsOf({ database, onAlarm, mailAlarm, onFault }: AuditClerkOptions, recorder: Recorder): Alarms {
  const note = async (what: Alarm): Promise<void> => {
    // Trouble outside is told by mail and in the log; in the journal it would come again and again.
    if (what.code === 'OUTSIDE_FAILED') return;
    const commandId = `alarm/${what.code} ${what.where}/${Date.now()}`;
    await noteInJournal(database, recorder, { programme: '', commandId, events: [{ type: 'AlarmRaised', data: what }] });
  };
  return new Alarms({ say: onAlarm, tell: [note, ...(mailAlarm === undefined ? [] : [mailAlarm])], onFault });
}

function jobsOf(database: Database, onFault: (error: unknown) => void) {
  const job = (loop: Loop, name: string) => createJob(database, loop, name, onFault);
  return {
    takeIn: job('AUDIT_CLERK', 'taking events in'),
    again: job('AUDIT_CLERK', 'trying again what was set aside'),
    sign: job('AUDIT_CLERK', 'signing the log'),
    refusals: job('JOURNAL', 'noting refusals'),
    readings: job('JOURNAL', 'noting readings'),
    signIns: job('JOURNAL', 'noting sign-ins'),
    documents: job('JOURNAL', 'noting documents'),
    checks: job('FINDINGS_CHECK', 'checking projects'),
  };
}

export function openAuditClerk(options: AuditClerkOptions): AuditClerk {
  const { database, onFault } = options;
  const recorder = recorderOf(database);
  const alarms = alarmsOf(options, recorder);
  const signer = new LogSigner({
    ...options,
    onAlarm: (alarm, of) => alarms.raise(alarm, of),
    onKept: (name) => alarms.over('OUTSIDE_FAILED', name),
  });
  const jobs = jobsOf(database, onFault);
  const checks = new ProjectChecks(database, recorder);
  let [signedAt, triedAgainAt] = [0, Date.now()];
  /** Something came in since; others may take in too, so a minute is the longest that nobody looks. */
  let [grown, lookedAt] = [true, 0];

  const takeAll = async (): Promise<void> => {
    for (let taken = await takeIn(database, (events) => signer.look(events)); taken.length > 0; ) {
      for (const event of taken) checks.touch(event);
      grown = true;
      taken = await takeIn(database, (events) => signer.look(events));
    }
  };
  const sign = async (): Promise<void> => {
    // Where there was nothing to sign, the next event is signed for at once; then a minute passes.
    [grown, lookedAt] = [false, Date.now()];
    if ((await signer.sign()) !== null) signedAt = Date.now();
  };
  const tryAgain = async (): Promise<void> => {
    if (Date.now() - triedAgainAt < AGAIN_EVERY_MS) return;
    triedAgainAt = Date.now();
    await indexDueAgain(database);
    await settleNoted(database);
    await checks.again();
  };
  /** Every job, whatever became of the others; gives the first fault. */
  const round = async (checkOlderThanMs: number, now?: 'now'): Promise<{ readonly error: unknown } | null> => {
    const faults = [
      await jobs.takeIn.run(takeAll, now),
      await jobs.refusals.run(async () => void (await noteRefusals(database, recorder)), now),
      await jobs.signIns.run(async () => void ((await noteFirstUses(database, recorder)) + (await noteBursts(database, recorder))), now),
      await jobs.readings.run(async () => void (await noteReadings(database, recorder)), now),
      await jobs.documents.run(async () => void (await noteDocuments(database, recorder)), now),
      await jobs.checks.run(() => checks.run(checkOlderThanMs), now),
      await jobs.again.run(tryAgain, now),
    ];
    return faults.find((fault) => fault !== null) ?? null;
  };
  const once = async (): Promise<void> => {
    await round(CHECK_EVERY_MS);
    const due = Date.now() - signedAt >= (options.signEveryMs ?? SIGN_EVERY_MS);
    if (due && (grown || Date.now() - lookedAt >= SIGN_EVERY_MS)) await jobs.sign.run(sign);
  };

  const doing = keepDoing({ everyMs: EVERY_MS, work: once, onFault });
  const watch = watchRecord(() => signer.unsignedFor(), alarms);
  const catchUp = async (): Promise<void> => {
    const fault = (await round(0, 'now')) ?? (await jobs.takeIn.run(takeAll, 'now'));
    const unsigned = await jobs.sign.run(sign, 'now');
    await watch.look();
    if (fault !== null) throw fault.error;
    if (unsigned !== null) throw unsigned.error;
  };
  return {
    catchUp: () => doing.between(catchUp),
    async stop() {
      await doing.stop();
      await watch.stop();
    },
  };
}

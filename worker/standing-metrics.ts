/**
 * What waits in the database, offered as metrics by each worker: all workers say the same, so whoever adds them up takes the
 * largest (docs/monitoring.md). Deliberately absent: the questions (prisma/office/standing-work.ts).
 */
import type { Database } from '../prisma/database.ts';
import { type StandingWork, standingWork } from '../prisma/office/standing-work.ts';
import {
  asideOldest,
  asideWaiting,
  checkpointAge,
  findingsOpen,
  forget,
  logEntries,
  logWaiting,
  mailsOverdue,
  mailsUndelivered,
  mailsWaiting,
  openCases,
  recordReadable,
  unsignedSeconds,
  webhooksByStatus,
  webhooksOverdue,
  webhooksWaiting,
  whenAsked,
} from '../telemetry/metrics.ts';

/** Whoever looks more often is told what was found then. Milliseconds. */
const AGE_MS = 10_000;

function set({ openCases: cases, mails, webhooks, aside, log, findingsOpen: findings }: StandingWork): void {
  for (const [kind, n] of Object.entries(cases)) openCases.set({ kind }, n);
  for (const [status, n] of Object.entries(mails.waiting)) mailsWaiting.set({ status }, n);
  mailsOverdue.set(mails.overdue);
  mailsUndelivered.set(mails.undelivered);
  for (const [status, n] of Object.entries(webhooks.byStatus)) webhooksByStatus.set({ status }, n);
  webhooksWaiting.set(webhooks.waiting);
  webhooksOverdue.set(webhooks.overdue);
  for (const [loop, n] of Object.entries(aside.byLoop)) asideWaiting.set({ loop }, n);
  asideOldest.set(aside.oldest);
  logEntries.set(log.entries);
  logWaiting.set(log.waiting);
  unsignedSeconds.set(log.unsigned);
  if (log.checkpoint === null) forget([checkpointAge]);
  else checkpointAge.set(log.checkpoint);
  findingsOpen.set(findings);
}

const OF_THE_DATABASE = [
  openCases,
  mailsWaiting,
  mailsOverdue,
  mailsUndelivered,
  webhooksByStatus,
  webhooksWaiting,
  webhooksOverdue,
  asideWaiting,
  asideOldest,
  logEntries,
  logWaiting,
  unsignedSeconds,
  checkpointAge,
  findingsOpen,
];

/** Begins to offer it; returns how to end that. */
export function offerStandingWork(database: Database): () => void {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      set(await standingWork(database));
      recordReadable.set(1);
      lookedAt = Date.now();
    } catch {
      // An old figure would look like a quiet service.
      forget(OF_THE_DATABASE);
      recordReadable.set(0);
    } finally {
      looking = null;
    }
  };
  return whenAsked(() => {
    if (Date.now() - lookedAt < AGE_MS) return;
    looking ??= look();
    return looking;
  });
}

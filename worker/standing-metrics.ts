/**
 * What waits in the database, offered as metrics by each worker: all workers say the same, so whoever adds them up takes the
 * largest (docs/monitoring.md). Deliberately absent: the questions (prisma/office/standing-work.ts).
 */
import type { Database } from '../prisma/database.ts';
import { type StandingCases, type StandingWork, standingCases, standingWork } from '../prisma/office/standing-work.ts';
import {
  asideOldest,
  asideWaiting,
  checkpointAge,
  forget,
  logEntries,
  logWaiting,
  mailsOverdue,
  mailsUndelivered,
  mailsWaiting,
  openCases,
  projectsWithFindings,
  recordReadable,
  unsignedSeconds,
  webhooksByStatus,
  webhooksOverdue,
  webhooksWaiting,
  whenAsked,
} from '../telemetry/metrics.ts';

/** Whoever looks more often is told what was found then. Milliseconds. */
const AGE_MS = 10_000;
/** With 20,000 open projects it is a look at some hundred thousand rows. Milliseconds. */
const CASES_AGE_MS = 300_000;

function setCases({ open, projectsWithFindings: projects }: StandingCases): void {
  for (const [kind, n] of Object.entries(open)) openCases.set({ kind }, n);
  projectsWithFindings.set(projects);
}

function set({ mails, webhooks, aside, log }: StandingWork): void {
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
  projectsWithFindings,
];

/** Begins to offer it; returns how to end that. */
export function offerStandingWork(database: Database): () => void {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let casesAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      set(await standingWork(database));
      if (Date.now() - casesAt >= CASES_AGE_MS) {
        setCases(await standingCases(database));
        casesAt = Date.now();
      }
      recordReadable.set(1);
      lookedAt = Date.now();
    } catch {
      // An old figure would look like a quiet service.
      forget(OF_THE_DATABASE);
      recordReadable.set(0);
      casesAt = Number.NEGATIVE_INFINITY;
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

/** Messages of people's own in the apps that they have bound, on a loop of their own: no vendor's silence holds up a mail. */
import type { Database } from '../prisma/database.ts';
import { createJob } from './job.ts';
import { keepDoing } from './keep-doing.ts';

const EVERY_MS = 2_000;

export function openWorkPost(database: Database, poster: { postDue(): Promise<void> }, onFault: (error: unknown) => void) {
  const job = createJob(database, 'BOTS', 'messages in apps', onFault);
  return keepDoing({ everyMs: EVERY_MS, work: async () => void (await job.run(() => poster.postDue())), onFault });
}

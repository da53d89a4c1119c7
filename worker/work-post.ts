/** Messages of people's own, put together: the store, the apps of the settings, the loop. Wiring only. */
import { openWorkPost } from '../jobs/work-post.ts';
import { createWorkPoster, type WorkStore } from '../notices/work/work-poster.ts';
import type { Database } from '../prisma/database.ts';
import {
  claimOverWork,
  claimWork,
  endWork,
  enqueueWork,
  holdWork,
  putWorkAside,
  settleWork,
  workSentLastMinute,
} from '../prisma/mail/work-notices.ts';
import type { PostSettings } from './post-settings.ts';

type Options = { readonly database: Database; readonly publicUrl: string; readonly post: Pick<PostSettings, 'workApps'> };

export function openWorkPostOf({ database, publicUrl, post }: Options, calendar: WorkStore['calendar'], onFault: (what: string) => void) {
  const poster = createWorkPoster({
    apps: post.workApps,
    publicUrl,
    onRefused: (provider, reply) => onFault(`the app of ${provider} does not take our messages (${reply})`),
    store: {
      enqueue: (provider) => enqueueWork(database, provider),
      claim: (provider, most) => claimWork(database, provider, most),
      claimOver: (provider, most) => claimOverWork(database, provider, most),
      settle: (ids, settled) => settleWork(database, ids, settled),
      end: (message, provider, outcome, notBefore) => endWork(database, message, provider, outcome, notBefore),
      hold: (provider, until) => holdWork(database, provider, until),
      sentLastMinute: (provider, person) => workSentLastMinute(database, provider, person),
      putAside: (id, about, reason) => putWorkAside(database, id, about, reason),
      calendar,
    },
  });
  return openWorkPost(database, poster, (error) => onFault(`messages in apps wait: ${error instanceof Error ? error.message : String(error)}`));
}

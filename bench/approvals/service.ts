/**
 * The service as `npm start` runs it, in a process of its own, with the example in it and mails going to the bench's sink;
 * beside it, in another one, a worker with the bare workflow. Started by main.ts, told by messages. Deliberately absent: who
 * asks (ours.ts, bare.ts).
 */
// First: React and Express choose by it when they are loaded (as cli/main.ts).
import '../../config/production.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { startOwnService } from '../../scripts/own-service.ts';

export type ServiceReady = { readonly apiUrl: string; readonly temporalAddress: string; readonly tokens: Readonly<Record<string, string>> };

const PEOPLE = ['xu-jianing', 'he-jing', 'liu-chuan'];

const { stack, stop } = await startOwnService({
  name: 'approvals',
  say: () => undefined,
  log: 'error',
  overrides: { SMTP_URL: process.argv[2] ?? '', TUOJIAN_LEAST_READING_MS: '0', TUOJIAN_MAILS_PER_HOUR: '1000000' },
});
const tokens = Object.fromEntries(await Promise.all(PEOPLE.map(async (person) => [person, await issueApiToken(stack.database, person, 1)] as const)));
// Asked to, or left alone.
for (const end of ['message', 'disconnect']) process.once(end, () => void stop().then(() => process.exit(0)));
process.send?.({ apiUrl: stack.apiUrl, temporalAddress: stack.temporalAddress, tokens } satisfies ServiceReady);

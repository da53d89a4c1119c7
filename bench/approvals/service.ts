/**
 * The service as its users start it, with the example in it and mails going to the bench's sink. Started by main.ts in a
 * process of its own, told by messages. Deliberately absent: who asks (ours.ts, bare.ts).
 */
import { issueApiToken } from '../../prisma/people/people.ts';
import { besideProcess, importExample, ownFolder, removeFolder, startProcess } from '../own-process.ts';
import { type Asked, PEOPLE } from './ours.ts';

/** `pid`: what it and all below it take is the service's. */
export type ServiceReady = Asked & { readonly pid: number; readonly temporalAddress: string };

const folder = ownFolder('approvals');
const service = await startProcess(folder, { SMTP_URL: process.argv[2] ?? '', TUOJIAN_MAILS_PER_HOUR: '1000000' });
async function stop(): Promise<void> {
  await service.stop();
  removeFolder(folder);
}
// Asked to, or left alone.
for (const end of ['message', 'disconnect']) process.once(end, () => void stop().then(() => process.exit(0)));

const beside = besideProcess(folder);
await importExample(beside);
const tokens = Object.fromEntries(await Promise.all(PEOPLE.map(async (person) => [person, await issueApiToken(beside.db, person, 1)] as const)));
const { temporalAddress } = beside;
await beside.close();
process.send?.({ pid: service.pid, apiUrl: service.apiUrl, temporalAddress, tokens } satisfies ServiceReady);

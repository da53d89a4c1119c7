/**
 * The service as `npm start` runs it, compiled and in a process of its own, with the example in it and mails going to the
 * bench's sink; beside it, in another one, a worker with the bare workflow. Started by main.ts, told by messages. Deliberately
 * absent: who asks (ours.ts, bare.ts).
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentWith } from '../../config/env.ts';
import { readRunNote } from '../../local/orphans.ts';
import { freePortBlock } from '../../local/ports.ts';
import { openDatabase } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { lazyTemporal } from '../../temporal/connect.ts';
import { createCaseGateway } from '../../temporal/gateway.ts';
import { payloadsBy } from '../../temporal/payload-codec.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { createLog } from '../../worker/service-log.ts';

export type ServiceReady = {
  /** What it and all below it take is the service's. */
  readonly pid: number;
  readonly apiUrl: string;
  readonly temporalAddress: string;
  readonly tokens: Readonly<Record<string, string>>;
};

const PEOPLE = ['xu-jianing', 'he-jing', 'liu-chuan'];

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-approvals-'));
const child = spawn(process.execPath, [fileURLToPath(new URL('../../bin/tuojian.mjs', import.meta.url)), 'start'], {
  env: environmentWith({
    TUOJIAN_DATA_DIR: dataDir,
    TUOJIAN_PORT: String(await freePortBlock(7)),
    SMTP_URL: process.argv[2] ?? '',
    TUOJIAN_LEAST_READING_MS: '0',
    TUOJIAN_MAILS_PER_HOUR: '1000000',
    TUOJIAN_LOG: 'error',
  }),
  stdio: ['ignore', 'pipe', 'inherit'],
});
const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
async function stop(): Promise<void> {
  child.kill('SIGINT');
  await gone;
  rmSync(dataDir, { recursive: true, force: true });
}
// Asked to, or left alone.
for (const end of ['message', 'disconnect']) process.once(end, () => void stop().then(() => process.exit(0)));

await new Promise<void>((resolve, reject) => {
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('is ready')) resolve();
  });
  child.once('exit', () => reject(new Error(`the service did not start:\n${said}`)));
});
const note = readRunNote(dataDir);
if (note === null) throw new Error('the service runs and has no note');
const { apiUrl, temporalAddress } = note;
const payloads = payloadsBy(path.join(dataDir, 'payload-keys.json'), false);
const database = openDatabase(note.databaseUrl);
const temporal = lazyTemporal({ address: temporalAddress, namespace: 'default', apiKey: null, tls: false, payloads });
const sealer = sealerFrom(path.join(dataDir, 'seal-keys.json'));
const gateway = createCaseGateway({ client: temporal.client, sealer, log: createLog('error'), deadlineMs: 20_000 });
await storeProgramme(database, gateway, await exampleOfToday(), () => undefined);
const tokens = Object.fromEntries(await Promise.all(PEOPLE.map(async (person) => [person, await issueApiToken(database, person, 1)] as const)));
await temporal.close();
await database.close();
process.send?.({ pid: child.pid ?? 0, apiUrl, temporalAddress, tokens } satisfies ServiceReady);

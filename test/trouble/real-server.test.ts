/**
 * A service on Temporal's own server and PostgreSQL, in short; `npm run temporal:server -- --drill` is the whole of it. Runs where
 * the server is (it is built in minutes), or where TUOJIAN_TEST_SERVER=build asks for it.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildsServerForTests, environmentWith, readSettings } from '../../config/env.ts';
import { endOf, familyOf, isAlive } from '../../local/processes.ts';
import { type OwnService, startOwnService } from '../../scripts/own-service.ts';
import { getServerBinaries, SERVER_VERSION, serverBinaries } from '../../scripts/temporal-server/binaries.ts';
import { compared, killed, underFaults } from '../../scripts/temporal-server/drill.ts';
import { type People, peopleOf } from '../../scripts/temporal-server/people.ts';
import { type RealServer, startRealServer } from '../../scripts/temporal-server/server.ts';
import { lookAtTemporal, plainServer } from '../../temporal/connect.ts';

const { cacheDir } = readSettings();
const binaries = serverBinaries(cacheDir) ?? (buildsServerForTests() ? await getServerBinaries(cacheDir) : null);
if (binaries === null)
  console.log(`Left out: Temporal's own server ${SERVER_VERSION} is not here. TUOJIAN_TEST_SERVER=build, or \`npm run temporal:server\`, gets it.`);

describe.skipIf(binaries === null)('on Temporal’s own server and PostgreSQL', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-real-server-'));
  let server: RealServer;
  let service: OwnService;
  let people: People;
  beforeAll(async () => {
    if (binaries === null) return;
    server = await startRealServer({ binaries, folder, namespace: 'tuojian', say: () => undefined });
    const where = { DATABASE_URL: server.databaseUrl, TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: server.namespace };
    const quick = { TUOJIAN_LEAST_READING_MS: '0', TUOJIAN_MAILS_PER_HOUR: '1000000' };
    service = await startOwnService({ name: 'real-server', say: () => undefined, overrides: { ...where, ...quick } });
    people = await peopleOf(service);
  }, 180_000);
  afterAll(async () => {
    await service?.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('it is one without known faults', async () => {
    expect(await lookAtTemporal({ ...plainServer(server.address), namespace: server.namespace }, 3_000)).toEqual({ version: SERVER_VERSION });
  });

  it('people go on after it was killed under load', async () => {
    const goesOnMs = await killed(server, people, { name: 'K', approvals: 3, awayMs: 1_000 });
    expect(goesOnMs).toBeLessThan(60_000);
  }, 120_000);

  it('what people were told is done counts once, and workflows know it, while its store fails (FI-11)', async () => {
    const under = await underFaults(server, people, { name: 'F', approvals: 5, faults: { share: 0.05, seed: 17 } });
    expect(under.faults).toBeGreaterThan(0);
    const found = await compared(service, server, people);
    expect(people.acknowledged.size).toBeGreaterThan(20);
    expect(found).toEqual({ lost: [], twice: [], behind: [], wrong: [] });
  }, 240_000);

  it('a drill that is interrupted ends in order, and leaves neither processes nor files', async () => {
    const temporary = mkdtempSync(path.join(os.tmpdir(), 'tuojian-interrupted-'));
    chmodSync(temporary, 0o755);
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/temporal-server/main.ts', '--drill'], {
      env: environmentWith({ TMPDIR: temporary }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = endOf(child);
    let said = '';
    const starting = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Worker and API: starting')) resolve();
      });
    });
    await Promise.race([starting, ended]);
    const family = familyOf(child.pid ?? 0);
    expect(family.length).toBeGreaterThan(3);
    child.kill('SIGINT');
    expect(await ended).toBe('with code 130');
    expect(said).toContain('nothing is left running');
    // Its guard goes when it has seen that there is nobody left.
    await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    expect(readdirSync(temporary).filter((name) => name.startsWith('tuojian-'))).toEqual([]);
    rmSync(temporary, { recursive: true, force: true });
  }, 120_000);
});

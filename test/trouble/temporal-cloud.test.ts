/** Temporal over TLS, as Temporal Cloud is reached: by an API key or a client certificate, in a namespace of one's own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { temporal as doctorOfTemporal } from '../../cli/doctor/temporal.ts';
import { mustBeStrong } from '../../cli/production.ts';
import { readSettings } from '../../config/env.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { startOwnService } from '../../scripts/own-service.ts';
import { whyUnreachable } from '../../temporal/unreachable.ts';
import { type Certificate, makeAuthority, signedBy } from '../setup/certificates.ts';
import { tuojian } from '../setup/command.ts';
import { startTlsEndpoint, type TlsEndpoint } from '../setup/tls-endpoint.ts';

const { temporalAddress } = inject('service');
const NAMESPACE = 'tuojian.a1b2c';
const API_KEY = 'tmprl_a-key-of-the-tests-alone';
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-cloud-'));
const put = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};
const [authority, stranger] = [makeAuthority('authority'), makeAuthority('stranger')];
const own = signedBy(authority, { host: '127.0.0.1' });
const client = signedBy(authority, { host: 'county' });
const CA = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: put('ca.pem', authority.cert) };
const shown = (name: string, { cert, key }: Certificate): Record<string, string> => ({
  TEMPORAL_TLS_CLIENT_CERT_PATH: put(`${name}.pem`, cert),
  TEMPORAL_TLS_CLIENT_KEY_PATH: put(`${name}.key`, key),
});

const opened: TlsEndpoint[] = [];
async function endpoint(options: Parameters<typeof startTlsEndpoint>[1]): Promise<TlsEndpoint> {
  const started = await startTlsEndpoint(temporalAddress, options);
  opened.push(started);
  return started;
}
const settingsAt = (address: string, given: Record<string, string>) =>
  readSettings({ overrides: { TUOJIAN_DATA_DIR: folder, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: NAMESPACE, ...given } });

beforeAll(async () => {
  const connection = await Connection.connect({ address: temporalAddress });
  const retention = { seconds: 86_400 } as never; // a Duration, whose numbers are Longs in the SDK's types
  await connection.workflowService.registerNamespace({ namespace: NAMESPACE, workflowExecutionRetentionPeriod: retention });
  await connection.close();
});
afterAll(async () => {
  for (const one of opened) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a whole service on Temporal over TLS', () => {
  it('records what people ask, in a namespace of its own, known by API key and certificate at every call', async () => {
    const at = await endpoint({ own, apiKey: API_KEY, clientCa: authority.cert });
    const as = { TEMPORAL_NAMESPACE: NAMESPACE, TEMPORAL_API_KEY: API_KEY, ...CA, ...shown('county', client) };
    const overrides = { TEMPORAL_ADDRESS: at.address, ...as, TUOJIAN_LEAST_READING_MS: '0' };
    const service = await startOwnService({ name: 'cloud', say: () => undefined, overrides });
    try {
      const officer = new ApiClient(service.stack.apiUrl, await issueApiToken(service.stack.database, 'xu-jianing', 1));
      await officer.until('project/QH-05', () => true);
      await officer.command('project/QH-05', { type: 'Suspend', reason: '面积待核' });
      expect(await officer.refused('project/QH-05', { type: 'Suspend', reason: '再次' })).toBe('WRONG_STATE');
      const ready = (await (await fetch(`${service.stack.apiUrl}/readyz`)).json()) as Record<string, string>; // as api/app.ts writes it
      expect(ready).toMatchObject({ temporal: 'ok' });
      const { findings, keys } = await doctorOfTemporal(service.settings, null);
      expect(findings.filter(({ ok }) => !ok)).toEqual([]);
      expect(findings.map(({ part }) => part)).toEqual(['Temporal', 'Certificate', 'Worker']);
      expect(findings[0]?.says).toContain('over TLS by an API key');
      expect(keys).toHaveLength(1);
    } finally {
      await service.stop();
    }
    const asked = at.calls.filter((headers) => String(headers[':path']).includes('WorkflowService'));
    expect(asked.length).toBeGreaterThan(20);
    const ofNamespace = asked.filter((headers) => !String(headers[':path']).endsWith('GetSystemInfo'));
    // The SDK's client and its worker both say for which namespace they ask: Cloud leads by it.
    expect(new Set(ofNamespace.map((headers) => headers['temporal-namespace']))).toEqual(new Set([NAMESPACE]));
    expect(new Set(at.calls.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${API_KEY}`]));
    expect(at.certificates()).toBeGreaterThan(1);
  }, 120_000);
});

type Fault = {
  readonly what: string;
  readonly asks: Parameters<typeof startTlsEndpoint>[1];
  readonly given: Record<string, string>;
  readonly says: RegExp;
};
const expired = signedBy(authority, { host: '127.0.0.1', days: -1 });
const elsewhere = signedBy(authority, { host: 'frontend.example' });
const faults: readonly Fault[] = [
  {
    what: 'an authority that did not sign the server’s certificate',
    asks: { own },
    given: { TEMPORAL_TLS_SERVER_CA_CERT_PATH: put('stranger.pem', stranger.cert) },
    says: /signed by nobody whom this service believes\. → Set TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
  },
  { what: 'no authority named', asks: { own }, given: { TEMPORAL_TLS: 'true' }, says: /signed by nobody whom .* → Set TEMPORAL_TLS_SERVER_CA/ },
  {
    what: 'a server’s certificate past its day',
    asks: { own: expired },
    given: CA,
    says: /certificate .* expired on .* GMT\. → Have it renewed there/,
  },
  {
    what: 'a server of another name',
    asks: { own: elsewhere },
    given: CA,
    says: /is of another name \(DNS:frontend\.example\)\. → .*TEMPORAL_TLS_SERVER_NAME/,
  },
  { what: 'TLS that is not switched on', asks: { own }, given: {}, says: /speaks TLS alone\. → Set TEMPORAL_TLS=true/ },
  {
    what: 'no client certificate where one is asked for',
    asks: { own, clientCa: authority.cert },
    given: CA,
    says: /asks for a client certificate\. → Set TEMPORAL_TLS_CLIENT_CERT_PATH and/,
  },
  {
    what: 'a client certificate past its day',
    asks: { own, clientCa: authority.cert },
    given: { ...CA, ...shown('past', signedBy(authority, { host: 'county', days: -1 })) },
    says: /client certificate .* expired on .* GMT\. → Have a new one made/,
  },
  {
    what: 'a client certificate of somebody else’s',
    asks: { own, clientCa: authority.cert },
    given: { ...CA, ...shown('strange', signedBy(stranger, { host: 'county' })) },
    says: /does not take the client certificate\. → Have its authority entered there/,
  },
  {
    what: 'a wrong API key',
    asks: { own, apiKey: API_KEY },
    given: { ...CA, TEMPORAL_API_KEY: 'tmprl_not-this-one' },
    says: /does not take the API key for namespace tuojian\.a1b2c\. → Set TEMPORAL_API_KEY/,
  },
  { what: 'no API key', asks: { own, apiKey: API_KEY }, given: CA, says: /without an API key or a client certificate\. → Set TEMPORAL_API_KEY, or/ },
  {
    what: 'an unknown namespace',
    asks: { own },
    given: { ...CA, TEMPORAL_NAMESPACE: 'nowhere' },
    says: /no namespace nowhere\. → Correct TEMPORAL_NAMESPACE/,
  },
];

describe('what is wrong on the way to Temporal is told in one sentence', () => {
  // Each waits for a limit of its own.
  it.concurrent.each(faults)(
    '$what',
    async ({ asks, given, says }) => {
      const { address } = await endpoint(asks);
      const settings = settingsAt(address, given);
      const why = await whyUnreachable({ ...settings.temporal, address }, 3_000);
      expect(`${why?.says}. → ${why?.wayOut}`).toMatch(says);
      expect(why?.lasting).toBe(true);
      const { findings } = await doctorOfTemporal(settings, null);
      expect(findings[0]).toMatchObject({ part: 'Temporal', ok: false, says: `${why?.says} → ${why?.wayOut}` });
    },
    20_000,
  );

  it('and a server that speaks no TLS is named as one', async () => {
    const { temporal } = settingsAt(temporalAddress, { TEMPORAL_TLS: 'true' });
    expect(await whyUnreachable({ ...temporal, address: temporalAddress }, 3_000)).toMatchObject({ says: expect.stringMatching(/speaks no TLS$/) });
  });

  it('and who starts with it is refused at once, where waiting would not help', async () => {
    const { address } = await endpoint({ own, apiKey: API_KEY });
    const wrong = settingsAt(address, { ...CA, TEMPORAL_API_KEY: 'tmprl_not-this-one', DATABASE_URL: '' });
    await expect(mustBeStrong(wrong, { api: false, worker: false })).rejects.toThrow(/does not take the API key/);
    // One that is away may come back.
    expect(await mustBeStrong(settingsAt('127.0.0.1:9', { DATABASE_URL: '' }), { api: false, worker: false })).toHaveLength(1);
  }, 20_000);

  it('by a command, without the key', async () => {
    const { address } = await endpoint({ own, apiKey: API_KEY });
    const given = { ...CA, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: NAMESPACE, TEMPORAL_API_KEY: 'tmprl_not-this-one', TUOJIAN_LOG: 'debug' };
    const { code, out, err } = await tuojian(['reconcile'], 'wu-tao', given);
    expect(code).toBe(1);
    expect(err).toMatch(/does not take the API key/);
    expect(out + err).not.toContain('tmprl_not-this-one');
  }, 60_000);
});

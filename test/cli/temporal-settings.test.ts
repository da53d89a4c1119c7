import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadSettings } from '../../config/bad-settings.ts';
import { readSettings } from '../../config/env.ts';
import { type Certificate, makeAuthority, signedBy } from '../setup/certificates.ts';

/** Nothing of the machine's own, which may have a profile. */
const NOTHING = Object.fromEntries(
  ['ADDRESS', 'NAMESPACE', 'API_KEY', 'TLS', 'PROFILE', 'CONFIG_FILE'].map((name) => [`TEMPORAL_${name}`, ''] as const),
);
const read = (given: Record<string, string>) => readSettings({ overrides: { ...NOTHING, ...given } }).temporal;
function faultsOf(given: Record<string, string>): readonly string[] {
  try {
    read(given);
    return [];
  } catch (error) {
    return error instanceof BadSettings ? error.faults : [String(error)];
  }
}

let folder = '';
let [authority, client, other]: Certificate[] = [];
const put = (name: string, text = ''): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-temporal-settings-'));
  authority = makeAuthority('authority');
  client = signedBy(authority, { host: 'client' });
  other = signedBy(authority, { host: 'other' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AT = { TEMPORAL_ADDRESS: 'temporal.example:7233' };

describe('where Temporal is', () => {
  it('is the embedded server unless an address is given', () => {
    expect(read({})).toMatchObject({ address: null, namespace: 'default', apiKey: null, tls: null, metadata: {} });
    expect(read(AT)).toMatchObject({ address: 'temporal.example:7233', tls: null });
  });

  it('is read from variables as Temporal’s own tools read them', () => {
    const [cert, key, ca] = [put('client.pem', client?.cert), put('client.key', client?.key), put('ca.pem', authority?.cert)];
    const temporal = read({
      ...AT,
      TEMPORAL_NAMESPACE: 'tuojian.a1b2c',
      TEMPORAL_TLS_CLIENT_CERT_PATH: cert,
      TEMPORAL_TLS_CLIENT_KEY_PATH: key,
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: ca,
      TEMPORAL_TLS_SERVER_NAME: 'frontend.example',
      TEMPORAL_GRPC_META_X_REGION: 'north',
    });
    expect(temporal).toMatchObject({ namespace: 'tuojian.a1b2c', secretFiles: [key], tls: { serverName: 'frontend.example' } });
    expect(Object.values(temporal.metadata)).toEqual(['north']);
    expect(temporal.tls?.client?.cert.toString()).toBe(client?.cert);
    expect(temporal.tls?.serverCa?.toString()).toBe(authority?.cert);
    expect(read({ ...AT, TEMPORAL_TLS: 'true' }).tls).toEqual({ serverName: null, serverCa: null, client: null });
    expect(
      read({ ...AT, TEMPORAL_TLS_CLIENT_CERT_DATA: client?.cert ?? '', TEMPORAL_TLS_CLIENT_KEY_DATA: client?.key ?? '' }).tls?.client,
    ).not.toBeNull();
  });

  it('is never asked with an API key in the clear', () => {
    for (const more of [{}, { TEMPORAL_TLS: 'false' }])
      expect(read({ ...AT, TEMPORAL_API_KEY: 'k', ...more }).tls).toEqual({ serverName: null, serverCa: null, client: null });
  });

  it('is read from a profile where one is asked for, under the variables', () => {
    const file = put('temporal.toml', '[profile.county]\naddress = "a.example:7233"\nnamespace = "county"\napi_key = "from-file"\n');
    expect(read({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'county', TEMPORAL_NAMESPACE: 'other' })).toMatchObject({
      address: 'a.example:7233',
      namespace: 'other',
      apiKey: 'from-file',
      secretFiles: [file],
    });
    expect(faultsOf({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'nobody' })).toEqual([expect.stringContaining("Profile 'nobody' not found")]);
  });

  it('is not taken from the machine’s own file, which may be another programme’s', () => {
    const file = path.join(folder, 'temporalio', 'temporal.toml');
    mkdirSync(path.dirname(file));
    writeFileSync(file, '[profile.default]\naddress = "elsewhere.example:7233"\n');
    const machine = { XDG_CONFIG_HOME: folder, HOME: folder, APPDATA: folder };
    expect(read(machine)).toMatchObject({ address: null });
    // Asked for by name, it is; on macOS it stands elsewhere.
    if (os.platform() === 'linux') expect(read({ ...machine, TEMPORAL_PROFILE: 'default' })).toMatchObject({ address: 'elsewhere.example:7233' });
  });
});

describe('what is wrong with it', () => {
  const key = () => put('k.key', client?.key);
  const cert = () => put('c.pem', client?.cert);
  const cases: readonly (readonly [string, () => Record<string, string>, RegExp])[] = [
    ['an address without a port', () => ({ TEMPORAL_ADDRESS: 'nowhere' }), /^TEMPORAL_ADDRESS: must be host:port$/],
    [
      'a missing key',
      () => ({ ...AT, TEMPORAL_TLS_CLIENT_CERT_PATH: cert(), TEMPORAL_TLS_CLIENT_KEY_PATH: '/no/key.pem' }),
      /^TEMPORAL_TLS_CLIENT_KEY_PATH: \/no\/key\.pem cannot be read \(ENOENT\); correct the path/,
    ],
    [
      'half of a pair',
      () => ({ ...AT, TEMPORAL_TLS_CLIENT_CERT_PATH: cert() }),
      /^TEMPORAL_TLS_CLIENT_CERT_PATH: needs TEMPORAL_TLS_CLIENT_KEY_PATH/,
    ],
    [
      'a key of another certificate',
      () => ({ ...AT, TEMPORAL_TLS_CLIENT_CERT_PATH: cert(), TEMPORAL_TLS_CLIENT_KEY_PATH: put('o.key', other?.key) }),
      /is not the key of the certificate beside it/,
    ],
    [
      'a certificate that is none',
      () => ({ ...AT, TEMPORAL_TLS_SERVER_CA_CERT_PATH: put('x.pem', 'hello') }),
      /^TEMPORAL_TLS_SERVER_CA_CERT_PATH: must be a certificate, in PEM$/,
    ],
    [
      'path and data of one thing',
      () => ({ ...AT, TEMPORAL_TLS_CLIENT_KEY_PATH: key(), TEMPORAL_TLS_CLIENT_KEY_DATA: client?.key ?? '' }),
      /Cannot specify both client_key_path and client_key_data/,
    ],
    ['a file that is not there', () => ({ TEMPORAL_CONFIG_FILE: '/no/temporal.toml' }), /^TEMPORAL_CONFIG_FILE: \/no\/temporal\.toml cannot be read/],
    ['an API key without an address', () => ({ TEMPORAL_API_KEY: 'k' }), /^TEMPORAL_API_KEY: .* set TEMPORAL_ADDRESS beside it$/],
    ['a namespace without an address', () => ({ TEMPORAL_NAMESPACE: 'n' }), /^TEMPORAL_NAMESPACE: .* set TEMPORAL_ADDRESS beside it$/],
    ['a server that may be anybody', () => ({ ...AT, TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' }), /is not heeded, because anybody/],
    ['TLS that is neither on nor off', () => ({ ...AT, TEMPORAL_TLS: 'yes' }), /^TEMPORAL_TLS: must be true or false$/],
  ];
  it.each(cases)('%s is told in one sentence', (_, given, says) => {
    const faults = faultsOf(given());
    expect(faults.filter((fault) => says.test(fault))).toHaveLength(1);
    expect(faults.join()).not.toContain('PRIVATE KEY');
  });

  it('is told without what is secret', () => {
    const secret = 'tmprl_very-secret';
    expect(faultsOf({ ...AT, TEMPORAL_API_KEY: `${secret}\n` })).toEqual([expect.stringMatching(/^TEMPORAL_API_KEY: must be one line/)]);
    const broken = put('broken.toml', `[profile.default]\napi_key = "${secret}"\naddress = nonsense\n`);
    const unknown = put('unknown.toml', `[profile.default]\napi_key = "${secret}"\nadress = "a:1"\n`);
    for (const file of [broken, unknown]) {
      const faults = faultsOf({ TEMPORAL_CONFIG_FILE: file });
      expect(faults).toHaveLength(1);
      expect(faults.join()).not.toContain(secret);
    }
    const key = put('broken.key', `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`);
    const faults = faultsOf({ ...AT, TEMPORAL_TLS_CLIENT_CERT_PATH: cert(), TEMPORAL_TLS_CLIENT_KEY_PATH: key });
    expect(faults).toEqual(['TEMPORAL_TLS_CLIENT_KEY_PATH: must be a private key without a passphrase, in PEM']);
  });
});

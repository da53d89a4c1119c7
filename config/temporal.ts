/**
 * Where Temporal is and how it is reached, as Temporal's own tools read it (@temporalio/envconfig): variables TEMPORAL_…, and a
 * profile of a TOML file where TEMPORAL_CONFIG_FILE or TEMPORAL_PROFILE asks for it (docs/adr/0122). What the SDK leaves to
 * chance is refused here: half of a pair of keys, a file that is not there, a key name that nobody reads.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ClientConfigProfile, type ClientConfigTLS, loadClientConfigProfile } from '@temporalio/envconfig';
import type { TemporalServer, TemporalTls } from '../temporal/connect.ts';

export type TemporalSettings = Omit<TemporalServer, 'address'> & {
  /** host:port of a server of one's own; null: the embedded one. */
  readonly address: string | null;
  readonly cliPath: string | null;
  /** Files that hold something secret of it. */
  readonly secretFiles: readonly string[];
};

type Given = Readonly<Record<string, string>>;
type Source = NonNullable<ClientConfigTLS['clientCert']>;

const ADDRESS = /^[^\s/:]+:\d+$|^\[[0-9a-f:]+\]:\d+$/i;
/** What a header of HTTP may hold; the SDK would show a value that holds something else in its error. */
const ONE_LINE = /^[\x21-\x7e]+$/;
const HEADER_VALUE = /^[\x20-\x7e]*$/;

/** `given`: the environment, without what is empty. */
export function readTemporal(given: Given): { readonly temporal: TemporalSettings; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const profile = profileOf(given, faults);
  const { address = null, namespace = 'default', apiKey = null, grpcMeta = {} } = profile;
  const tls = tlsOf(profile, given, faults);
  if (address !== null && !ADDRESS.test(address)) faults.push('TEMPORAL_ADDRESS: must be host:port');
  if (apiKey !== null && !ONE_LINE.test(apiKey)) faults.push('TEMPORAL_API_KEY: must be one line without blanks, as it was given out');
  for (const [name, value] of Object.entries(grpcMeta))
    if (!/^[a-z0-9_.-]+$/.test(name) || !HEADER_VALUE.test(value))
      faults.push(`TEMPORAL_GRPC_META_…: ${name} must be the name of a header, with a value in one line`);
  if (given.TEMPORAL_TLS_DISABLE_HOST_VERIFICATION !== undefined)
    faults.push(
      'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: is not heeded, because anybody could then be the server; name its authority in TEMPORAL_TLS_SERVER_CA_CERT_PATH',
    );
  // Without an address the embedded server runs, which knows nothing of these: nobody sets them for it.
  if (address === null)
    for (const [name, is] of [
      ['TEMPORAL_NAMESPACE', namespace !== 'default'],
      ['TEMPORAL_API_KEY', apiKey !== null],
      ['TEMPORAL_TLS', tls !== null],
    ] as const)
      if (is) faults.push(`${name}: is of a server of one's own; set TEMPORAL_ADDRESS beside it`);
  const secretFiles = [
    ...(profile.tls?.clientKey !== undefined && 'path' in profile.tls.clientKey ? [profile.tls.clientKey.path] : []),
    ...(given.TEMPORAL_CONFIG_FILE === undefined ? [] : [given.TEMPORAL_CONFIG_FILE]),
  ];
  return {
    temporal: { address, namespace, apiKey, tls, metadata: grpcMeta, cliPath: given.TEMPORAL_CLI_PATH ?? null, secretFiles },
    faults,
  };
}

/** A file of the machine's user is read only where it is asked for: it may be another programme's, and lead elsewhere. */
function profileOf(given: Given, faults: string[]): ClientConfigProfile {
  const { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: name } = given;
  if (file !== undefined && readOrFault('TEMPORAL_CONFIG_FILE', file, faults) === null) return {};
  const { TEMPORAL_TLS: on, ...others } = given;
  if (on !== undefined && !/^(true|false|1|0)$/.test(on)) faults.push('TEMPORAL_TLS: must be true or false');
  const overrideEnvVars = { ...others, ...(on === undefined ? {} : { TEMPORAL_TLS: on }) };
  try {
    return loadClientConfigProfile({ overrideEnvVars, disableFile: file === undefined && name === undefined, configFileStrict: true });
  } catch (error) {
    // The first line alone: further ones show what stands in the file, and that may be a key.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    faults.push(`${file === undefined && name === undefined ? 'TEMPORAL_TLS_…' : 'TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE'}: ${said}`);
    return {};
  }
}

function readOrFault(name: string, file: string, faults: string[]): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    faults.push(`${name}: ${file} cannot be read (${code}); correct the path, or the rights of the file`);
    return null;
  }
}

const PARTS = {
  clientCert: { name: 'TEMPORAL_TLS_CLIENT_CERT', is: 'a certificate', read: (pem: Buffer) => new X509Certificate(pem) },
  clientKey: { name: 'TEMPORAL_TLS_CLIENT_KEY', is: 'a private key without a passphrase', read: (pem: Buffer) => createPrivateKey(pem) },
  serverCACert: { name: 'TEMPORAL_TLS_SERVER_CA_CERT', is: 'a certificate', read: (pem: Buffer) => new X509Certificate(pem) },
} as const;

/** How a part is called: as a variable, or in the file where it stands. */
const nameOf = (part: keyof typeof PARTS, source: Source, given: Given): string => {
  const variable = `${PARTS[part].name}_${'path' in source ? 'PATH' : 'DATA'}`;
  if (given[variable] !== undefined) return variable;
  return `tls.${variable.slice('TEMPORAL_TLS_'.length).toLowerCase()} of the profile`;
};

function tlsOf({ tls, apiKey }: ClientConfigProfile, given: Given, faults: string[]): TemporalTls | null {
  // An API key never goes over a connection without TLS.
  if (tls === undefined || (tls.disabled === true && Object.keys(tls).length === 1) || (tls.disabled === true && apiKey === undefined))
    return apiKey === undefined ? null : { serverName: null, serverCa: null, client: null };
  const pem = (part: keyof typeof PARTS): Buffer | null => {
    const source = tls[part];
    if (source === undefined) return null;
    const name = nameOf(part, source, given);
    const bytes = 'path' in source ? readOrFault(name, source.path, faults) : Buffer.from(source.data);
    if (bytes === null) return null;
    try {
      PARTS[part].read(bytes);
      return bytes;
    } catch {
      faults.push(`${name}: must be ${PARTS[part].is}, in PEM`);
      return null;
    }
  };
  const [cert, key, serverCa] = [pem('clientCert'), pem('clientKey'), pem('serverCACert')];
  if ((tls.clientCert === undefined) !== (tls.clientKey === undefined)) {
    const [there, missing] = tls.clientKey === undefined ? (['CERT', 'KEY'] as const) : (['KEY', 'CERT'] as const);
    faults.push(`TEMPORAL_TLS_CLIENT_${there}_PATH: needs TEMPORAL_TLS_CLIENT_${missing}_PATH beside it`);
  }
  if (cert !== null && key !== null && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    faults.push('TEMPORAL_TLS_CLIENT_KEY_PATH: is not the key of the certificate beside it; bring both from the same place');
  return { serverName: tls.serverName ?? null, serverCa, client: cert === null || key === null ? null : { cert, key } };
}

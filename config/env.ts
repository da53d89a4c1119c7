/** The one reader of process.env: every setting of the product, checked at once, with every fault in one report. */
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { readAddress } from '../domain/notice/address.ts';
import { readSender } from '../notices/sender.ts';
import { BadSettings } from './bad-settings.ts';
import { readBots } from './bots.ts';
import { readDocuments } from './documents.ts';
import { readProviders } from './providers.ts';
import type { Settings } from './settings.ts';
import { readTemporal } from './temporal.ts';
import { WEAKNESSES } from './weaknesses.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const url = (...schemes: readonly string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}:`)), `must start with ${schemes.join(': or ')}:`);

/** Redirects, cookies and forms know no path before their own. */
function isOrigin(value: string): boolean {
  try {
    const { pathname, search, hash, username, password, hostname } = new URL(value);
    return pathname === '/' && `${search}${hash}${username}${password}` === '' && hostname !== '' && !hostname.endsWith('.');
  } catch {
    return false;
  }
}

/** What may be said of a mail server beside where it is; another name could send mails elsewhere or leave out a check. */
const SMTP_SAYS = ['requireTLS', 'name', 'authMethod', 'tls.servername', 'tls.rejectUnauthorized'];

function saysOfSmtp(value: string): string | null {
  if (!URL.canParse(value)) return 'must be smtp://user:password@host:port or smtps://…';
  const { hostname, searchParams } = new URL(value);
  if (hostname === '') return 'must name a host';
  const names = [...searchParams.keys()];
  const unknown = names.find((name) => !SMTP_SAYS.includes(name));
  if (unknown !== undefined) return `may say ${SMTP_SAYS.join(', ')} behind the ?, and not ${unknown}`;
  return new Set(names).size === names.length ? null : 'must say each thing behind the ? once';
}

/** An address of our own; what comes after a `+` is ours to add, and other servers must be able to write to it. */
const address = z.string().transform((value, context) => {
  const read = readAddress(value, domainToASCII);
  const fault =
    'fault' in read
      ? read.fault.en
      : read.address.includes('+')
        ? 'must be an address without a + part'
        : read.unicode
          ? 'must have a local part of ASCII letters, which every mail server can write to'
          : null;
  if (fault === null && 'address' in read) return read.address;
  context.addIssue({ code: 'custom', message: fault ?? 'must be a mail address' });
  return z.NEVER;
});
const sender = z.string().transform((value, context) => {
  const read = readSender(value);
  if (!('fault' in read)) return read;
  context.addIssue({ code: 'custom', message: read.fault });
  return z.NEVER;
});

/** `10.8.0.0/16`. */
function isNetwork(text: string): boolean {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  return family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/** `off`, `9464`, `10.8.0.5:9464`, `[::1]:9464`. */
const METRICS_AT = /^(off|(?:(?:\[[0-9a-f:]+\]|[^\s:/]+):)?\d{1,5})$/i;

/** Null: they are not shown. `port` null: one beside the API's. */
function metricsAt(given: string | undefined): Settings['metrics'] {
  if (given === 'off') return null;
  const [, host = '127.0.0.1', digits] = /^(?:(.+):)?(\d+)$/.exec(given ?? '') ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: digits === undefined ? null : Number(digits) };
}

const schema = z.object({
  /** A PostgreSQL of one's own; unset: the embedded one. */
  DATABASE_URL: url('postgresql', 'postgres').optional(),
  /** A mail server of one's own; unset: the embedded mail catcher. */
  SMTP_URL: url('smtp', 'smtps')
    .superRefine((value, context) => {
      const fault = saysOfSmtp(value);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    })
    .optional(),
  MAIL_FROM: sender.prefault('托建 <no-reply@tuojian.local>'),
  /** The API's port; the embedded parts and metrics take the ports after it. */
  TUOJIAN_PORT: port.default(8700),
  TUOJIAN_HOST: z.string().default('127.0.0.1'),
  /** Where people reach the API; links in mails start with it. */
  TUOJIAN_PUBLIC_URL: url('http', 'https')
    .refine(
      isOrigin,
      'must be an address without a path and without a dot at its end, such as https://tuojian.example.gov.cn: give the service a host name of its own',
    )
    .optional(),
  /** `1`: workers of a new build wait until `tuojian workers use` makes it the current one. */
  TUOJIAN_BUILD_WAITS: z.enum(['0', '1']).default('0'),
  /** `1`: the embedded Temporal shows its web UI, which answers whoever asks on this machine. */
  TUOJIAN_TEMPORAL_UI: z.enum(['0', '1']).default('0'),
  TUOJIAN_DATA_DIR: z.string().default('.data'),
  /** Where new documents go: `database`, `disk`, `s3` (config/documents.ts). */
  TUOJIAN_FILES: z.string().optional(),
  /** The folder of those on a disk. */
  TUOJIAN_FILES_DIR: z.string().optional(),
  /** The bucket of those in an S3 store. */
  TUOJIAN_S3_URL: z.string().optional(),
  TUOJIAN_S3_KEY: z.string().optional(),
  TUOJIAN_S3_SECRET: z.string().optional(),
  TUOJIAN_S3_REGION: z.string().optional(),
  /** A clamd that looks at each document. */
  TUOJIAN_CLAMD: z.string().optional(),
  /** Whether documents are taken while it does not answer: `closed`, `open`. */
  TUOJIAN_CLAMD_DOWN: z.string().optional(),
  /** How long a link of a mail works. */
  TUOJIAN_LINK_DAYS: z.coerce.number().int().min(1).max(90).default(30),
  /** A form that comes back sooner was not read by a person. */
  TUOJIAN_LEAST_READING_MS: z.coerce.number().int().min(0).max(60_000).default(2_000),
  /** So many mails an hour to one person; the rest is held back or goes into the digest. Unset: 60, and no limit with the mail catcher. */
  TUOJIAN_MAILS_PER_HOUR: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** When the overview of a working day is sent, Asia/Shanghai; `never` for none. */
  TUOJIAN_DIGEST_AT: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|never)$/, 'must be a time like 08:30, or never')
    .default('08:30'),
  /** Where late bounces come back, `bounces@county.gov.cn`; each mail adds its own `+ID`. */
  TUOJIAN_BOUNCE_ADDRESS: address.optional(),
  /** Where answers by mail go. Setting it switches deciding by mail on. */
  TUOJIAN_REPLY_ADDRESS: address.optional(),
  /** What whoever posts incoming mail must know; it also signs return paths. */
  TUOJIAN_INBOUND_SECRET: z.string().min(24, 'must have at least 24 characters').optional(),
  /** A mailbox with bounces and replies: `imaps://user:password@host:993/INBOX`. */
  TUOJIAN_INBOUND_IMAP: url('imap', 'imaps').optional(),
  /** A JSON file of group bots (docs/mail.md). */
  TUOJIAN_BOTS: z.string().optional(),
  /** Networks of the county's own that outgoing events may go to, `10.8.0.0/16,fd12::/16`; without it the public internet alone. */
  TUOJIAN_WEBHOOK_NETWORKS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((network) => network !== ''))
    .refine((list) => list.every(isNetwork), 'must be networks like 10.8.0.0/16, separated by commas'),
  /** `1`: to those networks without TLS too. */
  TUOJIAN_WEBHOOK_HTTP: z.enum(['0', '1']).default('0'),
  /** `1`: a password with a second factor (TOTP) signs in as well. */
  TUOJIAN_SIGN_IN_PASSWORDS: z.enum(['0', '1']).default('0'),
  /** A JSON file of accounts elsewhere by which people may sign in: OIDC, DingTalk, WeCom, Feishu (docs/sign-in.md). */
  TUOJIAN_SIGN_IN_PROVIDERS: z.string().optional(),
  /** Weak settings that are allowed in production, by name (config/weaknesses.ts): `plain-smtp,database-role`. */
  TUOJIAN_ALLOW: z
    .string()
    .default('')
    .transform((names) => names.split(/[\s,]+/).filter((name) => name !== ''))
    .pipe(z.array(z.enum(WEAKNESSES))),
  /** File with the keys that seal commands to cases; unset: `seal-keys.json` in the data folder. API, worker and commands share it. */
  TUOJIAN_SEAL_KEY: z.string().optional(),
  /** File with the keys that encrypt what Temporal keeps; unset: `payload-keys.json` in the data folder. API, worker and commands share it. */
  TUOJIAN_PAYLOAD_KEY: z.string().optional(),
  /** File with the keys that sign the cookies of sessions and encrypt second factors; unset: `sign-in-keys.json` in the data folder. All APIs of one service share it. */
  TUOJIAN_SIGN_IN_KEY: z.string().optional(),
  /** How long a browser stays signed in; then its person signs in anew. */
  TUOJIAN_SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  /** Folder of the keys that sign the log; unset: `log-keys` in the data folder. It belongs on one machine, outside the database. */
  TUOJIAN_LOG_KEYS: z.string().optional(),
  /** The log's name in its checkpoints, when its first key is made; unset: one is drawn. */
  TUOJIAN_LOG_NAME: z
    .string()
    .regex(/^[^\s+]+$/, 'may hold no space and no +')
    .optional(),
  /** File that every checkpoint is appended to; unset: `checkpoints.txt` in the data folder. Put it on another disk. */
  TUOJIAN_CHECKPOINT_FILE: z.string().optional(),
  /** Mailbox that checkpoints and alarms are sent to. */
  TUOJIAN_CHECKPOINT_MAIL: address.optional(),
  /** Minutes between two mails with a checkpoint. */
  TUOJIAN_CHECKPOINT_MAIL_MINUTES: z.coerce.number().int().min(1).max(10_080).default(60),
  /** So many links that do not exist may be tried from one address in a minute; more are answered shortly. */
  TUOJIAN_MISSES_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(120),
  /** How many proxies of one's own stand before the API; their X-Forwarded-For is then believed (T20). */
  TUOJIAN_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  /** Longer than the 10 s after which Temporal gives a lost workflow task out again: what was asked in it still gets its answer. */
  TUOJIAN_DEADLINE_MS: z.coerce.number().int().min(500).max(60_000).default(12_000),
  /** The CLI's sign-in for the API (`tuojian user token`). */
  TUOJIAN_TOKEN: z.string().optional(),
  /** Node's own; `0` has every certificate believed. */
  NODE_TLS_REJECT_UNAUTHORIZED: z.string().optional(),
  /** Where `/metrics` is shown: PORT or HOST:PORT, the host 127.0.0.1 unless given; `off`; unset: a port beside the API's on loopback (docs/monitoring.md). */
  TUOJIAN_METRICS: z
    .string()
    .refine((value) => METRICS_AT.test(value) && Number(/\d*$/.exec(value)?.[0] || 1) <= 65_535, 'must be a port, host:port, or off')
    .optional(),
  /** OpenTelemetry's own: the collector that traces are sent to, by OTLP over HTTP; unset: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
  /** OpenTelemetry's own: as whom they are sent. */
  OTEL_SERVICE_NAME: z.string().default('tuojian'),
  TUOJIAN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

type Given = Readonly<Record<string, string>>;

/**
 * Reads `.env` where there is one, then the environment; `defaults` stand below both, `overrides` above.
 * Error: BadSettings with every fault.
 */
export function readSettings({ defaults = {}, overrides = {} }: { readonly defaults?: Given; readonly overrides?: Given } = {}): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = Object.fromEntries(
    Object.entries({ ...defaults, ...process.env, ...overrides }).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
  const parsed = schema.safeParse(given);
  const { temporal, faults: atTemporal } = readTemporal(given);
  if (!parsed.success) throw new BadSettings([...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`), ...atTemporal]);
  const env = parsed.data;
  const faults = [...atTemporal];
  for (const name of ['TUOJIAN_BOUNCE_ADDRESS', 'TUOJIAN_REPLY_ADDRESS', 'TUOJIAN_INBOUND_IMAP'] as const)
    if (env[name] !== undefined && env.TUOJIAN_INBOUND_SECRET === undefined) faults.push(`${name}: needs TUOJIAN_INBOUND_SECRET beside it`);
  const { bots, faults: botFaults } = env.TUOJIAN_BOTS === undefined ? { bots: [], faults: [] } : readBots(env.TUOJIAN_BOTS);
  faults.push(...botFaults);
  const { providers, faults: providerFaults } =
    env.TUOJIAN_SIGN_IN_PROVIDERS === undefined ? { providers: [], faults: [] } : readProviders(env.TUOJIAN_SIGN_IN_PROVIDERS);
  faults.push(...providerFaults);
  const { documents, scanner, faults: documentFaults } = readDocuments(given, env.TUOJIAN_DATA_DIR);
  faults.push(...documentFaults);
  if (faults.length > 0) throw new BadSettings(faults);
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    temporal,
    buildWaits: env.TUOJIAN_BUILD_WAITS === '1',
    temporalUi: env.TUOJIAN_TEMPORAL_UI === '1',
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: { name: env.MAIL_FROM.name === '' ? '托建' : env.MAIL_FROM.name, address: env.MAIL_FROM.address },
    port: env.TUOJIAN_PORT,
    host: env.TUOJIAN_HOST,
    // As browsers say it in Host and Origin: small letters, no port that goes without saying.
    publicUrl: new URL(env.TUOJIAN_PUBLIC_URL ?? `http://localhost:${env.TUOJIAN_PORT}`).origin,
    dataDir: path.resolve(env.TUOJIAN_DATA_DIR),
    documents,
    scanner,
    cacheDir: cacheFolder(),
    linkDays: env.TUOJIAN_LINK_DAYS,
    leastReadingMs: env.TUOJIAN_LEAST_READING_MS,
    deadlineMs: env.TUOJIAN_DEADLINE_MS,
    // Nobody's mailbox is flooded by the mail catcher, and a demo plays years in a minute.
    mailsPerHour: env.TUOJIAN_MAILS_PER_HOUR ?? (env.SMTP_URL === undefined ? 1_000_000 : 60),
    digestAt: env.TUOJIAN_DIGEST_AT === 'never' ? null : env.TUOJIAN_DIGEST_AT,
    inbound: {
      secret: env.TUOJIAN_INBOUND_SECRET ?? null,
      bounces:
        env.TUOJIAN_BOUNCE_ADDRESS === undefined || env.TUOJIAN_INBOUND_SECRET === undefined
          ? null
          : { address: env.TUOJIAN_BOUNCE_ADDRESS, secret: env.TUOJIAN_INBOUND_SECRET },
      replyAddress: env.TUOJIAN_REPLY_ADDRESS ?? null,
      imapUrl: env.TUOJIAN_INBOUND_IMAP ?? null,
    },
    bots,
    webhooks: { networks: env.TUOJIAN_WEBHOOK_NETWORKS, http: env.TUOJIAN_WEBHOOK_HTTP === '1' },
    providers,
    providersFile: env.TUOJIAN_SIGN_IN_PROVIDERS ?? null,
    allow: env.TUOJIAN_ALLOW,
    sealKey: path.resolve(env.TUOJIAN_SEAL_KEY ?? path.join(env.TUOJIAN_DATA_DIR, 'seal-keys.json')),
    payloadKey: path.resolve(env.TUOJIAN_PAYLOAD_KEY ?? path.join(env.TUOJIAN_DATA_DIR, 'payload-keys.json')),
    signInKey: path.resolve(env.TUOJIAN_SIGN_IN_KEY ?? path.join(env.TUOJIAN_DATA_DIR, 'sign-in-keys.json')),
    sessionHours: env.TUOJIAN_SESSION_HOURS,
    passwords: env.TUOJIAN_SIGN_IN_PASSWORDS === '1',
    auditLog: {
      keys: path.resolve(env.TUOJIAN_LOG_KEYS ?? path.join(env.TUOJIAN_DATA_DIR, 'log-keys')),
      name: env.TUOJIAN_LOG_NAME ?? null,
      file: path.resolve(env.TUOJIAN_CHECKPOINT_FILE ?? path.join(env.TUOJIAN_DATA_DIR, 'checkpoints.txt')),
      mail:
        env.TUOJIAN_CHECKPOINT_MAIL === undefined
          ? null
          : { address: env.TUOJIAN_CHECKPOINT_MAIL, everyMinutes: env.TUOJIAN_CHECKPOINT_MAIL_MINUTES },
    },
    checksCertificates: env.NODE_TLS_REJECT_UNAUTHORIZED !== '0',
    proxyHops: env.TUOJIAN_PROXY_HOPS,
    missesPerMinute: env.TUOJIAN_MISSES_PER_MINUTE,
    metrics: metricsAt(env.TUOJIAN_METRICS),
    traces: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? null : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: env.OTEL_SERVICE_NAME },
    token: env.TUOJIAN_TOKEN ?? null,
    log: env.TUOJIAN_LOG,
  };
}

/** Downloads and builds are kept per user, so that a second clone finds them. */
function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'tuojian');
}

/** The environment of a service started beside this process: this one's, with these settings in place of its own. */
export const environmentWith = (settings: Given): Readonly<Record<string, string | undefined>> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !(name in schema.shape || name.startsWith('TEMPORAL_')))),
  ...settings,
});

/** Settings of the tools that tests need, apart from the product's own. */
export const browserPath = (): string | null => process.env.CHROMIUM_PATH ?? null;
/** Folder of temporal-server and temporal-sql-tool; unset: found or got. */
export const temporalServerFolder = (): string | null => process.env.TEMPORAL_SERVER_PATH || null;
/** host:port of a Temporal server for tests of the service, namespace `default`; unset: the embedded one. */
export const temporalOfTests = (): string | null => process.env.TUOJIAN_TEST_TEMPORAL || null;
/** `build`: tests on Temporal's own server get it where it is not there, in minutes, instead of being left out. */
export const buildsServerForTests = (): boolean => process.env.TUOJIAN_TEST_SERVER === 'build';

/** The one reader of process.env: every setting of the product, checked at once, with every fault in one report. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const url = (...schemes: readonly string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}:`)), `must start with ${schemes.join(': or ')}:`);

const schema = z.object({
  /** A PostgreSQL of one's own; unset: the embedded one. */
  DATABASE_URL: url('postgresql', 'postgres').optional(),
  /** A Temporal server of one's own, host:port; unset: the embedded one. */
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/:]+:\d+$/, 'must be host:port')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.enum(['true', 'false']).default('false'),
  /** Where the Temporal CLI lies; unset: found or fetched. */
  TEMPORAL_CLI_PATH: z.string().optional(),
  /** A mail server of one's own; unset: the embedded mail catcher. */
  SMTP_URL: url('smtp', 'smtps').optional(),
  MAIL_FROM: z.string().default('托建 <no-reply@tuojian.local>'),
  /** The API's port; the embedded parts take the ports after it. */
  TUOJIAN_PORT: port.default(8700),
  TUOJIAN_HOST: z.string().default('127.0.0.1'),
  /** Where people reach the API; links in mails start with it. */
  TUOJIAN_PUBLIC_URL: url('http', 'https').optional(),
  TUOJIAN_DATA_DIR: z.string().default('.data'),
  /** How long a link of a mail works. */
  TUOJIAN_LINK_DAYS: z.coerce.number().int().min(1).max(90).default(30),
  /** A form that comes back sooner was not read by a person. */
  TUOJIAN_LEAST_READING_MS: z.coerce.number().int().min(0).max(60_000).default(2_000),
  TUOJIAN_DEADLINE_MS: z.coerce.number().int().min(500).max(60_000).default(10_000),
  /** The CLI's sign-in for the API (`tuojian user token`). */
  TUOJIAN_TOKEN: z.string().optional(),
  TUOJIAN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Settings = {
  readonly databaseUrl: string | null;
  readonly temporal: {
    readonly address: string | null;
    readonly namespace: string;
    readonly apiKey: string | null;
    readonly tls: boolean;
    readonly cliPath: string | null;
  };
  readonly smtpUrl: string | null;
  readonly mailFrom: { readonly name: string; readonly address: string };
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly linkDays: number;
  readonly leastReadingMs: number;
  readonly deadlineMs: number;
  readonly token: string | null;
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

export class BadSettings extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`settings are wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'BadSettings';
    this.faults = faults;
  }
}

type Given = Readonly<Record<string, string>>;

/**
 * Reads `.env` where there is one, then the environment; `defaults` stand below both, `overrides` above.
 * Error: BadSettings with every fault.
 */
export function readSettings({ defaults = {}, overrides = {} }: { readonly defaults?: Given; readonly overrides?: Given } = {}): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = Object.fromEntries(Object.entries({ ...defaults, ...process.env, ...overrides }).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new BadSettings(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const env = parsed.data;
  const from = /^(.*?)\s*<([^<>]+)>$/.exec(env.MAIL_FROM);
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? null,
      namespace: env.TEMPORAL_NAMESPACE,
      apiKey: env.TEMPORAL_API_KEY ?? null,
      tls: env.TEMPORAL_TLS === 'true',
      cliPath: env.TEMPORAL_CLI_PATH ?? null,
    },
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: { name: from?.[1] ?? '托建', address: from?.[2] ?? env.MAIL_FROM },
    port: env.TUOJIAN_PORT,
    host: env.TUOJIAN_HOST,
    publicUrl: (env.TUOJIAN_PUBLIC_URL ?? `http://localhost:${env.TUOJIAN_PORT}`).replace(/\/$/, ''),
    dataDir: path.resolve(env.TUOJIAN_DATA_DIR),
    cacheDir: cacheFolder(),
    linkDays: env.TUOJIAN_LINK_DAYS,
    leastReadingMs: env.TUOJIAN_LEAST_READING_MS,
    deadlineMs: env.TUOJIAN_DEADLINE_MS,
    token: env.TUOJIAN_TOKEN ?? null,
    log: env.TUOJIAN_LOG,
  };
}

/** Downloads and builds are kept per user, so that a second clone finds them. */
function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'tuojian');
}

/** Settings of the tools that tests need, apart from the product's own. */
export const browserPath = (): string | null => process.env.CHROMIUM_PATH ?? null;

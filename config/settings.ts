/** The settings of this service, as the rest of the house sees them. Deliberately absent: how they are read (env.ts). */
import type { BotSettings } from './bots.ts';
import type { DocumentSettings, ScannerSettings } from './documents.ts';
import type { ProviderSettings } from './providers.ts';
import type { TemporalSettings } from './temporal.ts';

export type Settings = {
  readonly databaseUrl: string | null;
  readonly temporal: TemporalSettings;
  /** Whether a new build of workers waits until a person makes it the current one. */
  readonly buildWaits: boolean;
  /** Whether the embedded Temporal shows its web UI. */
  readonly temporalUi: boolean;
  readonly smtpUrl: string | null;
  readonly mailFrom: { readonly name: string; readonly address: string };
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Where documents lie. */
  readonly documents: DocumentSettings;
  /** The virus scanner that each document is given to; null: none. */
  readonly scanner: ScannerSettings | null;
  readonly cacheDir: string;
  readonly linkDays: number;
  readonly leastReadingMs: number;
  readonly deadlineMs: number;
  readonly mailsPerHour: number;
  /** `08:30`; null: no overview. */
  readonly digestAt: string | null;
  readonly inbound: {
    readonly secret: string | null;
    /** Where late bounces come back, and what signs that address; null: they are not read. */
    readonly bounces: { readonly address: string; readonly secret: string } | null;
    readonly replyAddress: string | null;
    readonly imapUrl: string | null;
  };
  readonly bots: readonly BotSettings[];
  /** Networks of one's own that messages to other systems may reach, and whether without TLS. */
  readonly webhooks: { readonly networks: readonly string[]; readonly http: boolean };
  /** Accounts elsewhere by which people may sign in. */
  readonly providers: readonly ProviderSettings[];
  /** Where they stand with their secrets; null: nowhere. */
  readonly providersFile: string | null;
  /** Names of weaknesses that are allowed. */
  readonly allow: readonly string[];
  /** File with the keys that seal what is sent to cases. */
  readonly sealKey: string;
  /** File with the keys that encrypt what Temporal keeps. */
  readonly payloadKey: string;
  /** File with the keys that sign the cookies of sessions. */
  readonly signInKey: string;
  readonly sessionHours: number;
  /** Whether a password with a second factor signs in. */
  readonly passwords: boolean;
  /** Who signs the log, and where checkpoints are kept outside the database. */
  readonly auditLog: LogSettings;
  /** Whether certificates of others are looked at. */
  readonly checksCertificates: boolean;
  readonly proxyHops: number;
  readonly missesPerMinute: number;
  /** Where metrics are shown; `port` null: one beside the API's. Null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number | null } | null;
  /** The collector that traces are sent to, and as whom; null: there are none. */
  readonly traces: { readonly endpoint: string; readonly service: string } | null;
  readonly token: string | null;
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

export type LogSettings = {
  readonly keys: string;
  readonly name: string | null;
  readonly file: string;
  readonly mail: { readonly address: string; readonly everyMinutes: number } | null;
};

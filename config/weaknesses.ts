/**
 * Settings that work and that nobody should run in production with: each with what it means and the way out. `start`,
 * `api`, `worker` and `doctor` look at this one list. Deliberately absent: what only the database or Temporal can say
 * (cli/production.ts).
 */
import { existsSync } from 'node:fs';
import pgConnection from 'pg-connection-string';
import { openToOthers } from './key-files.ts';
import type { Settings } from './settings.ts';

export const WEAKNESSES = [
  'plain-http',
  'plain-smtp',
  'plain-imap',
  'plain-temporal',
  'plain-database',
  'unchecked-tls',
  'database-role',
  'temporal-version',
  'log-keys',
  'seal-key',
  'clear-payloads',
  'open-keys',
  'local-address',
  'default-sender',
] as const;
export type Weakness = { readonly name: (typeof WEAKNESSES)[number]; readonly says: string; readonly wayOut: string };

/** What runs as a part of its own; the embedded parts are on loopback and bring their own keys. */
export type Outside = { readonly api: boolean; readonly worker: boolean };

/** 127.0.0.0/8, ::1, localhost and names below it. */
export const isLoopback = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

export const DEFAULT_SENDER = 'no-reply@tuojian.local';

const hostOf = (url: string): string => new URL(url).hostname;

/** As the driver reads it: what stands behind the ? can name another host, and says how TLS is done. */
function databaseAt(url: string): { readonly host: string; readonly far: boolean; readonly checked: boolean } {
  try {
    const { host, ssl } = pgConnection.parse(url);
    const local = host === null || host === undefined || host === '' || host.startsWith('/') || isLoopback(host);
    const checked = ssl === true || (typeof ssl === 'object' && ssl.rejectUnauthorized !== false);
    return { host: host ?? '', far: !local, checked };
  } catch {
    // A file of keys that cannot be read: the connection will fail, and tell so.
    return { host: '', far: false, checked: true };
  }
}

/** Of a mail server: TLS from the start or insisted on, with its certificate looked at. */
function isSafe(smtpUrl: string): boolean {
  const { protocol, searchParams } = new URL(smtpUrl);
  const checks = searchParams.get('tls.rejectUnauthorized') ?? 'true';
  return (protocol === 'smtps:' || searchParams.get('requireTLS') === 'true') && checks === 'true';
}

export function weaknessesIn(settings: Settings, outside: Outside): readonly Weakness[] {
  const { publicUrl, host, smtpUrl, inbound, temporal, databaseUrl, mailFrom } = settings;
  const found: Weakness[] = [];
  const note = noteIn(found);
  const far = (url: string | null): url is string => url !== null && !isLoopback(hostOf(url));
  note(
    'plain-http',
    publicUrl.startsWith('http:') && far(publicUrl),
    `People would reach ${publicUrl} without TLS: links and codes can be read on the way.`,
    'Put TLS before the API and set TUOJIAN_PUBLIC_URL to its https:// address.',
  );
  note(
    'plain-http',
    publicUrl.startsWith('http:') && !far(publicUrl) && !isLoopback(host),
    `The API would answer on ${host} without TLS, and links would lead to ${publicUrl}, which others cannot open.`,
    'Leave TUOJIAN_HOST at 127.0.0.1; or put TLS before the API and set TUOJIAN_PUBLIC_URL to its https:// address.',
  );
  note(
    'plain-smtp',
    far(smtpUrl) && !isSafe(smtpUrl),
    `Mails would go to ${smtpUrl === null ? '' : hostOf(smtpUrl)} without TLS, or to whoever says that it is it: password and links can be read on the way.`,
    'Use smtps://, or add ?requireTLS=true to SMTP_URL where the server offers STARTTLS; leave its certificate checked.',
  );
  note(
    'plain-imap',
    far(inbound.imapUrl) && inbound.imapUrl.startsWith('imap:'),
    'The mailbox would be read without TLS: its password can be read on the way.',
    'Use imaps:// in TUOJIAN_INBOUND_IMAP.',
  );
  note(
    'plain-temporal',
    temporal.address !== null && !isLoopback(temporal.address.replace(/:\d+$/, '')) && temporal.tls === null,
    `Temporal at ${temporal.address} would be spoken to without TLS: what people write can be read on the way.`,
    'Set TEMPORAL_TLS=true.',
  );
  const database = databaseUrl === null ? null : databaseAt(databaseUrl);
  note(
    'plain-database',
    database?.far === true && !database.checked,
    `PostgreSQL at ${database?.host} would be spoken to without TLS, or without looking whether it is that server.`,
    'Add ?sslmode=verify-full to DATABASE_URL (with sslrootcert= where its certificate is of a CA of your own).',
  );
  note(
    'unchecked-tls',
    !settings.checksCertificates,
    'NODE_TLS_REJECT_UNAUTHORIZED=0 has every certificate believed: mails, mailbox and database could be anybody.',
    'Unset it; for a CA of your own set NODE_EXTRA_CA_CERTS.',
  );
  found.push(...ofKeys(settings, outside));
  note(
    'local-address',
    far(smtpUrl) && isLoopback(hostOf(publicUrl)),
    `Mails would go out with links to ${publicUrl}, which nobody else can open.`,
    'Set TUOJIAN_PUBLIC_URL to the address at which people reach the service.',
  );
  note(
    'default-sender',
    far(smtpUrl) && mailFrom.address === DEFAULT_SENDER,
    `Mails would come from ${DEFAULT_SENDER}, which no mail server believes.`,
    'Set MAIL_FROM to an address of your own domain.',
  );
  return found;
}

const noteIn =
  (found: Weakness[]) =>
  (name: Weakness['name'], is: boolean, says: string, wayOut: string): void => {
    if (is) found.push({ name, says, wayOut });
  };

/** Keys that are missing, or that others may read. */
function ofKeys({ auditLog, sealKey, payloadKey }: Settings, outside: Outside): readonly Weakness[] {
  const found: Weakness[] = [];
  const note = noteIn(found);
  note(
    'log-keys',
    outside.worker && !existsSync(auditLog.keys),
    `There is no folder of signing keys at ${auditLog.keys}: a new key would begin a log that nobody knows.`,
    "Put the log's keys there (TUOJIAN_LOG_KEYS); for a first start, make the folder: mkdir -m 700.",
  );
  note(
    'seal-key',
    (outside.api || outside.worker) && !existsSync(sealKey),
    `There is no seal key at ${sealKey}: what the API sends to cases could not be told from what others send.`,
    'Run `npx tuojian seal-key` once and give the file to every process (TUOJIAN_SEAL_KEY).',
  );
  note(
    'clear-payloads',
    (outside.api || outside.worker) && !existsSync(payloadKey),
    `There is no payload key at ${payloadKey}: what people write would stand readable in Temporal, its backups and its web UI.`,
    'Run `npx tuojian payload-key` once, keep a copy, and give the file to every process (TUOJIAN_PAYLOAD_KEY).',
  );
  const open = outside.api || outside.worker ? openToOthers([sealKey, payloadKey, auditLog.keys]) : [];
  note(
    'open-keys',
    open.length > 0,
    `Others on this machine may read or change ${open.join(', ')}: they could sign, seal and read as this service does.`,
    `Run: chmod -R go= ${open.join(' ')}`,
  );
  return found;
}

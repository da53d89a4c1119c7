/** One stack for all service tests: real PostgreSQL, real Temporal, real SMTP, with the example programme imported. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { TestProject } from 'vitest/node';
import { readSettings, temporalOfTests } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { guarded } from '../../scripts/guarded.ts';
import { searchSecrets, secretsIn } from '../../scripts/torture/secrets.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { startFakeAccounts } from './fake-accounts.ts';
import { startFakeVendors } from './fake-vendors.ts';
import { OIDC_CLIENT, startOidc } from './oidc.ts';

export type Service = {
  readonly apiUrl: string;
  readonly outboxUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Where its signing keys and outside checkpoints lie. */
  readonly dataDir: string;
  /** API tokens by person. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Signs mails of the domain that the example's people write from; PEM. */
  readonly dkimKey: string;
  /** The fake chat vendors, with what was posted to them. */
  readonly vendorsUrl: string;
  /** Where the fake pages of DingTalk, WeCom and Feishu stand, by which people sign in. */
  readonly accountsUrl: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    service: Service;
  }
}

/** Short, so that tests need not wait; the limit itself has a test of its own. */
export const LEAST_READING_MS = 300;

export const INBOUND_SECRET = 'a-secret-of-the-tests-alone';
export const REPLY_ADDRESS = 'reply@tuojian.example';
/** One recipient gets more only where a test means it. */
export const MAILS_PER_HOUR = 500;
export const DKIM = { domain: 'qinghe.example', selector: 'test' } as const;

/**
 * Temporal deletes a closed workflow once its queues have noted how far they are: by default every 30 seconds, and what
 * asks too early waits ever longer (measured: from 35 s to over 200 s; with these, 4 s).
 */
const DELETES_SOON = ['history.transferProcessorUpdateAckInterval="1s"', 'history.visibilityProcessorUpdateAckInterval="1s"'];

/** DNS with one record: the key of the people's domain. */
const dnsOf = (key: Buffer) => async (name: string, type: string) => {
  if (type === 'TXT' && name === `${DKIM.selector}._domainkey.${DKIM.domain}`) return [[`v=DKIM1; k=rsa; p=${key.toString('base64')}`]];
  throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
};

/** Every token and code that any mail of all these tests carried, looked for in tables and workflow histories. */
async function strayed({ database, temporalAddress, payloads, mailCatcher }: Stack): Promise<readonly string[]> {
  const connection = await Connection.connect({ address: temporalAddress });
  const secrets = secretsIn(mailCatcher?.running?.mails() ?? []);
  const report = await searchSecrets({ secrets, database, client: new Client({ connection }), payloads, logs: '' });
  await connection.close();
  console.log(`${report.secrets} secrets of mails looked for in ${report.places} places: ${report.hits.length} found`);
  return report.hits;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-test-'));
  // A run of vitest that is interrupted tears nothing down.
  guarded().removes(dataDir);
  const port = await freePortBlock(7);
  const vendors = await startFakeVendors();
  const accounts = await startFakeAccounts();
  const oidc = await startOidc(
    [
      { sub: 'county-1', email: 'meng-xi@qinghe.example', verified: true },
      { sub: 'county-2', email: 'liu-chuan@qinghe.example', verified: false },
      { sub: 'county-3', email: 'not-of-ours@qinghe.example', verified: true },
    ],
    `http://localhost:${port}/api/v1/sign-in/callback/county`,
  );
  const providersFile = path.join(dataDir, 'providers.json');
  const county = { kind: 'OIDC', id: 'county', name: { zh: '县统一身份', en: 'County' }, discoveryUrl: oidc.discoveryUrl };
  const providers = [{ ...county, clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret }, ...accounts.providers];
  writeFileSync(providersFile, JSON.stringify(providers));
  const botsFile = path.join(dataDir, 'bots.json');
  writeFileSync(botsFile, JSON.stringify(vendors.bots('QH')));
  const dkim = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const settings = readSettings({
    defaults: { TUOJIAN_LOG: 'error' },
    overrides: {
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(port),
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_LEAST_READING_MS: String(LEAST_READING_MS),
      TUOJIAN_MAILS_PER_HOUR: String(MAILS_PER_HOUR),
      TUOJIAN_DIGEST_AT: 'never',
      // All tests and their machines come from one address; the limit has a test of its own.
      TUOJIAN_MISSES_PER_MINUTE: '1000000',
      TUOJIAN_INBOUND_SECRET: INBOUND_SECRET,
      TUOJIAN_BOUNCE_ADDRESS: 'bounces@tuojian.example',
      TUOJIAN_REPLY_ADDRESS: REPLY_ADDRESS,
      TUOJIAN_BOTS: botsFile,
      TUOJIAN_SIGN_IN_PROVIDERS: providersFile,
      TUOJIAN_SIGN_IN_PASSWORDS: '1',
      TUOJIAN_CHECKPOINT_MAIL: 'audit-office@qinghe.example',
      TUOJIAN_CHECKPOINT_MAIL_MINUTES: '1',
      DATABASE_URL: '',
      // A server of one's own where `npm run temporal:server -- --tests` names it.
      TEMPORAL_ADDRESS: temporalOfTests() ?? '',
      SMTP_URL: '',
    },
  });
  const stack = await startStack({
    settings,
    temporalUi: false,
    dynamicConfig: DELETES_SOON,
    say: () => undefined,
    inboundResolver: dnsOf(dkim.publicKey),
  });
  const programme = await exampleOfToday();
  await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
  const tokens: Record<string, string> = {};
  for (const { id } of programme.file.people) tokens[id] = await issueApiToken(stack.database, id, 1);
  project.provide('serverUrl', stack.databaseUrl);
  project.provide('service', {
    apiUrl: stack.apiUrl,
    outboxUrl: stack.outboxUrl ?? '',
    databaseUrl: stack.databaseUrl,
    temporalAddress: stack.temporalAddress,
    dataDir,
    tokens,
    dkimKey: dkim.privateKey,
    vendorsUrl: vendors.url,
    accountsUrl: accounts.url,
  });
  return async () => {
    const found = await strayed(stack);
    await stack.stop();
    await Promise.all([vendors.stop(), accounts.stop(), oidc.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
    if (found.length > 0) throw new Error(`secrets of mails stand where none may:\n${found.join('\n')}`);
  };
}

/** One stack for all service tests: real PostgreSQL, real Temporal, real SMTP, with the example programme imported. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { checkProgrammeFolder } from '../../cli/programme-folder.ts';
import { storeProgramme } from '../../cli/store-programme.ts';
import { readSettings } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { startStack } from '../../local/stack.ts';
import { issueApiToken } from '../../prisma/people.ts';

export type Service = {
  readonly apiUrl: string;
  readonly outboxUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** API tokens by person. */
  readonly tokens: Readonly<Record<string, string>>;
};

declare module 'vitest' {
  export interface ProvidedContext {
    service: Service;
  }
}

/** Short, so that tests need not wait; the limit itself has a test of its own. */
export const LEAST_READING_MS = 300;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-test-'));
  const port = await freePortBlock(6);
  const settings = readSettings({
    defaults: { TUOJIAN_LOG: 'error' },
    overrides: {
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(port),
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_LEAST_READING_MS: String(LEAST_READING_MS),
      TUOJIAN_MAILS_PER_HOUR: '100000',
      TUOJIAN_DIGEST_AT: 'never',
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
    },
  });
  const stack = await startStack({ settings, temporalUi: false, say: () => undefined });
  const { programme, faults } = checkProgrammeFolder(fileURLToPath(new URL('../../examples/qinghe', import.meta.url)));
  if (programme === null) throw new Error(faults.join('\n'));
  await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
  const tokens: Record<string, string> = {};
  for (const { id } of programme.file.people) tokens[id] = await issueApiToken(stack.database, id, 1);
  project.provide('service', {
    apiUrl: stack.apiUrl,
    outboxUrl: stack.outboxUrl ?? '',
    databaseUrl: stack.databaseUrl,
    temporalAddress: stack.temporalAddress,
    tokens,
  });
  return async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

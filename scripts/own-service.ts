/** A service of a script's own, empty or with the example in it, in a folder that goes with it. Deliberately absent: what is done to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSettings } from '../config/env.ts';
import type { Settings } from '../config/settings.ts';
import { freePortBlock } from '../local/ports.ts';
import { type Stack, type StackOptions, startStack } from '../local/stack.ts';
import { exampleOfToday } from '../setup/example/programme.ts';
import type { CheckedProgramme } from '../setup/programme-files.ts';
import { storeProgramme } from '../setup/store-programme.ts';
import { StopList } from '../worker/stop-list.ts';

export type EmptyService = { readonly stack: Stack; readonly settings: Settings; stop(): Promise<void> };
export type OwnService = EmptyService & { readonly programme: CheckedProgramme };

type Options = {
  /** Of its folder. */
  readonly name: string;
  readonly say: (line: string) => void;
  readonly log?: string;
  /** Told where its folder is, before anything is in it. */
  readonly onFolder?: (folder: string) => void;
  /** Settings beside those of an embedded service. */
  readonly overrides?: Readonly<Record<string, string>>;
} & Pick<StackOptions, 'patience' | 'parts'>;

/** Nothing is in it yet. Error: it could not be started; nothing of it is left. */
export async function startEmptyService({
  name,
  say,
  log = 'silent',
  onFolder = () => undefined,
  overrides = {},
  parts = new StopList(),
  ...more
}: Options): Promise<EmptyService> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), `tuojian-${name}-`));
  onFolder(dataDir);
  parts.add({ name: 'its folder', limitMs: 5_000, stop: async () => rmSync(dataDir, { recursive: true, force: true }) });
  const settings = readSettings({
    defaults: { TUOJIAN_LOG: log, TUOJIAN_PORT: String(await freePortBlock(7)) },
    overrides: { TUOJIAN_DATA_DIR: dataDir, TUOJIAN_PUBLIC_URL: '', DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '', ...overrides },
  });
  const stack = await startStack({ settings, temporalUi: false, say, parts, ...more });
  return { stack, settings, stop: async () => void (await stack.stop()) };
}

/** Error: it could not be started; nothing of it is left. */
export async function startOwnService(options: Options): Promise<OwnService> {
  const { stack, settings, stop } = await startEmptyService(options);
  try {
    const programme = await exampleOfToday();
    await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
    return { stack, settings, programme, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * As a person loads it from the first page, with people to be by one click; `halfWay`: the example whose programme is half
 * way. Error: it could not be started, or the example was not loaded within 150 s; nothing of it is left.
 */
export async function startServiceWithExample({ halfWay = false, ...options }: Options & { readonly halfWay?: boolean }): Promise<EmptyService> {
  const service = await startEmptyService(options);
  const { apiUrl } = service.stack;
  try {
    await fetch(`${apiUrl}/api/v1/first-run/example`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ halfWay }),
    });
    for (let tries = 0; tries < 300; tries += 1) {
      const { example } = (await (await fetch(`${apiUrl}/api/v1/first-run`)).json()) as { example: { state: string } | null }; // as the API's document says
      if (example?.state === 'DONE') return service;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('the example was not loaded within 150 s');
  } catch (error) {
    await service.stop();
    throw error;
  }
}

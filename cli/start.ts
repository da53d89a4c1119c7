/** `tuojian start`: everything in one terminal; Ctrl-C stops all of it. */
import { readSettings } from '../config/env.ts';
import { startStack } from '../local/stack.ts';
import { StopList } from '../worker/stop-list.ts';
import { mustBeStrong } from './production.ts';
import { stopOnSignals } from './signals.ts';

export async function start(): Promise<void> {
  const began = Date.now();
  // In a terminal that a person reads, what goes well is not logged.
  const settings = readSettings({ defaults: { TUOJIAN_LOG: 'warn' } });
  const parts = new StopList();
  stopOnSignals(parts, (line) => void process.stdout.write(`\n${line}\n`));
  await mustBeStrong(settings, { api: false, worker: false });
  const stack = await startStack({ settings, parts, say: (line) => void process.stdout.write(`  ${line}\n`) });
  const lines = [
    ['API', stack.apiUrl],
    ['API docs', `${stack.apiUrl}/docs`],
    ['Mails', stack.outboxUrl ?? 'your SMTP_URL'],
    ['Temporal', stack.temporalUiUrl ?? `${stack.temporalAddress} (TUOJIAN_TEMPORAL_UI=1 shows its web UI)`],
    ['Data', settings.dataDir],
  ];
  process.stdout.write(`\n托建 Tuojian is ready (${((Date.now() - began) / 1_000).toFixed(1)} s). Ctrl-C stops it.\n\n`);
  for (const [name, value] of lines) process.stdout.write(`  ${(name ?? '').padEnd(12)} ${value}\n`);
  process.stdout.write(
    '\nNext, in a second terminal:\n  npx tuojian import examples/qinghe    the example programme\n  npm run demo -- --attach              play its six projects here\n',
  );
}

/** `tuojian start`: everything in one terminal; Ctrl-C stops all of it. */
import { readSettings } from '../config/env.ts';
import { startStack } from '../local/stack.ts';

export async function start(): Promise<void> {
  const began = Date.now();
  // In a terminal that a person reads, what goes well is not logged.
  const settings = readSettings({ defaults: { TUOJIAN_LOG: 'warn' } });
  let stopping: Promise<void> | null = null;
  let stopAll: () => Promise<void> = async () => undefined;
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const onSignal = (): void => {
    if (stopping !== null) return;
    process.stdout.write('\nStopping …\n');
    stopping = stopAll().then(() => {
      process.stdout.write('Stopped; nothing is left running.\n');
      process.exit(0);
    });
  };
  for (const signal of signals) process.on(signal, onSignal);
  const stack = await startStack({ settings, say: (line) => void process.stdout.write(`  ${line}\n`) });
  stopAll = () => stack.stop();
  const lines = [
    ['API', stack.apiUrl],
    ['API docs', `${stack.apiUrl}/docs`],
    ['Mails', stack.outboxUrl ?? 'your SMTP_URL'],
    ['Temporal UI', stack.temporalUiUrl ?? `at ${stack.temporalAddress}`],
    ['Data', settings.dataDir],
  ];
  process.stdout.write(`\n托建 Tuojian is ready (${((Date.now() - began) / 1_000).toFixed(1)} s). Ctrl-C stops it.\n\n`);
  for (const [name, value] of lines) process.stdout.write(`  ${(name ?? '').padEnd(12)} ${value}\n`);
  process.stdout.write(
    '\nNext, in a second terminal:\n  npx tuojian import examples/qinghe    the example programme\n  npm run demo -- --attach              play its six projects here\n',
  );
}

/** `tuojian start`: everything in one terminal; Ctrl-C stops all of it. */
import { Command } from 'commander';
import { say, table } from '../output.ts';

export const startCommand = new Command('start')
  .description('run everything in this terminal: PostgreSQL, Temporal, mail catcher, worker, API')
  .action(async () => {
    const began = Date.now();
    const { readSettings } = await import('../../config/env.ts');
    const { startStack } = await import('../../local/stack.ts');
    const { growHeapSlowly } = await import('../../local/steady-heap.ts');
    const { StopList } = await import('../../worker/stop-list.ts');
    const { mustBeStrong } = await import('../production.ts');
    const { stopOnSignals } = await import('../signals.ts');
    // In a terminal that a person reads, what goes well is not logged.
    const settings = readSettings({ defaults: { TUOJIAN_LOG: 'warn' } });
    const parts = new StopList();
    growHeapSlowly();
    stopOnSignals(parts, (line) => say(`\n${line}`));
    await mustBeStrong(settings, { api: false, worker: false });
    const stack = await startStack({ settings, parts, say: (line) => say(`  ${line}`) });
    say(`\n托建 Tuojian is ready (${((Date.now() - began) / 1_000).toFixed(1)} s). Ctrl-C stops it.\n`);
    table(
      [
        ['API', stack.apiUrl],
        ['API docs', `${stack.apiUrl}/docs`],
        ['Mails', stack.outboxUrl ?? 'your SMTP_URL'],
        ['Temporal', stack.temporalUiUrl ?? `${stack.temporalAddress} (TUOJIAN_TEMPORAL_UI=1 shows its web UI)`],
        ...(stack.metricsUrl === null ? [] : [['Metrics', stack.metricsUrl]]),
        ['Data', settings.dataDir],
      ],
      { indent: '  ' },
    );
    const { isEmbeddedDefault } = await import('../../config/embedded.ts');
    const { setupHint, SHOW_COMMAND } = await import('../setup-code.ts');
    const hint = await setupHint(stack.database, { embedded: isEmbeddedDefault(settings), terminal: process.stdout.isTTY === true });
    if (hint !== 'NOT_NEEDED') {
      say('\nNobody is here yet. Open the address above and name the first administrator, with the setup code:');
      say(
        hint === 'ON_REQUEST'
          ? `  ${SHOW_COMMAND} shows it (what is written here is kept, so it is not)`
          : `  ${hint.code} (works once; each start makes another)`,
      );
      return;
    }
    say(`\nNext: open ${stack.apiUrl} in a browser. An empty service offers the example, or to set up your own county.`);
    say('Or, in a second terminal:');
    table(
      [
        ['npx tuojian import FOLDER', 'a programme with its files'],
        ['npm run demo -- --attach', 'play six projects of the example here'],
      ],
      { indent: '  ' },
    );
  });

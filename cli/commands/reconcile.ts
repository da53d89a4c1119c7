/** `tuojian reconcile`: the record against workflows, and what differs mended. */
import { Command } from 'commander';
import { withDatabase, withTemporal } from '../connect.ts';
import { lastLine, say, table } from '../output.ts';

export const reconcileCommand = new Command('reconcile')
  .description('compare record and workflows both ways and mend what can be mended')
  .action(async () => {
    const { recorderOf } = await import('../../prisma/record/event-store.ts');
    const { reconcileBoth } = await import('../../temporal/reconcile-both.ts');
    await withDatabase((db, where) =>
      withTemporal(where, async (client) => {
        const { cases, workflows, repairs, failed } = await reconcileBoth(db, client, recorderOf(db), { versions: true });
        table([
          ...repairs.map(({ stream, what, why }) => [what, `${stream}: ${why}`]),
          ...failed.map((stream) => ['NOT LOOKED AT', `${stream}: \`npx tuojian aside list\` says why`]),
        ]);
        const reported = repairs.filter(({ what }) => what === 'REPORTED').length;
        say(`${cases} open cases, ${workflows} running workflows, ${repairs.length - reported} repaired, ${reported} need a person.`);
        lastLine({ cases, workflows, repaired: repairs.length - reported, reported, failed: failed.length });
        if (reported > 0 || failed.length > 0) process.exitCode = 1;
      }),
    );
  });

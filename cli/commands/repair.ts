/** `tuojian repair CASE`: how a case stands whose workflow cannot go on, and its way back. */
import { Command } from 'commander';
import { SetupError } from '../../local/setup-error.ts';
import type { CaseTrouble, Repaired } from '../../temporal/repair.ts';
import { withDatabase, withTemporal } from '../connect.ts';
import { lastLine, say, table } from '../output.ts';

export const repairCommand = new Command('repair')
  .argument('<case>', 'as `tuojian aside list` names it: approval/QH-01.FSR')
  .option('--basis <text>', 'does it; who decided, and why: kept in the journal. Without it the case is only looked at')
  .description('end a workflow that cannot go on; its case goes on from the record, with what other cases had told it')
  .action(async (stream: string, { basis }: { readonly basis?: string }) => {
    if (basis !== undefined && !/^[^\n]{5,300}$/.test(basis))
      throw new SetupError('The basis must be one line of 5 to 300 characters.', 'Say who decided, and why.');
    const { recorderOf } = await import('../../prisma/record/event-store.ts');
    const { lookAtCase, repairCase } = await import('../../temporal/repair.ts');
    await withDatabase((db, where) =>
      withTemporal(where, async (client, payloads) => {
        const given = { db, client, payloads };
        const trouble = await lookAtCase(given, stream);
        if (trouble === null) throw new SetupError(`Nothing is recorded of ${stream}.`, 'Name it as `npx tuojian aside list` does.');
        show(trouble);
        const { untaken, ...looked } = trouble;
        if (basis === undefined) return lastLine({ ...looked, untaken: untaken.length });
        if (trouble.answers)
          throw new SetupError(
            'Its workflow answers: there is nothing to repair.',
            'If it knows too little, `npx tuojian reconcile` has it catch up.',
          );
        const repaired = await repairCase(given, recorderOf(db), trouble, basis);
        tell(repaired);
        lastLine(repaired);
        if (!repaired.answers || repaired.left.length > 0) process.exitCode = 1;
      }),
    );
  });

function show({ stream, version, status, workflow, attempts, answers, untaken }: CaseTrouble): void {
  table([
    [stream, `${status}, version ${version}`],
    ['workflow', `${workflow}${attempts > 1 ? `, its task was tried ${attempts} times` : ''}`],
    ['answers', answers ? 'yes' : 'no'],
    ['told, without an event', untaken.length === 0 ? 'nothing' : untaken.map((envelope) => envelope?.command?.type ?? '?').join(', ')],
  ]);
}

function tell({ stream, version, answers, told, left }: Repaired): void {
  if (!answers) {
    say(`${stream} stands still again: this release cannot go on from its events. Its record is as it was.`);
    say('→ Install a release that can, and repair it again; report it with what `npx tuojian aside show` says.');
    return;
  }
  say(`${stream} goes on from the record at version ${version}; ${told} messages of other cases were told to it again.`);
  for (const { commandId, type } of left)
    say(`✗ It stopped at ${type} (${commandId}) again and goes on without it. → See to what it should have done.`);
}

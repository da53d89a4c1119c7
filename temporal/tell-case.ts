/** The one way to tell a running case something that nobody waits for. Deliberately absent: what it is told. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { type Actor, SYSTEM } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { synchroniseSignal, tellSignal } from '../workflows/contract.ts';
import type { Sealer } from './seal.ts';

/** One command for one case, with the id by which it counts once. */
export type Told<C extends AnyCommand> = { readonly command: C; readonly commandId: string; readonly actor?: Actor };

/** By the system unless somebody else is named. False: it has ended, or there never was one. Error: Temporal's own. */
export async function tellCase<C extends AnyCommand>(client: Client, sealer: Sealer, stream: string, told: Told<C>): Promise<boolean> {
  const { command, commandId, actor = SYSTEM } = told;
  return unlessEnded(client.workflow.getHandle(stream).signal(tellSignal, sealer.envelope(stream, command, actor, commandId)));
}

/** Asks a case to take in what the record holds and it does not know. False: it has ended. Error: Temporal's own. */
export const askToCatchUp = (client: Client, stream: string): Promise<boolean> =>
  unlessEnded(client.workflow.getHandle(stream).signal(synchroniseSignal));

const unlessEnded = (sent: Promise<void>): Promise<boolean> =>
  sent.then(
    () => true,
    (error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    },
  );

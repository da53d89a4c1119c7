import { Metadata } from '@grpc/grpc-js';
import { type Client, ServiceError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../domain/kernel/actor.ts';
import { createCaseGateway } from '../../temporal/gateway.ts';
import { createSealer } from '../../temporal/seal.ts';

const grpcError = (code: number, details: string) =>
  new ServiceError('Workflow Update failed', { cause: Object.assign(new Error(`${code} ${details}`), { code, details, metadata: new Metadata() }) });
/** As Temporal 1.31 answers when the task that was to begin the next run is refused, because something came in meanwhile. */
const runsChange = grpcError(9, 'FAILED_PRECONDITION: Unable to perform workflow execution update due to unexpected workflow task failure.');
const answer = { stream: 'approval/A', events: [], version: 3, status: 'OPEN' };

/** A Temporal that answers one ask after the other so, the last answer for ever; and what it was asked. */
function answering(...answers: readonly (ServiceError | typeof answer)[]) {
  const asked: string[] = [];
  const executeUpdate = async (_: unknown, { updateId }: { readonly updateId: string }) => {
    const next = answers[Math.min(asked.push(updateId), answers.length) - 1];
    if (next instanceof Error) throw next;
    return next;
  };
  const client = { withDeadline: <T>(_: number, work: () => T) => work(), workflow: { getHandle: () => ({ executeUpdate }) } };
  const gateway = createCaseGateway({
    client: client as unknown as Client, // what the gateway uses of it
    sealer: createSealer({ newest: { id: 'test', secret: Buffer.alloc(32) }, find: () => null }),
    log: { error: () => undefined },
    deadlineMs: 1_200,
  });
  return { asked, command: () => gateway.command('approval/A', { type: 'Comment', text: 'x' }, SYSTEM, 'c-1') };
}

describe('a command that comes while a case goes on in its next run', () => {
  it('is asked again with the same id, and answered', async () => {
    const temporal = answering(runsChange, runsChange, answer);
    expect(await temporal.command()).toEqual({ kind: 'RECORDED', answer });
    expect(temporal.asked).toEqual(['c-1', 'c-1', 'c-1']);
  });

  it('is not said to be refused or unsent when its time ends meanwhile', async () => {
    const temporal = answering(runsChange);
    expect(await temporal.command()).toEqual({ kind: 'NOT_CONFIRMED' });
    expect(temporal.asked.length).toBeGreaterThan(1);
  });

  it('is asked once where Temporal says that another condition does not hold', async () => {
    const temporal = answering(grpcError(9, 'FAILED_PRECONDITION: the namespace is handed over'), answer);
    expect(await temporal.command()).toEqual({ kind: 'NOT_CONFIRMED' });
    expect(temporal.asked).toEqual(['c-1']);
  });
});

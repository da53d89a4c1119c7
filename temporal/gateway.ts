/** A person's way to a case: one Update a command, with a deadline, and its end told apart as far as it can be. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { caseKindOf } from '../domain/cases.ts';
import { isRejectionCode, RECORDER_FAILURES, type Rejection } from '../domain/kernel/rejection.ts';
import type { Text } from '../domain/kernel/values.ts';
import { commandUpdate, inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract.ts';
import type { CaseGateway, CommandOutcome } from './case-gateway.ts';
import type { Sealer } from './seal.ts';

/** gRPC codes that say the request was not taken in: not connected (14), exhausted (8). */
const NOT_TAKEN: readonly number[] = [14, 8];

export type GatewayOptions = {
  readonly client: Client;
  /** Marks every command as one of ours. */
  readonly sealer: Sealer;
  /** Where it says that a command was not confirmed, and why. */
  readonly log: { error(fields: object, message: string): void };
  /** How long a person waits for an answer before they are told that it is not confirmed. */
  readonly deadlineMs: number;
};

/**
 * One command a case at a time from this process. A case decides one at a time anyway; a storm of Updates on one workflow
 * runs into Temporal's limit of ten in flight and makes its workflow tasks fail.
 */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(stream: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(stream) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    last.set(stream, settled);
    try {
      return await mine;
    } finally {
      if (last.get(stream) === settled) last.delete(stream);
    }
  };
}

export function createCaseGateway({ client, sealer, log, deadlineMs }: GatewayOptions): CaseGateway {
  const inTurn = createTurns();
  const within = async (stream: string, work: () => Promise<CommandOutcome>): Promise<CommandOutcome> => {
    const deadline = Date.now() + deadlineMs;
    return inTurn(stream, () => attempt(stream, work, deadline));
  };
  const attempt = async (stream: string, work: () => Promise<CommandOutcome>, deadline: number): Promise<CommandOutcome> => {
    for (;;) {
      // Its turn did not come in time: it was never sent.
      if (Date.now() > deadline) return { kind: 'UNAVAILABLE' };
      try {
        return await client.withDeadline(deadline, work);
      } catch (error) {
        // Many at once on one case: the command was not looked at. The same command id makes asking again safe.
        if (wasNotLookedAt(error) && Date.now() + 500 < deadline) {
          await sleep(50 + Math.random() * 250);
          continue;
        }
        const outcome = outcomeOf(error);
        if (outcome === null) throw error;
        if (outcome.kind === 'UNAVAILABLE' || outcome.kind === 'NOT_CONFIRMED') log.error({ stream, error: String(error) }, outcome.kind);
        return outcome;
      }
    }
  };
  return {
    command: (stream, command, actor, commandId, attempt) =>
      within(stream, async () => {
        const envelope = sealer.envelope(stream, command, actor, commandId);
        const updateId = attempt === undefined ? commandId : `${commandId}/${attempt}`;
        const answer = await client.workflow.getHandle(stream).executeUpdate(commandUpdate, { args: [envelope], updateId });
        return { kind: 'RECORDED', answer };
      }),
    open: (stream, command, actor, commandId) =>
      within(stream, async () => {
        const envelope = sealer.envelope(stream, command, actor, commandId);
        const input = inputOf({ stream });
        const startWorkflowOperation = new WithStartWorkflowOperation(WORKFLOW_TYPES[caseKindOf(stream)], {
          workflowId: stream,
          taskQueue: TASK_QUEUE,
          args: [input],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        });
        const answer = await client.workflow.executeUpdateWithStart(commandUpdate, { args: [envelope], updateId: commandId, startWorkflowOperation });
        return { kind: 'RECORDED', answer };
      }),
  };
}

/**
 * More than ten in flight (RESOURCE_EXHAUSTED), or the workflow task ended before it was this one's turn: by another's command,
 * or because it was to begin the next run and something had come in meanwhile (FAILED_PRECONDITION; the server refuses that
 * task and drops what it brought).
 */
function wasNotLookedAt(error: unknown): boolean {
  const grpc = grpcErrorIn(error);
  if (grpc?.code === 8 || (grpc?.code === 9 && /unexpected workflow task failure/i.test(grpc.message))) return true;
  return error instanceof WorkflowUpdateFailedError && error.cause instanceof Error && /wasn't processed by worker/.test(error.cause.message);
}

const grpcErrorIn = (error: unknown) =>
  isGrpcServiceError(error) ? error : error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : null;

function outcomeOf(error: unknown): CommandOutcome | null {
  if (error instanceof WorkflowUpdateFailedError) return outcomeOfFailure(error.cause);
  if (error instanceof WorkflowNotFoundError) return { kind: 'CLOSED' };
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'NOT_CONFIRMED' };
  const grpc = grpcErrorIn(error);
  if (grpc === null) return null;
  if (grpc.code === 5) return { kind: 'CLOSED' };
  return { kind: NOT_TAKEN.includes(grpc.code) ? 'UNAVAILABLE' : 'NOT_CONFIRMED' };
}

function outcomeOfFailure(cause: unknown): CommandOutcome | null {
  if (!(cause instanceof ApplicationFailure)) return null;
  const type = cause.type ?? '';
  const failure = RECORDER_FAILURES.find((known) => known === type);
  if (failure !== undefined) {
    const [faults] = cause.details ?? [];
    // Put there by activities/failures.ts, where each is told in both languages.
    return { kind: 'WORLD', failure, message: cause.message, ...(Array.isArray(faults) ? { faults: faults as readonly Text[] } : {}) };
  }
  // The workflow ended between taking the command in and answering it (AcceptedUpdateCompletedWorkflow, UnprocessedUpdate).
  if (!isRejectionCode(type)) return type.includes('Update') ? { kind: 'NOT_CONFIRMED' } : null;
  const rejection = cause.details?.[0] as Rejection | undefined; // put there by workflows/case-work.ts
  return rejection === undefined ? null : { kind: 'REFUSED', rejection };
}

/** From case to case, through Temporal's client: workflows are started and told by the local activity `carryOut`. */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { CaseMessage, CasePost } from '../activities/ports.ts';
import { caseKindOf } from '../domain/cases.ts';
import type { Owners } from '../prisma/record/owners.ts';
import { inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract.ts';
import type { Sealer } from './seal.ts';
import { tellCase } from './tell-case.ts';

/** `owners`: absent where there is no database to ask (Temporal's time-skipping tests). */
export function createCasePost(client: Client, sealer: Sealer, owners?: Owners): CasePost {
  const sealed = (stream: string, { command, actor, commandId }: CaseMessage['envelope']) => sealer.envelope(stream, command, actor, commandId);
  /** An earlier try of the same start, or a case that is somebody else's. */
  async function isOurs(stream: string, open: object): Promise<boolean> {
    const wanted = ownerIn(open);
    if (owners === undefined || wanted === null) return true;
    const known = await owners.ownersOf(stream);
    if (known === null || known.includes(wanted)) return true;
    const why = `${stream} is in use and does not belong to ${wanted}; it was not started, and ${wanted} waits for it`;
    await owners.taken(stream, why);
    return false;
  }
  return {
    async start({ stream, envelope }) {
      const input = inputOf({ stream, open: sealed(stream, envelope) });
      try {
        await client.workflow.start(WORKFLOW_TYPES[caseKindOf(stream)], {
          workflowId: stream,
          taskQueue: TASK_QUEUE,
          args: [input],
          // A case is opened once; a repeated start of one that has ended must not bring it back.
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        });
        return true;
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return isOurs(stream, envelope.command);
        throw error;
      }
    },
    // One that has ended meanwhile, and with it what it was to be told.
    tell: ({ stream, envelope }) => tellCase(client, sealer, stream, envelope),
  };
}

/** Whose a case will be, by the command that opens it: an approval's owner, a stage's project, a project's programme. */
function ownerIn(open: object): string | null {
  const { owner, parent, programme } = open as { readonly owner?: unknown; readonly parent?: unknown; readonly programme?: unknown }; // each is looked at before it is used
  if (typeof owner === 'string') return owner;
  if (typeof parent === 'string') return parent;
  return typeof programme === 'string' ? `programme/${programme}` : null;
}

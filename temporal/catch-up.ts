/** Asks a workflow that knows less than the record to take in what it lacks (docs/adr/0002). */
import type { Client } from '@temporalio/client';
import { headByWorkflow } from './case-head.ts';
import { askToCatchUp } from './tell-case.ts';

const ANSWER_MS = 2_000;

export type Caught = 'BEHIND' | 'CURRENT';
/** Asks a workflow that knows less than `version` to catch up. */
export type CatchUp = (stream: string, version: number) => Promise<Caught>;

export const catchUpBy =
  (client: Client): CatchUp =>
  (stream, version) =>
    client.withDeadline(Date.now() + ANSWER_MS, async () => {
      const head = await headByWorkflow(client, stream, ANSWER_MS);
      if (head === null || head.version >= version) return 'CURRENT';
      await askToCatchUp(client, stream);
      return 'BEHIND';
    });

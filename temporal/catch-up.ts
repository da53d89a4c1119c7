/** Asks a workflow that knows less than the record to take in what it lacks (docs/adr/0002). */
import type { Client } from '@temporalio/client';
import { headOf } from './case-head.ts';
import { askToCatchUp } from './tell-case.ts';

const ANSWER_MS = 2_000;

export type Caught = 'BEHIND' | 'CURRENT';
/** Asks a workflow that knows less than `version` to catch up. */
export type CatchUp = (stream: string, version: number) => Promise<Caught>;

export const catchUpBy =
  (client: Client): CatchUp =>
  async (stream, version) => {
    const head = await headOf(client, stream, ANSWER_MS);
    if (head === null || head.version >= version) return 'CURRENT';
    await client.withDeadline(Date.now() + ANSWER_MS, () => askToCatchUp(client, stream));
    return 'BEHIND';
  };

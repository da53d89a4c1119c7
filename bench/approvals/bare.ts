/** One approval of the bare workflow: started, decided twice, with its three mails and no page. */
import type { Client } from '@temporalio/client';
import { BARE_QUEUE } from './bare-queue.ts';
import type { One } from './flight.ts';
import type { MailSink } from './mail-sink.ts';

const LIMIT_MS = 120_000;

export const bareApprovals =
  (temporal: Client, sink: MailSink): One =>
  async (mark) => {
    const handle = await temporal.workflow.start('bareApproval', { workflowId: mark, taskQueue: BARE_QUEUE, args: [mark] });
    await sink.mail({ to: 'first', what: 'bare', mark }, LIMIT_MS);
    const first = performance.now();
    await handle.executeUpdate('decide');
    const next = await sink.mail({ to: 'second', what: 'bare', mark }, LIMIT_MS);
    const second = performance.now();
    await handle.executeUpdate('decide');
    const result = await sink.mail({ to: 'applicant', what: 'bare', mark }, LIMIT_MS);
    return { nextMailMs: next.at - first, resultMailMs: result.at - second };
  };

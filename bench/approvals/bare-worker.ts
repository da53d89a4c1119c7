/** The bare workflow's worker, in a process of its own; started by main.ts, told where Temporal and the sink are. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createSmtpMailer } from '../../notices/smtp-mailer.ts';
import { BARE_QUEUE } from './bare-queue.ts';

const [, , smtpUrl = '', address = ''] = process.argv;
Runtime.install({ logger: new DefaultLogger('ERROR') });
const from = { name: 'bare', address: 'bare@tuojian.example' };
const mailer = createSmtpMailer({ url: smtpUrl, from, bounces: null });
const connection = await NativeConnection.connect({ address: address });
const worker = await Worker.create({
  connection,
  taskQueue: BARE_QUEUE,
  workflowBundle: await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./bare-approval-workflow.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  }),
  activities: {
    note: async ({ mark }: { readonly mark: string }) => mark,
    async mail({ mark, to }: { readonly mark: string; readonly to: string }): Promise<void> {
      const [notice, mailbox] = [`${mark}-${to}`, `${to}@tuojian.example`];
      const common = {
        messageId: `<${notice}@tuojian.example>`,
        notice,
        text: 'text',
        html: '<p>text</p>',
        inReplyTo: null,
        replyTo: null,
        unsubscribe: null,
      };
      await mailer.send(await mailer.build({ ...common, to: { name: to, address: mailbox }, subject: `【bare】LOAD-${mark}` }), {
        notice,
        address: mailbox,
      });
    },
  },
});
const done = worker.run();
process.once('message', () => {
  worker.shutdown();
  void done.then(() => process.exit(0));
});
process.send?.('ready');

/**
 * How long from a decision behind a link to the next person's mail at the mail server, beside a bare Temporal workflow that
 * takes an Update, notes it and sends a mail; one of ours, one bare, and so on, so that both meet the same weather.
 */
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import type { Stack } from '../local/stack.ts';
import { createSmtpMailer } from '../notices/smtp-mailer.ts';
import { issueApiToken } from '../prisma/people/people.ts';
import { ApiClient, checkIn, openLink, submit } from '../scripts/demo/http.ts';

const ROUNDS = 50;
const WARM_UP = 5;
const text = (zh: string) => ({ zh, en: zh });
const step = (key: string, person: string) => ({ key, name: text(key), who: { agree: 'ANY', members: [{ person }] }, limit: { n: 5, unit: 'WD' } });
const ROUTE = { code: 'LATENCY', version: 1, name: text('时延'), steps: [step('ONE', 'han-dong'), step('TWO', 'su-mei')] };

/** Milliseconds, one each round. */
export async function mailLatency(stack: Stack, temporal: Client): Promise<{ readonly ours: readonly number[]; readonly bare: readonly number[] }> {
  const clientOf = async (person: string) => new ApiClient(stack.apiUrl, await issueApiToken(stack.database, person, 1));
  const [officer, manager] = [await clientOf('xu-jianing'), await clientOf('liu-chuan')];
  await officer.adoptRoute('QH', { route: ROUTE, basis: '测量' }, await clientOf('he-jing'));
  const bareOne = await startBare(stack, temporal);
  const mails = () => stack.mailCatcher?.running?.mails() ?? [];
  const arrived = async (person: string, words: string): Promise<number> => {
    for (;;) {
      const found = mails().findLast(({ to, subject }) => to.startsWith(person) && subject.includes(words));
      if (found !== undefined) return Date.parse(found.receivedAt);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let n = 1; n <= ROUNDS + WARM_UP; n += 1) {
    const [key, title] = [`L-${n}`, `时延 L-${n}.`];
    const content = { summary: [{ label: text('金额'), value: text('120 万元') }], amountFen: 120_000_000, documents: [] };
    await manager.post('approvals', { type: 'Draft', programme: 'QH', project: 'QH-05', key, route: 'LATENCY', title: text(title), content });
    await manager.command(`approval/QH-05~${key}`, { type: 'Submit' });
    await arrived('han-dong', title);
    const mail = mails().findLast(({ to, subject }) => to.startsWith('han-dong') && subject.includes(title));
    if (mail === undefined) throw new Error('no mail');
    const opened = await openLink(mail);
    // The mails of the application itself are out of the way.
    await new Promise((resolve) => setTimeout(resolve, 150));
    const clicked = Date.now();
    const answer = await submit(opened, { choice: 'APPROVE', check: checkIn(mail) });
    if (answer.status !== 303) throw new Error(`a decision was refused: ${answer.status}`);
    const took = (await arrived('su-mei', title)) - clicked;
    const asked = Date.now();
    await bareOne.decide(n);
    const bareTook = (await arrived('bare@', `bare ${n}.`)) - asked;
    if (n <= WARM_UP) continue;
    ours.push(took);
    bare.push(bareTook);
  }
  await bareOne.stop();
  return { ours, bare };
}

async function startBare(stack: Stack, temporal: Client) {
  const mailer = createSmtpMailer({ url: stack.smtpUrl, from: { name: 'bare', address: 'bare@tuojian.example' }, bounces: null });
  const mail = async ({ n }: { n: number }): Promise<void> => {
    const notice = String(n);
    const common = {
      messageId: `<bare-${n}@tuojian.example>`,
      notice,
      text: 'text',
      html: '<p>text</p>',
      inReplyTo: null,
      replyTo: null,
      unsubscribe: null,
    };
    const bytes = await mailer.build({ ...common, to: { name: 'bare', address: 'bare@tuojian.example' }, subject: `bare ${n}.` });
    await mailer.send(bytes, { notice, address: 'bare@tuojian.example' });
  };
  const native = await NativeConnection.connect({ address: stack.temporalAddress });
  const worker = await Worker.create({
    connection: native,
    taskQueue: 'bare-mail',
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./bare-mail-workflow.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: { note: async ({ n }: { n: number }) => n, mail },
  });
  const done = worker.run();
  const handle = await temporal.workflow.start('bareMail', { workflowId: 'bare-mail', taskQueue: 'bare-mail', args: [ROUNDS + WARM_UP] });
  return {
    decide: (n: number) => handle.executeUpdate('bareMail', { args: [n] }),
    async stop() {
      await handle.result();
      worker.shutdown();
      await done;
      await native.close();
      mailer.close();
    },
  };
}

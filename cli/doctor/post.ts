/** `tuojian doctor`: the way out and in for mails, tried with TLS and sign-in as the service does; nothing is sent or read. */
import net from 'node:net';
import { workAppsOf } from '../../config/providers.ts';
import type { Settings } from '../../config/settings.ts';
import { lookAtMailbox } from '../../notices/mailbox.ts';
import { createSmtpMailer } from '../../notices/smtp-mailer.ts';
import { createWorkApp } from '../../notices/work/dialects.ts';
import { bad, good, type PartReport, reason } from './finding.ts';

const ANSWER_MS = 3_000;

/** `noted`: the mail catcher of a running stack, which asks for no sign-in. */
export async function smtp({ smtpUrl, mailFrom }: Settings, noted: string | null): Promise<PartReport> {
  if (smtpUrl !== null) {
    const mailer = createSmtpMailer({ url: smtpUrl, from: mailFrom, bounces: null });
    const { protocol, host } = new URL(smtpUrl);
    try {
      await mailer.verify();
      return good('SMTP', `${host} takes our sign-in${protocol === 'smtps:' ? ' over TLS' : ''}`);
    } catch (error) {
      return bad(
        'SMTP',
        `${host} does not take us: ${reason(error)}`,
        'check SMTP_URL: host, port, user, password, and whether it speaks TLS from the start (smtps)',
      );
    } finally {
      mailer.close();
    }
  }
  if (noted === null) return good('SMTP', 'the mail catcher starts with `npm start`');
  const { hostname, port } = new URL(noted);
  return (await greets(hostname, Number(port)))
    ? good('SMTP', `the mail catcher at ${hostname}:${port}`)
    : bad('SMTP', `the mail catcher does not answer at ${hostname}:${port}`, 'start the service again');
}

function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: ANSWER_MS });
    const end = (found: boolean): void => {
      resolve(found);
      socket.destroy();
    };
    socket.once('data', (data) => end(data.toString().startsWith('220')));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}

/** Nothing where no mailbox is read. */
export async function mailbox({ inbound: { imapUrl } }: Settings): Promise<readonly PartReport[]> {
  if (imapUrl === null) return [];
  const { host } = new URL(imapUrl);
  try {
    await lookAtMailbox(imapUrl);
    return [good('Mailbox', `${host} opens`)];
  } catch (error) {
    return [bad('Mailbox', `${host} does not open: ${reason(error)}`, 'check TUOJIAN_INBOUND_IMAP: host, user, password, folder')];
  }
}

/** Apps that write to people of their own, by whether the vendor takes their secret; nothing is sent. */
export async function workApps({ providers }: Settings): Promise<readonly PartReport[]> {
  return Promise.all(
    workAppsOf(providers).map(async (app) => {
      const checked = await createWorkApp(app).check();
      if (checked.result === 'DONE') return good('Work notices', `${app.id} takes our app`);
      const { host } = new URL(app.api);
      return checked.result === 'LATER'
        ? bad('Work notices', `${app.id} does not answer at ${host}`, 'see that this machine may reach it; mails go on meanwhile')
        : bad(
            'Work notices',
            `${app.id} refuses our app (${checked.reply})`,
            'check clientId, clientSecret and agentId in TUOJIAN_SIGN_IN_PROVIDERS',
          );
    }),
  );
}

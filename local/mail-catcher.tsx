/**
 * A mail server that keeps what it gets, and a page that shows each mail as its reader would see it. A real SMTP
 * conversation, so that the product's own way of sending is what is used. Deliberately absent: sending anything on.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import express from 'express';
import { simpleParser } from 'mailparser';
import { renderToStaticMarkup } from 'react-dom/server';
import { SMTPServer } from 'smtp-server';
import { minuteAt } from '../domain/kernel/days.ts';
import type { RunningPart } from './kept.ts';
import { SetupError } from './setup-error.ts';

export type CaughtMail = {
  readonly id: number;
  readonly messageId: string;
  readonly to: string;
  /** The envelope's sender, where a bounce would go. */
  readonly returnPath: string;
  readonly headers: readonly string[];
  readonly toName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly receivedAt: string;
};

export type MailCatcher = RunningPart & { readonly smtpUrl: string; readonly webUrl: string; mails(): readonly CaughtMail[] };

/** Mails are kept in `folder` and are there again after a restart. Null: only in memory. */
export async function startMailCatcher(options: {
  readonly smtpPort: number;
  readonly webPort: number;
  readonly folder: string | null;
}): Promise<MailCatcher> {
  const file = options.folder === null ? null : path.join(options.folder, 'mails.jsonl');
  const mails: CaughtMail[] = file === null || !existsSync(file) ? [] : readMails(file);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 500,
    // What can never be delivered (RFC 6761, `.invalid`) is refused as a real server would, so that a dead address can be tried.
    onRcptTo({ address }, _session, callback) {
      callback(address.endsWith('.invalid') ? Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }) : null);
    },
    onData(stream, session, callback) {
      simpleParser(stream)
        .then((parsed) => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          const address = Array.isArray(parsed.to) ? parsed.to[0] : parsed.to;
          const mail: CaughtMail = {
            id: mails.length + 1,
            messageId: parsed.messageId ?? '',
            to,
            returnPath: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
            headers: parsed.headerLines.map(({ line }) => line),
            toName: address?.value[0]?.name ?? '',
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            html: typeof parsed.html === 'string' ? parsed.html : '',
            receivedAt: new Date().toISOString(),
          };
          mails.push(mail);
          if (file !== null) appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
          callback();
        })
        .catch((error: unknown) => callback(error instanceof Error ? error : new Error(String(error))));
    },
  });
  smtp.on('error', () => undefined);
  await listening(smtp.server, () => smtp.listen(options.smtpPort, '127.0.0.1'), options.smtpPort);
  const web = http.createServer(webApp(mails, options.webPort));
  await listening(web, () => web.listen(options.webPort, '127.0.0.1'), options.webPort);
  const gone = [web, smtp.server].map((server) => new Promise<void>((resolve) => server.once('close', () => resolve())));
  const stop = async (): Promise<void> => {
    web.closeAllConnections();
    web.close();
    smtp.close();
    await Promise.all(gone);
  };
  // One without the other is no mail catcher.
  const ended = Promise.race(gone).then(async () => {
    await stop();
    return 'it does not listen any more';
  });
  return {
    smtpUrl: `smtp://127.0.0.1:${options.smtpPort}`,
    webUrl: `http://localhost:${options.webPort}`,
    mails: () => mails,
    ended,
    stop,
    kill: () => void stop(),
  };
}

function readMails(file: string): CaughtMail[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function listening(server: NodeJS.EventEmitter, start: () => unknown, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error) =>
      reject(
        new SetupError(
          `The mail catcher cannot listen on port ${port}: ${String(error)}`,
          'Stop what uses that port, or set TUOJIAN_PORT, or set SMTP_URL to a mail server of your own.',
        ),
      ),
    );
    start();
  });
}

/** `port`: its own. A name that was made to point here (DNS rebinding) is not answered: links and codes stand in the mails. */
function webApp(mails: readonly CaughtMail[], port: number): express.Express {
  const app = express();
  app.disable('x-powered-by');
  const own = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);
  app.use((request, response, next) => {
    if (!own.includes(request.headers.host ?? '')) return void response.status(421).type('text').send('This address is not answered here.');
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    next();
  });
  app.get('/mails.json', (request, response) => {
    const after = Number(request.query.after ?? 0);
    const to = typeof request.query.to === 'string' ? request.query.to : null;
    response.json(mails.filter((mail) => mail.id > after && (to === null || mail.to === to)));
  });
  app.get('/', (_request, response) => void response.type('html').send(listPage(mails)));
  app.get('/mails/:id', (request, response) => {
    const mail = mails.find(({ id }) => id === Number(request.params.id));
    if (mail === undefined) return void response.status(404).type('html').send(listPage(mails));
    response.type('html').send(mailPage(mail));
  });
  app.get('/mails/:id/body', (request, response) => {
    const mail = mails.find(({ id }) => id === Number(request.params.id));
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    response
      .status(mail === undefined ? 404 : 200)
      .type('html')
      .send(mail?.html ?? '');
  });
  return app;
}

const CSS = `body{margin:0;font:15px/1.6 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c2733;background:#f4f5f7}
main{max-width:860px;margin:0 auto;padding:16px}h1{font-size:20px}a{color:#0b5cad}li{margin-bottom:10px;overflow-wrap:anywhere}
iframe{width:100%;height:70vh;border:1px solid #dde2e7;border-radius:8px;background:#fff}ol{padding-left:0;list-style:none}
li a{display:block;background:#fff;border:1px solid #dde2e7;border-radius:8px;padding:10px 14px;text-decoration:none}small{color:#51606e}`;

const frame = (title: string, body: React.ReactNode): string =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: CSS }} />
      </head>
      <body>
        <main>{body}</main>
      </body>
    </html>,
  )}`;

function listPage(mails: readonly CaughtMail[]): string {
  return frame(
    '邮件 Mail catcher',
    <>
      <h1>邮件 · Mail catcher ({mails.length})</h1>
      {mails.length === 0 && <p>还没有邮件。No mail yet.</p>}
      <ol>
        {[...mails]
          .reverse()
          .slice(0, 300)
          .map((mail) => (
            <li key={mail.id}>
              <a href={`/mails/${mail.id}`}>
                {mail.subject}
                <br />
                <small>
                  {mail.toName} &lt;{mail.to}&gt; · {minuteAt(mail.receivedAt)} 北京时间 Beijing time
                </small>
              </a>
            </li>
          ))}
      </ol>
    </>,
  );
}

function mailPage(mail: CaughtMail): string {
  return frame(
    mail.subject,
    <>
      <p>
        <a href="/">← 全部邮件 All mails</a>
      </p>
      <h1>{mail.subject}</h1>
      <p>
        <small>
          {mail.toName} &lt;{mail.to}&gt; · {minuteAt(mail.receivedAt)} 北京时间 Beijing time
        </small>
      </p>
      <iframe title={mail.subject} src={`/mails/${mail.id}/body`} sandbox="allow-popups allow-top-navigation-by-user-activation" />
    </>,
  );
}

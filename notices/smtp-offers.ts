/** Whether a mail server takes mail for addresses whose local part is not ASCII (SMTPUTF8, RFC 6531). Deliberately absent: sending. */
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';

const ANSWER_MS = 10_000;

/** Asks by EHLO, without a sign-in. Null: it does not answer. */
export function offersUnicodeAddresses(url: string): Promise<boolean | null> {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === 'smtps:';
  return new Promise((resolve) => {
    const connection = new SMTPConnection({
      host: hostname,
      port: Number(port === '' ? (secure ? 465 : 587) : port),
      secure,
      connectionTimeout: ANSWER_MS,
      greetingTimeout: ANSWER_MS,
      socketTimeout: ANSWER_MS,
    });
    const end = (offers: boolean | null): void => {
      resolve(offers);
      connection.close();
    };
    connection.once('error', () => end(null));
    connection.once('end', () => resolve(null));
    // nodemailer keeps what the server offers, and shows it nowhere else.
    connection.connect(() => end((Object(connection)._supportedExtensions as readonly string[]).includes('SMTPUTF8')));
  });
}

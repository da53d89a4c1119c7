/** Messages as they come in: answers signed by their domain, and reports of mail servers (RFC 3464). */
import nodemailer from 'nodemailer';

export async function replyMail(given: {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** PEM; null: no signature. */
  readonly key: string | null;
  readonly domain: string;
  readonly headers?: Record<string, string>;
  readonly tamper?: boolean;
}): Promise<Buffer> {
  const { from, to, text, key, domain, headers, tamper } = given;
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    from,
    to,
    subject: 'Re: 【待办】',
    text,
    ...(headers === undefined ? {} : { headers }),
    ...(key === null ? {} : { dkim: { domainName: domain, keySelector: 'test', privateKey: key } }),
  });
  const raw = Buffer.isBuffer(message) ? message : Buffer.from(String(message));
  return tamper === true ? Buffer.concat([raw, Buffer.from('more\r\n')]) : raw;
}

export function dsn({
  to,
  status,
  diagnostic,
  action = 'failed',
}: {
  readonly to: string;
  readonly status: string;
  readonly diagnostic: string;
  readonly action?: string;
}): Buffer {
  return Buffer.from(
    [
      'Return-Path: <>',
      'From: Mail Delivery System <MAILER-DAEMON@mx.qinghe.example>',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b0"',
      '',
      '--b0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'This is the mail system. Your message could not be delivered.',
      '--b0',
      'Content-Description: Delivery report',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.qinghe.example',
      'Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0800',
      '',
      'Final-Recipient: rfc822; x@qinghe.example',
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: ${diagnostic}`,
      '',
      '--b0',
      'Content-Type: text/rfc822-headers',
      '',
      'Subject: x',
      '--b0--',
      '',
    ].join('\r\n'),
  );
}

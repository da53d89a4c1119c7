/**
 * What a mail server's answer, or its silence, means (the outcome table of reliability 1.5). nodemailer names the same
 * codes for "nothing sent" and "accepted, answer lost"; whether our bytes were read tells them apart.
 */
import type { SendResult } from './mail.ts';

/** Our own fault; never counted against a recipient. */
const OURS = ['EAUTH', 'ENOAUTH', 'ECONFIG', 'ETLS', 'EOAUTH2'];

/** Non-ASCII addresses not permitted (RFC 6531 3.5). */
export const NO_UNICODE = '553 5.6.7';

type Fault = { readonly code?: unknown; readonly responseCode?: unknown; readonly response?: unknown; readonly command?: unknown };

/** Reply code and enhanced status code (RFC 3463) of an answer; `5xx` when it has none. */
export const codesOf = (reply: string): string =>
  /\b[245]\d\d\b(?:[ -][245]\.\d{1,3}\.\d{1,3})?/.exec(reply)?.[0] ?? /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(reply)?.[0] ?? '5xx';

/** 5.1.x says that there is no such address; so does 550, 551 or 553 to RCPT without more. 5.2.2, 5.3.4 and 5.7.x do not. */
export function saysDead(codes: string, command: string): boolean {
  const enhanced = /5\.(\d{1,3})\.\d{1,3}/.exec(codes);
  if (enhanced !== null) return enhanced[1] === '1';
  return command.startsWith('RCPT') && /^55[013]$/.test(codes);
}

export function outcomeOf(error: unknown, bytesWereRead: boolean): SendResult {
  const fault: Fault = error instanceof Error ? (error as Error & Fault) : {}; // nodemailer adds these, and each is looked at before it is used
  const code = String(fault.code ?? '');
  const status = Number(fault.responseCode ?? 0);
  const codes = codesOf(typeof fault.response === 'string' ? fault.response : error instanceof Error ? error.message : '');
  if (OURS.includes(code)) return { result: 'OURS', dead: false, reply: code };
  if (status >= 500) return { result: 'REFUSED', dead: saysDead(codes, String(fault.command ?? '')), reply: codes };
  if (status >= 400) return { result: 'LATER', dead: false, reply: codes };
  return { result: bytesWereRead ? 'UNKNOWN' : 'LATER', dead: false, reply: code === '' ? 'no answer' : code };
}

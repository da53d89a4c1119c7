/**
 * Reads what comes in by mail: late bounces (RFC 3464) and answers to task mails. Says what a message is; what follows is
 * not its affair. Nothing that a machine sent by itself is ever an answer (RFC 3834).
 */
import { authenticate } from 'mailauth';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { Inbound } from '../domain/notice/inbound.ts';
import { codesOf, saysDead } from './outcome.ts';
import { noticeOfReturnPath, type ReturnPath } from './return-path.ts';

type Resolver = (name: string, type: string) => Promise<unknown>;
export type InboundOptions = {
  /** Null: bounces are not read. */
  readonly bounces: ReturnPath | null;
  /** Where answers come in; null: nobody can decide by mail. */
  readonly replyAddress: string | null;
  /** DNS; that of the machine unless given. */
  readonly resolver?: Resolver;
};

export const createInboundReader = (options: InboundOptions) => ({ read: (raw: Buffer): Promise<Inbound> => read(options, raw) });

async function read({ bounces, replyAddress, resolver }: InboundOptions, raw: Buffer): Promise<Inbound> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const to = recipientsOf(mail);
  const notice = bounces === null ? null : noticeOfReturnPath(bounces, to);
  if (notice !== null) return bounceOf(raw, notice);
  if (replyAddress === null || !to.includes(replyAddress.toLowerCase())) return { kind: 'IGNORED', why: 'it is addressed to nobody here' };
  if (isAutomatic(mail)) return { kind: 'IGNORED', why: 'a machine sent it by itself' };
  const from = mail.from?.value ?? [];
  const [sender] = from;
  if (from.length !== 1 || sender?.address === undefined) return { kind: 'IGNORED', why: 'it has no single sender' };
  const aligned = await isAligned(raw, sender.address, resolver);
  if (!aligned) return { kind: 'IGNORED', why: 'no DKIM signature of its sender’s domain' };
  return { kind: 'REPLY', from: sender.address.toLowerCase(), id: idOf(mail), ...answerIn(mail.text ?? '') };
}

const idOf = (mail: ParsedMail): string => (mail.messageId ?? '').slice(0, 200);

function recipientsOf(mail: ParsedMail): readonly string[] {
  const lists = (['to', 'cc'] as const)
    .flatMap((name) => mail[name] ?? [])
    .flatMap((list: AddressObject) => list.value.map((entry) => entry.address ?? ''));
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => {
    const value = mail.headers.get(name);
    return typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  });
  return [...lists, ...delivered].map((address) => address.trim().replace(/^<|>$/g, '').toLowerCase()).filter((address) => address !== '');
}

/** Fields of the delivery-status part are read as they stand: it is no part that a reader is shown. */
function bounceOf(raw: Buffer, notice: string): Inbound {
  const text = raw.toString('latin1').replace(/\r\n/g, '\n');
  const fields = /^Content-Type:\s*message\/(?:global-)?delivery-status[\s\S]*?\n\n([\s\S]*?)(?=\n--)/im.exec(text)?.[1];
  const action = fields === undefined ? null : /^Action:\s*(\S+)/im.exec(fields)?.[1]?.toLowerCase();
  if (fields === undefined || action !== 'failed') return { kind: 'IGNORED', why: `no report of a failure (${action ?? 'no delivery status'})` };
  const status = /^Status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(fields)?.[1] ?? '5.0.0';
  const diagnostic = codesOf(/^Diagnostic-Code:\s*(.*)$/im.exec(fields)?.[1] ?? '');
  const codes = diagnostic.startsWith('5') && diagnostic !== '5xx' ? diagnostic : status;
  // A status that says nothing (5.0.0) is read with what the other server said to RCPT.
  const dead = saysDead(status === '5.0.0' ? codes : status, 'RCPT');
  return { kind: 'BOUNCE', notice, reply: codes, dead };
}

/** RFC 3834 5, and what the large mail programs write instead. */
function isAutomatic(mail: ParsedMail): boolean {
  const header = (name: string): string => {
    const value = mail.headers.get(name);
    return typeof value === 'string' ? value.toLowerCase() : '';
  };
  const auto = header('auto-submitted');
  if (auto !== '' && !auto.startsWith('no')) return true;
  if (mail.headers.has('x-autoreply') || mail.headers.has('x-autorespond') || mail.headers.has('x-auto-response-suppress')) return true;
  if (/^(bulk|junk|list|auto_reply)/.test(header('precedence')) || mail.headers.has('list')) return true;
  return /^(mailer-daemon|postmaster|no-?reply)@/i.test(mail.from?.value[0]?.address ?? '');
}

/** A signature that verifies, by the domain in From or one above it (RFC 7489 3.1.1, relaxed alignment). */
async function isAligned(raw: Buffer, from: string, resolver: Resolver | undefined): Promise<boolean> {
  const domain = from.split('@')[1]?.toLowerCase() ?? '';
  const found = await authenticate(raw, {
    trustReceived: false,
    disableArc: true,
    disableDmarc: true,
    disableBimi: true,
    ...(resolver === undefined ? {} : { resolver: resolver as NonNullable<Parameters<typeof authenticate>[1]>['resolver'] }),
  } as Parameters<typeof authenticate>[1]);
  return (found.dkim?.results ?? []).some(({ status, signingDomain }) => {
    const signer = String(signingDomain ?? '').toLowerCase();
    return status.result === 'pass' && signer.includes('.') && (domain === signer || domain.endsWith(`.${signer}`));
  });
}

const WORDS = [
  { choice: 'APPROVE', words: ['同意', '批准', 'approve', 'approved', 'agree'] },
  { choice: 'REJECT', words: ['不同意', '不批准', 'reject', 'rejected', 'disagree'] },
] as const;
const CODE = /[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}/;
/** Where what is quoted begins, in the mail programs that people here use. */
const QUOTE = /^(>|-{3,}|_{5,}|On .+wrote:|在.+写道|发件人[:：]|From:|原始邮件|[-\s]*Original Message)/i;

/** The first line is the decision, nothing else; what follows up to the quoted mail is its comment; the code may stand anywhere. */
function answerIn(text: string): { readonly choice: 'APPROVE' | 'REJECT' | null; readonly reason: string; readonly code: string | null } {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const quoted = lines.findIndex((line) => QUOTE.test(line));
  const own = (quoted < 0 ? lines : lines.slice(0, quoted)).filter((line) => line !== '' && !CODE.test(line));
  const first = (own[0] ?? '').toLowerCase().replace(/[。.!！]+$/, '');
  const meant = WORDS.find(({ words }) => words.some((word) => word === first));
  return { choice: meant?.choice ?? null, reason: own.slice(1).join('\n').slice(0, 2_000), code: CODE.exec(text.toUpperCase())?.[0] ?? null };
}

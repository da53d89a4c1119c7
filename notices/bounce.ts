/**
 * What a mail server says of a mail that it could not deliver, in whichever form it writes: RFC 3464 and RFC 6533 by their
 * parts, QSBMF of qmail and the free text of other servers by the codes and sentences in it. Codes alone go on from here: a
 * report repeats addresses. Deliberately absent: whose mail it was (notices/return-path.ts).
 */
import type { ParsedMail } from 'mailparser';
import { codesOf, saysDead } from './outcome.ts';

export type Report =
  | { readonly kind: 'FAILED'; readonly reply: string; readonly dead: boolean }
  /** Not delivered yet, or delivered: nothing that anybody has to see to. */
  | { readonly kind: 'OTHER'; readonly action: string }
  /** Nobody here can read it; a person has to. */
  | { readonly kind: 'UNREAD' };

/** As much of a text as is looked through; what comes later is the mail that came back. */
const TEXT_MAX = 20_000;

export function readReport(mail: ParsedMail): Report {
  const fields = mail.attachments.filter(({ contentType }) => STATUS_PARTS.includes(contentType)).flatMap(({ content }) => recipientsIn(content));
  if (fields.length > 0) {
    // Each of our mails has one recipient; a list behind it may report several. One that failed is worth a look.
    const failed = fields.find(({ action }) => action === 'failed');
    if (failed !== undefined) return failure(failed.status, failed.diagnostic);
    const [first] = fields;
    if (first !== undefined && ['delayed', 'delivered', 'relayed', 'expanded'].includes(first.action)) return { kind: 'OTHER', action: first.action };
  }
  return fromText(`${mail.subject ?? ''}\n${(mail.text ?? '').slice(0, TEXT_MAX)}\n${plainOf(mail.html === false ? '' : (mail.html ?? ''))}`);
}

const STATUS_PARTS = ['message/delivery-status', 'message/global-delivery-status'];

type Recipient = { readonly action: string; readonly status: string; readonly diagnostic: string };

/** Groups of fields, one a recipient after the first (RFC 3464 2.1), unfolded. */
function recipientsIn(content: Buffer): readonly Recipient[] {
  const found: Recipient[] = [];
  let fields = new Map<string, string>();
  let last = '';
  const close = (): void => {
    const action =
      (fields.get('action') ?? '')
        .trim()
        .toLowerCase()
        .split(/[\s(;]/)[0] ?? '';
    if (action !== '') found.push({ action, status: fields.get('status') ?? '', diagnostic: fields.get('diagnostic-code') ?? '' });
    fields = new Map();
    last = '';
  };
  for (const line of content.toString('utf8').split('\n')) {
    const text = line.trimEnd();
    if (text === '') close();
    else if (/^[ \t]/.test(text)) fields.set(last, `${fields.get(last) ?? ''} ${text.trim()}`);
    else {
      const colon = text.indexOf(':');
      last = text.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      fields.set(last, text.slice(colon + 1).trim());
    }
  }
  close();
  return found;
}

/** A policy, a filter or a full box says nothing of the address, whatever number a server gives to it. */
const NOT_THE_ADDRESS =
  /spam|policy|blocked|black ?list|block ?list|dnsbl|reputation|quota|mailbox (?:is )?full|full mailbox|over ?quota|too large|size limit|greylist|rate limit|dmarc|spf\b|dkim|virus|content|垃圾|拒收|拦截|黑名单|信誉|频率|过大|超限|容量|已满|满了|空间不足|内容/i;
const NO_SUCH_ADDRESS =
  /(?:user|mailbox|recipient|rcpt|address|account|alias)\b.{0,40}(?:unknown|not found|not listed in|n[o']t exist|not exist|unavailable|disabled|invalid|couldn'?t be found|wasn'?t found)|(?:unknown|invalid|no such|nonexistent) (?:user|mailbox|recipient|address|account|local)|no mailbox here|unrout(?:e)?able (?:mail )?(?:address|domain)|(?:用户|邮箱|收件人|帐号|账号|账户|地址)(?:地址|账号|帐号|邮箱)?(?:不存在|未找到|无效|不正确|有误|已注销|被注销|错误)|(?:找不到|无此|没有此|没有这个|不存在(?:的|该|此)?|无法找到)(?:该|此|您输入的)?(?:用户|邮箱|收件人|帐号|账号|电子邮件地址|地址)|查无此人/i;

function failure(status: string, diagnostic: string): Report {
  const own = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(status)?.[1] ?? '5.0.0';
  const said = codesOf(diagnostic.slice(0, 2_000));
  const codes = said.startsWith('5') && said !== '5xx' ? said : own;
  // A status that says nothing (5.0.0) is read with what the other server said to RCPT.
  const dead = own === '5.0.0' ? saysDead(codes, 'RCPT') && !NOT_THE_ADDRESS.test(diagnostic.slice(0, 2_000)) : saysDead(own, 'RCPT');
  return { kind: 'FAILED', reply: codes, dead };
}

const DELAYED =
  /delayed|still being retried|will (?:be retried|retry|keep trying|continue to try)|not yet been delivered|warning: message|(?:邮件|投递|发送)(?:被)?(?:延迟|延误)|(?:继续|再次|重新)尝试|尚未(?:送达|投递)|暂时(?:无法|未能)/i;
const FAILED =
  /undeliver|delivery (?:has )?fail|fail(?:ed|ure) (?:to|notice|delivery)|returned mail|returned to sender|could ?n[o']t be delivered|could not be delivered|permanent (?:error|failure)|退信|未(?:能)?(?:送达|投递|发送)|无法(?:送达|投递|发送)|投递失败|发送失败|被退回|退回/i;

/** A code as servers write it, not a date or the number of a clause: behind a reply's code, a `#`, or a field's name. */
const SAID_BY_SERVER = /(?:\b5[0-5]\d[ -]#?|#|status: ?)5\.\d{1,3}\.\d{1,3}(?![\d.])/i;

/** Free text: only what says in words that it came back, or has a code of a permanent failure as servers write it. */
function fromText(text: string): Report {
  const failed = FAILED.test(text);
  const enhanced = failed || SAID_BY_SERVER.test(text) ? /(?:^|[^\d.])(5\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] : undefined;
  const basic = /(?:^|[^\d.])(5[0-5]\d)(?=[ \-#:)\]])/.exec(text)?.[1];
  if (DELAYED.test(text) && enhanced === undefined && basic === undefined) return { kind: 'OTHER', action: 'delayed' };
  if (!failed && enhanced === undefined) return { kind: 'UNREAD' };
  const codes = [basic, enhanced].filter((code) => code !== undefined).join(' ');
  const noSuch = NO_SUCH_ADDRESS.test(text);
  const dead = enhanced === undefined || /^5\.[0]\./.test(enhanced) ? noSuch && !NOT_THE_ADDRESS.test(text) : saysDead(enhanced, 'RCPT');
  return { kind: 'FAILED', reply: codes === '' ? '5xx' : codes, dead };
}

/** HTML as text, one pass; only for looking for codes in it. */
function plainOf(html: string): string {
  let text = '';
  let inTag = false;
  for (const letter of html.slice(0, TEXT_MAX * 3)) {
    if (letter === '<') inTag = true;
    else if (letter === '>') {
      inTag = false;
      text += ' ';
    } else if (!inTag) text += letter;
  }
  return text.slice(0, TEXT_MAX);
}

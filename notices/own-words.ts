/**
 * What somebody wrote themselves in an answer, without what their mail program added: the head of the quoted mail and the
 * mail, signatures of programs and phones, cards with names and numbers. Where it cannot be told apart, that is said and
 * nothing is guessed: a reason stands in the record for ever. Every pattern is linear in the line it looks at. Deliberately
 * absent: email-reply-parser and planer, which know neither the programs that people use here nor how sure they are, and
 * cut away what they take for a signature (docs/adr/0019).
 */
import { faultOfText } from '../domain/text/check.ts';

/** Why an answer is not read. QUOTE: where the quoted part begins is not clear. */
export type Unsure = 'QUOTE' | 'HIDDEN' | 'UNREADABLE';
export type OwnWords = { readonly lines: readonly string[]; readonly unsure: Unsure | null };

/** Marks that turn text around or hide in it; the second kind is put in by mail programs and says nothing. */
const TURNING = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;
const NOTHING = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/g;

/** As much of a line as patterns look at. */
const COMPARED_MAX = 1_000;
/** A line as it is compared: full-width signs as their plain ones, marks for bold and leading blanks gone. */
const plain = (line: string): string =>
  (line.length > COMPARED_MAX ? `${line.slice(0, COMPARED_MAX - 200)}${line.slice(-200)}` : line)
    .normalize('NFKC')
    .replace(/(\p{Script=Han}) +(?=\p{Script=Han}(?:\p{Script=Han}| ?:))/gu, '$1')
    .replace(/^[\s*|]+/, '')
    .replace(/[\s*|]+$/, '')
    .toLowerCase();

/** Begins the quoted mail, whatever follows. */
const SEPARATOR = /^(?:>|-{3,}|_{5,}|={5,}|—{3,}|─{3,}|━{3,}|\*{5,})/;
const TITLE =
  /^(?:原始邮件|原邮件|原郵件|邮件原文|回复的原邮件|转发的邮件|转发邮件|开始转发的邮件|original (?:message|mail|email)|forwarded message|begin forwarded message) ?:?$/;
const FROM = /^(?:发件人|发送人|发信人|寄件者|寄件人|发送者|from|sender) ?:/;
const FIELD =
  /^(?:发件人|发送人|发信人|寄件者|寄件人|发送者|日期|时间|发送时间|发件时间|发信时间|发送日期|寄件日期|收件人|收信人|收件者|抄送|抄送人|副本|主题|标题|主旨|邮件主题|from|sender|date|time|sent|sent time|to|cc|subject) ?:/;
const WROTE = /(?:写道|写到|寫道|寫到|来信|wrote|writes|schrieb|a écrit) ?:?$/;
/** A line with which such a head begins: a day or a preposition before it, or a name with an address. */
const HEAD = /^(?:在|于|於|on |at |am |le |\d{4}[年/.-]|\d{1,2}[/.]\d{1,2})|<[^<>\s@]+@[^<>\s]+>|(?:于|於|在) ?\d{4}/;
/** Sentences of our own task mails: they never stand among somebody's own words. */
const OURS = /也可以直接回复本邮件|办理链接|you can also reply to this mail|\/a\/[\w-]{20,}/;

const DEVICE =
  /iphone|ipad|mac|android|安卓|手机|平板|huawei|华为|honor|荣耀|小米|xiaomi|redmi|红米|vivo|oppo|oneplus|一加|realme|iqoo|魅族|meizu|zte|中兴|三星|samsung|galaxy|nokia|blackberry|outlook|windows|邮箱|邮件|mail|qq|网易|163|126|139|钉|dingtalk|飞书|feishu|lark|微信|wecom|wechat|yahoo|thunderbird|spark|客户端/;

/** What a phone or program puts below an answer. No word of a sentence: short, and nothing about somebody else. */
function isDevice(line: string): boolean {
  if (line.length > 60) return false;
  if (/^(?:获取|取得|下载|get) ?outlook\b/.test(line) || /^(?:sent (?:from|via|with|by|using)|envoyé de|gesendet von) /.test(line)) return true;
  if (!DEVICE.test(line)) return false;
  if (/^(?:发自|發自|发送自|来自|來自|寄自) ?(?:我的)?[^的,，。;；]{1,40}$/.test(line)) return true;
  return /^(?:签名)?(?:由|从|從|通过|透過|使用) ?(?:我的)?[^的,，。;；]{1,40}(?:发送|發送|傳送|发出|寄出|定制)$/.test(line);
}

/** A line of a card, all of it: a number, an address of mail or web, or one behind its label. */
const isContact = (line: string): boolean =>
  line.length <= 120 &&
  (/^(?:(?:电话|手机|座机|传真|办公电话|联系电话|联系方式|微信|邮箱|电子邮箱|邮编|地址|单位|部门|职务|网址|tel|telephone|phone|mobile|cell|fax|e-?mail|mail|address|web|wechat|mob|t|m|f|e|p) ?[:：])/.test(
    line,
  ) ||
    /^[+\d][\d\s()/-]{6,30}$/.test(line) ||
    /^<?(?:mailto:)?[^\s@<>]+@[^\s@<>]+>?$/.test(line) ||
    /^(?:https?:\/\/|www\.)\S+$/.test(line));

/** Own words in a text of lines. `names`: what the sender's card may be headed with. */
export function ownWords(text: string, names: readonly string[] = []): OwnWords {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) =>
    line
      .replace(NOTHING, '')
      .replace(/[\u00a0\t]/g, ' ')
      .trim(),
  );
  const compared = lines.map(plain);
  const { end, sure } = quoteIn(compared);
  const kept = lines.slice(0, end);
  const own = kept.join('\n');
  if (faultOfText(own) !== null) return { lines: [], unsure: TURNING.test(own) ? 'HIDDEN' : 'UNREADABLE' };
  if (!sure || compared.slice(0, end).some((line) => OURS.test(line))) return { lines: [], unsure: 'QUOTE' };
  return withoutSignature(kept, compared.slice(0, end), names.map(plain));
}

/** Where the quoted part begins; the number of lines where there is none. */
function quoteIn(lines: readonly string[]): { readonly end: number; readonly sure: boolean } {
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    if (SEPARATOR.test(line) || TITLE.test(line) || FROM.test(line)) return { end: index, sure: true };
    if (
      FIELD.test(line) &&
      lines
        .slice(index + 1, index + 6)
        .filter((next) => next !== '')
        .slice(0, 2)
        .some((next) => FIELD.test(next))
    )
      return { end: index, sure: true };
    if (!WROTE.test(line)) continue;
    // A head is folded over up to three lines. A sentence of somebody's own may end so too: then nobody can tell.
    for (let back = 0; back <= 2 && index - back >= 0; back += 1) {
      const begin = lines[index - back] ?? '';
      if (begin === '') break;
      const joined = lines.slice(index - back, index + 1).join(' ');
      if (!HEAD.test(begin) || !/\d|[<@]|^on /.test(joined)) continue;
      // 「托建 <…>」 alone in the line above belongs to 「于……写道：」.
      const above = lines[index - back - 1] ?? '';
      const withName = /^(?:于|於)/.test(begin) && /<[^<>\s@]+@[^<>\s]+>$/.test(above);
      return { end: index - back - (withName ? 1 : 0), sure: true };
    }
    return { end: index, sure: false };
  }
  return { end: lines.length, sure: true };
}

function withoutSignature(lines: readonly string[], compared: readonly string[], names: readonly string[]): OwnWords {
  const dashes = compared.indexOf('--');
  const end = dashes < 0 ? lines.length : dashes;
  const device = compared.findIndex((line, index) => index < end && isDevice(line));
  const after = device < 0 ? [] : compared.slice(device + 1, end).filter((line) => line !== '');
  // Words below 「发自我的 iPhone」 may be somebody's own, or a card that the program added.
  if (!after.every((line) => isDevice(line) || isContact(line) || names.includes(line))) return { lines: [], unsure: 'QUOTE' };
  const last = cardAt(compared.slice(0, device < 0 ? end : device), names);
  return { lines: lines.slice(0, last).filter((line) => line !== ''), unsure: null };
}

/** Where a card with name and numbers begins at the end of these lines. The first line is the decision. */
function cardAt(lines: readonly string[], names: readonly string[]): number {
  const isCard = (line: string): boolean => line === '' || isContact(line) || names.includes(line);
  let last = lines.length;
  while (last > 1) {
    const gap = lines.lastIndexOf('', last - 1);
    const paragraph = lines.slice(gap + 1, last);
    // A paragraph that holds a number or an address is a card with its other short lines: name, office, street.
    if (gap > 0 && paragraph.some(isContact) && paragraph.every((line) => isContact(line) || isShort(line))) last = gap;
    else if (isCard(lines[last - 1] ?? '')) last -= 1;
    else break;
  }
  return last;
}

const isShort = (line: string): boolean => line.length <= 30 && !/[，。；！？,;!?]/.test(line);

/**
 * What somebody wrote themselves in an answer, without what their mail program added: the head of the quoted mail and the
 * mail, and what is signed with (sign-off.ts). Where it cannot be told apart, that is said and
 * nothing is guessed: a reason stands in the record for ever. Every pattern is linear in the line it looks at. Deliberately
 * absent: email-reply-parser and planer, which know neither the programs that people use here nor how sure they are, and
 * cut away what they take for a signature (docs/adr/0019).
 */
import { faultOfText } from '../domain/text/check.ts';
import { isDevice, signOff } from './sign-off.ts';

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
  /^(?:(?:以下|下面|开始|這是|这是)?(?:是|为)?(?:被)?(?:原|原始|原始的|回复的?|转发的?|引用的?)(?:原)?(?:邮件|郵件|信息|信件)|邮件原[文件]|original (?:message|mail|email)|forwarded message|begin forwarded message) ?:?$/;
const SENDER = '发件人|发送人|发信人|寄件者|寄件人|发送者|from|sender';
const FIELDS = `${SENDER}|由|日期|时间|发送时间|发件时间|发信时间|发送日期|寄件日期|收件人|收信人|收件者|抄送|抄送人|副本|主题|标题|主旨|邮件主题|重要性|优先级|附件|date|time|sent|sent time|to|cc|subject|importance|priority|attachments`;
const FROM = new RegExp(`^(?:${SENDER}) ?:`);
const FIELD = new RegExp(`^(?:${FIELDS}) ?:`);
/** The same from a table whose cells became text: no colon. */
const CELL = new RegExp(`^(?:${FIELDS})(?: ?:| |$)`);
/** A line across behind the last word, as DingTalk's phones write it. */
const RUN_ON = /^(.*[^-_=—])(?:-{10,}|_{10,}|={10,}|—{6,})$/;
/** Markup that a program left in its plain text. */
const TAG = /<\/?(?:br|div|span|font|table|tr|td|b|p)(?: [^<>]{0,200})?\/?>/;
/** Where a picture stood. */
const PLACEHOLDER = /^\[(?:图片|表情|附件|image|inline image|cid|logo)[^\]]{0,100}\]$/i;
const WROTE = /(?:写道|写到|寫道|寫到|来信|编写|wrote|writes|schrieb|a écrit) ?:?$/;
/** A line with which such a head begins: a day or a preposition before it, or a name with an address. */
const HEAD = /^(?:在|于|於|on |at |am |le |\d{4}[年/.-]|\d{1,2}[/.]\d{1,2})|<[^<>\s@]+@[^<>\s]+>|(?:于|於|在) ?\d{4}/;
/** Sentences of our own task mails: they never stand among somebody's own words. */
const OURS = /也可以直接回复本邮件|办理链接|you can also reply to this mail|\/a\/[\w-]{20,}/;

/** Own words in a text of lines. `names`: what the sender's card may be headed with. */
export function ownWords(text: string, names: readonly string[] = []): OwnWords {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) =>
    line
      .replace(NOTHING, '')
      .replace(/[\u00a0\t]|&nbsp;/g, ' ')
      .trim()
      .replace(PLACEHOLDER, ''),
  );
  const compared = lines.map(plain);
  const { end, sure } = quoteIn(compared);
  const kept = lines.slice(0, end);
  const own = kept.join('\n');
  if (faultOfText(own) !== null) return { lines: [], unsure: TURNING.test(own) ? 'HIDDEN' : 'UNREADABLE' };
  if (!sure || compared.slice(0, end).some((line) => OURS.test(line) || TAG.test(line))) return { lines: [], unsure: 'QUOTE' };
  const signed = signOff(compared.slice(0, end), names.map(plain));
  if (!signed.sure) return { lines: [], unsure: 'QUOTE' };
  return { lines: kept.slice(0, signed.end).filter((line) => line !== ''), unsure: null };
}

/** The next lines with something in them, within five. */
const nextOf = (lines: readonly string[], from: number, most: number): readonly string[] =>
  lines
    .slice(from, from + 5)
    .filter((line) => line !== '')
    .slice(0, most);

/** Where the quoted part begins; the number of lines where there is none. */
function quoteIn(lines: readonly string[]): { readonly end: number; readonly sure: boolean } {
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    if (SEPARATOR.test(line) || TITLE.test(line) || FROM.test(line)) return { end: index, sure: true };
    const next = nextOf(lines, index + 1, 2);
    if (FIELD.test(line) && next.some((one) => FIELD.test(one))) return { end: index, sure: true };
    if (CELL.test(line) && next.every((one) => CELL.test(one)) && next.length === 2) return { end: index, sure: false };
    const runOn = RUN_ON.exec(line)?.[1];
    if (runOn !== undefined) return { end: index, sure: isDevice(runOn) };
    // In a language that is not known here: a line that ends like a head, above a quoted one.
    const introduces = line.endsWith(':') && next[0]?.startsWith('>') === true;
    if (!WROTE.test(line) && !introduces) continue;
    // A head is folded over up to three lines. A sentence of somebody's own may end so too: then nobody can tell.
    for (let back = 0; back <= 2 && index - back >= 0; back += 1) {
      const begin = lines[index - back] ?? '';
      if (begin === '') break;
      const joined = lines.slice(index - back, index + 1).join(' ');
      if (!HEAD.test(begin) || !/\d|[<@]|^on /.test(joined)) continue;
      // 「托建 <…>」 alone in the line above belongs to 「于……写道：」.
      const above = lines[index - back - 1] ?? '';
      const withName = (/^(?:于|於)/.test(begin) && /<[^<>\s@]+@[^<>\s]+>$/.test(above)) || (begin.startsWith('<') && above !== '');
      const first = index - back - (withName ? 1 : 0);
      // A name that was folded off its address stands apart from what is above it; else it may be somebody's last word.
      return { end: first, sure: !withName || !begin.startsWith('<') || lines[first - 1] === '' };
    }
    return { end: index, sure: false };
  }
  return { end: lines.length, sure: true };
}

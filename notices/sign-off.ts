/**
 * What stands below an answer and is no part of it: what phones and programs add, a card with name and numbers, a closing
 * formula, a notice of secrecy. What is certain is left out; what only looks so is said to be unsure, since it might be
 * somebody's own words. Lines come as own-words.ts compares them. Deliberately absent: the quoted mail.
 */

const DEVICE =
  /iphone|ipad|mac|android|安卓|手机|平板|huawei|华为|honor|荣耀|小米|xiaomi|redmi|红米|vivo|oppo|oneplus|一加|realme|iqoo|魅族|meizu|zte|中兴|三星|samsung|galaxy|nokia|blackberry|harmonyos|鸿蒙|移动端|移动版|outlook|windows|邮箱|邮件|mail|qq|网易|163|126|139|189|钉|dingtalk|飞书|feishu|lark|微信|wecom|wechat|yahoo|thunderbird|spark|proton|客户端/;
const withoutStop = (line: string): string => line.replace(/[。.!]+$/, '');

/** What a phone or program puts below an answer. No word of a sentence: short, and nothing about somebody else. */
export function isDevice(written: string): boolean {
  const line = withoutStop(written);
  if (line.length > 60) return false;
  if (/^(?:获取|取得|下载|get)? ?(?:适用于 ?\S{1,12} ?的)? ?outlook\b/.test(line)) return true;
  if (/^(?:sent (?:from|via|with|by|using)|envoyé de|gesendet von|enviado (?:do|desde)|inviato da|отправлено с) /.test(line)) return true;
  if (/^von mein\S+ .{1,20} gesendet$|^.{1,20}から送信$|^.{1,20}에서 보냄$/.test(line)) return true;
  if (!DEVICE.test(line)) return false;
  if (/^(?:发自|發自|发送自|来自|來自|寄自) ?(?:我的)?[^的,，。;；]{1,40}$/.test(line)) return true;
  return /^(?:签名)?已?(?:由|从|從|通过|透過|使用) ?(?:我的)?[^的,，。;；]{1,40}(?:发送|發送|傳送|发出|寄出|定制)$/.test(line);
}

/** Not certain, but no sentence either: it names a program or phone and begins as such lines do. */
const mayBeDevice = (line: string): boolean =>
  line.length <= 40 &&
  DEVICE.test(line) &&
  /^(?:发|發|来自|來自|寄|从|從|由|通过|透過|使用|已|适用|获取|手机|sent\b|get\b|from\b|via\b)/.test(line) &&
  !/[,，;；。!?！？]/.test(withoutStop(line));

const LABEL =
  /^(?:电话|手机|座机|传真|办公电话|联系电话|联系方式|微信|邮箱|电子邮箱|邮编|地址|单位|部门|职务|网址|tel|telephone|phone|mobile|cell|fax|e-?mail|mail|address|web|wechat|mob|t|m|f|e|p) ?:/;

/** A line of a card, all of it: a number, an address of mail or web, or one behind its label. */
const isContact = (line: string): boolean =>
  line.length <= 120 &&
  (LABEL.test(line) ||
    /^[+\d][\d\s()/-]{6,30}$/.test(line) ||
    /^<?(?:mailto:)?[^\s@<>]+@[^\s@<>]+>?$/.test(line) ||
    /^(?:https?:\/\/|www\.)\S+$/.test(line));

const CLOSING =
  /^(?:此致|敬礼|此致,? ?敬礼|顺[祝颂].{1,6}|祝好|谢谢|多谢|感谢|谢谢您|(?:best|kind|warm|many)? ?(?:regards|wishes|thanks)|thanks(?: and regards)?|thank you|cheers|sincerely|yours \w{1,12})[!,.。，~ ]*$/;
/** Where somebody works or what they are, alone in its line or part of one. */
const OFFICE =
  /^[^,，。;；!?]{1,30}(?:局|科|处|股|室|办|部|院|所|委|委员会|中心|公司|政府|领导小组|站|队|园|主任|科长|局长|处长|主管|科员|经理|专员)$/;

type Names = readonly string[];
/** `王伟 | 投资科 | 13800001111`, also behind dashes. OWN: no card; UNSURE: a name that stands beside other words. */
function cardLine(line: string, names: Names): 'CARD' | 'UNSURE' | 'OWN' {
  if (isContact(line) || names.includes(line)) return 'CARD';
  if (line.length > 80) return 'OWN';
  const parts = line
    .replace(/^[—–-]{1,2} ?/, '')
    .split(/[|·•/\\,，、\s]+/)
    .filter((part) => part !== '');
  // 「王伟 投资科」 is compared without its blank.
  const [only = ''] = parts;
  if (parts.length === 1) return names.some((name) => only.startsWith(name) && OFFICE.test(only.slice(name.length))) ? 'CARD' : 'OWN';
  if (!parts.some((part) => names.includes(part) || /^[+\d][\d()-]{6,20}$/.test(part))) return 'OWN';
  if (parts.every((part) => names.includes(part) || isContact(part) || /^[+\d][\d()-]{6,20}$/.test(part) || OFFICE.test(part))) return 'CARD';
  return parts.some((part) => names.includes(part)) ? 'UNSURE' : 'OWN';
}

/** A paragraph that offices' servers put below every mail; the second kind may be somebody's own sentence. */
const NOTICE =
  /^(?:\W{0,3}(?:保密|免责)(?:声明|提示|条款|须知)|\W{0,3}(?:重要|特别)?(?:声明|提示) ?:.*(?:保密|机密)|disclaimer\b|confidentiality (?:notice|note)|(?:this|the information in this) (?:e-?mail|message|communication)\b.*(?:confidential|privileged|intended)|本(?:电子)?邮件(?:及|和|以及)(?:其)?附件.*(?:保密|机密))/;
const mayBeNotice = (line: string): boolean => /保密|机密|confidential|privileged/.test(line) && /邮件|收件人|e-?mail|message|recipient/.test(line);

const isShort = (line: string): boolean => line.length <= 30 && !/[，。；！？,;!?]/.test(line);

export type SignedOff = { readonly end: number; readonly sure: boolean };

/** How many of these lines are somebody's own, from the first one on, which is the decision. `names`: of the sender. */
export function signOff(lines: readonly string[], names: Names): SignedOff {
  const dashes = lines.findIndex((line) => line === '--' || line === '——');
  const below = dashes < 0 ? [] : lines.slice(dashes + 1).filter((line) => line !== '');
  // 「——」 may also stand between two thoughts.
  if (lines[dashes] === '——' && !below.every((line) => isShort(line) || cardLine(line, names) === 'CARD')) return { end: 0, sure: false };
  const notice = lines.findIndex((line, index) => index > 0 && NOTICE.test(line));
  const end = Math.min(...[dashes, notice].filter((at) => at >= 0), lines.length);
  const device = lines.findIndex((line, index) => index > 0 && index < end && isDevice(line));
  const after = device < 0 ? [] : lines.slice(device + 1, end).filter((line) => line !== '');
  // Words below 「发自我的 iPhone」 may be somebody's own, or a card that the program added.
  if (!after.every((line) => isDevice(line) || CLOSING.test(line) || cardLine(line, names) === 'CARD')) return { end: 0, sure: false };
  const last = cardAt(lines.slice(0, device < 0 ? end : device), names);
  const own = lines.slice(1, last);
  const tail = own.findLastIndex((line) => line !== '');
  const standsAlone = tail === 0 || own[tail - 1] === '';
  const words = own[tail] ?? '';
  // 「——王伟 投资科」
  const isDashed = words.startsWith('——') && isShort(words);
  const sure = !isDashed && !(standsAlone && mayBeDevice(words)) && cardLine(words, names) !== 'UNSURE' && !own.some(mayBeNotice);
  return { end: last, sure };
}

/** Where a card with name and numbers, or a closing formula, begins at the end of these lines. */
function cardAt(lines: readonly string[], names: Names): number {
  const isCard = (line: string): boolean => line === '' || CLOSING.test(line) || cardLine(line, names) === 'CARD';
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

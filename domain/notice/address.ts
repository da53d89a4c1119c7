/**
 * Mail addresses as they are kept and compared: the domain in its ASCII form (`xn--`, RFC 5891) and lower case, the local
 * part as it was typed (RFC 6531). Deliberately absent: IDNA itself, which the caller passes in (`domainToASCII` of node:url).
 */
import type { Text } from '../kernel/values.ts';

/** `unicode`: its local part is not ASCII, so a mail server must offer SMTPUTF8 to take mail for it. */
export type AddressRead = { readonly address: string; readonly unicode: boolean } | { readonly fault: Text };

/** RFC 5321 4.5.3.1, in octets. */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;
/** A dot-atom of RFC 5322 3.2.3, with letters and digits of every script (RFC 6532). */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * What somebody typed as an address; full-width signs of an input method (`＠`, `．`) count as what they mean.
 * The fault is a sentence that follows the name of the field.
 */
export function readAddress(text: string, toAscii: (domain: string) => string): AddressRead {
  const typed = text.trim().normalize('NFKC');
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, Math.max(at, 0));
  const asTyped = typed.slice(at + 1);
  if (at < 1 || typed.length > ADDRESS_MAX || !LOCAL.test(local))
    return { fault: { zh: '须为邮箱地址，如 wang.wei@county.gov.cn', en: 'must be a mail address like wang.wei@county.gov.cn' } };
  // IDNA of node:url is the host parser of the web: what would end a host there is no domain of a mail address.
  const domain = /[\s:/?#@[\]%\\]/.test(asTyped) ? '' : toAscii(asTyped.toLowerCase()).toLowerCase();
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? ''))
    return { fault: { zh: `须为邮箱地址；没有“${asTyped}”这样的域名`, en: `must be a mail address; there is no domain "${asTyped}"` } };
  const unicode = [...local].some((letter) => letter > '\u007f');
  if (octets(local) > LOCAL_MAX || octets(local) + 1 + domain.length > ADDRESS_MAX)
    return { fault: { zh: '须为不超过 254 个字符的邮箱地址', en: 'must be a mail address of at most 254 characters' } };
  return { address: `${local}@${domain}`, unicode };
}

/**
 * The form in which addresses are the same (prisma/people/people.ts compares `lower(email)` with it); null: it is none. What a
 * message says its sender is was not typed by an input method: letters that only look like others make another mailbox.
 */
export function comparedAddress(text: string, toAscii: (domain: string) => string): string | null {
  const local = text.slice(0, Math.max(text.lastIndexOf('@'), 0)).normalize('NFC');
  if (local !== local.normalize('NFKC')) return null;
  const read = readAddress(text, toAscii);
  return 'fault' in read ? null : read.address.toLowerCase();
}

/** As people read it: the domain in the letters of its own language. */
export function shownAddress(address: string, toUnicode: (domain: string) => string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${toUnicode(address.slice(at + 1)) || address.slice(at + 1)}`;
}

/** Bytes in UTF-8. */
const octets = (text: string): number =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0xffff ? 4 : letter > '\u07ff' ? 3 : letter > '\u007f' ? 2 : 1), 0);

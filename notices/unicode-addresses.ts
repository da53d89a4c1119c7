/** Addresses that the mail server cannot write to, told before anything is stored. Deliberately absent: what an address is (domain/notice/address.ts). */
import { domainToASCII } from 'node:url';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { readAddress } from '../domain/notice/address.ts';
import { offersUnicodeAddresses } from './smtp-offers.ts';

const ASCII_ASKED: Text = {
  zh: '邮箱地址 @ 前须为 ASCII 字母，因为 SMTP_URL 的邮件服务器不提供 SMTPUTF8；请换一个地址，或换用提供的服务器',
  en: 'the mail address must be one of ASCII letters before the @, because the mail server of SMTP_URL does not offer SMTPUTF8; ask for another address, or for a server that does',
};

/** A fault for each person whose address needs SMTPUTF8, unless the server of SMTP_URL offers it; null stands for the mail catcher, which does. */
export async function unicodeAddressFaults(
  people: readonly { readonly id: string; readonly email: string }[],
  smtpUrl: string | null,
): Promise<readonly Text[]> {
  const needing = people.filter(({ email }) => {
    const read = readAddress(email, domainToASCII);
    return !('fault' in read) && read.unicode;
  });
  if (needing.length === 0 || smtpUrl === null || (await offersUnicodeAddresses(smtpUrl)) === true) return [];
  return needing.map(({ id }) => faultAt(id, ASCII_ASKED));
}

/** Addresses that the mail server cannot write to, told before anything is stored. Deliberately absent: what an address is (domain/notice/address.ts). */
import { domainToASCII } from 'node:url';
import { readAddress } from '../domain/notice/address.ts';
import { offersUnicodeAddresses } from '../notices/smtp-offers.ts';

/** A fault for each person whose address needs SMTPUTF8, unless the server of SMTP_URL offers it; null stands for the mail catcher, which does. */
export async function unicodeAddressFaults(
  people: readonly { readonly id: string; readonly email: string }[],
  smtpUrl: string | null,
): Promise<readonly string[]> {
  const needing = people.filter(({ email }) => {
    const read = readAddress(email, domainToASCII);
    return !('fault' in read) && read.unicode;
  });
  if (needing.length === 0 || smtpUrl === null || (await offersUnicodeAddresses(smtpUrl)) === true) return [];
  return needing.map(
    ({ id }) =>
      `${id}: the mail address must be one of ASCII letters before the @, because the mail server of SMTP_URL does not offer SMTPUTF8; ask for another address, or for a server that does`,
  );
}

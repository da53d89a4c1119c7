/** The sender that a setting names, `托建 <no-reply@county.gov.cn>`, read by the parser that reads addresses of mails. */
import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser/index.js';
import { readAddress } from '../domain/notice/address.ts';

/** Quotes around a name (RFC 5322 3.2.4) are no part of it; an address that the parser had to mend (`no reply@…`) is none. */
export function readSender(text: string): { readonly name: string; readonly address: string } | { readonly fault: string } {
  const [found, ...more] = addressparser(text);
  if (found === undefined || more.length > 0 || 'group' in found || found.address === undefined || !isWhole(text, found.address))
    return { fault: 'must be one sender like 托建 <no-reply@county.gov.cn>' };
  const read = readAddress(found.address, domainToASCII);
  return 'fault' in read ? { fault: read.fault.en } : { name: found.name, address: read.address };
}

const isWhole = (text: string, address: string): boolean => address !== '' && (text.trim() === address || text.includes(`<${address}>`));

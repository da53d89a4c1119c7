/**
 * The return path of each mail (VERP): it names the notice, signed, so that a late bounce is matched and nobody can
 * report somebody else's address as dead by guessing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type ReturnPath = { readonly address: string; readonly secret: string };

const signatureOf = (id: string, secret: string): string => createHmac('sha256', secret).update(`return-path/${id}`).digest('hex').slice(0, 12);

/** `bounces+NOTICE-SIGNATURE@county.gov.cn`; its local part stays within 64 characters (RFC 5321 4.5.3.1.1). */
export const returnPathFor = ({ address, secret }: ReturnPath, notice: string): string =>
  address.replace('@', `+${notice}-${signatureOf(notice, secret)}@`);

/** The notice that a bounce came back for; null when no address among these is one of ours. */
export function noticeOfReturnPath({ address, secret }: ReturnPath, addresses: readonly string[]): string | null {
  const [local, domain] = address.toLowerCase().split('@');
  for (const candidate of addresses) {
    const found = /^([^+@]+)\+([0-9a-f]{32})-([0-9a-f]{12})@(.+)$/.exec(candidate.toLowerCase());
    if (found === null || found[1] !== local || found[4] !== domain) continue;
    const [, , id = '', signature = ''] = found;
    if (timingSafeEqual(Buffer.from(signatureOf(id, secret)), Buffer.from(signature))) return id;
  }
  return null;
}

/** Passwords as they are kept: scrypt with what OWASP names (N = 2^15, r = 8, p = 3; 32 MB), a salt each. Deliberately absent: who has one. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number, options: ScryptOptions) => Promise<Buffer>; // promisify sees the overload without options alone
const COST = { N: 32_768, r: 8, p: 3, maxmem: 64 * 1_024 * 1_024 } as const;

/** What an input method writes in more than one way is the same password. */
const same = (password: string): string => password.normalize('NFKC');

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `s1$${salt.toString('base64url')}$${(await derive(same(password), salt, 32, COST)).toString('base64url')}`;
}

export async function verifyPassword({ hash, password }: { readonly hash: string; readonly password: string }): Promise<boolean> {
  const [kind, salt = '', kept = ''] = hash.split('$');
  const wanted = Buffer.from(kept, 'base64url');
  if (kind !== 's1' || wanted.length !== 32) return false;
  return timingSafeEqual(await derive(same(password), Buffer.from(salt, 'base64url'), 32, COST), wanted);
}

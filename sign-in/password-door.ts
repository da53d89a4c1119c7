/**
 * Password and second factor (TOTP), where the county switches them on: one without the other lets nobody in. Deliberately
 * absent: codes by mail and accounts elsewhere (door.ts), addresses of HTTP.
 */
import { domainToASCII } from 'node:url';
import { isAPIError } from 'better-auth/api';
import { comparedAddress } from '../domain/notice/address.ts';
import type { Auth } from './auth.ts';
import { type Entry, headersOf, type SignInBrakes, type SignInRecord } from './door.ts';

/** `WRONG`: the password or the digits; `TAKEN`: there is a second factor already. */
export type Kept<T> = { readonly kind: 'DONE'; readonly done: T; readonly cookies: readonly string[] } | { readonly kind: 'WRONG' | 'TAKEN' };

export type PasswordDoor = {
  enter(asked: {
    readonly address: string;
    readonly password: string;
    readonly digits: string;
    readonly network: string;
    readonly agent: string;
  }): Promise<Entry>;
  standing(person: string): Promise<{ readonly password: boolean; readonly secondFactor: boolean }>;
  /** `current` null: there is none yet. */
  setPassword(cookie: string, person: string, next: string, current: string | null): Promise<Kept<null>>;
  /** For an authenticator app, and codes for when it is lost; shown once. */
  beginFactor(cookie: string, password: string): Promise<Kept<{ readonly uri: string; readonly spareCodes: readonly string[] }>>;
  confirmFactor(cookie: string, person: string, digits: string): Promise<Kept<null>>;
  removeFactor(cookie: string, person: string, password: string): Promise<Kept<null>>;
};

export type PasswordRecord = SignInRecord & {
  /** Of these people those with a password and a confirmed second factor. */
  withFactor(people: readonly string[]): Promise<readonly string[]>;
  standingOf(person: string): Promise<{ readonly password: boolean; readonly secondFactor: boolean }>;
  /** On record, and told to the person. */
  noteWay(person: string, way: string, bound: boolean): Promise<void>;
};

const pairsOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .join('; ');

/** Null: it was refused; what else went wrong is thrown. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null;
    throw error;
  }
}

const isOfApp = (digits: string): boolean => /^\d{6}$/.test(digits);

export function createPasswordDoor(auth: Auth, record: PasswordRecord, brakes: SignInBrakes): PasswordDoor {
  const { api } = auth;
  /** Both at once; the cookies of the session. */
  async function tryOne(person: string, password: string, digits: string, agent: string): Promise<Headers | null> {
    const first = await unlessRefused(
      api.signInEmail({ body: { email: `${person}@person.invalid`, password }, headers: headersOf('', agent), returnHeaders: true }),
    );
    if (first === null) return null;
    const cookie = pairsOf(first.headers);
    const code = { body: { code: digits }, headers: headersOf(cookie, agent), returnHeaders: true } as const;
    // The app shows them for half a minute, and who looked over a shoulder has them too; a spare code is better-auth's to spend.
    if (isOfApp(digits) && !(await brakes.spends(person, digits))) return null;
    const second = isOfApp(digits) ? await unlessRefused(api.verifyTOTP(code)) : await unlessRefused(api.verifyBackupCode(code));
    return second?.headers ?? null;
  }
  return {
    async enter({ address, password, digits, network, agent }) {
      const compared = comparedAddress(address, domainToASCII) ?? address;
      const seconds = await brakes.tries(compared, network);
      if (seconds !== null) return { kind: 'HELD', seconds };
      const people = await record.peopleByAddress(compared);
      for (const person of await record.withFactor(people)) {
        const headers = await tryOne(person, password, digits, agent);
        if (headers === null) continue;
        const cookies = headers.getSetCookie();
        const found = await api.getSession({ headers: headersOf(pairsOf(headers)), query: { disableRefresh: true } });
        if (found !== null) return { kind: 'IN', in: { person, cookies, expiresAt: found.session.expiresAt.toISOString() } };
      }
      for (const person of people) await record.noteFailed(person, network);
      return { kind: 'WRONG' };
    },
    standing: (person) => record.standingOf(person),
    async setPassword(cookie, person, next, current) {
      const headers = headersOf(cookie);
      const { password } = await record.standingOf(person);
      if (password && current === null) return { kind: 'WRONG' };
      const done = password
        ? await unlessRefused(api.changePassword({ body: { currentPassword: current ?? '', newPassword: next }, headers }))
        : await unlessRefused(api.setPassword({ body: { newPassword: next }, headers }));
      if (done === null) return { kind: 'WRONG' };
      // A first one is noted where its account is made.
      if (password) await record.noteWay(person, 'password', true);
      return { kind: 'DONE', done: null, cookies: [] };
    },
    async beginFactor(cookie, password) {
      const made = await unlessRefused(api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(cookie), returnHeaders: true }));
      if (made === null) return { kind: 'WRONG' };
      const { response, headers } = made;
      if (!('totpURI' in response) || response.totpURI === undefined) return { kind: 'TAKEN' };
      // An app shows whom it is for: by the name that we know them by.
      const uri = response.totpURI.replace(/(%40|@)person\.invalid/g, '');
      return { kind: 'DONE', done: { uri, spareCodes: response.backupCodes ?? [] }, cookies: headers.getSetCookie() };
    },
    async confirmFactor(cookie, person, digits) {
      const { secondFactor } = await record.standingOf(person);
      if (secondFactor) return { kind: 'TAKEN' };
      if (!(await brakes.spends(person, digits))) return { kind: 'WRONG' };
      const made = await unlessRefused(api.verifyTOTP({ body: { code: digits }, headers: headersOf(cookie), returnHeaders: true }));
      if (made === null) return { kind: 'WRONG' };
      await record.noteWay(person, 'totp', true);
      return { kind: 'DONE', done: null, cookies: made.headers.getSetCookie() };
    },
    async removeFactor(cookie, person, password) {
      const gone = await unlessRefused(api.disableTwoFactor({ body: { password }, headers: headersOf(cookie), returnHeaders: true }));
      if (gone === null) return { kind: 'WRONG' };
      await record.noteWay(person, 'totp', false);
      return { kind: 'DONE', done: null, cookies: gone.headers.getSetCookie() };
    },
  };
}

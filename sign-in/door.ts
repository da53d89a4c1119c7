/**
 * Signing in and out: who asks for a code, who has one, whose cookie it is. Whoever is nobody of ours is answered like
 * everybody, and gets no mail. Deliberately absent: addresses and cookies of HTTP (api/), SQL (prisma/people/), words.
 */
import { domainToASCII } from 'node:url';
import type { SignInWay } from '../domain/kernel/actor.ts';
import { comparedAddress } from '../domain/notice/address.ts';
import type { Auth } from './auth.ts';
import { wayOf } from './auth.ts';
import type { Provider } from './providers.ts';

/** What it needs of the record; prisma/people/ satisfies it. */
export type SignInRecord = {
  /** People with exactly this address who may sign in; offices share mailboxes. */
  peopleByAddress(address: string): Promise<readonly string[]>;
  /** Has a code sent to each, as an ordinary mail. */
  sendCodes(people: readonly string[]): Promise<void>;
  /** Null: it is not the code, or not any more. Every try counts. */
  matchCode(person: string, typed: string): Promise<bigint | null>;
  /** False: it was used meanwhile. */
  spendCode(id: bigint): Promise<boolean>;
  noteFailed(person: string, network: string): Promise<void>;
  /** Notes that somebody has ended their session at the browser itself. */
  noteSignedOut(person: string, token: string): Promise<void>;
  /** Those whom anybody may sign in as where only the example lives. */
  examples(): Promise<readonly Example[]>;
};
export type Example = {
  readonly person: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly roles: readonly string[];
  /** Whether a project is theirs to manage. */
  readonly manages: boolean;
};

/** Counts tries; seconds to wait, or null. */
export type SignInBrakes = {
  asks(address: string, network: string): Promise<number | null>;
  tries(address: string, network: string): Promise<number | null>;
  /** Six digits of an authenticator are somebody's once. False: they were used. */
  spends(person: string, digits: string): Promise<boolean>;
};

export type Entered = { readonly person: string; readonly cookies: readonly string[]; readonly expiresAt: string };
export type Entry = { readonly kind: 'IN'; readonly in: Entered } | { readonly kind: 'WRONG' } | { readonly kind: 'HELD'; readonly seconds: number };

export type SignInDoor = {
  /** Null: whoever is known gets a mail; a number: too often, seconds to wait. */
  askCode(address: string, network: string): Promise<number | null>;
  enter(asked: { readonly address: string; readonly code: string; readonly network: string; readonly agent: string }): Promise<Entry>;
  examples(): Promise<readonly Example[]>;
  /** Null: no such example. */
  enterAsExample(person: string, agent: string): Promise<Entered | null>;
  /** Whose cookie it is; null: nobody's, or not any more. */
  holderOf(cookie: string): Promise<Holder | null>;
  /** Ends it; the cookies to be set. */
  leave(cookie: string): Promise<readonly string[]>;
  readonly providers: readonly Pick<Provider, 'id' | 'kind' | 'name'>[];
  /** Where a browser goes to sign in there, or (with a session's cookie) to bind its person's account. Null: no such provider. */
  goTo(provider: string, to: string, cookie: string | null): Promise<Going | null>;
  /** A browser that comes back from a provider: where it goes on. */
  comeBack(asked: { readonly provider: string; readonly query: string; readonly cookie: string; readonly agent: string }): Promise<Going>;
};
export type Going = { readonly url: string; readonly cookies: readonly string[] };
export type Holder = { readonly person: string; readonly how: SignInWay; readonly at: string; readonly token: string };

export type DoorOptions = {
  readonly auth: Auth;
  readonly publicUrl: string;
  readonly providers: readonly Provider[];
  readonly record: SignInRecord;
  readonly brakes: SignInBrakes;
  /** Whether the example's people are let in by one click. */
  readonly forExample: boolean;
};

export const headersOf = (cookie: string, agent = ''): Headers =>
  new Headers({ ...(cookie === '' ? {} : { cookie }), ...(agent === '' ? {} : { 'user-agent': agent }) });

export function createSignInDoor({ auth, record, brakes, forExample, publicUrl, providers }: DoorOptions): SignInDoor {
  const enterAs = async (person: string, how: SignInWay, agent: string): Promise<Entered> => {
    const { headers, response } = await auth.api.signInAs({ body: { person, how }, headers: headersOf('', agent), returnHeaders: true });
    return { person, cookies: headers.getSetCookie(), expiresAt: response.expiresAt.toISOString() };
  };
  return {
    async askCode(address, network) {
      const compared = comparedAddress(address, domainToASCII) ?? address;
      const seconds = await brakes.asks(compared, network);
      if (seconds !== null) return seconds;
      await record.sendCodes(await record.peopleByAddress(compared));
      return null;
    },
    async enter({ address, code, network, agent }) {
      const compared = comparedAddress(address, domainToASCII) ?? address;
      const seconds = await brakes.tries(compared, network);
      if (seconds !== null) return { kind: 'HELD', seconds };
      const people = await record.peopleByAddress(compared);
      const matched: { readonly person: string; readonly id: bigint }[] = [];
      for (const person of people) {
        const id = await record.matchCode(person, code);
        if (id !== null) matched.push({ person, id });
      }
      const [found, second] = matched;
      // Two people of one mailbox drew the same digits: neither is let in, or the record would name the wrong one.
      if (found !== undefined && second === undefined && (await record.spendCode(found.id)))
        return { kind: 'IN', in: await enterAs(found.person, 'email+otp', agent) };
      for (const person of people) await record.noteFailed(person, network);
      return { kind: 'WRONG' };
    },
    examples: async () => (forExample ? record.examples() : []),
    async enterAsExample(person, agent) {
      const known = forExample && (await record.examples()).some((example) => example.person === person);
      return known ? enterAs(person, 'example', agent) : null;
    },
    async holderOf(cookie) {
      const found = await auth.api.getSession({ headers: headersOf(cookie), query: { disableRefresh: true } });
      if (found === null) return null;
      const { session } = found;
      return { person: session.userId, how: wayOf(session.how), at: session.createdAt.toISOString(), token: session.token };
    },
    async leave(cookie) {
      const found = await auth.api.getSession({ headers: headersOf(cookie), query: { disableRefresh: true } });
      const { headers } = await auth.api.signOut({ headers: headersOf(cookie), returnHeaders: true });
      if (found !== null) await record.noteSignedOut(found.session.userId, found.session.token);
      return headers.getSetCookie();
    },
    providers,
    async goTo(provider, to, cookie) {
      if (!providers.some(({ id }) => id === provider)) return null;
      const body = { provider, callbackURL: `${publicUrl}${to}`, errorCallbackURL: `${publicUrl}${FAILED}`, disableRedirect: true };
      const { headers, response } =
        cookie === null
          ? await auth.api.signInSocial({ body, headers: headersOf(''), returnHeaders: true })
          : await auth.api.linkSocialAccount({ body, headers: headersOf(cookie), returnHeaders: true });
      return { url: String(response.url), cookies: headers.getSetCookie() };
    },
    async comeBack({ provider, query, cookie, agent }) {
      const url = `${publicUrl}/api/v1/sign-in/callback/${encodeURIComponent(provider)}${query}`;
      const answer = await auth.handler(new Request(url, { headers: headersOf(cookie, agent) }));
      const location = answer.headers.get('location');
      const cookies = answer.headers.getSetCookie();
      const away = location === null ? null : new URL(location, publicUrl);
      // Nowhere but to our own pages, whatever came back with them.
      if (away === null || away.origin !== publicUrl) return { url: `${FAILED}?sign-in=failed`, cookies };
      const error = away.searchParams.get('error');
      return { url: error === null ? `${away.pathname}${away.search}${away.hash}` : `${FAILED}?sign-in=${reasonOf(error)}`, cookies };
    },
  };
}

/** The page to which whoever was not let in comes back. */
const FAILED = '/';

/** In words that a page has a sentence for. */
function reasonOf(error: string): 'denied' | 'not-bound' | 'taken' | 'failed' {
  if (error === 'access_denied') return 'denied';
  if (error === 'account_already_linked_to_different_user') return 'taken';
  return /^(signup_disabled|account_not_linked|unable_to_link_account|unable_to_create_session)$/.test(error) ? 'not-bound' : 'failed';
}

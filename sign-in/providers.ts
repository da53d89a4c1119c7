/**
 * Accounts elsewhere by which somebody signs in: the county's OIDC, DingTalk, WeCom, Feishu, behind one interface (better-auth's
 * generic OAuth). OIDC finds a person by an address that it has verified, the first time; the others by the account that the
 * person bound while signed in. Nobody is made a person by it. Deliberately absent: messages to people (notices/), settings' file.
 */
import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import type { SignInWay } from '../domain/kernel/actor.ts';
import type { Text } from '../domain/kernel/values.ts';

type Common = { readonly id: string; readonly name: Text; readonly clientId: string; readonly clientSecret: string };
export type Provider =
  | (Common & { readonly kind: 'OIDC'; readonly discoveryUrl: string })
  /** Where its pages and its two interfaces stand; the vendor's own unless given. */
  | (Common & { readonly kind: 'DINGTALK'; readonly login: string; readonly api: string })
  /** `clientId`: the corporation (corpid); `clientSecret`: of the app; `agentId`: the app. */
  | (Common & { readonly kind: 'WECOM'; readonly agentId: string; readonly login: string; readonly api: string })
  | (Common & { readonly kind: 'FEISHU'; readonly login: string; readonly api: string });

export const WAY_OF = { OIDC: 'oidc', DINGTALK: 'dingtalk', WECOM: 'wecom', FEISHU: 'feishu' } as const satisfies Record<Provider['kind'], SignInWay>;

/** The one person with this verified address; null: none, or several. */
export type FindByAddress = (address: string) => Promise<string | null>;

/** Under which better-auth knows a person, and nobody (prisma/people/sign-in-tables.ts). */
const userAddress = (person: string): string => `${person}@person.invalid`;
const NOBODY = '@nobody.invalid';

type Answer = Readonly<Record<string, unknown>>;
/** Error: it does not answer, or says that it will not. */
async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(8_000), redirect: 'error' });
  const answer = Object(await response.json()) as Answer; // an object, by Object()
  const failed = Number(answer.errcode ?? answer.code ?? 0);
  // What they say beside the number can repeat what was sent.
  if (!response.ok || (Number.isFinite(failed) && failed !== 0)) throw new Error(`the provider answered ${response.status} ${failed}`);
  return answer;
}
const post = (url: string, body: object): Promise<Answer> =>
  ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Whoever has no id there is nobody. */
const account = (id: unknown) => (text(id) === '' ? null : { id: text(id), email: `${NOBODY}`, emailVerified: false, name: '' });

/** What only accounts that exist already, or are being bound, may do. */
const BOUND = { disableSignUp: true, disableImplicitSignUp: true, disableProviderLogout: true } as const;

export function oauthOf(provider: Provider, byAddress: FindByAddress): GenericOAuthConfig {
  const { id: providerId, clientId, clientSecret } = provider;
  const common = { providerId, clientId, clientSecret, ...BOUND };
  switch (provider.kind) {
    case 'OIDC':
      return {
        ...common,
        discoveryUrl: provider.discoveryUrl,
        requireIdTokenVerification: true,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        async mapProfileToUser(profile) {
          const person = profile.emailVerified === true && typeof profile.email === 'string' ? await byAddress(profile.email) : null;
          return person === null ? { email: `x${NOBODY}`, emailVerified: false } : { email: userAddress(person), emailVerified: true };
        },
      };
    case 'DINGTALK':
      return {
        ...common,
        ...plain,
        authorizationUrl: `${provider.login}/oauth2/auth`,
        authorizationUrlParams: { prompt: 'consent' },
        scopes: ['openid'],
        pkce: false,
        async getToken({ code }) {
          const answer = await post(`${provider.api}/v1.0/oauth2/userAccessToken`, { clientId, clientSecret, code, grantType: 'authorization_code' });
          return { accessToken: text(answer.accessToken) };
        },
        async getUserInfo({ accessToken }) {
          const headers = { 'x-acs-dingtalk-access-token': accessToken ?? '' };
          return account((await ask(`${provider.api}/v1.0/contact/users/me`, { headers })).unionId);
        },
      };
    case 'WECOM':
      return {
        ...common,
        ...plain,
        authorizationUrl: `${provider.login}/wwlogin/sso/login`,
        authorizationUrlParams: { login_type: 'CorpApp', appid: clientId, agentid: provider.agentId },
        pkce: false,
        async getToken({ code }) {
          const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
          const { access_token: app } = await ask(`${provider.api}/cgi-bin/gettoken?${query({ corpid: clientId, corpsecret: clientSecret })}`);
          const found = await ask(`${provider.api}/cgi-bin/auth/getuserinfo?${query({ access_token: text(app), code })}`);
          // Somebody of another corporation has no `userid`.
          return { accessToken: 'none', raw: { userid: text(found.userid) } };
        },
        getUserInfo: async ({ raw }) => account(raw?.userid),
      };
    case 'FEISHU':
      return {
        ...common,
        ...plain,
        authorizationUrl: `${provider.login}/open-apis/authen/v1/authorize`,
        pkce: true,
        async getToken({ code, redirectURI, codeVerifier }) {
          const answer = await post(`${provider.api}/open-apis/authen/v2/oauth/token`, {
            grant_type: 'authorization_code',
            client_id: clientId,
            client_secret: clientSecret,
            code,
            redirect_uri: redirectURI,
            ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
          });
          return { accessToken: text(answer.access_token) };
        },
        async getUserInfo({ accessToken }) {
          const answer = await ask(`${provider.api}/open-apis/authen/v1/user_info`, { headers: { authorization: `Bearer ${accessToken ?? ''}` } });
          return account(Object(answer.data).union_id);
        },
      };
  }
}

/** They vouch for their account, and for no address. */
const plain = {
  mapProfileToUser: () => ({ email: `x${NOBODY}`, emailVerified: false }),
} as const;

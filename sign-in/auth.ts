/**
 * better-auth, set up for this service (docs/adr/0059): sessions in our tables, cookies by what the address allows, nothing
 * sent home, no way in that we did not choose. Deliberately absent: its HTTP handler (api/routes/sign-in.ts answers), mails,
 * magic links, who a person is (prisma/people/sign-in-tables.ts).
 */
import { betterAuth } from 'better-auth';
import type { createAdapterFactory } from 'better-auth/adapters';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { z } from 'zod';
import { SIGN_IN_WAYS, type SignInWay } from '../domain/kernel/actor.ts';
import { cookieName } from './cookie.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { type FindByAddress, oauthOf, type Provider, WAY_OF } from './providers.ts';

export type AuthOptions = {
  readonly tables: ReturnType<typeof createAdapterFactory>;
  /** Sign cookies and encrypt second factors, the one in use first; they lie outside the database. */
  readonly secrets: readonly string[];
  readonly publicUrl: string;
  readonly sessionHours: number;
  readonly providers: readonly Provider[];
  /** Whether a password with a second factor signs in. */
  readonly passwords: boolean;
  /** The one person with this address; null: nobody, or several share it. */
  readonly byAddress: FindByAddress;
  /** Whether somebody has a way in at all: not who has left. */
  readonly maySignIn: (person: string) => Promise<boolean>;
  /** Puts down that an account elsewhere is somebody's way in now, and tells them. */
  readonly noteBound: (person: string, provider: string) => Promise<void>;
  /** Puts down that somebody has signed in; before their browser is told. */
  readonly noteSignedIn: (person: string, how: SignInWay, token: string) => Promise<void>;
};

/** A session for somebody who has proved who they are; called by us alone, there is no address for it. */
const signInAs = createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ person: z.string(), how: z.enum(SIGN_IN_WAYS) }) }, async (ctx) => {
  const user = await ctx.context.internalAdapter.findUserById(ctx.body.person);
  if (user === null) throw new APIError('UNAUTHORIZED');
  const session = await ctx.context.internalAdapter.createSession(user.id, false, { how: ctx.body.how });
  await setSessionCookie(ctx, { session, user });
  return { token: session.token, expiresAt: session.expiresAt };
});

export const createAuth = (options: AuthOptions) => {
  const { tables, secrets, publicUrl, sessionHours, providers } = options;
  const secure = publicUrl.startsWith('https://');
  return betterAuth({
    appName: 'Tuojian',
    baseURL: publicUrl,
    basePath: '/api/v1/sign-in',
    secrets: secrets.map((value, index) => ({ version: secrets.length - index, value })),
    database: tables,
    telemetry: { enabled: false },
    // It logs what it is given; what matters we log ourselves.
    logger: { disabled: true },
    // Ours count by address, account and network, across restarts (prisma/people/sign-in-limit.ts).
    rateLimit: { enabled: false },
    session: {
      expiresIn: sessionHours * 3_600,
      // A day's work: whoever goes on tomorrow signs in again, so that a session's age says something.
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { how: { type: 'string', required: true, input: false } },
    },
    emailAndPassword: {
      enabled: options.passwords,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    account: {
      // For the minutes that somebody is away at a provider; encrypted, in their own browser.
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: providers.map(({ id }) => id), allowDifferentEmails: true },
    },
    databaseHooks: {
      account: {
        create: { after: async ({ userId, providerId }) => options.noteBound(userId, providerId === 'credential' ? 'password' : providerId) },
      },
      session: {
        create: {
          before: async (session, ctx) => {
            if (!(await options.maySignIn(session.userId))) return false;
            // A first factor, which better-auth takes back at once, and a second one.
            if (ctx?.path === '/sign-in/email' || (ctx?.path?.startsWith('/two-factor/') === true && session.how === undefined))
              return { data: { how: 'password+totp' } };
            const by = ctx?.path?.startsWith('/callback/') === true ? providers.find(({ id }) => id === ctx.params?.id) : undefined;
            return { data: by === undefined ? {} : { how: WAY_OF[by.kind] } };
          },
          after: async (session, ctx) =>
            ctx?.path === '/sign-in/email' ? undefined : options.noteSignedIn(session.userId, wayOf(session.how), session.token),
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: 'tuojian',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      cookies: { session_token: { name: cookieName(publicUrl), attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure } } },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      { id: 'tuojian', endpoints: { signInAs } },
      genericOAuth({ config: providers.map((provider) => oauthOf(provider, options.byAddress)) }),
      twoFactor({ issuer: 'Tuojian 托建', accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 } }),
    ],
  });
};
export type Auth = ReturnType<typeof createAuth>;

export const wayOf = (how: unknown): SignInWay => SIGN_IN_WAYS.find((way) => way === how) ?? 'key';

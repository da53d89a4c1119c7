/**
 * better-auth, set up for this service (docs/adr/0059): sessions in our tables, cookies by what the address allows, nothing
 * sent home, no way in that we did not choose. Deliberately absent: its HTTP handler (api/routes/sign-in.ts answers), mails,
 * magic links, who a person is (prisma/people/sign-in-tables.ts).
 */
import { betterAuth } from 'better-auth';
import type { createAdapterFactory } from 'better-auth/adapters';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { SIGN_IN_WAYS, type SignInWay } from '../domain/kernel/actor.ts';
import { cookieName } from './cookie.ts';

export type AuthOptions = {
  readonly tables: ReturnType<typeof createAdapterFactory>;
  /** Sign cookies and encrypt second factors, the one in use first; they lie outside the database. */
  readonly secrets: readonly string[];
  readonly publicUrl: string;
  readonly sessionHours: number;
};

/** A session for somebody who has proved who they are; called by us alone, there is no address for it. */
const signInAs = createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ person: z.string(), how: z.enum(SIGN_IN_WAYS) }) }, async (ctx) => {
  const user = await ctx.context.internalAdapter.findUserById(ctx.body.person);
  if (user === null) throw new APIError('UNAUTHORIZED');
  const session = await ctx.context.internalAdapter.createSession(user.id, false, { how: ctx.body.how });
  await setSessionCookie(ctx, { session, user });
  return { token: session.token, expiresAt: session.expiresAt };
});

export const createAuth = ({ tables, secrets, publicUrl, sessionHours }: AuthOptions) => {
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
    advanced: {
      useSecureCookies: false,
      cookiePrefix: 'tuojian',
      cookies: { session_token: { name: cookieName(publicUrl), attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure } } },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [{ id: 'tuojian', endpoints: { signInAs } }],
  });
};
export type Auth = ReturnType<typeof createAuth>;

export const wayOf = (how: unknown): SignInWay => SIGN_IN_WAYS.find((way) => way === how) ?? 'key';

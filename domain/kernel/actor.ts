/** Who acts: by which door, how sure we are, with which roles. Deliberately absent: what they may do (permission/). */
import type { Role } from './role.ts';
import type { IsoInstant } from './values.ts';

/** By which door somebody came in. `clock` and `case` are the system itself and cannot be claimed by a client. */
export type Door = 'link' | 'mail' | 'console' | 'api' | 'im' | 'import' | 'clock' | 'case';
/**
 * How sure we are who it was, weakest first. `none`: whoever stood at the page; `email-possession`: somebody who holds a
 * link or a code of a mail, which is weak (NIST SP 800-63B-4 5.1.3); `email+otp`: and who can read that mailbox now.
 */
export const ASSURANCES = ['none', 'email-possession', 'email+otp', 'session', 'system'] as const;
export type Assurance = (typeof ASSURANCES)[number];

export const atLeast = (has: Assurance, asked: Assurance): boolean => ASSURANCES.indexOf(has) >= ASSURANCES.indexOf(asked);

/** How somebody proved who they are when they signed in. `key`: made for a program. `example`: one click, where only the example lives. */
export const SIGN_IN_WAYS = ['email+otp', 'password+totp', 'oidc', 'dingtalk', 'wecom', 'feishu', 'key', 'example'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];
/** A sign-in and when it was made: `session` is as sure as this. */
export type SignedIn = { readonly how: SignInWay; readonly at: IsoInstant };

export type Actor = {
  /** Id of a person; null for the clock and for other cases. */
  readonly person: string | null;
  readonly door: Door;
  readonly assurance: Assurance;
  /** The roles that the person held in this programme when the command was made. */
  readonly roles: readonly Role[];
  readonly onBehalfOf?: string;
  /** Whose door is `api`: how and when they signed in. Older events have none. */
  readonly signedIn?: SignedIn;
};

/** The system itself: what one case tells another, and what is noted without anybody asking. */
export const SYSTEM: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };

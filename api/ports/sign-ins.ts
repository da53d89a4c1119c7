/** Who somebody is, by token or cookie, and which sign-ins they have. */
import type { Scope } from '../../domain/kernel/scope.ts';
import type { Reader, SignInView } from '../../domain/views.ts';

export type SignIns = {
  /** Counts one that failed. A number: there were too many; seconds to wait. */
  missed(miss: {
    readonly token: string | null;
    readonly address: string;
    readonly door: 'api' | 'inbound' | 'link' | 'setup';
  }): Promise<number | null>;
  listOf(people: readonly string[]): Promise<readonly SignInView[]>;
  /** Who belongs to a programme now, and to none beside these. */
  membersOf(programme: string, within: readonly string[]): Promise<readonly string[]>;
  /** The programmes that somebody audits. */
  auditsIn(person: string): Promise<readonly string[]>;
  /** On record, and told to the person. False: it had ended already. `programme`: in whose name; null: their own. */
  revoke(signIn: SignInView, reader: Reader, basis: string, programme: string | null): Promise<boolean>;
  readerOfToken(token: string): Promise<Reader | null>;
  /** By the cookies that a browser sent; null: it is not signed in. */
  readerOfCookie(cookies: string): Promise<Reader | null>;
  /** A key for a program, shown once. */
  issueKey(
    reader: Reader,
    key: { readonly name: string; readonly scope: Scope; readonly days: number },
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: string }>;
  /** Accounts elsewhere by which a person signs in, in the order in which they were bound. */
  accountsOf(person: string): Promise<readonly { readonly id: string; readonly provider: string; readonly boundAt: string }[]>;
  /** False: they have none of that id. */
  unbind(person: string, account: string): Promise<boolean>;
  /** Of a person who came by another door. */
  readerOfPerson(person: string): Promise<Reader | null>;
};

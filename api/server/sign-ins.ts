/** Who somebody is: the doors by which they sign in, and what a cookie or a token says of them. */
import { domainToASCII } from 'node:url';
import { comparedAddress } from '../../domain/notice/address.ts';
import { readerOfPerson, readerOfToken } from '../../prisma/cases/cases.ts';
import type { Database } from '../../prisma/database.ts';
import { over } from '../../prisma/over.ts';
import { auditsIn, membersOf } from '../../prisma/people/members.ts';
import { issueKey, listSignIns, revokeSignIn, signInId } from '../../prisma/people/people-record.ts';
import { createSignInLimit, type SignInLimit } from '../../prisma/people/sign-in-limit.ts';
import { accountsOf, noteAccount, signInRecord, unbindAccount } from '../../prisma/people/sign-in-record.ts';
import { signInTables } from '../../prisma/people/sign-in-tables.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { sha256 } from '../../proof/event-format.ts';
import { createAuth } from '../../sign-in/auth.ts';
import { cookieName } from '../../sign-in/cookie.ts';
import { createSignInDoor } from '../../sign-in/door.ts';
import { createPasswordDoor } from '../../sign-in/password-door.ts';
import type { Provider } from '../../sign-in/providers.ts';
import type { ApiDeps } from '../ports.ts';
import { doingOf } from '../reader-actor.ts';

export type SignInSettings = {
  /** Sign cookies and encrypt second factors, the one in use first. */
  readonly secrets: readonly string[];
  readonly sessionHours: number;
  /** Accounts elsewhere by which people may sign in. */
  readonly providers: readonly Provider[];
  /** Whether a password with a second factor signs in. */
  readonly passwords: boolean;
};
type SignInOptions = {
  readonly database: Database;
  readonly publicUrl: string;
  readonly signIn: SignInSettings;
  readonly embedded: boolean;
  readonly missesPerMinute: number;
};
type SignInPorts = Pick<ApiDeps, 'signIns' | 'signInDoor' | 'passwordDoor'>;

export function signInsOf(options: SignInOptions): SignInPorts {
  const { database, publicUrl, missesPerMinute } = options;
  const recorder = recorderOf(database);
  const limit = createSignInLimit(database, { perMinute: missesPerMinute });
  const { signInDoor, passwordDoor } = doorsOf(options, limit);
  return {
    signInDoor,
    passwordDoor,
    signIns: {
      async readerOfCookie(cookies) {
        const holder = cookies.includes(cookieName(publicUrl)) ? await signInDoor.holderOf(cookies) : null;
        const reader = holder === null ? null : await readerOfPerson(database, holder.person);
        if (holder === null || reader === null) return null;
        return { ...reader, signIn: { id: signInId(sha256(holder.token)), how: holder.how, at: holder.at, scope: null } };
      },
      ...over(database, { listOf: listSignIns, membersOf, auditsIn, readerOfPerson }),
      async readerOfToken(token) {
        const reader = await readerOfToken(database, token);
        if (reader !== null) await limit.used(token);
        return reader;
      },
      issueKey: (reader, { name, scope, days }) =>
        issueKey(database, recorder, { person: reader.person, name, scope, days, ...doingOf(reader, null, '') }),
      accountsOf: (person) => accountsOf(database, person),
      unbind: (person, id) => unbindAccount(database, recorder, person, id),
      missed: (miss) => limit.missed(miss),
      revoke: (signIn, reader, basis, programme) => revokeSignIn(database, recorder, signIn, doingOf(reader, programme, basis)),
    },
  };
}

function doorsOf({ database, publicUrl, signIn, embedded }: SignInOptions, limit: SignInLimit): Pick<SignInPorts, 'signInDoor' | 'passwordDoor'> {
  const { secrets, sessionHours, providers, passwords } = signIn;
  const record = signInRecord(database, recorderOf(database), (person, network) => limit.failed(person, network));
  const auth = createAuth({
    tables: signInTables(database),
    secrets,
    publicUrl,
    sessionHours,
    providers,
    passwords,
    async byAddress(address) {
      const people = await record.peopleByAddress(comparedAddress(address, domainToASCII) ?? '');
      return people.length === 1 ? (people[0] ?? null) : null;
    },
    maySignIn: (person) => record.maySignIn(person),
    noteBound: (person, provider) => noteAccount(database, recorderOf(database), { person, provider, bound: true }),
    noteSignedIn: (person, how, token) => record.noteSignedIn(person, how, token),
  });
  return {
    signInDoor: createSignInDoor({ auth, record, brakes: limit, forExample: embedded, publicUrl, providers }),
    passwordDoor: passwords ? createPasswordDoor(auth, record, limit) : null,
  };
}

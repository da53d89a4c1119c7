/** Whoever asks over the API, as a case is told of them. Deliberately absent: pages behind links (routes/links.ts). */
import type { Actor } from '../domain/kernel/actor.ts';
import type { Reader } from '../domain/views.ts';

/** A person's own sign-in, with the roles that they hold in that programme; null: in none. */
export const readerActor = (reader: Reader, programme: string | null): Actor => ({
  person: reader.person,
  door: 'api',
  assurance: 'session',
  roles: programme === null ? [] : (reader.roles[programme] ?? []),
  ...(reader.signIn === undefined ? {} : { signedIn: { how: reader.signIn.how, at: reader.signIn.at } }),
});

/** Who does something that stands in journals alone, and on which basis. */
export type ByReader = { readonly by: string; readonly basis: string; readonly actor: Actor };
export const doingOf = (reader: Reader, programme: string | null, basis: string): ByReader => ({
  by: reader.person,
  basis,
  actor: readerActor(reader, programme),
});

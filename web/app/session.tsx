/**
 * Who is signed in. Without a session the whole console is the sign-in page, at whatever address was asked for: after
 * signing in one is where one wanted to go. A session that ends while somebody works asks them to sign in again in a dialog
 * over their page, so that nothing typed is lost. Deliberately absent: how one signs in (sign-in.tsx).
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { type AnswerOf, onSignedOut, reading, type SignedOut, settleSignIn } from './client.ts';
import { useLive } from './live.ts';
import { useLanguage } from './locale.tsx';
import type { ApiProblem } from './problem.ts';

export type Me = AnswerOf<'/api/v1/me'>;
type Session = { readonly me: Me; readonly signedOut: () => void };
const Context = createContext<Session | null>(null);

/** Whoever is signed in. Error: nobody is; pages are drawn for somebody alone. */
export function useSession(): Session {
  const session = use(Context);
  if (session === null) throw new Error('no session');
  return session;
}
export const useMe = (): Me => useSession().me;
/** For what stands around the pages too; null: nobody is. */
export const useMeIfAny = (): Me | null => use(Context)?.me ?? null;

export type SessionParts = {
  /** `again`: whose session ended, where it is asked for over their page. `onCancel`: it has not, and what they asked for wants a fresh one. */
  readonly signIn: (props: { readonly again: Me | null; readonly onSignedIn: () => void; readonly onCancel?: () => void }) => ReactNode;
  readonly waiting: ReactNode;
  readonly failed: (problem: ApiProblem, again: () => void) => ReactNode;
  readonly children: ReactNode;
};

const ME = reading('/api/v1/me');

export function SessionProvider({ signIn, waiting, failed, children }: SessionParts): ReactNode {
  const queries = useQueryClient();
  const { follow } = useLanguage();
  const asked = useQuery({ ...ME, staleTime: Number.POSITIVE_INFINITY, retry: (count, problem) => problem.mayPass && count < 2 });
  // Kept when the session ends: the page that was open is still this person's.
  const [me, setMe] = useState<Me | null>(null);
  const [ended, setEnded] = useState<SignedOut | null>(null);
  const found = asked.data ?? null;
  useEffect(() => {
    if (found === null) return;
    setMe((before) => {
      // Somebody else: nothing of whoever was here before stays.
      if (before !== null && before.person !== found.person)
        queueMicrotask(() => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME.queryKey[0] }));
      return found;
    });
    follow(found.person, found.language);
  }, [found, follow, queries]);
  useEffect(() => onSignedOut((how) => setEnded((before) => (before === 'ENDED' ? before : how))), []);
  const onSignedIn = useCallback(() => {
    void queries.fetchQuery({ ...ME, staleTime: 0 }).then(
      (now) => {
        setEnded(null);
        // Nothing that one person began is sent in the name of another.
        settleSignIn(now.person === me?.person);
        return queries.invalidateQueries();
      },
      () => undefined,
    );
  }, [queries, me]);
  const signedOut = useCallback(() => {
    queries.clear();
    window.location.assign('/');
  }, [queries]);
  const cancel = useCallback(() => {
    setEnded(null);
    settleSignIn(false);
  }, []);
  useLive(me !== null && ended !== 'ENDED');
  const session = useMemo(() => (me === null ? null : { me, signedOut }), [me, signedOut]);
  if (session !== null)
    return (
      <Context value={session}>
        <div key={session.me.person}>{children}</div>
        {ended !== null && signIn({ again: session.me, onSignedIn, ...(ended === 'STALE' ? { onCancel: cancel } : {}) })}
      </Context>
    );
  if (asked.error !== null && asked.error.code !== 'NOT_SIGNED_IN') return failed(asked.error, () => void asked.refetch());
  if (asked.error !== null) return signIn({ again: null, onSignedIn });
  return waiting;
}

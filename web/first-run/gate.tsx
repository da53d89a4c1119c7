/**
 * What stands before the sign-in page where nobody could sign in yet: an empty service says how it can be begun; one that is
 * being filled, how far it is. Everywhere else this is not seen. Deliberately absent: what is shown (welcome-page.tsx).
 */
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Bare } from '../app/shell.tsx';
import { RowsSkeleton } from '../parts/states.tsx';
import { FIRST_RUN, type FirstRun } from './requests.ts';

const WelcomePage = lazy(async () => ({ default: (await import('./welcome-page.tsx')).WelcomePage }));
const LOOK_MS = 500;

const runs = ({ example, begun }: FirstRun): boolean => example?.state === 'RUNNING' || begun?.state === 'RUNNING';
const isToBegin = (told: FirstRun): boolean => told.asksSetupCode || told.mayLoadExample || told.mayBegin || runs(told);

type Props = { readonly onSignedIn: () => void; readonly children: ReactNode };

export function FirstRunGate({ onSignedIn, children }: Props): ReactNode {
  const asked = useQuery({
    ...FIRST_RUN,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data !== undefined && runs(state.data) ? LOOK_MS : false),
  });
  // Whoever has seen it being filled is led on from there.
  const [began, setBegan] = useState(false);
  const [left, setLeft] = useState(false);
  const waiting = (
    <Bare>
      <RowsSkeleton />
    </Bare>
  );
  if (asked.data === undefined) return asked.error === null ? waiting : children;
  if (left || (!isToBegin(asked.data) && !began)) return children;
  return (
    <Suspense fallback={waiting}>
      <WelcomePage told={asked.data} onBegan={() => setBegan(true)} onSignedIn={onSignedIn} onLeave={() => setLeft(true)} />
    </Suspense>
  );
}

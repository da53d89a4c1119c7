/** Ends the session here and on the server. */
import { useMutation } from '@tanstack/react-query';
import { useTell } from '../parts/tell.tsx';
import { newKey } from './acting.ts';
import { send } from './client.ts';
import type { ApiProblem } from './problem.ts';
import { useSession } from './session.tsx';

export function useSignOut() {
  const { signedOut } = useSession();
  const tell = useTell();
  return useMutation<unknown, ApiProblem>({
    mutationFn: () => send('/api/v1/sign-out', { key: newKey() }),
    onSuccess: signedOut,
    // It had ended already: that is what was wanted.
    onError: (problem) => (problem.code === 'NOT_SIGNED_IN' ? signedOut() : tell.problem(problem)),
  });
}

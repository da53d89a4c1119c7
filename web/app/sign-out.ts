/** Ends the session here and on the server. */
import { useSession } from './session.tsx';
import { usePost } from './sign-in-api.ts';

export function useSignOut() {
  const { signedOut } = useSession();
  return usePost<object>('/api/v1/sign-out', signedOut);
}

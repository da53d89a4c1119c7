/** What became of signing in, or of binding, by an account elsewhere, where the browser was sent back with it. */
import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from './locale.tsx';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

/** As api/routes/accounts.ts says it. */
const OUTCOMES = { denied: 'outcomeDenied', 'not-bound': 'outcomeNotBound', taken: 'outcomeTaken', failed: 'outcomeFailed' } as const;
const isOutcome = (said: string): said is keyof typeof OUTCOMES => Object.hasOwn(OUTCOMES, said);

export function SignInOutcome(): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const said = new URLSearchParams(window.location.search).get('sign-in');
  if (said === null || !isOutcome(said)) return null;
  return (
    <Alert color="heed" variant="outline" role="status" mb="md">
      {words[OUTCOMES[said]]}
    </Alert>
  );
}

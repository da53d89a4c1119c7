/** What signing in asks of the API. */
import { useMutation } from '@tanstack/react-query';
import { fetched } from './fetched.ts';
import type { ApiProblem } from './problem.ts';

/** Error: ApiProblem. */
export const post = (path: string, body: object): Promise<unknown> =>
  fetched(
    path,
    { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) },
    (response) => response.json().catch(() => null),
  );

export const usePost = <B extends object>(path: string, onDone: () => void) =>
  useMutation<unknown, ApiProblem, B>({ mutationFn: (body) => post(path, body), onSuccess: onDone });

/** What signing in asks of the API. */
import { useMutation } from '@tanstack/react-query';
import { type ApiProblem, asProblem, problemIn } from './problem.ts';

/** Error: ApiProblem. */
export async function post(path: string, body: object): Promise<unknown> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await problemIn(response);
    return await response.json().catch(() => null);
  } catch (error) {
    throw asProblem(error);
  }
}

export const usePost = <B extends object>(path: string, onDone: () => void) =>
  useMutation<unknown, ApiProblem, B>({ mutationFn: (body) => post(path, body), onSuccess: onDone });

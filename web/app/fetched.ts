/**
 * The way to what the typed client (client.ts) does not carry: files, forms with files, and acts of whoever is not signed in.
 * Deliberately absent: keys that make an act count once (acting.ts).
 */
import { asProblem, problemIn } from './problem.ts';

/** What comes back, where it is no problem. Error: ApiProblem, always. */
export async function fetched<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>): Promise<T> {
  try {
    const response = await fetch(path, init);
    if (!response.ok) throw await problemIn(response);
    return await read(response);
  } catch (error) {
    throw asProblem(error);
  }
}

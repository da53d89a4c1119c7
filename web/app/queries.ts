/** The cache of what was read. Deliberately absent: what is read (client.ts), what makes it old (live.ts). */
import { QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem.ts';

/** So long something is shown without being asked for again; what changes meanwhile is told (live.ts). */
const FRESH_MS = 30_000;

export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (count, error) => asProblem(error).mayPass && count < 2,
        // Signed out, or offline: the page says so by itself.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

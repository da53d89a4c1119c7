/**
 * What changes while a page is open: one stream for each window that is looked at, and whatever a case's change touches is
 * fetched anew. A window that is hidden closes its stream (a browser has six connections to a server, whatever the number of
 * windows); one that comes back, or whose stream was lost, fetches what it shows. Deliberately absent: polling.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

type Key = readonly [path: string, params?: { readonly path?: Readonly<Record<string, string>> }];

/** Whether a question is about one of these cases: it names one, or is a list in which they may stand. */
function touches(key: Key, streams: readonly string[]): boolean {
  const [path, params] = key;
  if (typeof path !== 'string' || !path.startsWith('/api/v1/')) return false;
  const named = Object.values(params?.path ?? {});
  if (named.length === 0) return path !== '/api/v1/me';
  return streams.some((stream) => {
    const [kind = '', id = ''] = stream.split('/');
    // What belongs to a project or a programme changes with the cases below it.
    return named.includes(id) || (!path.includes(`/${kind}/`) && /\/(?:project|programme)\//.test(path));
  });
}

const fetchTouched = (queries: QueryClient, streams: readonly string[]): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => touches(queryKey as unknown as Key, streams) }); // made by `reading` (client.ts), or no question of ours

/** After an answer that was no stream; a lost connection the browser opens again by itself. */
const REFUSED_MS = 15_000;

function listen(queries: QueryClient): () => void {
  let source: EventSource | null = null;
  let openedBefore = false;
  let timer = 0;
  const close = (): void => {
    window.clearTimeout(timer);
    source?.close();
    source = null;
  };
  const open = (): void => {
    if (source !== null || document.hidden) return;
    const mine = new EventSource('/api/v1/live');
    source = mine;
    mine.addEventListener('open', () => {
      // Something may have happened while nobody listened.
      if (openedBefore) void queries.invalidateQueries();
      openedBefore = true;
    });
    mine.addEventListener('changed', ({ data }: MessageEvent<string>) => {
      const { streams }: { streams: readonly string[] } = JSON.parse(data);
      void fetchTouched(queries, streams);
    });
    mine.addEventListener('everything', () => void queries.invalidateQueries());
    mine.addEventListener('error', () => {
      if (mine.readyState !== EventSource.CLOSED || source !== mine) return;
      // Refused: the session has ended, which this question finds; or too many windows are open, or a server on the way is down.
      source = null;
      void queries.invalidateQueries({ queryKey: ['/api/v1/me'] });
      timer = window.setTimeout(open, REFUSED_MS);
    });
  };
  const follow = (): void => (document.hidden ? close() : open());
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', open);
  open();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('pagehide', close);
    window.removeEventListener('pageshow', open);
    close();
  };
}

/** As long as somebody is signed in; `alive` false: their session has ended. */
export function useLive(alive: boolean): void {
  const queries = useQueryClient();
  useEffect(() => (alive ? listen(queries) : undefined), [alive, queries]);
}

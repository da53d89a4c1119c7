/**
 * What has changed, told to whoever has the console open: `GET /api/v1/live`, server-sent events with the names of cases, and
 * nothing of what is in them. Only of cases that this person may see now; it ends when their session does. A connection that
 * was lost is made up for by the browser, which fetches what it shows again. Deliberately absent: a place in a log to go on
 * from, which every browser would keep and the server answer for.
 */
import type { Express, Request, Response } from 'express';
import type { Reader } from '../domain/views.ts';
import { liveWindows } from '../telemetry/metrics.ts';
import type { ApiDeps } from './ports.ts';
import { problemOf, sendProblem } from './problem.ts';
import { whoAsks } from './who-asks.ts';

/** Windows of one person, and of all together. */
const EACH_MAX = 8;
const ALL_MAX = 1_000;
/** So often is the session looked at, and the connection kept from falling asleep. */
const BEAT_MS = 20_000;
/** One window is told of changes at most so often. */
const TOGETHER_MS = 300;
/** More than so many at once are told as: everything. */
const NAMES_MAX = 200;

type Window = {
  readonly person: string;
  readonly tell: (streams: readonly string[]) => void;
  readonly tellAll: () => void;
  readonly end: () => void;
};

/** The route; `stop` ends all windows. */
export function liveRoute(app: Express, deps: Pick<ApiDeps, 'live' | 'signIns' | 'publicUrl' | 'log'>): void {
  const windows = new Set<Window>();
  let listening = false;
  // With the first window: whoever only describes the routes listens to nothing.
  const listen = (): void => {
    if (listening) return;
    listening = true;
    deps.live.listen({
      changed: (streams) => {
        for (const window of windows) window.tell(streams);
      },
      gap: () => {
        for (const window of windows) window.tellAll();
      },
      end: () => {
        for (const window of windows) window.end();
      },
    });
  };
  app.get('/api/v1/live', async (request, response) => {
    const reader = await whoAsks(deps, request, response, 'get', '/api/v1/live');
    if (reader === null) return;
    const own = [...windows].filter(({ person }) => person === reader.person).length;
    if (own >= EACH_MAX || windows.size >= ALL_MAX)
      return sendProblem(
        response,
        problemOf('TOO_MUCH', [{ zh: `每人最多同时打开 ${EACH_MAX} 个窗口`, en: `at most ${EACH_MAX} windows of one person are open at once` }]),
      );
    listen();
    open(deps, windows, request, response, reader);
  });
}

function open(
  deps: Pick<ApiDeps, 'live' | 'signIns' | 'publicUrl' | 'log'>,
  windows: Set<Window>,
  request: Request,
  response: Response,
  reader: Reader,
): void {
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  // Proxies hold nothing back.
  response.setHeader('X-Accel-Buffering', 'no');
  response.write('retry: 3000\n\nevent: open\ndata: {}\n\n');
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const say = (event: string, data: object): void => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  /** As they are now: a role that was taken away is no longer told of, a session that has ended is not told anything. */
  const readerNow = async (): Promise<Reader | null> => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? deps.signIns.readerOfCookie(request.headers.cookie ?? '') : deps.signIns.readerOfToken(token);
  };
  const flush = async (): Promise<void> => {
    timer = null;
    const names = [...waiting];
    waiting.clear();
    const now = await readerNow();
    if (now === null) return end();
    const seen = await deps.live.seenOf(now, names);
    if (seen.length > 0) say('changed', { streams: seen });
  };
  const work = (doing: () => Promise<void>): void => {
    // The database is away: the window is told to look again when it has come back (gap).
    doing().catch((error: unknown) =>
      deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a window could not be told of changes'),
    );
  };
  const beat = setInterval(
    () =>
      work(async () => {
        if ((await readerNow()) === null) return end();
        response.write(': here\n\n');
      }),
    BEAT_MS,
  );
  const window: Window = {
    person: reader.person,
    tell(streams) {
      if (waiting.size + streams.length > NAMES_MAX) return window.tellAll();
      for (const stream of streams) waiting.add(stream);
      timer ??= setTimeout(() => work(flush), TOGETHER_MS);
    },
    tellAll() {
      waiting.clear();
      say('everything', {});
    },
    end: () => end(),
  };
  function end(): void {
    if (!windows.delete(window)) return;
    liveWindows.set(windows.size);
    clearInterval(beat);
    if (timer !== null) clearTimeout(timer);
    response.end();
  }
  windows.add(window);
  liveWindows.set(windows.size);
  response.on('close', end);
  // For programs that try every address: as it stands, and no longer.
  if (request.query.once === '') end();
}

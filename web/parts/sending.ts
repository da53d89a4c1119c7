/**
 * The way of a file to the service, by pieces: how far it is, and on from where the line broke, in this page or the next.
 * Where the next piece begins only the service knows: two windows that send the same file send it once. Deliberately absent:
 * which files are taken (the service looks at each whole), what is on its way in this browser (unfinished.ts), showing any of
 * it (upload.tsx).
 */

import { newKey } from '../app/acting.ts';
import { type AnswerOf, read, send } from '../app/client.ts';
import { ApiProblem, asProblem, problemIn, unreachable } from '../app/problem.ts';

/** As a command refers to it. */
export type KeptFile = { readonly title: string; readonly sha256: string };
type State = AnswerOf<'/api/v1/uploads/{upload}'>;

/** Without a byte of progress between them. */
const TRIES = 6;
/** Between two tries: 1, 2, 4, 8, 16 s; a line that comes back meanwhile is used at once. */
const WAIT_MS = 1_000;
/** A line that carries nothing for so long is broken, whatever the browser says. */
const STILL_MS = 25_000;
/** A piece that broke is tried smaller; one that went in less than a second may be larger. */
const LEAST_PIECE = 32_768;
const MOST_PIECE = 2_097_152;
const QUICK_MS = 1_000;

/** What of a file is asked for. */
export type Source = Pick<File, 'name' | 'size' | 'slice'>;
export type Sending = {
  /** 0 to 1, of what has left. */
  readonly onProgress: (part: number) => void;
  /** The line broke; it goes on by itself. */
  readonly onWaiting: () => void;
  /** Of an upload that was begun before. */
  readonly known: string | null;
  /** By which upload it goes; it may be carried on by it. Null: by none any more. */
  readonly onBegun: (upload: string | null) => void;
  readonly signal: AbortSignal;
};
/** The service, as a file on its way meets it. */
export type Line = {
  readonly begin: (name: string, size: number, signal: AbortSignal) => Promise<State>;
  readonly find: (upload: string, signal: AbortSignal) => Promise<State>;
  readonly piece: (upload: string, at: number, bytes: Blob, onLeft: (bytes: number) => void, signal: AbortSignal) => Promise<State>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Error: ApiProblem; of a broken line only after some tries without any progress. What is sent twice is kept once. */
export async function sendFile(file: Source, sending: Sending, line: Line = OVER_HTTP): Promise<KeptFile> {
  const { signal, onProgress } = sending;
  let upload = sending.known;
  let length = 0;
  let furthest = 0;
  for (let broken = 0; ; ) {
    try {
      const state = await stateOf(file, upload, line, sending);
      upload = state.upload;
      length ||= state.piece;
      let now = state;
      while (now.file === null) {
        if (now.received > furthest) [furthest, broken] = [now.received, 0];
        onProgress(now.received / file.size);
        const { upload: id, received } = now;
        const bytes = await readable(file, received, Math.min(received + length, file.size));
        const began = Date.now();
        now = await line.piece(id, received, bytes, (left) => onProgress((received + left) / file.size), signal);
        // Every piece is here, and the file not yet made of them: it is asked for again as if the line had broken.
        if (now.file === null && now.received === file.size) throw unreachable();
        if (Date.now() - began < QUICK_MS) length = Math.min(length * 2, MOST_PIECE);
      }
      sending.onBegun(null);
      return { title: now.file.title, sha256: now.file.sha256 };
    } catch (error) {
      const problem = asProblem(error);
      broken += 1;
      const gone = problem.code === 'NOT_FOUND' && upload !== null;
      // Of a file that is not taken nothing is carried on; whoever has to sign in again goes on afterwards.
      if (gone || problem.status === 422) sending.onBegun(null);
      if ((!gone && !problem.mayPass) || broken >= TRIES || signal.aborted) throw problem;
      if (gone) {
        // It was too long ago, or given up in another window: from the beginning.
        upload = null;
        continue;
      }
      length = Math.max(Math.trunc(length / 2), LEAST_PIECE);
      sending.onWaiting();
      await line.wait(WAIT_MS * 2 ** (broken - 1), signal);
    }
  }
}

async function stateOf(file: Source, upload: string | null, line: Line, { signal, onBegun }: Sending): Promise<State> {
  if (upload !== null) {
    const found = await line.find(upload, signal);
    if (found.size === file.size) return found;
  }
  const begun = await line.begin(file.name, file.size, signal);
  onBegun(begun.upload);
  return begun;
}

const CHANGED = new ApiProblem('WRONG_SHAPE', 422, {
  zh: '文件在上传期间被修改或移走了，请重新选择',
  en: 'The file was changed or moved while it was being uploaded; please choose it again',
});
/** The bytes themselves: a browser that reads them only when they leave calls a changed file a broken line. */
async function readable(file: Source, from: number, to: number): Promise<Blob> {
  try {
    return new Blob([await file.slice(from, to).arrayBuffer()]);
  } catch {
    throw CHANGED;
  }
}

/** Until the browser has a line again, or the time is over; without any line as long as it takes. */
function comesBack(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      window.clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const over = (): void => {
      if (navigator.onLine) done();
    };
    const timer = window.setTimeout(over, ms);
    window.addEventListener('online', done, { once: true });
    signal.addEventListener('abort', done, { once: true });
  });
}

/** By XMLHttpRequest: fetch does not tell how much has left. */
function sendPiece(upload: string, at: number, bytes: Blob, onLeft: (bytes: number) => void, signal: AbortSignal): Promise<State> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    let still = window.setTimeout(stop, STILL_MS);
    const moved = (): void => {
      window.clearTimeout(still);
      still = window.setTimeout(stop, STILL_MS);
    };
    request.open('POST', `/api/v1/uploads/${encodeURIComponent(upload)}?at=${at}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => {
      moved();
      onLeft(loaded);
    });
    for (const end of ['error', 'timeout', 'abort'] as const) request.addEventListener(end, () => reject(unreachable()));
    request.addEventListener('loadend', () => {
      window.clearTimeout(still);
      signal.removeEventListener('abort', stop);
    });
    request.addEventListener('load', () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'Content-Type': request.getResponseHeader('Content-Type') ?? '' },
      });
      if (!answer.ok) return void problemIn(answer).then((problem) => reject(isOurs(problem) ? problem : unreachable()));
      void answer.json().then(
        (state: State) => resolve(state), // as the API's document says of this path
        () => reject(unreachable()),
      );
    });
    signal.addEventListener('abort', stop);
    request.send(bytes);
  });
}
/** What a proxy on the way says of one piece is a broken line to us. */
const isOurs = ({ code }: ApiProblem): boolean => code !== 'ELSEWHERE';

const OVER_HTTP: Line = {
  begin: (name, size) => send('/api/v1/uploads', { body: { name, size }, key: newKey() }),
  find: (upload, signal) => read('/api/v1/uploads/{upload}', { path: { upload } }, signal),
  async piece(upload, at, bytes, onLeft, signal) {
    try {
      return await sendPiece(upload, at, bytes, onLeft, signal);
    } catch (error) {
      // Asked once more by the client that tells the page when a session has ended.
      if (error instanceof ApiProblem && error.code === 'NOT_SIGNED_IN') return read('/api/v1/uploads/{upload}', { path: { upload } }, signal);
      throw error;
    }
  },
  wait: comesBack,
};

/** Not needed any more; where that cannot be said it is dropped in a day. */
export const giveUp = (upload: string): void =>
  void send('/api/v1/uploads/{upload}/remove', { params: { path: { upload } }, key: newKey() }).catch(() => undefined);

/** Whether a file need not be sent at all: its problem, as the server would say it. */
export function notSent(file: Pick<File, 'size'>, most: number): ApiProblem | null {
  if (file.size === 0)
    return new ApiProblem('WRONG_SHAPE', 422, {
      zh: '文件是空的；文件夹请先打包或逐个选择其中的文件',
      en: 'The file is empty; of a folder, choose its files',
    });
  if (file.size <= most) return null;
  const mb = Math.round(most / 1_048_576);
  return new ApiProblem('TOO_LARGE', 413, { zh: `文件须不超过 ${mb} MB`, en: `A file must be at most ${mb} MB` });
}

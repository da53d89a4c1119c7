/**
 * The way of a file to the service: how far it is, and again where the line broke. Deliberately absent: which files are taken
 * (the server looks at each whole), and showing any of it (upload.tsx).
 */
import { ApiProblem, asProblem, problemIn, unreachable } from '../app/problem.ts';

/** As a command refers to it. */
export type KeptFile = { readonly title: string; readonly sha256: string };

const TRIES = 5;
/** Between two tries: 1, 2, 4, 8 s; a line that comes back meanwhile is used at once. */
const WAIT_MS = 1_000;

export type Sending = {
  /** 0 to 1, of what has left. */
  readonly onProgress: (part: number) => void;
  /** The line broke; it goes on by itself. */
  readonly onWaiting: () => void;
  readonly signal: AbortSignal;
};

/** Error: ApiProblem; of a broken line only after five tries. What is sent twice is kept once: a file is named by its hash. */
export async function sendFile(file: File, sending: Sending): Promise<KeptFile> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await sendOnce(file, sending);
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.mayPass || tried === TRIES || sending.signal.aborted) throw problem;
      sending.onWaiting();
      await comesBack(WAIT_MS * 2 ** (tried - 1), sending.signal);
    }
  }
}

/** Until the browser has a line again, or the time is over. */
function comesBack(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      window.clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = window.setTimeout(done, ms);
    window.addEventListener('online', done, { once: true });
    signal.addEventListener('abort', done, { once: true });
  });
}

const isKept = (value: unknown): value is KeptFile => typeof value === 'object' && value !== null && 'sha256' in value && 'title' in value;

/** By XMLHttpRequest: fetch does not tell how much has left. */
function sendOnce(file: File, { onProgress, signal }: Sending): Promise<KeptFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    request.open('POST', `/api/v1/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('timeout', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(unreachable()));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    request.addEventListener('load', () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'Content-Type': request.getResponseHeader('Content-Type') ?? '' },
      });
      if (!answer.ok) return void problemIn(answer).then(reject);
      void answer.json().then(
        (kept: unknown) => (isKept(kept) ? resolve({ title: kept.title, sha256: kept.sha256 }) : reject(unreachable())),
        () => reject(unreachable()),
      );
    });
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

/** Whether a file need not be sent at all: its problem, as the server would say it. */
export function tooLarge(file: File, most: number): ApiProblem | null {
  if (file.size <= most) return null;
  const mb = Math.round(most / 1_048_576);
  return new ApiProblem('TOO_LARGE', 413, { zh: `文件须不超过 ${mb} MB`, en: `A file must be at most ${mb} MB` });
}

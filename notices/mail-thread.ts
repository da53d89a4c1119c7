/** The thread in which mails are read: one after the other, as they are sent to it. DNS is asked outside, where it can be replaced. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Inbound } from '../domain/notice/inbound.ts';
import { ReadAgain, type ReadingOptions, readMail } from './mail-reading.ts';

export type ToThread =
  | { readonly kind: 'READ'; readonly id: number; readonly raw: Uint8Array }
  | { readonly kind: 'DNS'; readonly id: number; readonly records: unknown; readonly code: string | null };
export type FromThread =
  | { readonly kind: 'READY' }
  | { readonly kind: 'FOUND'; readonly id: number; readonly found: Inbound }
  /** `again`: it may be readable later. */
  | { readonly kind: 'FAILED'; readonly id: number; readonly why: string; readonly again: boolean }
  | { readonly kind: 'ASK'; readonly id: number; readonly name: string; readonly type: string };

const asked = new Map<number, { readonly resolve: (records: unknown) => void; readonly reject: (error: Error) => void }>();
let questions = 0;
const say = (message: FromThread): void => parentPort?.postMessage(message);
const resolver = (name: string, type: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    questions += 1;
    asked.set(questions, { resolve, reject });
    say({ kind: 'ASK', id: questions, name, type });
  });

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'DNS') {
    const question = asked.get(message.id);
    asked.delete(message.id);
    if (message.code === null) question?.resolve(message.records);
    else question?.reject(Object.assign(new Error('no answer of DNS'), { code: message.code }));
    return;
  }
  const { id, raw } = message;
  // Handed over by whoever starts this thread.
  readMail(workerData as ReadingOptions, Buffer.from(raw), resolver).then(
    // what notices/inbound.ts gave
    (found) => say({ kind: 'FOUND', id, found }),
    (error: unknown) => say({ kind: 'FAILED', id, why: error instanceof Error ? error.message : 'unknown', again: error instanceof ReadAgain }),
  );
});
say({ kind: 'READY' });

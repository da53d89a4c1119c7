/**
 * Reads what comes in by mail, in a thread of its own that is ended when it takes too long or too much (mail-reading.ts says
 * what a message is). One message at a time; one that ends its thread is said to be unreadable, and the next gets a new one.
 */
import { promises as dns } from 'node:dns';
import { Worker } from 'node:worker_threads';
import type { Inbound } from '../domain/notice/inbound.ts';
import { readHeaderBlock, valuesOf } from './header-block.ts';
import type { ReadingOptions } from './mail-reading.ts';
import type { FromThread, ToThread } from './mail-thread.ts';
import { noticeOfReturnPath } from './return-path.ts';
import type { Resolver } from './signature.ts';

export type InboundOptions = ReadingOptions & {
  /** DNS; that of the machine unless given. */
  readonly resolver?: Resolver;
  /** Milliseconds that one message may take; 20,000 unless given. */
  readonly timeMs?: number;
};

/** The message cannot be read now, and may be later. */
export class NotReadNow extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotReadNow';
  }
}

const TIME_MS = 20_000;
/** Starting is not the message's fault. */
const START_MS = 60_000;
const DNS_MS = 5_000;
const MEMORY_MB = 256;
/** More that wait are to come again. */
const WAITING_MAX = 50;

type Reading = { readonly worker: Worker; readonly ready: Promise<void> };

export function createInboundReader(options: InboundOptions): { read(raw: Buffer): Promise<Inbound>; close(): Promise<void> } {
  const { bounces, replyAddress, timeMs = TIME_MS } = options;
  const resolver: Resolver = options.resolver ?? ((name, type) => dns.resolve(name, type));
  let thread: Reading | null = null;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  let id = 0;

  const end = (): void => {
    void thread?.worker.terminate();
    thread = null;
  };
  const one = async (raw: Buffer): Promise<Inbound> => {
    thread ??= startThread({ bounces, replyAddress }, resolver);
    const { worker, ready } = thread;
    worker.ref();
    id += 1;
    try {
      await within(ready, START_MS);
      return await within(askThread(worker, id, raw), timeMs);
    } catch (error) {
      if (error instanceof NotReadNow) throw error;
      end();
      return unreadable(options, raw);
    } finally {
      worker.unref();
    }
  };
  return {
    /** Error: NotReadNow. */
    async read(raw) {
      if (waiting >= WAITING_MAX) throw new NotReadNow('too many messages wait to be read');
      waiting += 1;
      const mine = last.then(() => one(raw));
      last = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting -= 1;
      }
    },
    async close() {
      const { worker } = thread ?? {};
      thread = null;
      await worker?.terminate();
    },
  };
}

/** What ended its thread: somebody is told where it came back to a mail of ours. */
function unreadable({ bounces }: InboundOptions, raw: Buffer): Inbound {
  const head = readHeaderBlock(raw);
  const to =
    head === null
      ? []
      : valuesOf(head, 'to', 'delivered-to', 'x-original-to', 'envelope-to').map((value) => value.slice(0, 300).replace(/[<>]/g, '').trim());
  const notice = bounces === null ? null : noticeOfReturnPath(bounces, to);
  return notice === null ? { kind: 'IGNORED', why: 'it cannot be read' } : { kind: 'MACHINE', notice };
}

function startThread(workerData: ReadingOptions, resolver: Resolver): Reading {
  const worker = new Worker(new URL('./mail-thread.mjs', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // Nothing of the service's settings is in there.
    env: {},
  });
  const tell = (message: ToThread): void => worker.postMessage(message);
  worker.on('message', (message: FromThread) => {
    if (message.kind !== 'ASK') return;
    within(resolver(message.name, message.type), DNS_MS).then(
      (records) => tell({ kind: 'DNS', id: message.id, records, code: null }),
      (error: unknown) => tell({ kind: 'DNS', id: message.id, records: null, code: String(Object(error).code ?? 'ETIMEOUT') }),
    );
  });
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromThread) => message.kind === 'READY' && resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended')));
  });
  ready.catch(() => undefined);
  return { worker, ready };
}

function askThread(worker: Worker, id: number, raw: Buffer): Promise<Inbound> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void): void => {
      worker.off('message', heard);
      worker.off('error', reject);
      worker.off('exit', gone);
      work();
    };
    const heard = (message: FromThread): void => {
      if (message.kind === 'FOUND' && message.id === id) settle(() => resolve(message.found));
      if (message.kind === 'FAILED' && message.id === id) settle(() => reject(message.again ? new NotReadNow(message.why) : new Error(message.why)));
    };
    const gone = (): void => settle(() => reject(new Error('the thread ended')));
    worker.on('message', heard);
    worker.on('error', reject);
    worker.on('exit', gone);
    const message: ToThread = { kind: 'READ', id, raw: Uint8Array.from(raw) };
    worker.postMessage(message);
  });
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A way over TCP that can be bad: slow, silent, refused, reset, or cut at a byte that is waited for. It stands between one
 * process and one server. Deliberately absent: when it is bad (scenarios/).
 */
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Way =
  | { readonly kind: 'PASS' }
  /** Each piece is held for so long, in both directions. */
  | { readonly kind: 'DELAY'; readonly ms: number }
  | { readonly kind: 'SLOW'; readonly bytesPerSecond: number }
  /** What comes is taken and goes nowhere, and nobody hears that the other end is gone: a network that lost its way. */
  | { readonly kind: 'SILENT' }
  /** New connections are refused, those that stand are reset. */
  | { readonly kind: 'REFUSE' }
  /** One piece in so many resets its connection. `draw`: 0 to 1. */
  | { readonly kind: 'RESETS'; readonly share: number; readonly draw: () => number };

/** UP: what the process sends; DOWN: what the server answers. */
export type Direction = 'UP' | 'DOWN';
export type Trap = {
  readonly direction: Direction;
  readonly matches: (piece: Buffer) => boolean;
  /** Whether what is waited for still goes through. */
  readonly forwards: boolean;
  /** How the connection then ends; NOT: it stands. SILENCE: it stands, and nothing comes any more. */
  readonly ends: 'FIN' | 'RST' | 'SILENCE' | 'NOT';
  /** Milliseconds between what is waited for and the end. */
  readonly afterMs?: number;
  readonly onSprung?: () => void;
};

type Pair = { readonly near: net.Socket; readonly far: net.Socket; silent: boolean; ended: boolean };

export class TcpProxy {
  readonly name: string;
  readonly #targets: readonly number[];
  readonly #server: net.Server;
  readonly #pairs = new Set<Pair>();
  #way: Way = { kind: 'PASS' };
  #traps: Trap[] = [];
  #next = 0;

  private constructor(name: string, targets: readonly number[]) {
    this.name = name;
    this.#targets = targets;
    this.#server = net.createServer((near) => void this.#accept(near));
  }

  /** `targets`: ports of this machine, taken in turn; one that refuses is passed over. `port`: any free one unless given. */
  static async open(name: string, targets: readonly number[], port = 0): Promise<TcpProxy> {
    const proxy = new TcpProxy(name, targets);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(port, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  set(way: Way): void {
    // Over a network that is back, an end that nobody remembers is told so.
    if (this.#way.kind === 'SILENT' && way.kind !== 'SILENT') for (const pair of this.#pairs) if (pair.silent) this.#end(pair, 'RST');
    this.#way = way;
    if (way.kind === 'REFUSE') this.cut('RST');
    if (way.kind === 'SILENT') this.forget();
  }

  /** Ends what stands now. */
  cut(how: 'FIN' | 'RST'): void {
    for (const pair of this.#pairs) this.#end(pair, how);
  }

  /** As a firewall does that was started anew: what stands falls silent for good, what is new passes. */
  forget(): void {
    for (const pair of this.#pairs) pair.silent = true;
  }

  /** Springs once. Gives whether it has, and takes it away. */
  trap(trap: Trap): { readonly sprung: () => boolean; remove(): void } {
    let sprung = false;
    const set: Trap = {
      ...trap,
      onSprung: () => {
        sprung = true;
        trap.onSprung?.();
      },
    };
    this.#traps.push(set);
    const remove = (): void => {
      this.#traps = this.#traps.filter((one) => one !== set);
    };
    return { sprung: () => sprung, remove };
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut('RST');
    await closed;
  }

  async #accept(near: net.Socket): Promise<void> {
    near.on('error', () => undefined);
    if (this.#way.kind === 'REFUSE') return void near.resetAndDestroy();
    const far = await this.#reach();
    if (far === null || near.destroyed) {
      far?.destroy();
      return void near.resetAndDestroy();
    }
    const pair: Pair = { near, far, silent: this.#way.kind === 'SILENT', ended: false };
    this.#pairs.add(pair);
    void this.#pump(pair, near, far, 'UP');
    void this.#pump(pair, far, near, 'DOWN');
  }

  async #reach(): Promise<net.Socket | null> {
    for (const _ of this.#targets) {
      const port = this.#targets[this.#next++ % this.#targets.length] ?? 0;
      const far = net.connect({ host: '127.0.0.1', port, noDelay: true });
      far.on('error', () => undefined);
      const open = await new Promise<boolean>((resolve) => {
        far.once('connect', () => resolve(true));
        far.once('close', () => resolve(false));
      });
      if (open) return far;
    }
    return null;
  }

  async #pump(pair: Pair, from: net.Socket, to: net.Socket, direction: Direction): Promise<void> {
    from.setNoDelay(true);
    try {
      for await (const piece of from as AsyncIterable<Buffer>) if (!(await this.#carry(pair, to, piece, direction))) return; // without an encoding a socket gives buffers
    } catch {
      if (!pair.silent) this.#end(pair, 'RST');
    }
    // Who waits on the far side of silence does not hear that the near one has gone; nor the other way round.
    if (!pair.silent) to.end();
    if (from === pair.near || (from.destroyed && to.destroyed)) this.#forgetPair(pair);
  }

  /** False: the connection has ended. */
  async #carry(pair: Pair, to: net.Socket, piece: Buffer, direction: Direction): Promise<boolean> {
    const trap = this.#traps.find((one) => one.direction === direction && one.matches(piece));
    if (trap !== undefined) this.#traps = this.#traps.filter((one) => one !== trap);
    if (trap === undefined || trap.forwards) await this.#send(pair, to, piece);
    if (trap !== undefined) {
      if (trap.ends === 'SILENCE') pair.silent = true;
      if (trap.afterMs !== undefined) {
        // What the far side answers meanwhile is what is lost.
        if (trap.ends !== 'NOT') pair.silent = true;
        await sleep(trap.afterMs);
      }
      trap.onSprung?.();
      if (trap.ends === 'FIN' || trap.ends === 'RST') this.#end(pair, trap.ends);
    }
    return !pair.ended;
  }

  async #send(pair: Pair, to: net.Socket, piece: Buffer): Promise<void> {
    const way = this.#way;
    if (way.kind === 'DELAY') await sleep(way.ms);
    if (way.kind === 'RESETS' && way.draw() < way.share) return this.#end(pair, 'RST');
    if (pair.silent || pair.ended) return;
    if (way.kind !== 'SLOW') return this.#write(to, piece);
    const step = Math.max(1, Math.round(way.bytesPerSecond / 10));
    for (let at = 0; at < piece.length && !pair.ended; at += step) {
      // A way that is good again carries the rest at once.
      if (this.#way.kind === 'SLOW') await sleep(100);
      await this.#write(to, piece.subarray(at, at + step));
    }
  }

  #write(to: net.Socket, piece: Buffer): Promise<void> | void {
    if (to.destroyed || to.writableEnded || to.write(piece)) return;
    return new Promise((resolve) => {
      const done = (): void => {
        to.off('drain', done).off('close', done);
        resolve();
      };
      to.on('drain', done).on('close', done);
    });
  }

  #end(pair: Pair, how: 'FIN' | 'RST'): void {
    pair.ended = true;
    for (const socket of [pair.near, pair.far]) {
      if (how === 'RST') socket.resetAndDestroy();
      else socket.destroy();
    }
    this.#pairs.delete(pair);
  }

  #forgetPair(pair: Pair): void {
    this.#pairs.delete(pair);
    if (pair.silent) pair.far.destroy();
  }
}

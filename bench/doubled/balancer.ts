/** One address for several APIs: connections go to them in turn, as behind any balancer. */
import net from 'node:net';

export type Balancer = {
  readonly url: string;
  /** From now on; when it is done, nobody has a connection of before. Called while nothing is asked. */
  lead(ports: readonly number[]): Promise<void>;
  stop(): Promise<void>;
};

/** Whoever does not notice by then that their connection has ended is cut off. */
const NOTICED_MS = 5_000;

export async function startBalancer(): Promise<Balancer> {
  let [ports, turn]: [readonly number[], number] = [[], 0];
  const open = new Set<net.Socket>();
  const kept = new Set<net.Socket>();
  const server = net.createServer((from) => {
    const to = net.connect(ports[turn % ports.length] ?? 0, '127.0.0.1');
    turn += 1;
    kept.add(from);
    from.on('close', () => kept.delete(from));
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the balancer has no port');
  return {
    url: `http://localhost:${address.port}`,
    async lead(to) {
      ports = to;
      // Who keeps a connection would stay where they were; whoever has not heard of its end asks on it, and is told that it is gone.
      await Promise.all([...kept].map(ended));
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Until the other side has closed it as well. */
function ended(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => socket.destroy(), NOTICED_MS);
    socket.once('close', () => {
      clearTimeout(late);
      resolve();
    });
    socket.end();
  });
}

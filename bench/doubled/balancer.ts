/** One address for several APIs: connections go to them in turn, as behind any balancer. */
import net from 'node:net';

export type Balancer = { readonly url: string /** From now on. */; lead(ports: readonly number[]): void; stop(): Promise<void> };

export async function startBalancer(): Promise<Balancer> {
  let [ports, turn]: [readonly number[], number] = [[], 0];
  const open = new Set<net.Socket>();
  const server = net.createServer((from) => {
    const to = net.connect(ports[turn % ports.length] ?? 0, '127.0.0.1');
    turn += 1;
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
    lead(to) {
      ports = to;
      // Who keeps a connection would stay where they were.
      for (const socket of open) socket.destroy();
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

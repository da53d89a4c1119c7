import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { lazyTemporal, plainServer } from '../../temporal/connect.ts';
import { createPayloads } from '../../temporal/payload-codec.ts';

/** Speaks HTTP/2 and answers as it is told to: never, or with a gRPC status that the client tries again. */
const servers: Http2Server[] = [];
async function server(grpcStatus: string | null): Promise<string> {
  const made = createServer();
  made.on('stream', (stream) => {
    stream.on('error', () => undefined);
    if (grpcStatus !== null) stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': grpcStatus }, { endStream: true });
  });
  servers.push(made);
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(made.address() as AddressInfo).port}`; // it listens on TCP
}
afterEach(() => {
  for (const made of servers.splice(0)) made.close();
});
const place = (address: string) => ({ ...plainServer(address), payloads: createPayloads(null) });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What nobody caught meanwhile; the process would have ended by it. */
async function uncaughtDuring(work: () => Promise<void>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  const note = (error: unknown): void => void found.push(error);
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', note);
  try {
    await work();
  } finally {
    process.off('uncaughtException', note);
    for (const listener of before) process.on('uncaughtException', listener);
  }
  return found;
}

describe('a connection to Temporal that is closed', () => {
  it('ends a call that is never answered, at once and as cancelled', async () => {
    const { connection, close } = lazyTemporal(place(await server(null)));
    const asked = connection.workflowService.getSystemInfo({}).catch((error: unknown) => error);
    await pause(200);
    const began = Date.now();
    await close();
    expect(await asked).toMatchObject({ code: 1 });
    expect(Date.now() - began).toBeLessThan(500);
    await close();
  });

  it.each([
    ['is about to be tried again', '14'],
    ['was refused for load', '8'],
  ])('ends one that %s, and no timer throws', async (_what, grpcStatus) => {
    const { connection, close } = lazyTemporal(place(await server(grpcStatus)));
    let ended: unknown = null;
    const uncaught = await uncaughtDuring(async () => {
      const asked = connection.workflowService.getSystemInfo({}).catch((error: unknown) => {
        ended = error;
      });
      await pause(300);
      await close();
      await Promise.race([asked, pause(3_000)]);
    });
    expect(uncaught).toEqual([]);
    expect(ended).toMatchObject({ code: 1 });
  });

  it('begins nothing any more', async () => {
    const { connection, close } = lazyTemporal(place(await server(null)));
    await close();
    await expect(connection.workflowService.getSystemInfo({})).rejects.toMatchObject({ code: 1 });
  });
});

/** A file that is made while it is sent: who goes away or stands still leaves nothing running, and what breaks is told apart from what is whole. */
import { once } from 'node:events';
import type http from 'node:http';
import net from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sent, sentPiecewise } from '../../api/sent-piecewise.ts';

const PIECE = Buffer.alloc(1_048_576, 'x');
type Make = Parameters<typeof sentPiecewise>[1];
/** What came of it, in the order of requests. */
type Serving = { readonly port: number; readonly outcome: Promise<Sent | Error>; readonly written: () => number };

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serving(make: Make, stillMs = 60_000): Promise<Serving> {
  let tell: (outcome: Sent | Error) => void = () => undefined;
  const outcome = new Promise<Sent | Error>((resolve) => {
    tell = resolve;
  });
  let written = 0;
  const app = express();
  app.get('/file', async (_request, response) => {
    const counted: Make = (write) =>
      make(async (chunk) => {
        await write(chunk);
        written += chunk.length;
      });
    try {
      tell(await sentPiecewise(response, counted, stillMs));
    } catch (error) {
      tell(error as Error); // what `make` throws here
      if (!response.headersSent) response.status(503).json({ code: 'UNAVAILABLE' });
    }
  });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const at = server.address();
  return { port: typeof at === 'object' && at !== null ? at.port : 0, outcome, written: () => written };
}
const pieces =
  (count: number): Make =>
  async (write) => {
    for (let nth = 0; nth < count; nth += 1) await write(PIECE);
  };
/** Asks for it and reads nothing until it is told to. */
function asked(port: number): net.Socket {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /file HTTP/1.1\r\nhost: x\r\n\r\n');
  return socket;
}
const whenStill = async ({ written }: Serving): Promise<number> => {
  for (let before = -1; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (written() === before) return before;
    before = written();
  }
};

describe('a file that is made while it is sent', () => {
  it('is whole for who takes it', async () => {
    const { port, outcome } = await serving(pieces(30));
    const body = await (await fetch(`http://127.0.0.1:${port}/file`)).arrayBuffer();
    expect([body.byteLength, await outcome]).toEqual([30 * PIECE.length, 'WHOLE']);
  });
  it('waits for who takes it slowly, and holds no more than a few pieces meanwhile', async () => {
    const served = await serving(pieces(200));
    const socket = asked(served.port);
    expect(await whenStill(served)).toBeLessThan(30 * PIECE.length);
    socket.resume();
    expect(await served.outcome).toBe('WHOLE');
    socket.destroy();
  });
  it('ends when they go away, in the middle of it', async () => {
    const served = await serving(pieces(200));
    const socket = asked(served.port);
    const sent = await whenStill(served);
    socket.destroy();
    expect(await served.outcome).toBe('LEFT');
    expect(await whenStill(served)).toBe(sent);
  });
  it('lets go who takes nothing for so long', async () => {
    const served = await serving(pieces(200), 300);
    const socket = asked(served.port);
    expect(await served.outcome).toBe('LEFT');
    socket.resume();
    await once(socket, 'close');
  });
});

describe('what breaks', () => {
  const broken = new Error('the store does not answer');
  it('before the first byte is answered', async () => {
    const { port, outcome } = await serving(async () => {
      throw broken;
    });
    const response = await fetch(`http://127.0.0.1:${port}/file`);
    expect([response.status, await outcome]).toEqual([503, broken]);
  });
  it('on the way breaks the connection, so that half a file is no whole one', async () => {
    const { port, outcome } = await serving(async (write) => {
      await write(PIECE);
      throw broken;
    });
    const response = await fetch(`http://127.0.0.1:${port}/file`);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(await outcome).toBe(broken);
  });
});

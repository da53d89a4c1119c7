/** What the HTTP parser cannot take in never reaches a route; it is answered here as all else is, and the connection ends. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf } from './problem.ts';

/** What Node answers by itself where nobody listens (http.Server, event clientError). */
const BARE = { ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout', OTHER: '400 Bad Request' } as const;

export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    if (error.code !== 'HPE_HEADER_OVERFLOW') {
      const line = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? BARE.ERR_HTTP_REQUEST_TIMEOUT : BARE.OTHER;
      return void socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\n\r\n`);
    }
    const body = JSON.stringify(problemOf('HEADER_TOO_LARGE'));
    const head = [
      'HTTP/1.1 431 Request Header Fields Too Large',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.end([...head, 'Connection: close', '', body].join('\r\n'));
  });
}

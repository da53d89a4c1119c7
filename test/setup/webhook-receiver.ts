/** Another system of the county, as tests need it: keeps what came, and answers as it is told. */
import http from 'node:http';

export type Came = { readonly id: string; readonly headers: http.IncomingHttpHeaders; readonly body: string; readonly path: string };
/** A status; `slow`: never an answer; a function of what came. */
type Answer = number | 'slow' | ((came: Came) => number);

export async function startReceiver(): Promise<{
  readonly address: string;
  readonly came: Came[];
  answer: Answer;
  retryAfter: string | null;
  stop(): Promise<void>;
}> {
  const came: Came[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = {
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
        path: request.url ?? '',
      };
      came.push(one);
      if (receiver.answer === 'slow') return;
      const status = typeof receiver.answer === 'function' ? receiver.answer(one) : receiver.answer;
      response.writeHead(status, {
        ...(status >= 300 && status < 400 ? { location: '/elsewhere' } : {}),
        ...(receiver.retryAfter === null ? {} : { 'retry-after': receiver.retryAfter }),
      });
      response.end('a secret answer that nobody keeps');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  const receiver = {
    address: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/hooks`,
    came,
    answer: 200 as Answer, // the type of what it may become
    retryAfter: null as string | null, // as above
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

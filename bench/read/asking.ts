/**
 * Fifty people who ask at once, in a process of their own, so that their work is not taken for the service's: each keeps one
 * connection and asks again as soon as they are answered. Told what to ask by a message, answers with milliseconds.
 * Deliberately absent: what is asked (main.ts).
 */
import { type ChildProcess, fork } from 'node:child_process';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

type Asked = {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly atOnce: number;
  /** Of each person. */
  readonly rounds: number;
};
/** Milliseconds from the request to the last byte of its answer, and bytes of an answer. */
type Answered = { readonly times: readonly number[]; readonly bytes: number };

type Askers = { ask(asked: Asked): Promise<Answered>; stop(): void };

/** Error: an answer other than 200. */
export function startAskers(): Askers {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [], { execArgv: process.execArgv });
  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        child.once('message', (told: Answered | { readonly fault: string }) => ('fault' in told ? reject(new Error(told.fault)) : resolve(told)));
        child.send(asked);
      }),
    stop: () => void child.kill(),
  };
}

type One = { readonly ms: number; readonly bytes: number };
const askOnce = (agent: http.Agent, url: string, token: string): Promise<One> =>
  new Promise((resolve, reject) => {
    const from = performance.now();
    const request = http.get(url, { agent, headers: { authorization: `Bearer ${token}`, accept: 'application/json' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve({ ms: performance.now() - from, bytes }) : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
  });

async function ask({ url, tokens, atOnce, rounds }: Asked): Promise<Answered> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  const [times, sizes]: [number[], number[]] = [[], []];
  const person = async (who: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      const { ms, bytes } = await askOnce(agent, url, tokens[who % tokens.length] ?? '');
      times.push(ms);
      sizes.push(bytes);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, who) => person(who)));
  agent.destroy();
  return { times, bytes: Math.max(...sizes) };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.on('message', (asked: Asked) => {
    ask(asked).then(
      (answered) => process.send?.(answered),
      (error: unknown) => process.send?.({ fault: error instanceof Error ? error.message : 'unknown' }),
    );
  });

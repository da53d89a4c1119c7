/**
 * Killed, or cut off, at the moments at which it is decided whether something counts: FI-1 and FI-2 at their named points, and
 * FI-9. The proxies see these moments in what is sent.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pickOf, type Strike } from '../lab.ts';
import type { TcpProxy, Trap } from '../proxy.ts';
import { APIS, type ProcessName, WORKERS } from '../service.ts';

/** So long somebody waits for the moment to come; where nobody acts meanwhile, nothing has come to pass. */
const COMES_MS = 20_000;

const COMMIT = Buffer.from('COMMIT\0');
const sendsCommit = (piece: Buffer): boolean => piece.includes(COMMIT);

async function sprung(way: TcpProxy, trap: Trap): Promise<boolean> {
  const set = way.trap(trap);
  for (const end = Date.now() + COMES_MS; !set.sprung() && Date.now() < end; ) await sleep(50);
  set.remove();
  return set.sprung();
}

type Point = { readonly says: string; readonly of: 'API' | 'WORKER'; readonly trap: (kill: () => void) => Trap };

/** With SIGKILL at each. */
const POINTS: readonly Point[] = [
  {
    says: 'before its COMMIT',
    of: 'WORKER',
    trap: (kill) => ({ direction: 'UP', matches: sendsCommit, forwards: false, ends: 'RST', onSprung: kill }),
  },
  {
    says: 'after its COMMIT, before the answer to it',
    of: 'WORKER',
    trap: (kill) => ({ direction: 'UP', matches: sendsCommit, forwards: true, ends: 'RST', afterMs: 30, onSprung: kill }),
  },
  {
    says: 'when its COMMIT was answered',
    of: 'WORKER',
    trap: (kill) => ({ direction: 'DOWN', matches: (piece) => piece.includes(COMMIT), forwards: true, ends: 'NOT', onSprung: kill }),
  },
  {
    says: 'when a request had come to it',
    of: 'API',
    trap: (kill) => ({ direction: 'UP', matches: (piece) => piece.includes('POST /'), forwards: true, ends: 'NOT', onSprung: kill }),
  },
  {
    says: 'while it waited for the case',
    of: 'API',
    trap: (kill) => ({
      direction: 'UP',
      matches: (piece) => piece.includes('POST /'),
      forwards: true,
      ends: 'NOT',
      onSprung: () => setTimeout(kill, 40),
    }),
  },
  {
    says: 'when it had answered and the answer had not arrived',
    of: 'API',
    trap: (kill) => ({
      direction: 'DOWN',
      matches: (piece) => /^HTTP\/1\.1 (200|303)/.test(piece.subarray(0, 12).toString()),
      forwards: false,
      ends: 'RST',
      onSprung: kill,
    }),
  },
];

const points: Strike = {
  fi: 'FI-1',
  component: 'WORKER',
  claim:
    'an API or a worker that is killed at a point where it is decided whether an act counts: it counts once, or not, and whoever asks again hears which',
  async strike({ service, draw }) {
    const { says, of, trap } = pickOf(draw, POINTS);
    const name: ProcessName = of === 'API' ? pickOf(draw, APIS) : pickOf(draw, WORKERS);
    const part = service.parts[name];
    const kill = (): void => part.process.signal('SIGKILL');
    // Requests come by the front: of either API, the one that is killed.
    if (of === 'API') {
      const which = APIS.map((api) => service.parts[api].process);
      const came = await sprung(
        service.front,
        trap(() => pickOf(draw, which).signal('SIGKILL')),
      );
      return came ? `an API killed ${says}` : null;
    }
    return (await sprung(part.ways.postgres, trap(kill))) ? `${name} killed ${says}` : null;
  },
};

const commitLost: Strike = {
  fi: 'FI-9',
  component: 'WAY',
  claim: 'where the answer to COMMIT is lost nobody is told yes or no before the record was read again; it counts once',
  async strike({ service, draw, short }) {
    let lost = 0;
    for (let times = 0; times < (short ? 2 : 6); times += 1) {
      const name = pickOf(draw, [...WORKERS, ...WORKERS, ...APIS]);
      const way = service.parts[name].ways.postgres;
      const ends = pickOf(draw, ['RST', 'FIN'] as const);
      if (await sprung(way, { direction: 'UP', matches: sendsCommit, forwards: true, ends, afterMs: 50 })) lost += 1;
    }
    return lost === 0 ? null : `${lost} answers to COMMIT lost`;
  },
};

export const NAMED_POINTS: readonly Strike[] = [points, commitLost];

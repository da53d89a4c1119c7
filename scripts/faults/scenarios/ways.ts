/** Ways between processes that are slow, lossy, silent or narrow: FI-8. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Lab, pickOf, type Strike } from '../lab.ts';
import type { TcpProxy, Way } from '../proxy.ts';
import { APIS, type ProcessName, WORKERS } from '../service.ts';

type Server = 'postgres' | 'temporal' | 'smtp';
const ALL: readonly ProcessName[] = [...APIS, ...WORKERS];
/** Of one process or of all. */
function waysOf({ service, draw }: Lab): { readonly server: Server; readonly says: string; readonly ways: readonly TcpProxy[] } {
  const server = pickOf(draw, ['postgres', 'postgres', 'temporal', 'temporal', 'smtp'] as const);
  const names = draw() < 0.5 ? ALL : [pickOf(draw, server === 'smtp' ? WORKERS : ALL)];
  const ways = names.flatMap((name) => service.parts[name].ways[server] ?? []);
  return { server, ways, says: names.length === 1 ? `${names[0]} to ${server}` : `everybody to ${server}` };
}

const bad = (claim: string, says: string, way: (lab: Lab) => Way): Strike => ({
  fi: 'FI-8',
  component: 'WAY',
  claim,
  async strike(lab) {
    const which = waysOf(lab);
    for (const one of which.ways) one.set(way(lab));
    await sleep(lab.short ? 3_000 : 15_000);
    for (const one of which.ways) one.set({ kind: 'PASS' });
    return `the way of ${which.says} ${says}`;
  },
});

const forgotten: Strike = {
  fi: 'FI-8',
  component: 'WAY',
  claim: 'connections that fell silent for good, as behind a firewall that was started anew, are given up within a minute',
  async strike(lab) {
    const which = waysOf(lab);
    for (const one of which.ways) one.forget();
    await sleep(500);
    return `connections of ${which.says} forgotten on the way`;
  },
};

export const WAYS: readonly Strike[] = [
  bad('a way with 2 s more each time makes people wait or hear that it is not confirmed, and nothing else', 'with 2 s more', () => ({
    kind: 'DELAY',
    ms: 2_000,
  })),
  bad('a way on which one piece in twenty resets its connection loses nothing', 'with resets', ({ draw }) => ({ kind: 'RESETS', share: 0.05, draw })),
  bad('a way that is silent in both directions is noticed, and used again when it carries', 'silent', () => ({ kind: 'SILENT' })),
  bad('a way of 1 KB/s makes people wait or hear that it is not confirmed, and nothing else', 'of 1 KB/s', () => ({
    kind: 'SLOW',
    bytesPerSecond: 1_000,
  })),
  forgotten,
];

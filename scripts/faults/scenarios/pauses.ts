/** Processes that stand still and go on as if nothing had been, and processors that others use up: FI-6, FI-20. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pickOf, type Strike } from '../lab.ts';
import { APIS, WORKERS } from '../service.ts';

const stopped: Strike = {
  fi: 'FI-6',
  component: 'ALL',
  claim: 'a process that stood still for 30 s and wakes writes nothing that others have done meanwhile',
  async strike({ service, draw, short }) {
    const name = pickOf(draw, [...APIS, ...WORKERS, ...WORKERS, 'temporal', 'postgres'] as const);
    const which = name === 'temporal' || name === 'postgres' ? service[name] : service.parts[name].process;
    which.signal('SIGSTOP');
    await sleep(short ? 4_000 : 30_000);
    which.signal('SIGCONT');
    return `${name} stood still for ${short ? 4 : 30} s`;
  },
};

/** Two that do nothing but work, for their time. */
const HOG = 'const end = Date.now() + Number(process.argv[1]); while (Date.now() < end);';

const busy: Strike = {
  fi: 'FI-20',
  component: 'CROWD',
  claim: 'with both processors used up by others, people wait or hear that it is not confirmed, and nothing confirmed is lost',
  async strike({ short }) {
    const ms = short ? 3_000 : 15_000;
    const hogs = Array.from({ length: 2 }, () => spawn(process.execPath, ['-e', HOG, String(ms)], { stdio: 'ignore' }));
    await Promise.all(hogs.map((hog) => new Promise((resolve) => hog.once('close', resolve))));
    return `both processors used up for ${ms / 1_000} s`;
  },
};

export const PAUSES: readonly Strike[] = [stopped, busy];

/** Processes that end without a word, one at a time and all at once: FI-1 to FI-4, FI-7. */
import { setTimeout as sleep } from 'node:timers/promises';
import { between, type Lab, pickOf, type Strike } from '../lab.ts';
import { APIS, WORKERS } from '../service.ts';

const api: Strike = {
  fi: 'FI-1',
  component: 'API',
  claim: 'an API that is killed at any moment loses nothing that it confirmed, and is well again within 5 s',
  async strike({ service, draw }) {
    const name = pickOf(draw, APIS);
    service.parts[name].process.signal('SIGKILL');
    await sleep(50);
    return `${name} killed`;
  },
};

const worker: Strike = {
  fi: 'FI-2',
  component: 'WORKER',
  claim: 'a worker that is killed, one or both of them, loses nothing, and work goes on within 15 s',
  async strike({ service, draw }) {
    const names = draw() < 0.5 ? [pickOf(draw, WORKERS)] : WORKERS;
    for (const name of names) service.parts[name].process.signal('SIGKILL');
    await sleep(50);
    return `${names.join(' and ')} killed`;
  },
};

const temporal: Strike = {
  fi: 'FI-3',
  component: 'TEMPORAL',
  claim: 'while Temporal is away nobody is told that anything is done; it goes on within 60 s after it is back',
  async strike({ service, draw, short }) {
    const ms = short ? 2_000 : between(draw, 10_000, 60_000);
    service.temporal.hold();
    service.temporal.signal('SIGKILL');
    await sleep(ms);
    service.temporal.release();
    return `Temporal killed and away for ${Math.round(ms / 1_000)} s`;
  },
};

const postgres: Strike = {
  fi: 'FI-4',
  component: 'POSTGRES',
  claim: 'a PostgreSQL that is killed ends no process and makes nobody be told a false success; it goes on within 30 s',
  async strike({ service }) {
    const before = endsOf(service);
    service.postgres.signal('SIGKILL');
    await sleep(500);
    if (endsOf(service) > before) throw new Error('a process of the service ended with PostgreSQL');
    return 'PostgreSQL killed';
  },
};

const sessions: Strike = {
  fi: 'FI-4',
  component: 'POSTGRES',
  claim: 'sessions that PostgreSQL ends every two seconds end no process, and confirmed acts stand',
  async strike({ service, short }) {
    const before = endsOf(service);
    let ended = 0;
    for (let times = 0; times < (short ? 2 : 5); times += 1) {
      const { rows } = await service.database.pool.query<{ n: number }>(
        `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity WHERE usename = 'tuojian_app'`,
      );
      ended += rows[0]?.n ?? 0;
      await sleep(2_000);
    }
    if (endsOf(service) > before) throw new Error('a process of the service ended with its sessions');
    return `${ended} sessions ended by PostgreSQL`;
  },
};

const all: Strike = {
  fi: 'FI-7',
  component: 'ALL',
  claim: 'everything killed at once comes back within 120 s, and nobody has to do anything',
  async strike({ service }) {
    for (const one of everything(service)) one.signal('SIGKILL');
    await sleep(50);
    return 'both APIs, both workers, Temporal and PostgreSQL killed at once';
  },
};

export const everything = ({ parts, temporal: server, postgres: database }: Lab['service']) => [
  ...Object.values(parts).map(({ process: one }) => one),
  server,
  database,
];

const endsOf = ({ parts }: Lab['service']): number => Object.values(parts).reduce((sum, { process: one }) => sum + one.ends, 0);

export const KILLS: readonly Strike[] = [api, worker, temporal, postgres, sessions, all];

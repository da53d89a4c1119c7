/** FI-19: the disk of PostgreSQL is full. What is asked then is refused, and goes on when there is room, with nothing repaired. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../local/ports.ts';
import { startPostgres } from '../../../local/postgres.ts';
import { openDatabase } from '../../../prisma/database.ts';
import { migrate } from '../../../prisma/migrate.ts';
import { createEventStore } from '../../../prisma/record/event-store.ts';
import { noteInJournal } from '../../../prisma/record/ledgers.ts';
import { verifyChains } from '../../../prisma/record/rebuild.ts';
import type { Trial } from '../lab.ts';
import { Supervised } from '../supervisor.ts';

const SIZE_MB = 260;
/** That PostgreSQL cannot make small. */
const piece = (): string => randomBytes(30_000).toString('hex');

export const fullDisk: Trial = {
  fi: 'FI-19',
  claim: 'with a full disk nothing is said to be recorded that is not; with room again it goes on by itself, and the chains hold',
  async tryIt({ say }) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-full-disk-'));
    chmodSync(folder, 0o755);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', folder]).status === 0;
    if (!mounted) {
      rmSync(folder, { recursive: true, force: true });
      return 'NOT TRIED: this needs the right to mount a small file system (root)';
    }
    const port = await freePort();
    const data = path.join(folder, 'data');
    mkdirSync(data);
    const flags = ['max_wal_size=64MB', 'min_wal_size=32MB'];
    let url = '';
    const server = new Supervised('postgres', async () => {
      const running = await startPostgres({ folder: data, port, flags });
      url = running.url;
      return running;
    });
    try {
      await server.begin();
      await migrate(url);
      const db = openDatabase(url);
      const recorder = createEventStore({ pool: db.pool });
      let confirmed = 0;
      const note = async (nth: number): Promise<void> => {
        const events = [{ type: 'ExportMade' as const, data: { what: 'SEARCH', format: 'csv', query: `${nth} ${piece()}` } }];
        await noteInJournal(db, recorder, { programme: 'R', commandId: `full/${nth}`, events });
        confirmed += 1;
      };
      await note(0);
      const { bavail, bsize } = statfsSync(folder);
      const ballast = path.join(folder, 'ballast');
      // Room for some, so that it is full in the middle of writing.
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 4_000_000)));
      let refusals = 0;
      for (let nth = 1; nth < 400 && refusals < 5; nth += 1) {
        await note(nth).catch(async (error: unknown) => {
          refusals += 1;
          say(`refused: ${String(error).slice(0, 120)}`);
          await sleep(300);
        });
      }
      if (refusals === 0) throw new Error('the disk was never full');
      rmSync(ballast);
      const began = Date.now();
      for (let nth = 1_000; ; nth += 1) {
        if (
          await note(nth).then(
            () => true,
            () => false,
          )
        )
          break;
        if (Date.now() - began > 30_000) throw new Error('it did not go on within 30 s after there was room');
        await sleep(200);
      }
      const backMs = Date.now() - began;
      const { rows } = await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM event WHERE command_id LIKE 'full/%'`);
      const chains = await verifyChains(db);
      await db.close();
      const recorded = rows[0]?.n ?? 0;
      if (recorded < confirmed) throw new Error(`${confirmed} were confirmed, ${recorded} are recorded`);
      if (!chains.chainOk) throw new Error(`chains: ${chains.faults.join('; ')}`);
      return `${confirmed} confirmed and recorded, ${refusals} refused while the disk was full, on again after ${backMs} ms`;
    } finally {
      await server.stop();
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

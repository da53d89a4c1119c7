/**
 * FI-29: whoever signs the log is killed between the signature and its being published, in the database or outside. Whatever
 * anybody ever saw of it, there are never two different checkpoints of one size.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LogKeys } from '../../../log/keys.ts';
import { type Database, openDatabase } from '../../../prisma/database.ts';
import { migrate } from '../../../prisma/migrate.ts';
import { createEventStore } from '../../../prisma/record/event-store.ts';
import { noteInJournal } from '../../../prisma/record/ledgers.ts';
import { parseCheckpoint, splitNotes } from '../../../proof/checkpoint.ts';
import { freshPostgres } from '../../record/fresh-postgres.ts';
import { dealer, type Trial } from '../lab.ts';
import { TcpProxy } from '../proxy.ts';

const SIGNER = fileURLToPath(new URL('./signer-process.ts', import.meta.url));
/** NOWHERE: it signs in peace. */
export const WHERE = ['BEFORE_DATABASE', 'AFTER_DATABASE', 'OUTSIDE', 'NOWHERE'] as const;

export const killedSigner: Trial = {
  fi: 'FI-29',
  claim: 'a signer that is killed between signing and publishing never leads to two checkpoints of one size',
  async tryIt({ draw, short }) {
    const server = await freshPostgres('killed-signer');
    const proxy = await TcpProxy.open('signer', [Number(new URL(server.url).port)]);
    const db = openDatabase(server.url);
    const [keys, outside] = [path.join(server.folder, 'keys'), path.join(server.folder, 'outside', 'checkpoints.txt')];
    const seen = new Map<number, Set<string>>();
    let killed = 0;
    const deal = dealer(draw, WHERE);
    try {
      await migrate(server.url);
      const through = new URL(server.url);
      through.port = String(proxy.port);
      for (let nth = 0; nth < (short ? 3 : 30); nth += 1) {
        await noted(db, nth);
        const where = nth === 0 ? 'NOWHERE' : deal();
        const child = spawn(process.execPath, ['--import', 'tsx', SIGNER, through.href, keys, outside, where === 'OUTSIDE' ? 'dies' : 'lives'], {
          stdio: 'ignore',
        });
        const kill = (): void => void child.kill('SIGKILL');
        const stores = (piece: Buffer): boolean => /insert into "?(public"?\."?)?checkpoint/i.test(piece.toString('latin1'));
        const trap = where.endsWith('DATABASE')
          ? proxy.trap({ direction: 'UP', matches: stores, forwards: where === 'AFTER_DATABASE', ends: 'RST', afterMs: 20, onSprung: kill })
          : null;
        const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
        trap?.remove();
        if (code === null) killed += 1;
        for (const note of await publishedBy(db, keys, outside)) {
          const size = parseCheckpoint(note)?.size ?? 0;
          seen.set(size, (seen.get(size) ?? new Set()).add(note));
        }
      }
      const double = [...seen].filter(([, notes]) => notes.size > 1);
      if (double.length > 0) throw new Error(`two checkpoints of ${double.map(([size]) => size).join(', ')} events`);
      if (killed === 0) throw new Error('no signer was killed');
      return `${seen.size} checkpoints, ${killed} signers killed while signing, none of one size twice`;
    } finally {
      await db.close();
      await proxy.close();
      await server.stop();
    }
  },
};

async function noted(db: Database, nth: number): Promise<void> {
  const events = [{ type: 'ExportMade' as const, data: { what: 'SEARCH', format: 'csv', query: `${nth}` } }];
  await noteInJournal(db, createEventStore({ pool: db.pool }), { programme: 'R', commandId: `sign/${nth}`, events });
}

/** Wherever anybody could have read one. */
async function publishedBy(db: Database, keys: string, outside: string): Promise<readonly string[]> {
  const kept = await db.prisma.checkpoint.findMany({ select: { note: true } });
  const signed = LogKeys.open(keys)?.signed?.note;
  return [
    ...kept.map(({ note }) => note),
    ...(existsSync(outside) ? splitNotes(readFileSync(outside, 'utf8')) : []),
    ...(signed === undefined ? [] : [signed]),
  ];
}

/**
 * FI-23: whoever brings a database to a new schema is cut off at some place in what they send. Asked again, it comes to the
 * same schema as one that was never cut off. (That release N-1 works on schema N: test/prisma/upgrade*.test.ts.)
 */
import { openDatabase } from '../../../prisma/database.ts';
import { migrate } from '../../../prisma/migrate.ts';
import { freshPostgres } from '../../record/fresh-postgres.ts';
import { between, type Trial } from '../lab.ts';
import { TcpProxy } from '../proxy.ts';

export const interruptedMigration: Trial = {
  fi: 'FI-23',
  claim: 'a migration that is cut off anywhere is finished by asking again',
  async tryIt({ draw, short, say }) {
    const server = await freshPostgres('interrupted');
    const proxy = await TcpProxy.open('migration', [Number(new URL(server.url).port)]);
    const urlOf = (name: string, port?: number): string => {
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      if (port !== undefined) url.port = String(port);
      return url.href;
    };
    const admin = openDatabase(server.url, { poolSize: 1 });
    const made = async (name: string): Promise<void> => void (await admin.pool.query(`CREATE DATABASE ${name}`));
    try {
      let pieces = 0;
      await made('whole');
      const count = (): boolean => {
        pieces += 1;
        return false;
      };
      const counting = proxy.trap({ direction: 'UP', matches: count, forwards: true, ends: 'NOT' });
      await migrate(urlOf('whole', proxy.port));
      counting.remove();
      const whole = await schemaOf(urlOf('whole'));
      const n = short ? 2 : 20;
      let cutOff = 0;
      for (let nth = 0; nth < n; nth += 1) {
        const name = `cut_${nth}`;
        await made(name);
        // Not the first few: there it signs in.
        let left = between(draw, 8, pieces - 2);
        const isNext = (): boolean => {
          left -= 1;
          return left === 0;
        };
        const trap = proxy.trap({ direction: 'UP', matches: isNext, forwards: draw() < 0.5, ends: 'RST' });
        const fault = await migrate(urlOf(name, proxy.port)).then(
          () => null,
          (error: unknown) => String(error).split('\n')[0] ?? '',
        );
        trap.remove();
        if (fault !== null) cutOff += 1;
        await migrate(urlOf(name)).catch((error: unknown) => {
          throw new Error(`cut off (${fault}), and not finished when asked again: ${String(error)}`);
        });
        if ((await schemaOf(urlOf(name))) !== whole) throw new Error(`cut off (${fault}), and the schema differs`);
        if ((nth + 1) % 5 === 0) say(`${nth + 1} of ${n} migrations cut off and finished`);
      }
      if (cutOff === 0) throw new Error('none was cut off');
      return `${cutOff} migrations cut off at one of ${pieces} places, all finished when asked again`;
    } finally {
      await admin.close();
      await proxy.close();
      await server.stop();
    }
  },
};

/** Tables, columns, indexes, triggers: what a schema is to those who use it. */
async function schemaOf(url: string): Promise<string> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    const { rows } = await db.pool.query<{ says: string }>(
      `SELECT string_agg(says, E'\\n' ORDER BY says) AS says FROM (
         SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '') AS says
           FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_prisma%'
         UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\\_prisma%'
         UNION ALL SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal) s`,
    );
    return rows[0]?.says ?? '';
  } finally {
    await db.close();
  }
}

/** More at once than anybody asked for: opposite acts in one moment, machines at every link, sockets that say nothing: FI-26, FI-30, FI-31. */
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../seeded.ts';
import { MACHINES } from '../../torture/profiles.ts';
import { between, type Lab, pickOf, type Strike } from '../lab.ts';

const races: Strike = {
  fi: 'FI-26',
  component: 'CROWD',
  claim:
    'of approve, reject, hand over and withdraw in the same ten milliseconds the first that is decided on counts, and everybody is told what is true',
  async strike({ people, short }) {
    const n = short ? 3 : 10;
    const before = people.races.length;
    await people.raceOften(n);
    return people.races.length === before ? null : `${people.races.length - before} approvals with four opposite acts at once`;
  },
};

const atOnce: Strike = {
  fi: 'FI-14',
  component: 'CROWD',
  claim: 'hundreds who ask one case at once are all answered, and hundreds of signals to it drop nothing; its workflow goes on as new in time',
  async strike({ people, short }) {
    const { asked, done, stream } = await people.crowdOn(short ? 40 : 150);
    return done === 0 ? null : `${done} of ${asked} comments at once on ${stream} confirmed, the others told otherwise`;
  },
};

/** Without a browser: what needs one is `npm run torture:links`. */
const PLAIN = MACHINES.filter(({ name }) => !/browser|script|headless|sandbox|detonat/i.test(name));

const storm: Strike = {
  fi: 'FI-30',
  component: 'CROWD',
  claim: 'machines that open every link, two hundred times a second, decide nothing, and people go on',
  async strike({ service, draw, short }) {
    const links = service.sink.mails.flatMap(({ text }) => /https?:\/\/\S+\/a\/[A-Za-z0-9_-]{43}/.exec(text)?.[0] ?? []).slice(-50);
    if (links.length === 0) return null;
    const decided = async (): Promise<number> => {
      const { rows } = await service.database.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM event WHERE type = 'DecisionMade' AND (body::jsonb #>> '{actor,door}') IS DISTINCT FROM 'api' AND body::jsonb #>> '{data,reason}' IN ('test', 'ok', '1', '同意')`,
      );
      return rows[0]?.n ?? 0;
    };
    const before = await decided();
    const end = Date.now() + (short ? 2_000 : 8_000);
    let visits = 0;
    const random = seeded(between(draw, 1, 1_000_000));
    const lab = { browser: () => Promise.reject(new Error('no browser here')), waitMs: 0, random };
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        while (Date.now() < end) {
          await pickOf(random, PLAIN)
            .visit(pickOf(random, links), lab)
            .catch(() => undefined);
          visits += 1;
        }
      }),
    );
    if ((await decided()) !== before) throw new Error('a machine decided something');
    return `${visits} visits of machines`;
  },
};

const sockets: Strike = {
  fi: 'FI-31',
  component: 'CROWD',
  claim: 'a thousand connections that send a letter now and then, and bodies of ten megabytes, hold nobody up',
  async strike(lab) {
    const { service, short } = lab;
    const { port } = new URL(service.publicUrl);
    const slow = Array.from({ length: short ? 200 : 1_000 }, () => {
      const socket = net.connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      return socket;
    });
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('a');
    }, 1_000);
    const large = Buffer.alloc(10_000_000, 0x61);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        fetch(`${service.publicUrl}/api/v1/approvals`, {
          method: 'POST',
          body: large,
          headers: { 'content-type': 'application/json' },
          signal: AbortSignal.timeout(20_000),
        }).then(
          ({ status }) => status,
          () => 0,
        ),
      ),
    );
    const asked = await whileOpen(lab, short ? 2_000 : 8_000);
    clearInterval(drip);
    for (const socket of slow) socket.destroy();
    if (answers.some((status) => status >= 200 && status < 300)) throw new Error('a body of ten megabytes was taken');
    return `${slow.length} slow connections and ${answers.length} bodies of 10 MB; meanwhile ${asked.done} of ${asked.asked} acts were confirmed`;
  },
};

async function whileOpen({ people }: Lab, ms: number): Promise<{ readonly asked: number; readonly done: number }> {
  let [asked, done] = [0, 0];
  for (const end = Date.now() + ms; Date.now() < end; await sleep(500)) {
    asked += 1;
    if (await people.probe()) done += 1;
  }
  if (done === 0) throw new Error('nobody could work while slow connections were open');
  return { asked, done };
}

export const CROWDS: readonly Strike[] = [races, atOnce, storm, sockets];

/**
 * Part `doubled` of `npm run bench`: two APIs and two workers, each a process of its own (`tuojian api`, `tuojian worker`), against
 * one of each on the same PostgreSQL and Temporal: how many whole approvals a second; that every one of them was decided twice
 * and not once more; and that of two opposite decisions at once, sent to two APIs, one counts. Mails go to the bench's sink,
 * requests through a balancer. On two cores two of each can be no faster; that they cost little more is what is shown.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readSettings } from '../../config/env.ts';
import { freePort, freePortBlock } from '../../local/ports.ts';
import { startTemporal } from '../../local/temporal.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import type { Database } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { checkIn, openLink, submit } from '../../scripts/demo/http.ts';
import { freshPostgres } from '../../scripts/record/fresh-postgres.ts';
import { keysAtWork, plainServer } from '../../temporal/connect.ts';
import { TASK_QUEUE } from '../../workflows/contract.ts';
import { fly } from '../approvals/flight.ts';
import { type MailSink, type SunkMail, startMailSink } from '../approvals/mail-sink.ts';
import { type Asked, applicantOf, approvalsBy, PEOPLE, streamOf } from '../approvals/ours.ts';
import { atLeast, atMost, holds, tell } from '../figure.ts';
import { besideAt, type Env, importExample, OwnCommand } from '../own-process.ts';
import { startBalancer } from './balancer.ts';

/** A second process of each may cost a tenth on two cores. */
const LEAST_RATE = 0.9;
const IN_FLIGHT = 20;
const WARM_UP = 20;
const OPPOSITE = 60;
const { approvals: wanted } = parseArgs({ options: { approvals: { type: 'string', default: '150' } } }).values;
const approvals = Number(wanted);

/** How often each approval of a mark was decided, by how many. */
async function decisionsOf(db: Database, marks: string): Promise<Readonly<Record<number, number>>> {
  const rows = await db.pool.query<{ times: number; cases: number }>(
    `SELECT times, count(*)::int AS cases FROM (
       SELECT s.stream, count(e.*) FILTER (WHERE e.type = 'DecisionMade')::int AS times
       FROM stream s LEFT JOIN event e USING (stream) WHERE s.stream LIKE $1 GROUP BY s.stream) t GROUP BY times`,
    [`${streamOf(marks)}-%`],
  );
  return Object.fromEntries(rows.rows.map(({ times, cases }) => [times, cases]));
}

/** Sends opposite decisions of the same person to two APIs at once; gives how many were confirmed. */
async function opposite(mail: SunkMail, publicUrl: string, apis: readonly [string, string]): Promise<number> {
  const opened = await Promise.all(apis.map((api) => openLink({ ...mail, text: mail.text.replaceAll(publicUrl, api) })));
  const answers = await Promise.all(
    opened.map((page, nth) => submit(page, { choice: nth === 0 ? 'APPROVE' : 'REJECT', reason: '同时', check: checkIn(mail) })),
  );
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  return answers.filter(({ status }) => status === 303).length;
}

const sink: MailSink = await startMailSink();
const balancer = await startBalancer();
const server = await freshPostgres('doubled');
const commands: OwnCommand[] = [];
const ports: number[] = [];
const { cacheDir, temporal: place } = readSettings();
const cli = await findTemporalCli({ cliPath: place.cliPath, cacheDir });
const temporal = await startTemporal({ cli, folder: server.folder, port: await freePort(), uiPort: null });

const common: Env = {
  TUOJIAN_DATA_DIR: server.folder,
  TUOJIAN_PUBLIC_URL: balancer.url,
  DATABASE_URL: server.url,
  TEMPORAL_ADDRESS: temporal.address,
  SMTP_URL: sink.url,
  TUOJIAN_LEAST_READING_MS: '0',
  TUOJIAN_MAILS_PER_HOUR: '1000000',
  // Its own PostgreSQL and Temporal on this machine alone; the keys of the log come with the first worker.
  TUOJIAN_ALLOW: 'database-role,temporal-version,log-keys',
};

async function oneMore(): Promise<void> {
  const port = await freePortBlock(1);
  const worker = new OwnCommand(['worker'], common);
  const api = new OwnCommand(['api'], { ...common, TUOJIAN_PORT: String(port) });
  commands.push(worker, api);
  await api.ready(`http://localhost:${port}`);
  ports.push(port);
  const where = plainServer(temporal.address);
  await worker.until(async () => (await keysAtWork(where, TASK_QUEUE, 3_000)).length >= ports.length, 250);
}

try {
  console.log('托建 bench, doubled: one API and one worker, then two of each');
  for (const args of [['migrate'], ['seal-key'], ['payload-key']]) await new OwnCommand(args, common).done();
  await oneMore();
  await balancer.lead(ports);
  const beside = besideAt(server.folder, { databaseUrl: server.url, temporalAddress: temporal.address, outboxUrl: null });
  await importExample(beside);
  const tokens = Object.fromEntries(await Promise.all(PEOPLE.map(async (person) => [person, await issueApiToken(beside.db, person, 1)] as const)));
  const asked: Asked = { apiUrl: balancer.url, tokens };
  const apply = await applicantOf(asked, sink);
  const one = approvalsBy(apply, sink);
  await fly(one, 'w', 4, WARM_UP);
  const single = await fly(one, 'one', IN_FLIGHT, approvals);
  console.log(`  one of each: ${single.perSecond} approvals a second, next mail ${single.nextMailP50} ms`);
  await oneMore();
  await balancer.lead(ports);
  // The second worker has what it needs when it has taken some.
  await fly(one, 'x', 4, WARM_UP);
  const double = await fly(one, 'two', IN_FLIGHT, approvals);
  console.log(`  two of each: ${double.perSecond} approvals a second, next mail ${double.nextMailP50} ms`);

  const apis = [`http://localhost:${ports[0]}`, `http://localhost:${ports[1]}`] as const;
  const confirmed: number[] = [];
  for (let n = 1; n <= OPPOSITE; n += 1) confirmed.push(await opposite(await apply(`both-${n}`), balancer.url, apis));
  await sleep(1_000);
  const [ofOne, ofTwo, ofBoth] = [await decisionsOf(beside.db, 'one'), await decisionsOf(beside.db, 'two'), await decisionsOf(beside.db, 'both')];
  console.log(`  decisions an approval: ${JSON.stringify({ ofOne, ofTwo, ofBoth })}; confirmed of two opposite ones: ${confirmed.join('')}`);
  await beside.close();
  const whole = (found: Readonly<Record<number, number>>, times: number, cases: number): boolean =>
    found[times] === cases && Object.keys(found).length === 1;
  tell({
    part: 'doubled',
    figures: [
      atLeast(
        'rateTimes',
        '×',
        double.perSecond / single.perSecond,
        LEAST_RATE,
        '两个 API 与两个 worker 的每秒审批数，相对各一个',
        'approvals a second with two APIs and two workers, against one of each',
      ),
      atLeast('rateOne', '/s', single.perSecond, null, `各一个，同时 ${IN_FLIGHT} 件`, `with one of each, ${IN_FLIGHT} in flight`),
      atLeast('rateTwo', '/s', double.perSecond, null, `各两个，同时 ${IN_FLIGHT} 件`, `with two of each, ${IN_FLIGHT} in flight`),
      atMost('nextMailTwo', 'ms', double.nextMailP50, null, '各两个时，从决定到下一封邮件', 'from a decision to the next mail, with two of each'),
      holds(
        'decidedTwice',
        whole(ofOne, 2, approvals) && whole(ofTwo, 2, approvals),
        `${2 * approvals} 件审批的两步各决定一次`,
        `in ${2 * approvals} approvals each of two steps was decided once`,
      ),
      atMost(
        'oppositeTwice',
        '',
        confirmed.filter((times) => times !== 1).length + (OPPOSITE - (ofBoth[1] ?? 0)),
        0,
        `${OPPOSITE} 对同时相反的决定中，未恰好计一次的`,
        `of ${OPPOSITE} pairs of opposite decisions at once did not count exactly once`,
      ),
    ],
  });
} catch (error) {
  for (const { said } of commands) console.error(said);
  throw error;
} finally {
  await Promise.all(commands.map((command) => command.stop()));
  await temporal.stop();
  await server.stop();
  await balancer.stop();
  await sink.stop();
}

/** Whether a link that was replaced and one that never was can be told apart by the time their answers take (T4). */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../prisma/database.ts';

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** What following a link takes: its own answer and that of the page behind it. */
async function follow(apiUrl: string, token: string): Promise<number> {
  const since = performance.now();
  const first = await fetch(`${apiUrl}/a/${token}`, { redirect: 'manual' });
  const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  await (await fetch(new URL(first.headers.get('location') ?? '', apiUrl), { headers: { cookie } })).text();
  return performance.now() - since;
}

/** Difference of the medians of `rounds` each, in turns, in ms. */
export async function timingGap(options: {
  readonly apiUrl: string;
  readonly database: Database;
  readonly stream: string;
  readonly rounds: number;
}): Promise<number> {
  const { apiUrl, database, stream, rounds } = options;
  const [replaced, unknown] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const original = await database.prisma.linkToken.findFirstOrThrow({ where: { stream } });
  const hash = createHash('sha256').update(replaced).digest('hex');
  await database.prisma.linkToken.create({ data: { ...original, hash, revokedAt: new Date() } });
  const [ofReplaced, ofUnknown]: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds; n += 1) {
    ofReplaced.push(await follow(apiUrl, replaced));
    ofUnknown.push(await follow(apiUrl, unknown));
  }
  return Math.abs(median(ofReplaced) - median(ofUnknown));
}

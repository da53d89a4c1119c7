/**
 * Failed sign-ins: counted by network and by the sign-in that was tried, held back when there are too many, and noted as one
 * burst. Counts lie in the database, so that a limit lives through a restart and holds for every process. A sign-in that is
 * good is never held back: an office shares its address with whoever guesses.
 */
import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import { signInId } from './people-record.ts';

const MINUTE_S = 60;
/** How long misses from there are refused then; also the least time between two notes about it. */
const HELD_S = 900;
/** Of one sign-in that has ended: a program that nobody looks after tries it again and again. */
const OF_ONE_SIGN_IN = 30;

export type Miss = {
  /** What was given; null: no sign-in, a link. */
  readonly token: string | null;
  readonly address: string;
  readonly door: 'api' | 'inbound' | 'link' | 'setup';
};

export type SignInLimit = {
  /** Notes a miss. Null: answer it; a number: answer that there are too many, with the seconds to wait. */
  missed(miss: Miss): Promise<number | null>;
  /** Notes that a sign-in is used; the first time is an event. */
  used(token: string): Promise<void>;
  /** Counts whoever asks for a code. Null: it may be sent; a number: seconds to wait. The same for addresses of nobody. */
  asks(address: string, network: string): Promise<number | null>;
  /** Counts a try at a code or a password, right or wrong, likewise. */
  tries(address: string, network: string): Promise<number | null>;
  /** Six digits of somebody's authenticator, once while they could still be good. False: they were used. */
  spends(person: string, digits: string): Promise<boolean>;
  /** Notes one that failed, of somebody who is known. */
  failed(person: string, network: string): Promise<void>;
};

/** Of one address, so that nobody's mailbox is flooded and nobody's six digits are found by trying. */
const CODES = { points: 5, duration: 900 } as const;
const TRIES = { points: 20, duration: 3_600 } as const;

/** The half minute in which an app shows them, with one before and one after it. */
const DIGITS_S = 120;

/** One network: an IPv6 host has 2^64 addresses of its own. */
const networkOf = (address: string): string => {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail === undefined ? [] : tail.split(':').filter((group) => group !== '');
  return [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'), ...rest].slice(0, 4).join(':');
};

export function createSignInLimit(db: Database, { perMinute }: { readonly perMinute: number }): SignInLimit {
  const limiter = (points: number, keyPrefix = 'miss', duration = MINUTE_S, blockDuration = HELD_S) =>
    new RateLimiterPostgres({
      storeClient: db.pool,
      storeType: 'pool',
      tableName: 'sign_in_limit',
      tableCreated: true,
      keyPrefix,
      points,
      duration,
      blockDuration,
      // Whoever is held back costs no query any more.
      inMemoryBlockOnConsumed: points + 1,
      inMemoryBlockDuration: blockDuration,
      insuranceLimiter: new RateLimiterMemory({ points, duration, blockDuration }),
      clearExpiredByTimeout: true,
    });
  const [networks, signIns] = [limiter(perMinute), limiter(Math.min(perMinute, OF_ONE_SIGN_IN))];
  const codes = limiter(CODES.points, 'code', CODES.duration);
  const tried = limiter(TRIES.points, 'try', TRIES.duration, TRIES.duration);
  const spent = limiter(1, 'totp', DIGITS_S, DIGITS_S);
  let salt: Promise<string> | null = null;
  const seen = new Set<string>();

  async function consume(by: RateLimiterPostgres, key: string): Promise<{ readonly waitS: number; readonly first: boolean } | null> {
    try {
      await by.consume(key);
      return null;
    } catch (reached) {
      if (!(reached instanceof RateLimiterRes)) throw reached;
      return { waitS: Math.max(1, Math.ceil(reached.msBeforeNext / 1_000)), first: reached.consumedPoints === by.points + 1 };
    }
  }

  /** What keys and rows name: neither an address of the network nor one of mail. */
  async function hidden(text: string): Promise<string> {
    salt ??= saltOf(db, 'network').catch((error: unknown) => {
      salt = null;
      throw error;
    });
    return createHmac('sha256', await salt)
      .update(text)
      .digest('hex');
  }
  async function counted(by: RateLimiterPostgres, address: string, network: string): Promise<number | null> {
    const [mailbox, from] = [await hidden(address), await hidden(networkOf(network))];
    const held = (await consume(networks, `sign-in:${from}`)) ?? (await consume(by, mailbox));
    return held === null ? null : held.waitS;
  }

  return {
    asks: (address, network) => counted(codes, address, network),
    tries: (address, network) => counted(tried, address, network),
    spends: async (person, digits) => (await consume(spent, await hidden(`totp ${person} ${digits}`))) === null,
    async failed(person, network) {
      await db.prisma.signInBurst.create({
        data: { door: 'sign-in', network: await hidden(networkOf(network)), person, misses: 1, at: new Date() },
      });
    },
    async missed({ token, address, door }) {
      const network = await hidden(networkOf(address));
      const byNetwork = await consume(networks, `${door}:${network}`);
      const ended =
        byNetwork !== null || token === null || door !== 'api'
          ? null
          : await db.prisma.apiToken.findUnique({ where: { hash: sha256(token) }, select: { hash: true, person: true } });
      const bySignIn = ended === null ? null : await consume(signIns, `sign-in:${signInId(ended.hash)}`);
      const held = byNetwork ?? bySignIn;
      if (held === null) return null;
      if (held.first) {
        const misses = byNetwork === null ? signIns.points + 1 : networks.points + 1;
        await db.prisma.signInBurst.create({ data: { door, network, person: ended?.person ?? null, misses, at: new Date() } });
      }
      return held.waitS;
    },
    async used(token) {
      const hash = sha256(token);
      if (seen.has(hash)) return;
      if (seen.size > 10_000) seen.clear();
      seen.add(hash);
      await db.prisma.apiToken.updateMany({ where: { hash, firstUsedAt: null }, data: { firstUsedAt: new Date() } });
    },
  };
}

async function saltOf(db: Database, name: string): Promise<string> {
  await db.pool.query('INSERT INTO salt (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
  return (await db.prisma.salt.findUniqueOrThrow({ where: { name } })).value;
}

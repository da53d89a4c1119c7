/**
 * Whether an error says that the way to a server broke, was refused or fell silent (PostgreSQL as pg and Prisma tell it,
 * Temporal, anything over a socket), and so nothing of what was to be done; and doing it again once the way is back.
 * Deliberately absent: what follows for whoever asked.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Node's of a socket; SQLSTATE of a connection or a server that goes or comes (08, 57P01 to 57P03, 53300: too many); Prisma's for
 * the same.
 */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08[0-9A-Z]{3}|57P0[123]|53300|P1001|P1002|P1008|P1017|P2024|P2028)$/;
/** What pg and Prisma say where they give no code. */
const SAYS =
  /connection terminated|terminating connection|Query read timeout|timeout exceeded when trying to connect|connection error and is not queryable|Can't reach database|ECONNREFUSED|ECONNRESET|(is|database system is) (shutting down|starting up|not yet accepting connections)/i;
/** gRPC: UNAVAILABLE. A deadline that passed may as well be the case's own doing. */
const GRPC_UNAVAILABLE = 14;

/** Whatever was asked may have been done all the same: the answer to it is what was lost. */
export function isLostWay(error: unknown): boolean {
  for (let at = error, deep = 0; at instanceof Error && deep < 5; at = at.cause, deep += 1) {
    if ('code' in at && (at.code === GRPC_UNAVAILABLE || (typeof at.code === 'string' && CODES.test(at.code)))) return true;
    if (SAYS.test(at.message)) return true;
  }
  return false;
}

type Patience = {
  /** Milliseconds until the last error is the caller's. */
  readonly limitMs: number;
  readonly everyMs?: number;
};

/** Does what may be done any number of times, again and again while the way is lost. Error: another one, or the last. */
export async function overLostWays<T>(work: () => Promise<T>, { limitMs, everyMs = 500 }: Patience): Promise<T> {
  for (const end = Date.now() + limitMs; ; await sleep(everyMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isLostWay(error) || Date.now() + everyMs > end) throw error;
    }
  }
}

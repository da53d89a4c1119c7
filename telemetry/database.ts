/**
 * The way to PostgreSQL as seen from outside: how full its pool is, and a span for each statement of a trace. A statement is
 * named by its own name or its first word; never by what it says or which values it carries. Deliberately absent: SQL.
 */
import { connections, whenAsked } from './metrics.ts';
import { beginSpan, type Noted, spansAreMade } from './spans.ts';

/** A pool of pg, as far as it is looked at. */
type Pool = {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  on(event: 'connect', listener: (client: { query: unknown }) => void): unknown;
};

/** Begins to offer both; returns how to end the first. `name`: which pool, for its label. */
export function watchPool(name: string, { pool }: { readonly pool: Pool }): () => void {
  pool.on('connect', (client) => traceStatements(client));
  return whenAsked(() => {
    connections.set({ pool: name, state: 'open' }, pool.totalCount);
    connections.set({ pool: name, state: 'idle' }, pool.idleCount);
    connections.set({ pool: name, state: 'waiting' }, pool.waitingCount);
  });
}

type Query = (...args: unknown[]) => unknown;

function traceStatements(client: { query: unknown }): void {
  const query = client.query as Query; // pg's own, in one of its forms: text or config, values, callback
  client.query = function traced(this: unknown, ...args: unknown[]): unknown {
    if (!spansAreMade()) return query.apply(this, args);
    // Only within a trace: what loops ask all day is no story of anybody's.
    const span = beginSpan({
      name: `postgresql ${statementName(args[0])}`,
      kind: 'CLIENT',
      within: true,
      attributes: { 'db.system.name': 'postgresql' },
    });
    if (span === null) return query.apply(this, args);
    const last = args.at(-1);
    if (typeof last === 'function') {
      args[args.length - 1] = (error: unknown, ...rest: unknown[]) => {
        endOf(span, error);
        return last(error, ...rest);
      };
      return query.apply(this, args);
    }
    const answered = query.apply(this, args);
    if (answered instanceof Promise)
      answered.then(
        () => span.end(),
        (error: unknown) => endOf(span, error),
      );
    else span.end();
    return answered;
  };
}

const endOf = (span: Noted, error: unknown): void => {
  if (error !== null && error !== undefined) span.failed(error);
  span.end();
};

/** `run-seen`, `SELECT`. */
function statementName(asked: unknown): string {
  const { name, text }: { readonly name?: unknown; readonly text?: unknown } = typeof asked === 'string' ? { text: asked } : Object(asked);
  if (typeof name === 'string') return name;
  return /^\s*([A-Za-z]+)/.exec(typeof text === 'string' ? text : '')?.[1]?.toUpperCase() ?? 'statement';
}

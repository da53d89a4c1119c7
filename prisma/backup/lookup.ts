/** Whether the record holds events that somebody outside knows of. Deliberately absent: who knows them. */
import type { Database } from '../database.ts';

/** `stream` empty: it is known by its command alone. */
export type Known = {
  readonly stream: string;
  readonly version: number;
  readonly commandId: string | null;
  readonly hash: string | null;
};

/** OTHERWISE: an event stands in its place, and not this one. */
export type Lookup = 'THERE' | 'GONE' | 'OTHERWISE';

export async function lookUp({ pool }: Database, known: readonly Known[]): Promise<readonly Lookup[]> {
  if (known.length === 0) return [];
  const placed = await pool.query<{ stream: string; version: number; hash: string }>(
    `SELECT e.stream, e.version, e.hash FROM event e JOIN unnest($1::text[], $2::int[]) AS k (stream, version)
       ON k.stream = e.stream AND k.version = e.version`,
    [known.map(({ stream }) => stream), known.map(({ version }) => version)],
  );
  const byCommand = await pool.query<{ id: string }>('SELECT DISTINCT command_id AS id FROM event WHERE command_id = ANY($1)', [
    known.flatMap(({ stream, commandId }) => (stream === '' && commandId !== null ? [commandId] : [])),
  ]);
  const hashes = new Map(placed.rows.map(({ stream, version, hash }) => [`${stream}@${version}`, hash]));
  const commands = new Set(byCommand.rows.map(({ id }) => id));
  return known.map(({ stream, version, commandId, hash }) => {
    if (stream === '') return commands.has(commandId ?? '') ? 'THERE' : 'GONE';
    const found = hashes.get(`${stream}@${version}`);
    if (found === undefined) return 'GONE';
    return hash === null || found === hash ? 'THERE' : 'OTHERWISE';
  });
}

/**
 * What a superuser can do to the record, triggers switched off. Each kind acts on a copy of a true record and says which
 * event or thing a verification must name, as far as it can be named at all.
 */
import type pg from 'pg';
import { signCheckpoint, signRestart } from '../../proof/checkpoint.ts';
import { bodyOf, chainHash, type EventBody, GENESIS, parseBody } from '../../proof/event-format.ts';
import { GrowingTree, leafOf } from '../../proof/merkle.ts';
import { newPrivateKey, type Signer, signerOf } from '../../proof/note.ts';

export type TamperContext = {
  readonly sql: pg.Client;
  /** The record as it stood when half of it was there, for rolling back. */
  readonly earlierSize: number;
  readonly origin: string;
  /** A project's stream and the place of one of its middle events. */
  readonly stream: string;
  readonly version: number;
  readonly document: string;
};
export type TamperKind = {
  readonly name: string;
  /** What must be named as bad; null: any fault will do. */
  readonly names: (context: TamperContext) => string | null;
  /** The Python verifier sees bundles alone, without tables and columns. */
  readonly inBundle: boolean;
  readonly act: (context: TamperContext) => Promise<void>;
};

type Row = {
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly body: string;
  readonly hash: string;
  readonly index: string;
};

const at = ({ stream, version }: TamperContext, more = 0): string => `${stream}@${version + more}`;

async function chainOf({ sql }: TamperContext, stream: string): Promise<readonly Row[]> {
  const found = await sql.query<Row>(
    'SELECT e.position, e.stream, e.version, e.body, e.hash, l.index FROM event e JOIN log_leaf l USING (stream, version) WHERE stream = $1 ORDER BY version',
    [stream],
  );
  return found.rows;
}

/** Another decision than was made: the body differs in what it says. */
const changedBody = (body: string): string => {
  const event = parseBody(body);
  return bodyOf({ ...event, data: { ...event.data, forged: true } });
};

/** Writes a stream's hashes anew from a version on, so that its chain holds, with the log's leaves and the head. */
async function rehash(context: TamperContext, stream: string, bodies: readonly string[]): Promise<void> {
  const { sql } = context;
  let previous = GENESIS;
  for (const [index, body] of bodies.entries()) {
    const hash = chainHash(previous, body);
    await sql.query('UPDATE event SET body = $3, prev_hash = $4, hash = $5 WHERE stream = $1 AND version = $2', [
      stream,
      index + 1,
      body,
      previous,
      hash,
    ]);
    await sql.query('UPDATE log_leaf SET hash = $3 WHERE stream = $1 AND version = $2', [stream, index + 1, hash]);
    previous = hash;
  }
  await sql.query('UPDATE stream SET hash = $2 WHERE stream = $1', [stream, previous]);
}

/** Signs every checkpoint anew, over the leaves as they stand, by a key of the forger's own. */
async function resign({ sql, origin }: TamperContext, signer: Signer): Promise<void> {
  const leaves = await sql.query<{ hash: string }>('SELECT hash FROM log_leaf ORDER BY index');
  const checkpoints = await sql.query<{ size: string; at: Date }>('SELECT size, at FROM checkpoint ORDER BY size');
  const tree = new GrowingTree();
  for (const { size, at: when } of checkpoints.rows) {
    for (const { hash } of leaves.rows.slice(tree.size, Number(size))) tree.append(leafOf(hash));
    const note = signCheckpoint(signer, { origin, size: tree.size, root: tree.root(), at: when.toISOString() });
    await sql.query('UPDATE checkpoint SET note = $2, root = $3 WHERE size = $1', [size, note, tree.root().toString('base64')]);
  }
}

const changeBody = async (context: TamperContext): Promise<void> => {
  const { sql, stream, version } = context;
  const row = (await chainOf(context, stream))[version - 1];
  await sql.query('UPDATE event SET body = $3 WHERE stream = $1 AND version = $2', [stream, version, changedBody(row?.body ?? '')]);
};

const deleteFrom = async ({ sql }: TamperContext, size: number): Promise<void> => {
  await sql.query('DELETE FROM event e USING log_leaf l WHERE l.stream = e.stream AND l.version = e.version AND l.index >= $1', [size]);
  await sql.query('DELETE FROM log_leaf WHERE index >= $1', [size]);
  await sql.query('DELETE FROM audit_entry WHERE index >= $1', [size]);
  await sql.query('DELETE FROM audit_tail WHERE index >= $1', [size]);
  // Everything that would give it away inside the database goes too.
  await sql.query('DELETE FROM checkpoint WHERE size > $1', [size]);
  await sql.query(
    `UPDATE stream s SET version = last.version, hash = last.hash FROM (
       SELECT DISTINCT ON (stream) stream, version, hash FROM event ORDER BY stream, version DESC) last WHERE last.stream = s.stream`,
  );
  await sql.query('DELETE FROM stream WHERE stream NOT IN (SELECT stream FROM event)');
  await sql.query('DELETE FROM case_state WHERE stream NOT IN (SELECT stream FROM event)');
};

export const TAMPER_KINDS: readonly TamperKind[] = [
  { name: 'change an event', names: at, inBundle: true, act: changeBody },
  {
    name: 'delete an event',
    names: (context) => at(context),
    inBundle: true,
    async act({ sql, stream, version }) {
      await sql.query('DELETE FROM event WHERE stream = $1 AND version = $2', [stream, version]);
    },
  },
  {
    name: 'swap two events',
    names: (context) => at(context),
    inBundle: true,
    async act(context) {
      const { sql, stream, version } = context;
      const rows = await chainOf(context, stream);
      const [a, b] = [rows[version - 1], rows[version]];
      await sql.query('UPDATE event SET body = $3 WHERE stream = $1 AND version = $2', [stream, version, b?.body]);
      await sql.query('UPDATE event SET body = $3 WHERE stream = $1 AND version = $2', [stream, version + 1, a?.body]);
    },
  },
  {
    name: 'insert an event',
    names: (context) => at(context, 1),
    inBundle: true,
    async act(context) {
      const { sql, stream, version } = context;
      await sql.query('UPDATE log_leaf SET version = version + 100000 WHERE stream = $1 AND version > $2', [stream, version]);
      await sql.query('UPDATE event SET version = version + 100000 WHERE stream = $1 AND version > $2', [stream, version]);
      await sql.query('UPDATE log_leaf SET version = version - 99999 WHERE stream = $1 AND version > 100000', [stream]);
      await sql.query('UPDATE event SET version = version - 99999 WHERE stream = $1 AND version > 100000', [stream]);
      await sql.query(
        `INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body)
         SELECT stream, version + 1, type, command_id || '-forged', ordinal, occurred_at, actor, hash, hash, body FROM event WHERE stream = $1 AND version = $2`,
        [stream, version],
      );
    },
  },
  {
    name: 'cut the tail, heads and checkpoints with it',
    names: () => null,
    inBundle: true,
    act: async (context) => deleteFrom(context, context.earlierSize + 7),
  },
  {
    name: 'rewrite a stream forward with right hashes',
    names: (context) => at(context),
    inBundle: true,
    async act(context) {
      const rows = await chainOf(context, context.stream);
      const bodies = rows.map(({ body, version }) => (version === context.version ? changedBody(body) : body));
      await rehash(context, context.stream, bodies);
    },
  },
  {
    name: 'rewrite everything, checkpoints signed by a new key',
    names: () => null,
    inBundle: true,
    async act(context) {
      const rows = await chainOf(context, context.stream);
      const bodies = rows.map(({ body, version }) => (version === context.version ? changedBody(body) : body));
      await rehash(context, context.stream, bodies);
      await resign(context, signerOf(context.origin, newPrivateKey()));
    },
  },
  {
    name: 'change a document',
    names: ({ document }) => document,
    inBundle: true,
    async act({ sql, document }) {
      await sql.query("UPDATE document_file SET bytes = bytes || '\\x20'::bytea WHERE sha256 = $1", [document]);
    },
  },
  {
    name: 'remove a document',
    names: ({ document }) => document,
    inBundle: true,
    async act({ sql, document }) {
      await sql.query('DELETE FROM document_file WHERE sha256 = $1', [document]);
    },
  },
  {
    name: 'exchange a checkpoint for another one',
    names: () => null,
    inBundle: true,
    async act({ sql }) {
      await sql.query(
        'UPDATE checkpoint SET note = (SELECT note FROM checkpoint ORDER BY size LIMIT 1) WHERE size = (SELECT max(size) FROM checkpoint)',
      );
    },
  },
  {
    name: "change a checkpoint's root",
    names: () => null,
    inBundle: true,
    async act({ sql }) {
      const found = await sql.query<{ size: string; note: string }>('SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1');
      const lines = (found.rows[0]?.note ?? '').split('\n');
      lines[2] = Buffer.alloc(32, 9).toString('base64');
      await sql.query('UPDATE checkpoint SET note = $2 WHERE size = $1', [found.rows[0]?.size, lines.join('\n')]);
    },
  },
  {
    name: 'a signature by another key',
    names: () => null,
    inBundle: true,
    act: (context) => resign(context, signerOf(context.origin, newPrivateKey())),
  },
  {
    name: 'move an event to another project',
    names: () => null,
    inBundle: true,
    async act({ sql, stream, version }) {
      await sql.query(
        `UPDATE event SET stream = other.stream, version = other.version + 1
         FROM (SELECT stream, version FROM stream WHERE kind = 'project' AND stream <> $1 LIMIT 1) other WHERE event.stream = $1 AND event.version = $2`,
        [stream, version],
      );
    },
  },
  {
    name: 'change a time in an event',
    names: at,
    inBundle: true,
    async act(context) {
      const { sql, stream, version } = context;
      const row = (await chainOf(context, stream))[version - 1];
      const event: EventBody = parseBody(row?.body ?? '');
      await sql.query('UPDATE event SET body = $3 WHERE stream = $1 AND version = $2', [
        stream,
        version,
        bodyOf({ ...event, occurredAt: '2020-01-01T00:00:00.000Z' }),
      ]);
    },
  },
  {
    name: 'change a time in the column beside an event',
    names: at,
    inBundle: false,
    async act({ sql, stream, version }) {
      await sql.query("UPDATE event SET occurred_at = occurred_at - interval '3 days' WHERE stream = $1 AND version = $2", [stream, version]);
    },
  },
  {
    name: 'roll back to a backup',
    names: () => null,
    inBundle: true,
    act: async (context) => deleteFrom(context, context.earlierSize),
  },
  {
    name: 'change a read table: what a case shows',
    names: ({ stream }) => stream,
    inBundle: false,
    async act({ sql, stream }) {
      await sql.query(
        "UPDATE case_state SET status = 'ACCEPTED', state = jsonb_set(state::jsonb, '{status}', '\"SUSPENDED\"')::json WHERE stream = $1",
        [stream],
      );
    },
  },
  {
    name: 'change a read table: whose task it was',
    names: () => null,
    inBundle: false,
    async act({ sql }) {
      await sql.query(
        "UPDATE task SET person = 'somebody-else' WHERE (stream, task) = (SELECT stream, task FROM task ORDER BY stream, task LIMIT 1)",
      );
    },
  },
  {
    name: 'change the search: hide an event from it',
    names: at,
    inBundle: false,
    async act({ sql, stream, version }) {
      await sql.query("UPDATE audit_tail t SET terms = '{}' FROM audit_entry a WHERE a.index = t.index AND a.stream = $1 AND a.version = $2", [
        stream,
        version,
      ]);
    },
  },
  {
    name: 'empty the places of the log',
    names: () => null,
    inBundle: true,
    async act({ sql }) {
      await sql.query('DELETE FROM log_leaf WHERE index >= 20');
    },
  },
  {
    name: 'a change of keys that nobody signed',
    names: () => null,
    inBundle: true,
    async act(context) {
      const { sql, origin } = context;
      const forger = signerOf(origin, newPrivateKey());
      await resign(context, forger);
      await sql.query('DELETE FROM key_rotation');
      const note = forger.sign(`tuojian-key-rotation/1\n${origin}\n0\n${forger.verifier.text}\ntime 2026-01-01T00:00:00.000Z\n`);
      await sql.query('INSERT INTO key_rotation (size, at, note) VALUES (0, now(), $1)', [note]);
    },
  },
  {
    name: 'cut the tail and declare it lost without the key',
    names: () => null,
    inBundle: true,
    async act(context) {
      const { sql, origin, earlierSize } = context;
      const { rows } = await sql.query<{ size: string }>('SELECT max(size) AS size FROM checkpoint');
      await deleteFrom(context, earlierSize);
      const loss = { origin, kept: earlierSize, lost: Number(rows[0]?.size), at: new Date().toISOString(), reason: '误删' };
      await sql.query('INSERT INTO log_restart (at, kept, note) VALUES (now(), $1, $2)', [
        earlierSize,
        signRestart(signerOf(origin, newPrivateKey()), loss),
      ]);
    },
  },
];

/** Looks for every secret that any mail has carried where none may stand: tables, workflow histories, logs. */
import type { Client } from '@temporalio/client';
import type { Database } from '../../prisma/database.ts';
import type { Payloads } from '../../temporal/payload-codec.ts';
import type { Mail } from '../demo/http.ts';

export type SecretReport = { readonly secrets: number; readonly places: number; readonly hits: readonly string[] };

/** Tokens of links and ways out, codes to be quoted. */
export const secretsIn = (mails: readonly Mail[]): readonly string[] => [
  ...new Set(
    mails.flatMap(({ text }) => [
      ...[...text.matchAll(/\/(?:a|unsubscribe)\/([A-Za-z0-9_-]{43})/g)].map(([, token = '']) => token),
      ...[...text.matchAll(/[A-HJKMNP-Z2-9]{4}(?:-[A-HJKMNP-Z2-9]{4}){2}/g)].map(([code]) => code),
    ]),
  ),
];

/** Of what secrets are made; what stands between two other signs is taken as a whole. */
const WHERE_SECRETS_CAN_STAND = /[A-Za-z0-9_-]+/g;

const A_HASH = /^[0-9a-f]+$/;

/**
 * Those of `secrets` that stand in a text, also within a longer word. Each text is gone through once, however many secrets there
 * are: a long run has tens of thousands, and hundreds of megabytes to search.
 */
export function secretFinder(secrets: readonly string[]): (text: string) => readonly string[] {
  const known = new Set(secrets);
  const lengths = [...new Set(secrets.map(({ length }) => length))];
  // Hashes are most of what is long: no secret stands in one that is not itself written so.
  const passes = secrets.some((secret) => A_HASH.test(secret)) ? () => false : (word: string) => A_HASH.test(word);
  return (text) => {
    const found = new Set<string>();
    for (const [word] of text.matchAll(WHERE_SECRETS_CAN_STAND))
      for (const length of passes(word) ? [] : lengths)
        for (let at = 0; at + length <= word.length; at += 1) {
          const piece = word.slice(at, at + length);
          if (known.has(piece)) found.add(piece);
        }
    return [...found];
  };
}

export async function searchSecrets(options: {
  readonly secrets: readonly string[];
  readonly database: Database;
  readonly client: Client;
  readonly payloads: Payloads;
  /** All that the processes have written. */
  readonly logs: string;
}): Promise<SecretReport> {
  const { secrets, database, client, payloads, logs } = options;
  const hits: string[] = [];
  let places = 0;
  const find = secretFinder(secrets);
  const look = (place: string, text: string): void => {
    places += 1;
    for (const secret of find(text)) hits.push(`${place}: …${secret.slice(-4)}`);
  };
  look('logs', logs);
  const tables = await database.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  for (const { name } of tables.rows) {
    const rows = await database.pool.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" AS t`);
    look(`table ${name}`, rows.rows.map(({ row }) => row).join('\n'));
  }
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    look(`history ${workflowId}`, texts(await payloads.readable(history)));
  }
  return { secrets: secrets.length, places, hits };
}

/** Every text in a history, payloads unpacked. */
function texts(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`;
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString('utf8')}\n`;
  if (Array.isArray(value)) return value.map(texts).join('');
  if (value !== null && typeof value === 'object') return Object.values(value).map(texts).join('');
  return '';
}

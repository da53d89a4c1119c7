/** Whether everything that was so before is so after: people sign in and read, auditors search, the record verifies and rebuilds. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../prisma/database.ts';
import { verifyDatabase } from '../../prisma/log/verify-database.ts';
import { rebuild } from '../../prisma/record/rebuild.ts';
import { checkSearch } from '../../prisma/search/search-rebuild.ts';
import { parseVerifierKey } from '../../proof/note.ts';
import { send } from './fuzz.ts';

export type WellOptions = {
  readonly apiUrl: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** Null: nobody of them reads the record. */
  readonly auditor: string | null;
  /** Whose questions about the past are asked. */
  readonly programme: string;
  /** Null: the service is somebody else's, and is looked at from outside alone. */
  readonly inside: Inside | null;
};
type Inside = {
  readonly database: Database;
  readonly databaseUrl: string;
  /** Public keys of the log, as they are published. */
  readonly keys: readonly string[];
};

/** So long may the record need to be signed up to its end, after the last of what was sent. */
const SETTLES_MS = 120_000;
const RECORD_TRIES = 3;
const RECORD_APART_MS = 5_000;

/** Everything that is not well, in words; none: it is. */
export async function whatIsNotWell(options: WellOptions): Promise<readonly string[]> {
  return [...(await doors(options)), ...(await ready(options)), ...(options.inside === null ? [] : await settledRecord(options.inside))];
}

async function doors({ apiUrl, tokens, auditor, programme }: WellOptions): Promise<readonly string[]> {
  const faults: string[] = [];
  const read = async (person: string, address: string): Promise<unknown> => {
    const answer = await send(apiUrl, { method: 'GET', address, headers: { authorization: `Bearer ${tokens[person] ?? ''}` }, body: null });
    if (answer.status !== 200) faults.push(`${person} GET ${address}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return answer.status === 200 ? JSON.parse(answer.text) : {};
  };
  for (const person of Object.keys(tokens)) {
    for (const address of ['/api/v1/me', '/api/v1/tasks', '/api/v1/me/wishes', '/api/v1/findings']) await read(person, address);
    for (let address = '/api/v1/cases?limit=200'; address !== ''; ) {
      const { items = [], next = null } = (await read(person, address)) as { items?: readonly { stream: string }[]; next?: string | null }; // as documented
      // Those that were there first, and those that came last.
      for (const { stream } of [...items.slice(0, 10), ...items.slice(-10)]) await read(person, `/api/v1/${stream}`);
      address = next === null ? '' : `/api/v1/cases?limit=200&after=${next}`;
    }
  }
  const past = `/api/v1/audit/as-of?programme=${programme}&at=2026-11-27`;
  for (const address of ['/api/v1/audit/events?limit=200', '/api/v1/audit/events?text=%E6%89%98', past])
    if (auditor !== null) await read(auditor, address);
  return faults;
}

/** Ready, and signed up to now. */
async function ready({ apiUrl }: WellOptions): Promise<readonly string[]> {
  let told = '';
  for (const until = Date.now() + SETTLES_MS; Date.now() < until; await sleep(1_000)) {
    const answer = await send(apiUrl, { method: 'GET', address: '/readyz', headers: {}, body: null });
    const parts = JSON.parse(answer.text) as Record<string, string>; // as api/app.ts writes it
    if (answer.status === 200 && Object.values(parts).every((part) => part === 'ok' || part === 'none')) return [];
    told = answer.text;
  }
  return [`/readyz: ${told}`];
}

/** What was noted of the last readings may still be on its way while the tables are compared; what differs must differ each time. */
async function settledRecord(options: Inside): Promise<readonly string[]> {
  for (let tries = 1; ; tries += 1) {
    const faults = await record(options);
    if (faults.length === 0 || tries === RECORD_TRIES) return faults;
    await sleep(RECORD_APART_MS);
  }
}

async function record({ database, databaseUrl, keys }: Inside): Promise<readonly string[]> {
  const verified = await verifyDatabase(database, databaseUrl, { keys: keys.flatMap((key) => parseVerifierKey(key) ?? []), outside: [] });
  const rebuilt = await rebuild(database, { apply: false });
  const search = await checkSearch(database);
  return [
    ...verified.faults.map(({ code, where }) => `audit check: ${code} ${where}`),
    ...rebuilt.faults.map((fault) => `chain: ${fault}`),
    ...rebuilt.differences.map((difference) => `rebuild: ${difference}`),
    ...search.map(({ where }) => `search: ${where}`),
  ];
}

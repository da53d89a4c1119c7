/** What auditors looked at, until the journal takes it in; and the searches that somebody keeps. */
import { randomBytes } from 'node:crypto';
import type { SavedSearch } from '../../domain/audit/query.ts';
import { type Database, inTransaction } from '../database.ts';

export async function noteReading(db: Database, person: string, programmes: readonly string[], what: string): Promise<void> {
  await db.pool.query({
    name: 'note-reading',
    text: 'INSERT INTO reading (person, programmes, what, at) VALUES ($1, $2::text[], $3, now())',
    values: [person, programmes, what],
  });
}

export async function listSearches(db: Database, person: string): Promise<readonly SavedSearch[]> {
  const rows = await db.prisma.savedSearch.findMany({ where: { person }, orderBy: { createdAt: 'asc' }, take: 200 });
  return rows.map(({ id, name, query, createdAt }) => ({ id, name, query, createdAt: createdAt.toISOString() }));
}

/** The same again is the one that there is. Null: another question of theirs has that name. */
export async function saveSearch(db: Database, person: string, { name, query }: Pick<SavedSearch, 'name' | 'query'>): Promise<SavedSearch | null> {
  return inTransaction(db.pool, async (tx) => {
    // Two that come at once take turns, so that one of them finds the other.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`saved_search ${person}`]);
    const found = await tx.query<Omit<SavedSearch, 'createdAt'> & { readonly at: Date }>(
      'SELECT id, name, query, created_at AS at FROM saved_search WHERE person = $1 AND name = $2 ORDER BY created_at LIMIT 1',
      [person, name],
    );
    const [known] = found.rows;
    if (known !== undefined) return known.query === query ? { id: known.id, name, query, createdAt: known.at.toISOString() } : null;
    const [id, at] = [randomBytes(9).toString('base64url').replaceAll('_', '-'), new Date()];
    await tx.query('INSERT INTO saved_search (id, person, name, query, created_at) VALUES ($1, $2, $3, $4, $5)', [id, person, name, query, at]);
    return { id, name, query, createdAt: at.toISOString() };
  });
}

/** False: they have none of that name. */
export async function removeSearch(db: Database, person: string, id: string): Promise<boolean> {
  return (await db.prisma.savedSearch.deleteMany({ where: { id, person } })).count > 0;
}

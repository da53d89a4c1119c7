/** What auditors looked at, until the journal takes it in; and the searches that somebody keeps. */
import { randomBytes } from 'node:crypto';
import type { SavedSearch } from '../../domain/audit/query.ts';
import type { Database } from '../database.ts';

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
  const known = await db.prisma.savedSearch.findFirst({ where: { person, name }, orderBy: { createdAt: 'asc' } });
  if (known !== null) return known.query === query ? { id: known.id, name, query, createdAt: known.createdAt.toISOString() } : null;
  const row = await db.prisma.savedSearch.create({
    data: { id: randomBytes(9).toString('base64url').replaceAll('_', '-'), person, name, query, createdAt: new Date() },
  });
  return { id: row.id, name, query, createdAt: row.createdAt.toISOString() };
}

/** False: he has none of that name. */
export async function removeSearch(db: Database, person: string, id: string): Promise<boolean> {
  return (await db.prisma.savedSearch.deleteMany({ where: { id, person } })).count > 0;
}

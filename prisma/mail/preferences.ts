/** What people want to be told, and the way out of digests. */
import { randomBytes } from 'node:crypto';
import type { Wishes } from '../../domain/notice/preference.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

export async function wishesOf(db: Database, people: readonly string[]): Promise<ReadonlyMap<string, Wishes>> {
  const found = await db.pool.query<{ person: string; wishes: Wishes }>({
    name: 'wishes-of',
    text: 'SELECT person, wishes FROM preference WHERE person = ANY($1)',
    values: [people],
  });
  return new Map(found.rows.map(({ person, wishes }) => [person, wishes]));
}

export async function storeWishes(db: Database, person: string, wishes: Wishes): Promise<void> {
  const data = { wishes, changedAt: new Date() };
  await db.prisma.preference.upsert({ where: { person }, create: { person, ...data }, update: data });
}

/** A token for the way out of digests (RFC 8058), one a mail. */
export async function mintUnsubscribe(db: Database, person: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.prisma.unsubscribeToken.create({ data: { hash: sha256(token), person, createdAt: new Date() } });
  return token;
}

export async function personOfUnsubscribe(db: Database, token: string): Promise<string | null> {
  return (await db.prisma.unsubscribeToken.findUnique({ where: { hash: sha256(token) } }))?.person ?? null;
}

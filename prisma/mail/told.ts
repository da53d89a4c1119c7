/**
 * What a notice tells: its facts, and the content that they name. Those of older releases, which kept none, are told from the
 * record up to their event, as if it happened now. Deliberately absent: names of people, and words.
 */
import type { Content } from '../../domain/approval/facts.ts';
import { kindOf, stateIn } from '../../domain/cases.ts';
import type { Recorded } from '../../domain/kernel/case.ts';
import type { ToldFacts } from '../../domain/notice-facts.ts';
import { contentThen, factsThen, type NoticeKey, type OwnDetail, ownFacts } from '../../domain/notices-of.ts';
import { knownOf, parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

type Kept = NoticeKey & {
  readonly stream: string;
  /** Of the event that made it due; 0: the ledger did. */
  readonly version: number;
  readonly detail: OwnDetail | null;
  readonly facts: ToldFacts | null;
};

/** `about`: its case as it stands; null: there is none. */
export async function toldBy(
  db: Database,
  kept: Kept,
  about: { readonly stream: string; readonly state: object } | null,
): Promise<{ readonly facts: ToldFacts; readonly content: Content | null }> {
  const facts = kept.facts ?? (await factsOf(db, kept, about));
  return { facts, content: await contentOf(db, facts.content, about) };
}

async function factsOf(db: Database, kept: Kept, about: { readonly stream: string; readonly state: object } | null): Promise<ToldFacts> {
  if (kept.version === 0) return ownFacts(about, kept.template, kept.detail ?? {});
  return factsThen(kept.stream, await eventsUpTo(db, kept.stream, kept.version), kept);
}

/** Nearly always the content that the case has. */
async function contentOf(
  db: Database,
  hash: string | undefined,
  about: { readonly stream: string; readonly state: object } | null,
): Promise<Content | null> {
  if (hash === undefined || about === null || kindOf(about.stream) !== 'approval') return null;
  const { contentHash, content } = stateIn('approval', about);
  return contentHash === hash ? content : contentThen(about.stream, await eventsUpTo(db, about.stream, null), hash);
}

/** `version` null: all of them. */
async function eventsUpTo(db: Database, stream: string, version: number | null): Promise<readonly Recorded[]> {
  const found = await db.pool.query<{ body: string }>(
    'SELECT body FROM event WHERE stream = $1 AND ($2::int IS NULL OR version <= $2) ORDER BY version',
    [stream, version],
  );
  return found.rows.map(({ body }) => knownOf(parseBody(body)));
}

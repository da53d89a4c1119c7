/** Notices: claimed by one courier at a time, settled with what became of them; and the links that they carry. */
import type { NoticeTemplate } from '../domain/case.ts';
import { NOTICE_TEMPLATES } from '../domain/case.ts';
import type { CaseDetail, Link, NewLink, Person } from '../domain/views.ts';
import { caseByStream } from './cases.ts';
import type { Database } from './database.ts';
import { findPeople } from './people.ts';
import { sha256 } from './record-format.ts';

export type ClaimedNotice = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly version: number;
  readonly task: number | null;
  readonly attempts: number;
  readonly recipient: Person | null;
  readonly about: CaseDetail | null;
  readonly names: ReadonlyMap<string, Person>;
};

/** A courier that died gives its claim up after this long; longer than one SMTP conversation may take. */
const CLAIM_SECONDS = 150;

/**
 * Takes those that are still to be sent. `busy` counts the ones that another courier holds: they are not ours to send,
 * and not done either.
 */
export async function claimNotices(
  db: Database,
  ids: readonly string[],
): Promise<{ readonly claimed: readonly ClaimedNotice[]; readonly busy: number }> {
  const rows = await db.pool.query<{
    id: string;
    template: string;
    stream: string;
    version: number;
    recipient: string;
    task: number | null;
    attempts: number;
  }>(
    `UPDATE notice SET claimed_until = now() + make_interval(secs => $2), attempts = attempts + 1
     WHERE id IN (SELECT id FROM notice WHERE id = ANY($1) AND status = 'QUEUED' AND (claimed_until IS NULL OR claimed_until < now())
                  ORDER BY id FOR UPDATE SKIP LOCKED)
     RETURNING id, template, stream, version, recipient, task, attempts`,
    [ids, CLAIM_SECONDS],
  );
  const open = await db.prisma.notice.count({ where: { id: { in: [...ids] }, status: 'QUEUED' } });
  const people = await findPeople(
    db,
    rows.rows.map((row) => row.recipient),
  );
  const claimed: ClaimedNotice[] = [];
  const abouts = new Map<string, CaseDetail | null>();
  for (const { recipient, template, ...row } of rows.rows) {
    if (!abouts.has(row.stream)) abouts.set(row.stream, await caseByStream(db, row.stream));
    const about = abouts.get(row.stream) ?? null;
    const known = NOTICE_TEMPLATES.find((name) => name === template);
    if (known === undefined) continue;
    claimed.push({
      ...row,
      template: known,
      recipient: people.get(recipient) ?? null,
      about,
      names: await findPeople(db, about === null ? [] : peopleIn(about.state)),
    });
  }
  return { claimed, busy: open - rows.rows.length };
}

/** The people whom a mail or page about a case names: applicant, manager, deciders. */
export function peopleIn(state: object): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string' && ['applicant', 'manager', 'person', 'closedBy', 'onBehalfOf', 'by', 'principal', 'delegate', 'to'].includes(key))
      found.add(value);
    else if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (value !== null && typeof value === 'object') for (const [name, item] of Object.entries(value)) visit(item, name);
  };
  visit(state, '');
  return [...found];
}

export type NoticeStatus = 'SENT' | 'DROPPED' | 'FAILED' | 'QUEUED';

export async function settleNotice(db: Database, id: string, status: NoticeStatus, outcome: string): Promise<void> {
  await db.prisma.notice.update({
    where: { id },
    data: { status, outcome: outcome.slice(0, 300), claimedUntil: null, ...(status === 'SENT' ? { sentAt: new Date() } : {}) },
  });
}

/** Stores a link by its hash; older links of the same person to the same task die in the same transaction. */
export async function storeLink(db: Database, token: string, link: NewLink): Promise<void> {
  const { stream, task, person } = link;
  const now = new Date();
  await db.prisma.$transaction([
    db.prisma.linkToken.updateMany({ where: { stream, task, person, revokedAt: null }, data: { revokedAt: now } }),
    db.prisma.linkToken.create({ data: { ...link, hash: sha256(token), createdAt: now } }),
  ]);
}

export async function findLink(db: Database, hash: string): Promise<Link | null> {
  const found = await db.prisma.linkToken.findUnique({ where: { hash } });
  if (found === null) return null;
  const { stream, task, round, step, person, expiresAt, revokedAt } = found;
  return { hash, stream, task, round, step, person, expired: expiresAt <= new Date(), revoked: revokedAt !== null };
}

/** That a link was fetched, by whomever: a fetch is not an opening by a person and decides nothing. */
export async function noteVisit(db: Database, hash: string): Promise<void> {
  await db.prisma.linkToken.update({ where: { hash }, data: { visits: { increment: 1 } } });
}

export async function countNotices(db: Database): Promise<Readonly<Record<string, number>>> {
  const groups = await db.prisma.notice.groupBy({ by: ['status'], _count: true });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}

/** Links of mails by the hash of their token, and who came by them. Deliberately absent: what a visit leads to (api/). */
import { streamIn } from '../../domain/cases.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { READING_STATUSES, type Relation } from '../../domain/permission/relation.ts';
import type { Link, LinkVisitNote, NewLink, VisitView } from '../../domain/views.ts';
import { sha256 } from '../../proof/event-format.ts';
import { RELATION_OF_P, relationFound } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { HASTY } from '../hasty.ts';

/** A link is visited by machines without end; so many visits of each are kept, the rest are only counted. */
const VISITS_KEPT = 200;

/**
 * Stores a link by its hash. Older links of the same person to the same task die in the same statement, but not those
 * of the same notice: a mail that is sent again after an unknown outcome may be taken for the first one by its reader's
 * program, which then shows the first link.
 */
export async function storeLink(db: Database, token: string, link: NewLink): Promise<void> {
  const { stream, task, person, notice, seen, check, expiresAt } = link;
  await db.pool.query({
    name: 'link-new',
    text: `WITH old AS (
       UPDATE link_token SET revoked_at = now() WHERE stream = $2 AND task = $3 AND person = $4 AND revoked_at IS NULL AND notice <> $5)
     INSERT INTO link_token (hash, stream, task, person, notice, seen, check_digits, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8)`,
    values: [sha256(token), stream, task, person, notice, seen, check, expiresAt],
  });
}

type LinkRow = Pick<Link, 'hash' | 'task' | 'round' | 'step' | 'person' | 'seen' | 'check'> & {
  readonly stream: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
};
const COLUMNS = 'hash, stream, task, round, step, person, seen, check_digits AS "check", expires_at AS "expiresAt", revoked_at AS "revokedAt"';
const linkOf = ({ hash, stream, task, round, step, person, seen, check, expiresAt, revokedAt }: LinkRow): Link => ({
  hash,
  stream: streamIn('approval', stream),
  task,
  round,
  step,
  person,
  seen,
  check,
  expired: expiresAt <= new Date(),
  revoked: revokedAt !== null,
});

type VisitRow = LinkRow & { readonly state: object | null } & Parameters<typeof relationFound>[0];

/**
 * The link with the state of its case and how its person stands to it, as all were at one moment: one question for each page
 * behind a link. State and relation are null for a case that is not recorded.
 */
export async function findLink(
  db: Database,
  hash: string,
): Promise<{ readonly link: Link; readonly state: object | null; readonly relation: Relation | null } | null> {
  const found = await db.pool.query<VisitRow>({
    name: 'link-and-relation',
    text: `SELECT ${COLUMNS}, c.state, ${RELATION_OF_P} FROM link_token LEFT JOIN case_state c USING (stream) LEFT JOIN person p ON p.id = person
      WHERE hash = $1`,
    values: [hash, READING_STATUSES, ROLES],
  });
  const row = found.rows[0];
  return row === undefined ? null : { link: linkOf(row), state: row.state, relation: relationFound(row) };
}

/** The link whose page has this address (the first characters of its hash): for whoever stands there without a cookie. */
export async function findLinkByPage(db: Database, page: string): Promise<Link | null> {
  return oneOf(db, 'link-by-page', 'hash >= $1 AND hash < $2 LIMIT 1', [page, `${page}g`]);
}

/** The newest link of a task, whoever asks; its page shows nothing without the cookie that only the mail's link sets. */
export async function newestLinkOf(db: Database, stream: string, task: number): Promise<Link | null> {
  return oneOf(db, 'link-newest', 'stream = $1 AND task = $2 AND revoked_at IS NULL ORDER BY created_at DESC LIMIT 1', [stream, task]);
}

async function oneOf(db: Database, name: string, which: string, values: readonly unknown[]): Promise<Link | null> {
  const found = await db.pool.query<LinkRow>({ name, text: `SELECT ${COLUMNS} FROM link_token WHERE ${which}`, values: [...values] });
  const row = found.rows[0];
  return row === undefined ? null : linkOf(row);
}

/** That somebody or something came by. A PERSON also marks the link as opened. False: there is no such link, and nothing is noted. */
export async function noteVisit(db: Database, hash: string, { kind, method, signs, agent, address, commandId }: LinkVisitNote): Promise<boolean> {
  const found = await db.pool.query({
    name: 'link-visited',
    text: `WITH ${HASTY}, link AS (
       UPDATE link_token SET visits = visits + 1, opened_at = CASE WHEN $2::text = 'PERSON' THEN COALESCE(opened_at, now()) ELSE opened_at END
       FROM hasty WHERE hash = $1::text RETURNING visits), noted AS (
     INSERT INTO link_visit (link, at, kind, method, signs, agent, address, command_id)
     SELECT $1::text, now(), $2::text, $3, $4, $5, $6, $7 FROM link WHERE visits <= ${VISITS_KEPT} OR $2::text = 'PERSON')
     SELECT 1 FROM link`,
    values: [hash, kind, method, signs.join('; '), agent.slice(0, 200), address, commandId ?? null],
  });
  return found.rowCount === 1;
}

/**
 * Notes a try at the digits of a link, right or wrong; only wrong ones count, and the last of all switches the link off.
 * WAIT: too soon after a wrong one, for a right one as well, or guessing would not be slowed down.
 */
export async function takeTry(
  db: Database,
  hash: string,
  isRight: boolean,
  { free, apartSeconds, most }: { readonly free: number; readonly apartSeconds: number; readonly most: number },
): Promise<'TAKEN' | 'WAIT'> {
  const taken = await db.pool.query({
    name: 'link-tried',
    text: `WITH ${HASTY} UPDATE link_token SET tries = tries + $5, tried_at = CASE WHEN $5 = 0 THEN tried_at ELSE now() END,
       revoked_at = CASE WHEN tries + $5 >= $4 THEN COALESCE(revoked_at, now()) ELSE revoked_at END
     FROM hasty WHERE hash = $1 AND (tries < $2 OR tried_at < now() - make_interval(secs => $3))`,
    values: [hash, free, apartSeconds, most, isRight ? 0 : 1],
  });
  return taken.rowCount === 1 ? 'TAKEN' : 'WAIT';
}

/** Who came by the links of a case, oldest first. */
export async function listVisits(db: Database, stream: string): Promise<readonly VisitView[]> {
  const found = await db.pool.query<Omit<VisitView, 'at'> & { readonly at: Date }>(
    `SELECT l.person, l.task, v.at, v.kind, v.method, v.signs, v.agent, v.command_id AS "commandId"
     FROM link_visit v JOIN link_token l ON l.hash = v.link WHERE l.stream = $1 ORDER BY v.id LIMIT 2000`,
    [stream],
  );
  return found.rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

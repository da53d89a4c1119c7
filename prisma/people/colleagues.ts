/**
 * Who works in a programme: asked in this one place by what pages offer, by what a person may name in a body, and by the
 * recorder for whomever a command names. Deliberately absent: what each of them may do (domain/permission).
 */
import type { Queryable } from '../database.ts';

/**
 * Colleagues may be asked, named, chosen as deputies (代理人): whoever holds a role, manages a project, has applied for
 * something, or stands in the programme's own list of people. Not who has left, nor who audits here and does nothing else.
 * `$1`: the programme; `of`: a condition on a person; `each`: whoever may be one, as rows of `id`. Of each is asked whether they
 * applied for anything: to read all that was applied for takes the longer, the longer the programme runs.
 */
const colleagues = (of: (person: string) => string, each: string): string => `
  SELECT person FROM (
    SELECT person FROM programme_person WHERE programme = $1 AND left_at IS NULL AND ${of('person')}
    UNION SELECT person FROM standing WHERE programme = $1 AND kind IN ('MEMBER', 'MANAGER') AND ${of('person')}
    UNION SELECT one.id FROM ${each} AS one WHERE (SELECT true FROM case_state c WHERE c.applicant = one.id AND c.programme = $1 LIMIT 1)
  ) AS here
  WHERE NOT EXISTS (SELECT 1 FROM standing l WHERE l.stream = 'programme/' || $1 AND l.kind = 'LEFT' AND l.person = here.person)
    AND (NOT EXISTS (SELECT 1 FROM standing a WHERE a.programme = $1 AND a.person = here.person AND a.kind = 'MEMBER' AND a.role = 'AUDITOR')
      OR EXISTS (SELECT 1 FROM standing o WHERE o.programme = $1 AND o.person = here.person AND (o.kind = 'MANAGER' OR (o.kind = 'MEMBER' AND o.role <> 'AUDITOR'))))`;

/** As a question of its own, so that one plan serves however many are asked for: PostgreSQL would plan anew each time. */
const among = (person: string): string => `${person} = ANY((SELECT $2::text[])::text[])`;

/** All of them; $1: the programme. */
export const COLLEAGUES = colleagues(() => 'true', 'person');

/** `colleagues`: of these people those who are; `ever`: those who belong to the programme or did once, in whatever way. */
export async function belongingAmong(
  db: Queryable,
  programme: string,
  ids: readonly string[],
): Promise<{ readonly colleagues: ReadonlySet<string>; readonly ever: ReadonlySet<string> }> {
  if (ids.length === 0) return { colleagues: new Set(), ever: new Set() };
  const found = await db.query<{ person: string; how: string }>({
    name: 'belonging-among',
    text: `SELECT person, 'COLLEAGUE' AS how FROM (${colleagues(among, '(SELECT unnest($2::text[]) AS id)')}) AS now
      UNION ALL SELECT person, 'EVER' FROM programme_person WHERE programme = $1 AND ${among('person')}
      UNION ALL SELECT person, 'EVER' FROM standing WHERE programme = $1 AND kind IN ('MEMBER', 'MANAGER', 'LEFT') AND ${among('person')}`,
    values: [programme, ids],
  });
  const now = found.rows.flatMap(({ person, how }) => (how === 'COLLEAGUE' ? [person] : []));
  return { colleagues: new Set(now), ever: new Set(found.rows.map(({ person }) => person)) };
}

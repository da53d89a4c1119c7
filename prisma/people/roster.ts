/**
 * The people of a programme as its office looks at them: what the address book knows, whether mail reaches them, when they
 * signed in last. Deliberately absent: what they hold (domain/programme/roster.ts), who may see which of it (api/routes/people.ts).
 */
import { domainToUnicode } from 'node:url';
import type { Recorded } from '../../domain/kernel/case.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { shownAddress } from '../../domain/notice/address.ts';
import type { ProgrammeEvent } from '../../domain/programme/facts.ts';
import type { RosterRow } from '../../domain/views.ts';
import { knownOf, parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

type Row = Omit<RosterRow, 'since' | 'leftAt' | 'lastSignIn' | 'email' | 'locale'> & {
  readonly email: string;
  readonly locale: string;
  readonly since: Date;
  readonly left_at: Date | null;
  readonly last_sign_in: Date | null;
};

/** `$1`: the programme; `$2`: programmes of whoever looks; `$3`: one person, or null for all. */
const ROSTER = `
  SELECT p.id, p.name, p.name_en AS "nameEn", p.unit, p.locale, p.phone, p.email, m.since, m.left_at,
    p.dead_address IS NOT NULL AND p.dead_address = p.email AS bounced,
    (SELECT max(s.created_at) FROM sign_in_session s WHERE s.person = p.id) AS last_sign_in,
    EXISTS (SELECT 1 FROM programme_person o WHERE o.person = p.id AND o.left_at IS NULL AND o.programme <> ALL($2))
      OR EXISTS (SELECT 1 FROM standing s WHERE s.person = p.id AND s.kind IN ('MEMBER', 'MANAGER') AND s.programme <> ALL($2)) AS elsewhere
  FROM programme_person m JOIN person p ON p.id = m.person
  WHERE m.programme = $1 AND ($3::text IS NULL OR p.id = $3)
  ORDER BY p.unit, p.name, p.id`;

/** By unit and name, those who have left too. `within`: the programmes in which whoever looks has a say. */
export async function listRoster(
  db: Database,
  programme: string,
  within: readonly string[],
  person: string | null = null,
): Promise<readonly RosterRow[]> {
  const found = await db.pool.query<Row>(ROSTER, [programme, within, person]);
  return found.rows.map(({ left_at, last_sign_in, since, email, locale, ...row }) => ({
    ...row,
    locale: locale === 'en' ? 'en' : 'zh-CN',
    email: email === 'erased@invalid' ? null : shownAddress(email, domainToUnicode),
    since: since.toISOString(),
    leftAt: left_at?.toISOString() ?? null,
    lastSignIn: last_sign_in?.toISOString() ?? null,
  }));
}

/** How one role began or ended for somebody. */
type RoleStep = {
  readonly at: string;
  readonly change: 'ASSIGN' | 'REVOKE';
  readonly role: string;
  /** Who did it, or confirmed it; null: nobody in particular. */
  readonly by: string | null;
  /** Of one that a second person confirmed. */
  readonly proposedBy: string | null;
  readonly basis: string;
};

/** Of so many steps the newest are shown; the history has all of them. */
const STEPS_MAX = 100;

/** Newest first: by whom somebody got each role, or lost it. */
export async function roleSteps(db: Database, programme: string, person: string): Promise<readonly RoleStep[]> {
  const found = await db.pool.query<{ body: string }>(
    `SELECT body FROM event WHERE stream = $1 AND type IN ('ProgrammeOpened', 'RoleAssigned', 'RoleRevoked') AND strpos(body, $2) > 0
     ORDER BY version DESC LIMIT $3`,
    [streamOf('programme', programme), `"person":${JSON.stringify(person)}`, STEPS_MAX],
  );
  return found.rows.flatMap(({ body }) => stepsIn(knownOf(parseBody(body)), person));
}

function stepsIn(recorded: Recorded, who: string): readonly RoleStep[] {
  const { occurredAt: at, actor } = recorded;
  const event = recorded as Recorded & ProgrammeEvent; // the stream of a programme holds its events alone
  const by = actor.person;
  if (event.type === 'ProgrammeOpened')
    return event.data.roles
      .filter(({ person }) => person === who)
      .map(({ role }) => ({ at, change: 'ASSIGN', role, by, proposedBy: null, basis: event.data.document }));
  if ((event.type !== 'RoleAssigned' && event.type !== 'RoleRevoked') || event.data.person !== who) return [];
  const { role, basis, proposedBy = null } = event.data;
  return [{ at, change: event.type === 'RoleAssigned' ? 'ASSIGN' : 'REVOKE', role, by, proposedBy, basis }];
}

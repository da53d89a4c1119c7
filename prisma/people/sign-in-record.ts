/**
 * What signing in asks of the record and leaves there: who has this address, codes sent as ordinary mails, sign-ins as
 * events of the person's journals. Deliberately absent: cookies and sessions (sign-in/), counting tries (sign-in-limit.ts).
 */
import { randomUUID } from 'node:crypto';
import { OFFICE_JOURNAL } from '../../domain/journal/ledger.ts';
import type { Actor, SignInWay } from '../../domain/kernel/actor.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { Database, Queryable } from '../database.ts';
import { matchCode, spendCode } from '../mail/codes.ts';
import type { EventStore } from '../record/event-store.ts';
import { noteInJournals, tell } from './journal-noting.ts';
import { programmesOf } from './members.ts';
import { signInId } from './people-record.ts';

/** Who belongs to a programme, or has never belonged to any; whoever has left all of them has no way in. */
const MAY_SIGN_IN = `(EXISTS (SELECT 1 FROM programme_person m WHERE m.person = p.id AND m.left_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM programme_person m WHERE m.person = p.id))`;

/**
 * Domains that nobody can have (RFC 2606): the example's people, and never anybody of a county. Those of them who work
 * where nobody else does are let in by one click; beside one real person none is.
 */
const reserved = (row: string): string => `lower(${row}.email) LIKE '%.example'`;
const EXAMPLES = `
  SELECT p.id AS person, p.name, p.name_en AS "nameEn", p.unit,
    ARRAY(SELECT DISTINCT s.role FROM standing s WHERE s.person = p.id AND s.kind = 'MEMBER' ORDER BY s.role) AS roles,
    EXISTS (SELECT 1 FROM standing s WHERE s.person = p.id AND s.kind = 'MANAGER') AS manages
  FROM person p WHERE ${reserved('p')} AND EXISTS (SELECT 1 FROM programme_person m WHERE m.person = p.id AND m.left_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM programme_person mine JOIN programme_person o ON o.programme = mine.programme JOIN person r ON r.id = o.person
      WHERE mine.person = p.id AND NOT ${reserved('r')} AND r.email <> 'erased@invalid')
  ORDER BY p.unit, p.id`;

type Example = {
  readonly person: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly roles: readonly string[];
  /** Whether a project is theirs to manage. */
  readonly manages: boolean;
};

/** An account elsewhere that is somebody's here. */
export type BoundAccount = { readonly id: string; readonly provider: string; readonly boundAt: string };

export async function accountsOf(db: Database, person: string): Promise<readonly BoundAccount[]> {
  const rows = await db.prisma.signInAccount.findMany({ where: { person, provider: { not: 'credential' } }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, provider, createdAt }) => ({ id, provider, boundAt: createdAt.toISOString() }));
}

/** Ends it as a way in. False: they have none of that id. */
export async function unbindAccount(db: Database, store: EventStore, person: string, id: string): Promise<boolean> {
  const found = await db.prisma.signInAccount.findFirst({ where: { id, person } });
  if (found === null) return false;
  await noteAccount(db, store, { person, provider: found.provider, bound: false }, async (tx) => {
    await tx.query('DELETE FROM sign_in_account WHERE id = $1 AND person = $2', [id, person]);
  });
  return true;
}

/** Another way in, or one fewer: on record, and told to the person. */
export async function noteAccount(
  db: Database,
  store: EventStore,
  { person, provider, bound }: { readonly person: string; readonly provider: string; readonly bound: boolean },
  also: (tx: Queryable) => Promise<void> = async () => undefined,
): Promise<void> {
  const programmes = await programmesOf(db, person);
  await noteInJournals(db, store, {
    programmes,
    actor: signedIn(person),
    events: [{ type: bound ? 'AccountBound' : 'AccountUnbound', data: { person, provider } }],
    async also(tx) {
      await also(tx);
      await tell(tx, person, programmes, {
        zh: bound ? `已绑定登录方式 ${provider}，今后可用它登录。若非本人操作，请立即告知管理员` : `已解除登录方式 ${provider}`,
        en: bound
          ? `The account ${provider} was bound and signs you in from now on; if that was not you, tell an administrator at once`
          : `The account ${provider} does not sign you in any more`,
      });
    },
  });
}

const signedIn = (person: string): Actor => ({ person, door: 'api', assurance: 'session', roles: [] });

export function signInRecord(db: Database, store: EventStore, failed: (person: string, network: string) => Promise<void>) {
  return {
    async peopleByAddress(address: string): Promise<readonly string[]> {
      const found = await db.pool.query<{ id: string }>(
        `SELECT p.id FROM person p WHERE lower(p.email) = lower($1) AND p.email <> 'erased@invalid' AND ${MAY_SIGN_IN} ORDER BY p.id LIMIT 20`,
        [address],
      );
      return found.rows.map(({ id }) => id);
    },
    async maySignIn(person: string): Promise<boolean> {
      const found = await db.pool.query(`SELECT 1 FROM person p WHERE p.id = $1 AND p.email <> 'erased@invalid' AND ${MAY_SIGN_IN}`, [person]);
      return found.rowCount === 1;
    },
    async withFactor(people: readonly string[]): Promise<readonly string[]> {
      const found = await db.pool.query<{ person: string }>(
        `SELECT f.person FROM second_factor f JOIN sign_in_account a ON a.person = f.person AND a.provider = 'credential'
         WHERE f.verified AND f.person = ANY($1) ORDER BY f.person`,
        [people],
      );
      return found.rows.map(({ person }) => person);
    },
    async standingOf(person: string): Promise<{ readonly password: boolean; readonly secondFactor: boolean }> {
      const [password, secondFactor] = [
        await db.prisma.signInAccount.count({ where: { person, provider: 'credential' } }),
        await db.prisma.secondFactor.count({ where: { person, verified: true } }),
      ];
      return { password: password > 0, secondFactor: secondFactor > 0 };
    },
    noteWay: (person: string, provider: string, bound: boolean): Promise<void> => noteAccount(db, store, { person, provider, bound }),
    async sendCodes(people: readonly string[]): Promise<void> {
      for (const person of people) {
        const [programme] = await programmesOf(db, person);
        const stream = programme === undefined ? streamOf('journal', OFFICE_JOURNAL) : streamOf('programme', programme);
        await db.pool.query(
          `INSERT INTO notice (id, stream, version, template, recipient, message_id, detail, facts, created_at)
           VALUES ($1::text, $2, 0, 'sign-in', $3, $1::text, '{}'::jsonb, $4::jsonb, now())`,
          [sha256(randomUUID()).slice(0, 32), stream, person, JSON.stringify({ people: [person] })],
        );
      }
    },
    matchCode: async (person: string, typed: string): Promise<bigint | null> =>
      (await matchCode(db, { purpose: 'SIGN_IN', person }, typed))?.id ?? null,
    spendCode: (id: bigint): Promise<boolean> => spendCode(db, id),
    async noteSignedIn(person: string, how: SignInWay, token: string): Promise<void> {
      const hash = sha256(token);
      const { expiresAt } = await db.prisma.signInSession.findUniqueOrThrow({ where: { hash }, select: { expiresAt: true } });
      const data = { person, signIn: signInId(hash), how, until: expiresAt.toISOString() };
      await note(person, { type: 'SignedIn', data });
    },
    noteSignedOut: (person: string, token: string): Promise<void> =>
      note(person, { type: 'SignedOut', data: { person, signIn: signInId(sha256(token)) } }),
    noteFailed: failed,
    examples: async (): Promise<readonly Example[]> => (await db.pool.query<Example>(EXAMPLES)).rows,
  };

  async function note(person: string, event: Parameters<typeof noteInJournals>[2]['events'][number]): Promise<void> {
    await noteInJournals(db, store, {
      programmes: await programmesOf(db, person),
      actor: signedIn(person),
      events: [event],
      also: async () => undefined,
    });
  }
}

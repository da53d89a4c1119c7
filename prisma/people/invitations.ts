/**
 * Somebody begins to work in a programme because its office invites them: with a mail that says where they sign in. Two who
 * invite the same person at once make one of them. Deliberately absent: who may (domain/permission), the journal (people-record.ts).
 */
import { randomInt } from 'node:crypto';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Person } from '../../domain/person.ts';
import type { Database, Queryable } from '../database.ts';
import { announce } from '../live.ts';
import type { EventStore } from '../record/event-store.ts';
import { type Doing, tell } from './journal-noting.ts';
import { addPeople } from './people-record.ts';

export type Invitation = Omit<Person, 'id'> & {
  /** The address is a mailbox that several people read, and whoever invites knows it. */
  readonly shares: boolean;
};
/** `here`: who has this address in this programme already; of the same name, it is them. */
export type Invited = { readonly person: string } | { readonly here: readonly { readonly person: string; readonly name: string }[] };

/** Somebody was invited meanwhile. */
class InvitedMeanwhile extends Error {}

const SUFFIX = 'abcdefghijkmnpqrstuvwxyz23456789';
const letters = (n: number): string => Array.from({ length: n }, () => SUFFIX[randomInt(SUFFIX.length)]).join('');

/** `Zhou Qiming` as `zhou-qiming`; what has no Latin letters has no code of its own. */
function codeOf(nameEn: string): string | null {
  const code = nameEn
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);
  return code.length < 2 ? null : code;
}

/** One that nobody has. Ids stand in the record for ever: never made of an address. */
async function freeId(db: Database, nameEn: string): Promise<string> {
  const code = codeOf(nameEn);
  for (const id of [...(code === null ? [] : [code]), ...Array.from({ length: 8 }, () => `${code ?? 'p'}-${letters(6)}`)])
    if ((await db.prisma.person.count({ where: { id } })) === 0) return id;
  throw new Error('no free id was found');
}

const HERE = `SELECT p.id AS person, p.name FROM person p JOIN programme_person m ON m.person = p.id
  WHERE m.programme = $1 AND lower(p.email) = lower($2) AND p.id <> $3 ORDER BY p.id`;
const sharing = async (db: Queryable, programme: string, email: string, id = ''): Promise<{ person: string; name: string }[]> =>
  (await db.query<{ person: string; name: string }>(HERE, [programme, email, id])).rows;

const isTheSame = ({ name, shares }: Pick<Invitation, 'name' | 'shares'>, here: readonly { name: string }[]): boolean =>
  here.length > 0 && (!shares || here.some((one) => one.name === name));

/** Two who take the same free id at once: the second takes another. */
const TRIES = 5;
const takenMeanwhile = (error: unknown): boolean => error instanceof Error && 'constraint' in error && error.constraint === 'person_pkey';

export async function invite(db: Database, store: EventStore, programme: string, { shares, ...facts }: Invitation, doing: Doing): Promise<Invited> {
  const here = (tx: Queryable, id = '') => sharing(tx, programme, facts.email, id);
  const text = {
    zh: `已将您加入本项目群（办理人：{by}，依据：${doing.basis}）`,
    en: `You were added to this programme (by {by}, basis: ${doing.basis})`,
    by: doing.by,
  };
  for (let tries = 1; ; tries += 1) {
    const known = await here(db.pool);
    if (isTheSame({ name: facts.name, shares }, known)) return { here: known };
    const id = await freeId(db, facts.nameEn);
    try {
      await addPeople(db, store, programme, [{ id, ...facts }], doing, async (tx) => {
        if (isTheSame({ name: facts.name, shares }, await here(tx, id))) throw new InvitedMeanwhile();
        await tell(tx, id, [programme], text, { template: 'invited' });
      });
      // Open windows show who there is by the programme; its journal is for auditors.
      announce(db.pool, streamOf('programme', programme));
      return { person: id };
    } catch (error) {
      if (error instanceof InvitedMeanwhile) return { here: await here(db.pool) };
      if (!takenMeanwhile(error) || tries === TRIES) throw error;
    }
  }
}

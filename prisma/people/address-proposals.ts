/**
 * Another address for somebody who holds what takes two people, or audits: proposed by one of the office, told to the person
 * and to whoever can confirm it, and changed only when one of those does (docs/adr/0072). The address itself stands in this
 * table alone, and goes from it at the end. Deliberately absent: who may (domain/programme/roster.ts).
 */
import { randomUUID } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import { dayAt } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { shownAddress } from '../../domain/notice/address.ts';
import type { AddressProposal } from '../../domain/programme/roster.ts';
import { dayWords } from '../../domain/words/days.ts';
import type { Database, Queryable } from '../database.ts';
import { announce } from '../live.ts';
import type { EventStore } from '../record/event-store.ts';
import { type Doing, noteInJournals, Overtaken, tell, unlessOvertaken } from './journal-noting.ts';
import { addressHash, changePerson } from './people-record.ts';

export type AddressWaiting = AddressProposal & { readonly email: string };

/** Those of a programme that can still be confirmed. */
export async function addressProposals(db: Database, programme: string): Promise<readonly AddressWaiting[]> {
  const rows = await db.prisma.addressProposal.findMany({
    where: { programme, until: { gte: dayAt(new Date().toISOString()) } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ id, person, email, basis, proposedBy: by, until }) => ({
    proposal: id,
    person,
    basis,
    by,
    until,
    email: shownAddress(email, domainToUnicode),
  }));
}

type Proposing = Doing & { readonly programme: string; readonly person: string; readonly email: string; readonly until: string };

/** `seconds`: who is asked to confirm it. WAITS: one waits already. SAME: it is their address now. */
export async function proposeAddress(
  db: Database,
  store: EventStore,
  { programme, person, email, until, seconds, ...doing }: Proposing & { readonly seconds: readonly string[] },
): Promise<{ readonly proposal: string } | 'WAITS' | 'SAME'> {
  const proposal = `DZ-${randomUUID().slice(0, 8)}`;
  const { salt, email: present } = await db.prisma.person.findUniqueOrThrow({ where: { id: person }, select: { salt: true, email: true } });
  if (present === email) return 'SAME';
  const { zh, en } = dayWords(until);
  try {
    await noteInJournals(db, store, {
      programmes: [programme],
      ...(doing.actor === undefined ? { actor: { person: doing.by, door: 'api', assurance: 'session', roles: [] } } : { actor: doing.actor }),
      events: [
        {
          type: 'AddressProposed',
          data: { person, proposal, newAddress: addressHash(salt, email), until, by: doing.by, basis: doing.basis },
        },
      ],
      async also(tx) {
        await tx.query('DELETE FROM address_proposal WHERE programme = $1 AND person = $2 AND until < $3', [
          programme,
          person,
          dayAt(new Date().toISOString()),
        ]);
        await tx.query(
          'INSERT INTO address_proposal (id, programme, person, email, basis, proposed_by, until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())',
          [proposal, programme, person, email, doing.basis, doing.by, until],
        );
        await tell(tx, person, [programme], {
          zh: `{by}提出把您的邮箱改为另一个（${proposal}，依据：${doing.basis}）；另一人在${zh}前确认后生效。不是您的意思，请登录后在“人员”中您的页面否决`,
          en: `{by} proposes another mail address for you (${proposal}, basis: ${doing.basis}); it holds once another person confirms it by ${en}. If you do not want it, sign in and refuse it on your page under People`,
          by: doing.by,
        });
        for (const second of seconds)
          await tell(tx, second, [programme], {
            zh: `{by}提出更改 ${person} 的邮箱（${proposal}，依据：${doing.basis}）；请登录后在“人员”中核对，${zh}前确认或否决`,
            en: `{by} proposes another mail address for ${person} (${proposal}, basis: ${doing.basis}); please sign in, look at it under People, and confirm or refuse it by ${en}`,
            by: doing.by,
          });
      },
    });
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'address_proposal_programme_person_key') return 'WAITS';
    throw error;
  }
  announce(db.pool, streamOf('programme', programme));
  return { proposal };
}

/** False: it has ended meanwhile. */
export async function confirmAddress(db: Database, store: EventStore, programme: string, proposal: string, doing: Doing): Promise<boolean> {
  const found = await db.prisma.addressProposal.findFirst({ where: { id: proposal, programme } });
  if (found === null) return false;
  const { person, email, basis, proposedBy } = found;
  const also = async (tx: Queryable): Promise<void> => {
    const gone = await tx.query('DELETE FROM address_proposal WHERE id = $1', [proposal]);
    if (gone.rowCount !== 1) throw new Overtaken();
  };
  const changing = changePerson(db, store, person, { email }, { ...doing, basis }, { proposal, proposedBy, also });
  if (!(await unlessOvertaken(changing))) return false;
  announce(db.pool, streamOf('programme', programme));
  // Nothing differs any more: somebody else confirmed it just then.
  return (await changing).length > 0;
}

/** False: it has ended meanwhile. `basis` of `doing`: why. */
export async function endAddressProposal(
  db: Database,
  store: EventStore,
  programme: string,
  { proposal, person, by: proposedBy }: Pick<AddressProposal, 'proposal' | 'person' | 'by'>,
  doing: Required<Doing>,
): Promise<boolean> {
  const ended = await unlessOvertaken(
    noteInJournals(db, store, {
      programmes: [programme],
      actor: doing.actor,
      events: [
        {
          type: 'AddressProposalEnded',
          data: { person, proposal, why: doing.by === proposedBy ? 'WITHDRAWN' : 'REFUSED', by: doing.by, basis: doing.basis },
        },
      ],
      async also(tx) {
        const gone = await tx.query('DELETE FROM address_proposal WHERE id = $1 AND programme = $2', [proposal, programme]);
        if (gone.rowCount !== 1) throw new Overtaken();
        for (const told of new Set([person, proposedBy]))
          await tell(tx, told, [programme], {
            zh: `更改邮箱的提议 ${proposal} 未生效（{by}：${doing.basis}）`,
            en: `The proposal ${proposal} of another mail address did not take effect ({by}: ${doing.basis})`,
            by: doing.by,
          });
      },
    }),
  );
  if (ended) announce(db.pool, streamOf('programme', programme));
  return ended;
}

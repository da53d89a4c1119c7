/**
 * What stands against a programme's people when others are known already. Ids are for the whole service: links, desks and
 * the record name people by them, so an id that another programme knows is the same person or a fault, never a
 * replacement. Deliberately absent: writing.
 */
import { domainToASCII } from 'node:url';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { readAddress } from '../domain/notice/address.ts';
import type { Person } from '../domain/person.ts';
import type { Database } from '../prisma/database.ts';
import { memberships } from '../prisma/people/members.ts';
import { findPeople } from '../prisma/people/people.ts';
import { differing } from '../prisma/people/people-record.ts';

/** What whoever asks may be told of people of other programmes; null: all, as at the service's own console. */
export type Sight = { readonly administers: readonly string[] } | null;

const SOMEBODY_ELSES: Text = {
  zh: '须另用代码：系统中已有他人使用此代码',
  en: 'must have an id of their own: somebody else in this service has this one',
};

/** `same`: ids of people who really work in both programmes; they keep the facts that are known. */
export async function peopleFaults(
  db: Database,
  programme: string,
  people: readonly Person[],
  { same, sight }: { readonly same: readonly string[]; readonly sight: Sight },
): Promise<readonly Text[]> {
  const ids = people.map(({ id }) => id);
  const [known, members] = await Promise.all([findPeople(db, ids), memberships(db, { people: ids })]);
  const mayName = (id: string): boolean =>
    sight === null || members.some(({ person, programme: where }) => person === id && (where === programme || sight.administers.includes(where)));
  const strangers = same.filter((id) => !known.has(id) || !ids.includes(id) || !mayName(id));
  const faults = strangers.map((id) =>
    faultAt('--same-people', { zh: `${id} 须在文件的人员中，且已为系统所知`, en: `${id} must be among the people of the file and known already` }),
  );
  people.forEach((person, index) => {
    const before = known.get(person.id);
    const fields = before === undefined ? [] : differing(before, asStored(person));
    if (before === undefined || fields.length === 0) return;
    const where = members.filter((m) => m.person === person.id).map((m) => m.programme);
    const others = where.filter((other) => other !== programme);
    const at = `programme.json: people[${index}] (${person.id})`;
    if (!mayName(person.id)) faults.push(faultAt(at, SOMEBODY_ELSES));
    else if (where.includes(programme) || others.length === 0) {
      faults.push(
        faultAt(at, {
          zh: `${fields.join('、')} 须与系统中 ${before.name}（${person.id}）的一致；导入不变更任何人：请改正文件，或先 \`tuojian user change ${person.id}\``,
          en: `${fields.join(', ')} must be what is known of ${before.name} (${person.id}); an import changes nobody: correct the file, or first \`tuojian user change ${person.id}\``,
        }),
      );
    } else if (!same.includes(person.id)) {
      faults.push(
        faultAt(at, {
          zh: `${person.name} 须另用代码：项目群 ${others.join('、')} 已用它指 ${before.name}（${before.unit}），${fields.join('、')} 不同；如为同一人，请加 --same-people ${person.id}（samePeople）导入，已知的不变`,
          en: `${person.name} must have an id of their own: programme ${others.join(', ')} knows ${before.name} (${before.unit}) by it, with other ${fields.join(', ')}; if they are one person, import with --same-people ${person.id} (samePeople), which keeps what is known`,
        }),
      );
    }
  });
  return faults;
}

/** As it would be kept: the domain of an address in its ASCII form. */
function asStored(person: Person): Person {
  const read = readAddress(person.email, domainToASCII);
  return 'fault' in read ? person : { ...person, email: read.address };
}

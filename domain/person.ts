/** A person as the address book knows them. Cases and events refer to them by id alone. Deliberately absent: where they are kept. */
import type { Locale } from './kernel/locale.ts';
import type { Text } from './kernel/values.ts';

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly email: string;
  readonly unit: string;
  readonly locale: Locale;
  readonly phone: string | null;
};

/** Names by id; of somebody unknown or erased, the id. */
export const nameIn =
  (people: ReadonlyMap<string, Person>) =>
  (id: string): Text => {
    const known = people.get(id);
    return known === undefined ? { zh: id, en: id } : { zh: known.name, en: known.nameEn };
  };

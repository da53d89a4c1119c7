/**
 * The first administrator of a service that holds nothing: named by whoever has the code of its console, once; until there
 * is an administrator of a programme they may set one up. Deliberately absent: HTTP, the code itself (prisma/people/).
 */
import type { Text } from '../domain/kernel/values.ts';
import type { Person } from '../domain/person.ts';
import type { Database } from '../prisma/database.ts';
import { founderIn, isNobodysYet, isSetupCode, nameFirstAdministrator } from '../prisma/people/first-administrator.ts';
import type { EventStore } from '../prisma/record/event-store.ts';

export type Naming = 'NAMED' | 'WRONG' | 'CLOSED' | { readonly faults: readonly Text[] };

type Options = {
  readonly database: Database;
  readonly store: EventStore;
  readonly embedded: boolean;
  readonly addressFaults: (people: readonly Person[]) => Promise<readonly Text[]>;
};

export const createFirstAdministrator = ({ database, store, embedded, addressFaults }: Options) => {
  /** The embedded default keeps nobody out, and has its own way (first-run.ts). */
  const asks = async (): Promise<boolean> => !embedded && (await isNobodysYet(database));
  return {
    asks,
    founder: (person: string) => founderIn(database, person),
    async name(code: string, person: Person): Promise<Naming> {
      if (!(await asks())) return 'CLOSED';
      if (!(await isSetupCode(database, code))) return 'WRONG';
      const faults = await addressFaults([person]);
      if (faults.length > 0) return { faults };
      return (await nameFirstAdministrator(database, store, code, person)) ? 'NAMED' : 'CLOSED';
    },
  };
};

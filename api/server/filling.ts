/** How an empty service is filled: its first administrator, the example, programmes brought as files. */
import type { Person } from '../../domain/person.ts';
import { unicodeAddressFaults } from '../../notices/unicode-addresses.ts';
import type { Database } from '../../prisma/database.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { createFirstAdministrator } from '../../setup/first-administrator.ts';
import { createFirstRun } from '../../setup/first-run.ts';
import { createImports } from '../../setup/imports.ts';
import type { CaseGateway } from '../../temporal/case-gateway.ts';
import type { Log } from '../ports.ts';
import { guarded } from './cases.ts';

type FillingOptions = {
  readonly database: Database;
  readonly embedded: boolean;
  readonly log: Log;
  readonly smtpUrl: string | null;
};

export function fillingOf({ database, embedded, log, smtpUrl }: FillingOptions, gateway: CaseGateway) {
  const addressFaults = (people: readonly Person[]) => unicodeAddressFaults(people, smtpUrl);
  return {
    firstRun: createFirstRun({ database, importing: gateway, people: guarded(database, gateway), embedded, log }),
    firstAdministrator: createFirstAdministrator({ database, store: recorderOf(database), embedded, addressFaults }),
    imports: createImports({ database, importing: gateway, addressFaults, log }),
  };
}

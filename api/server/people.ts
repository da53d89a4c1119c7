/** Who works in a programme, as its office sees to it: each change on record. */
import { unicodeAddressFaults } from '../../notices/unicode-addresses.ts';
import type { Database } from '../../prisma/database.ts';
import { over } from '../../prisma/over.ts';
import { addressProposals, confirmAddress, endAddressProposal, proposeAddress } from '../../prisma/people/address-proposals.ts';
import { invite } from '../../prisma/people/invitations.ts';
import { changePerson, chooseLanguage } from '../../prisma/people/people-record.ts';
import { listRoster, roleSteps } from '../../prisma/people/roster.ts';
import { tryOut } from '../../prisma/people/try-out.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import type { People } from '../ports/people.ts';
import { doingOf } from '../reader-actor.ts';

export function peopleOf({ database, smtpUrl }: { readonly database: Database; readonly smtpUrl: string | null }): People {
  const recorder = recorderOf(database);
  return {
    ...over(database, { addressProposals, listRoster, roleSteps, tryOut }),
    speak: (locale, reader) => chooseLanguage(database, recorder, locale, doingOf(reader, null, '')),
    addressFaults: async (email) => unicodeAddressFaults([{ id: 'email', email }], smtpUrl),
    invite: (programme, person, reader, basis) => invite(database, recorder, programme, person, doingOf(reader, programme, basis)),
    proposeAddress: (wanted, reader, basis) => proposeAddress(database, recorder, { ...wanted, ...doingOf(reader, wanted.programme, basis) }),
    confirmAddress: (programme, proposal, reader) => confirmAddress(database, recorder, programme, proposal, doingOf(reader, programme, '')),
    endAddressProposal: (programme, proposal, reader, reason) =>
      endAddressProposal(database, recorder, programme, proposal, doingOf(reader, programme, reason)),
    change: (programme, person, facts, reader, basis) => changePerson(database, recorder, person, facts, doingOf(reader, programme, basis)),
  };
}

/** Who works in a programme, as its office sees to it. */
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { Person } from '../../domain/person.ts';
import type { ProgrammeEvent, PublicProgrammeCommand } from '../../domain/programme/facts.ts';
import type { AddressProposal } from '../../domain/programme/roster.ts';
import type { Reader, RosterRow } from '../../domain/views.ts';

type NewPerson = Omit<Person, 'id'> & { readonly shares: boolean };

export type People = {
  /** The language of somebody's mails, and of their console on any device, as they chose it. */
  speak(locale: Locale, by: Reader): Promise<void>;
  /** `within`: the programmes in which whoever looks has a say; `person` null: all of them. */
  listRoster(programme: string, within: readonly string[], person: string | null): Promise<readonly RosterRow[]>;
  /** Other addresses that wait for a second person. */
  addressProposals(programme: string): Promise<readonly (AddressProposal & { readonly email: string })[]>;
  /** WAITS: one waits already. SAME: it is their address now. `seconds`: who hears that it waits for them. */
  proposeAddress(
    wanted: {
      readonly programme: string;
      readonly person: string;
      readonly email: string;
      readonly until: string;
      readonly seconds: readonly string[];
    },
    by: Reader,
    basis: string,
  ): Promise<{ readonly proposal: string } | 'WAITS' | 'SAME'>;
  /** False: it has ended meanwhile. */
  confirmAddress(programme: string, proposal: string, by: Reader): Promise<boolean>;
  /** False: it has ended meanwhile. */
  endAddressProposal(programme: string, proposal: AddressProposal, by: Reader, reason: string): Promise<boolean>;
  /** By whom somebody got each role or lost it, newest first. */
  roleSteps(
    programme: string,
    person: string,
  ): Promise<
    readonly {
      readonly at: string;
      readonly change: 'ASSIGN' | 'REVOKE';
      readonly role: string;
      readonly by: string | null;
      readonly proposedBy: string | null;
      readonly basis: string;
    }[]
  >;
  /** What an act would lead to, or all that is in its way; nothing is recorded. Null: there is no such programme. */
  tryOut(
    programme: string,
    command: PublicProgrammeCommand,
    actor: Actor,
  ): Promise<{ readonly events: readonly ProgrammeEvent[] } | { readonly faults: readonly Text[] } | null>;
  /** What makes an address unfit for our mail server. */
  addressFaults(email: string): Promise<readonly Text[]>;
  /** `here`: who of the programme has that address already, and nobody was invited. */
  invite(
    programme: string,
    person: NewPerson,
    by: Reader,
    basis: string,
  ): Promise<{ readonly person: string } | { readonly here: readonly { readonly person: string; readonly name: string }[] }>;
  /** Which facts changed; on record, and told to the person. */
  change(programme: string, person: string, facts: Partial<Omit<Person, 'id'>>, by: Reader, basis: string): Promise<readonly string[]>;
};

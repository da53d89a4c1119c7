/**
 * What an act about people would lead to, as the recorder would find it now: decided and filled in like any other, and then
 * not recorded. Deliberately absent: who may ask (domain/permission), words (api/routes/handing-over.ts).
 */
import { PersonUnknown } from '../../domain/approval/seating.ts';
import { stateIn } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeEvent, PublicProgrammeCommand } from '../../domain/programme/facts.ts';
import { CannotLeave, fillBlanks, wantedBy } from '../../domain/world/blanks.ts';
import { caseByStream } from '../cases/cases.ts';
import { type Database, inTransaction } from '../database.ts';
import { readCalendar } from '../record/calendar.ts';
import { organisationOf, worldFor } from '../record/world.ts';

/** Faults: what is in the way, all of it. */
export type TriedOut = { readonly events: readonly ProgrammeEvent[] } | { readonly faults: readonly Text[] };

/** Null: there is no such programme. */
export async function tryOut(db: Database, programme: string, command: PublicProgrammeCommand, actor: Actor): Promise<TriedOut | null> {
  const found = await caseByStream(db, streamOf('programme', programme));
  if (found === null) return null;
  const state = stateIn('programme', found);
  const now = new Date().toISOString();
  const decision = programmeCase.decide(state, command, { now, actor, commandId: '', rules: RULES });
  if (!decision.ok) {
    const { message, faults = [], faultsZh = faults } = decision.rejection;
    return { faults: faults.length === 0 ? [message] : faults.map((en, nth) => ({ zh: faultsZh[nth] ?? en, en })) };
  }
  const { events } = decision;
  return inTransaction(db.pool, async (tx): Promise<TriedOut> => {
    const organisation = await organisationOf(tx, programme);
    const world = await worldFor(tx, wantedBy(events), programme, await readCalendar(tx), organisation, null, dayAt(now));
    try {
      return { events: events.map((draft) => fillBlanks(draft, world, state)) };
    } catch (error) {
      if (error instanceof CannotLeave) return { faults: error.faults };
      if (error instanceof PersonUnknown) return { faults: error.faults };
      throw error;
    }
  });
}

/** The history of one approval in sentences, from its events alone. */
import { approvalCase } from '../domain/approval/case.ts';
import type { ApprovalEvent } from '../domain/approval/events.ts';
import type { ApprovalState } from '../domain/approval/facts.ts';
import { type HistoryLine, narrate } from '../domain/approval/narrate.ts';
import { upcast } from '../domain/approval/upcast.ts';
import { peopleOf } from '../domain/audit/facts.ts';
import type { Recorded } from '../domain/kernel/case.ts';
import { idOf } from '../domain/kernel/stream.ts';
import { nameIn } from '../domain/person.ts';
import type { EventView } from '../domain/views.ts';
import type { ReadModel } from './ports/cases.ts';

const PAGE = 500;

/** All events of a case, in order. */
async function allEvents(reading: ReadModel, stream: string): Promise<readonly EventView[]> {
  const events: EventView[] = [];
  for (;;) {
    const page = await reading.listEvents(stream, events.at(-1)?.version ?? 0, PAGE);
    events.push(...page);
    if (page.length < PAGE) return events;
  }
}

export type History = { readonly lines: readonly HistoryLine[]; readonly head: { readonly version: number; readonly hash: string } };

export async function historyOf(reading: ReadModel, stream: string): Promise<History> {
  const events = await allEvents(reading, stream);
  const people = await reading.findPeople([...new Set(events.flatMap((event) => peopleOf({ ...event, stream })))]);
  const nameOf = nameIn(people);
  const logic = approvalCase(idOf(stream));
  let state: ApprovalState | null = null;
  const lines: HistoryLine[] = [];
  for (const view of events) {
    // What the recorder wrote of an approval is an event of an approval.
    const event: Recorded<ApprovalEvent> = upcast(state, view as unknown as Recorded<ApprovalEvent>);
    state = logic.evolve(state, { ...event, schema: logic.schema });
    lines.push(narrate(state, event, nameOf));
  }
  const last = events.at(-1);
  return { lines, head: { version: last?.version ?? 0, hash: last?.hash ?? '' } };
}

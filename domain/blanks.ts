/**
 * Fills in what only the world knows (case.ts, Blank): days from the calendar, holders of roles, the hash of a content.
 * Called by the recorder just before an event is written, with the world passed in; pure itself.
 */
import type { Content } from './approval/facts.ts';
import type { Calendar } from './calendar/calendar.ts';
import { workOut } from './calendar/deadline.ts';
import type { Blank, Draft, Who } from './case.ts';
import type { Role } from './role.ts';

export type World = {
  readonly calendar: Calendar;
  /** People who hold a role in the programme now. */
  holders(role: Role): readonly string[];
  /** SHA-256, hex, of the canonical JSON. */
  hash(content: Content): string;
};

/** Errors: UnknownYear of the calendar; NobodyFound when not even the programme office has anybody who may decide. */
export function fillBlanks<E extends Draft>(event: E, world: World): E {
  // Every event's data is an object of the domain's own making; these few names mean the same in all of them.
  const data: Blank = event.data;
  const filled: Record<string, unknown> = {};
  if (data.deadline != null && data.deadline.calendar === null) filled.deadline = workOut(data.deadline, world.calendar);
  if (data.content !== undefined && data.contentHash === '') filled.contentHash = world.hash(data.content);
  if (data.who !== undefined) Object.assign(filled, assigneesOf(data.who, world));
  return Object.keys(filled).length === 0 ? event : { ...event, data: { ...event.data, ...filled } };
}

export class NobodyFound extends Error {
  constructor(roles: string) {
    super(`nobody holds ${roles}, nor is there anybody else in the programme office who may decide; assign the role first`);
    this.name = 'NobodyFound';
  }
}

function assigneesOf(who: Who, world: World): { readonly assignees: readonly string[]; readonly fallback: boolean } {
  const unique = (people: readonly string[]) => [...new Set(people)].filter((person) => !who.not.includes(person));
  const assignees = unique([...(who.people ?? []), ...(who.roles ?? []).flatMap((role) => world.holders(role))]);
  if (assignees.length > 0) return { assignees, fallback: false };
  const office = unique([...world.holders('PROGRAMME_OFFICER'), ...world.holders('OFFICE_DIRECTOR')]);
  if (office.length === 0) throw new NobodyFound((who.roles ?? who.people ?? []).join(', '));
  return { assignees: office, fallback: true };
}

/** A sheet as it is handed to the thread that prints it. Deliberately absent: printing, whose packages the service itself does without. */
import { peopleOn } from '../domain/approval/facts.ts';
import type { ApprovalSheet } from '../domain/views.ts';

/** A sheet as it can be handed to a thread: with the names and units of everybody on it in place of the ways to find them. */
export type PrintedSheet = Omit<ApprovalSheet, 'nameOf' | 'unitOf'> & {
  readonly people: Readonly<Record<string, { readonly name: string; readonly unit: string }>>;
};

export function printed({ nameOf, unitOf, ...sheet }: ApprovalSheet): PrintedSheet {
  const people = [...new Set(peopleOn(sheet.state))].map((id) => [id, { name: nameOf(id), unit: unitOf(id) }]);
  return { ...sheet, people: Object.fromEntries(people) };
}

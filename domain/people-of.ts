/**
 * Everybody whom a case names as it stands, as far as mails, cards and pages about it may name them; what an event names
 * stands in its facts (audit/facts.ts). Deliberately absent: names themselves (person.ts), and any look at what is no field
 * of people.
 */
import { peopleOn } from './approval/facts.ts';
import { kindOf, type StateOf, type StreamKind } from './cases.ts';
import type { StageKind } from './stages/all.ts';

type PeopleOf<S> = (state: S) => readonly (string | null)[];

/** By kind; one that is forgotten does not compile. */
const PEOPLE: { readonly [K in Exclude<StreamKind, StageKind>]: PeopleOf<StateOf<K>> } = {
  approval: peopleOn,
  programme: ({ mandates, projects, proposals = {} }) => [
    ...Object.values(mandates).flatMap(({ principal, delegate }) => [principal, delegate]),
    ...Object.values(projects).map(({ manager }) => manager),
    ...Object.values(proposals).flatMap(({ person, by }) => [person, by]),
  ],
  project: ({ profile, panel }) => [profile.manager, ...panel],
  findings: ({ manager, findings }) => [manager, ...Object.values(findings).map(({ by }) => by)],
  journal: () => [],
};
const ofStage: PeopleOf<StateOf<StageKind>> = ({ manager }) => [manager];

/** Each once. `state`: of the case of that stream. */
export function peopleOfCase({ stream, state }: { readonly stream: string; readonly state: object }): readonly string[] {
  const kind = kindOf(stream);
  const named: PeopleOf<never> = Object.hasOwn(PEOPLE, kind) ? PEOPLE[kind as keyof typeof PEOPLE] : ofStage; // looked at just before
  return [...new Set(named(state as never))].filter((person) => person !== null); // a stream's state is of its own kind
}

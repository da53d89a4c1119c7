/**
 * What the values hold that events of several kinds carry: content, routes, and who was asked. Deliberately absent:
 * the events (event-facts.ts), and everything that a workflow needs.
 */
import { DEADLINE } from '../calendar/deadline-facts.ts';
import type { FieldFacts } from '../kernel/event-facts.ts';
import type { Asking, Content, DocumentRef, Seat } from './facts.ts';
import type { Group, Member, Route } from './route.ts';

export const DOCUMENT: FieldFacts<DocumentRef> = { title: 'text', number: 'document', on: 'code', sha256: 'file', paper: 'unsearched' };

export const CONTENT: FieldFacts<Content> = {
  summary: { label: 'text', value: 'text' },
  amountFen: 'amount',
  documents: DOCUMENT,
  facts: { each: 'code' },
  // Some of it may be hidden from whoever searches.
  values: 'unsearched',
};

export const CLOCKS = { deadline: DEADLINE, caseDeadline: DEADLINE } as const;

const MEMBER: FieldFacts<Member> = {
  person: 'person',
  role: 'code',
  named: 'unsearched',
  // A group may hold groups.
  get group() {
    return GROUP;
  },
};
const GROUP: FieldFacts<Group> = {
  agree: 'unsearched',
  members: MEMBER,
  vote: 'unsearched',
  refusal: 'unsearched',
  key: 'unsearched',
  name: 'unsearched',
  when: 'unsearched',
};

const STEP = {
  key: 'unsearched',
  name: 'unsearched',
  kind: 'unsearched',
  // Release 0.1.0 named people and roles beside each other.
  who: { ...GROUP, people: 'person', roles: 'unsearched' },
  may: 'unsearched',
  returnTo: 'unsearched',
  limit: 'unsearched',
  when: 'unsearched',
  next: 'unsearched',
  copyTo: MEMBER,
  rules: 'unsearched',
  agree: 'unsearched',
} as const;
const ROUTE_PARTS = {
  adoptedBy: 'unsearched',
  limit: 'unsearched',
  rules: 'unsearched',
  voteEnds: 'unsearched',
  copyTo: MEMBER,
  suspended: 'unsearched',
  form: 'unsearched',
} as const;

/** A route that is pinned to a case: whom it names; what else it says is found where it was adopted. */
export const PINNED_ROUTE = { ...ROUTE_PARTS, code: 'unsearched', name: 'unsearched', basis: 'unsearched', steps: STEP } as const;
/** A route that a county adopts. */
export const ADOPTED_ROUTE: FieldFacts<Route> = {
  ...ROUTE_PARTS,
  code: 'code',
  name: 'text',
  basis: 'document',
  steps: { ...STEP, key: 'code', name: 'text' },
};

/** The people who are asked for, and those who were found. */
const ASKING: FieldFacts<Asking> = {
  group: GROUP,
  named: { each: 'person' },
  applicant: 'person',
  not: 'person',
  ownApplication: 'unsearched',
  nobody: 'unsearched',
  substitute: 'unsearched',
  matter: 'unsearched',
  voteEnds: 'unsearched',
};
const SEAT: FieldFacts<Seat> = { person: 'person', onBehalfOf: 'person', mandate: 'unsearched', origin: 'code' };
export const FOUND = { ask: ASKING, seats: SEAT, ballot: 'unsearched' } as const;

/** That somebody has to be told. Deliberately absent: which notices there are (notice/due.ts), and what they tell (notice-facts.ts). */
import type { Role } from './role.ts';

/** Who has to be told of an event: a person, or whoever holds a role. */
export type NoticeDue<T extends string, F extends object = object> = {
  readonly template: T;
  readonly to: { readonly person: string } | { readonly role: Role };
  /** For notices that carry a link to a task: which one. */
  readonly task?: number;
  /** What it tells, as it stood when it happened. */
  readonly facts: F;
  /** They have seen it already: for whoever has wishes of their own (notice/preference.ts), and nobody else. */
  readonly ifWished?: true;
};

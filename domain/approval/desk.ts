/** What lies on a desk, and who may leave it: what programme events ask of the world. Deliberately absent: how it is found. */

import type { Text } from '../kernel/values.ts';

/** Which open applications. `person` null: whoever applied; `project` null: of every project, and of none. */
export type Applied = { readonly person: string | null; readonly project: string | null };

/** What the state knows to be wrong, and what else the world is asked. */
export type Leaving = {
  readonly person: string;
  readonly to: string | null;
  readonly faults: readonly Text[];
  /** Something must be there to be handed over. */
  readonly mustHave: boolean;
};

/** Somebody's open tasks; under a mandate: only those that they hold by it. `also`: those of others, in the same way. */
export type Desk = { readonly person: string; readonly mandate: string | null; readonly also?: readonly string[] };

/** What every part of the form is given: the route, how a value is put, and the faults by the field in which they are shown. */
import type { Route } from '../../../domain/approval/route.ts';
import type { Text } from '../../../domain/kernel/values.ts';

export type Editing = {
  readonly route: Route;
  readonly put: (path: string, value: unknown) => void;
  /** What is wrong at a field, in the reader's language; null: nothing. */
  readonly fault: (path: string) => string | null;
  readonly people: readonly { readonly value: string; readonly label: string }[];
};

export type Placed = { readonly field: string | null; readonly text: Text };

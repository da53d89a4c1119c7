/** A field of a stage's form as it is drawn, whoever draws it. Deliberately absent: what it asks for (each stage's form.ts). */
import type { Text } from '../kernel/values.ts';
import type { Option } from './form.ts';

/** FILE_HASH: a file of which the command takes the hash alone. POINTS: a number for each of the options. */
export const FIELD_KINDS = [
  'TEXT',
  'LONG_TEXT',
  'NUMBER',
  'WHOLE',
  'MONEY',
  'DAY',
  'MONTH',
  'CHOICE',
  'FLAG',
  'PERSON',
  'FILE',
  'FILES',
  'FILE_HASH',
  'ROWS',
  'GROUP',
  'POINTS',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** A field as it is drawn. */
export type FieldShown = {
  readonly key: string;
  readonly kind: FieldKind;
  /** Of files: the paper of a route that they are; they are sent among `files`, named by it. */
  readonly paper?: string;
  readonly label: Text;
  readonly required: boolean;
  /** The command may be sent without it. */
  readonly optional: boolean;
  readonly help?: Text;
  readonly basis?: string;
  readonly unit?: Text;
  readonly least?: number;
  readonly most?: number;
  readonly options?: readonly Option[];
  readonly fields?: readonly FieldShown[];
};

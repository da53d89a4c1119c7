/** Which fields of the form belong to which choices. Apart from the form, since the style sheet needs it too. */
import type { PageOffer } from '../../domain/words/lists.ts';

/** Which fields a choice needs beside the comment. */
export const FIELDS = {
  conditions: ['APPROVE_WITH_CONDITIONS'],
  score: ['APPROVE', 'APPROVE_WITH_CONDITIONS'],
  person: ['HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'ASK', 'COPY'],
  where: ['ADD_APPROVERS'],
  files: ['ANSWER', 'COMMENT'],
  signature: ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT'],
  values: ['APPROVE', 'APPROVE_WITH_CONDITIONS'],
  fields: ['SUPPLEMENT'],
  to: ['RETURN'],
  pause: ['PAUSE'],
  recommends: ['GIVE_OPINION'],
  remove: ['REMOVE_APPROVERS'],
} as const satisfies Record<string, readonly PageOffer[]>;

/** Never shown to a reader (layout.tsx); a text that invites to be filled in, and a button that promises to do everything. */
export const DECOYS = ['website', 'everything'] as const;

/** What files may be attached to. */
export const ATTACHES: readonly PageOffer[] = FIELDS.files;
/** What takes no words with it: nothing can be written beside it, and nothing that is written there is lost in silence. */
export const WORDLESS: readonly PageOffer[] = ['RECALL_OPINION', 'MARK_READ', 'MARK_SEEN', 'TAKE_BACK', 'RESUME_CLOCK'];

/** What the fields of a matter's form are called on the page. No field of the page itself has a dot in its name. */
export const FIELD_NAME = {
  value: (key: string): string => `values.${key}`,
  option: (key: string, value: string): string => `values.${key}.${value}`,
  ticked: (key: string): string => `fields.${key}`,
} as const;
/** Whether a field of the page is one of those. */
export const isFormField = (name: string): boolean => /^(?:values|fields)\../.test(name);

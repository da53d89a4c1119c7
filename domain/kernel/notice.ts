/** That somebody has to be told. Deliberately absent: which notices there are (notice/due.ts), and what they say. */
import type { Role } from './role.ts';

/** Who has to be told of an event: a person, or whoever holds a role. */
export type NoticeDue<T extends string> = {
  readonly template: T;
  readonly to: { readonly person: string } | { readonly role: Role };
  /** For notices that carry a link to a task: which one. */
  readonly task?: number;
  /** What it says where the state alone does not tell: a sentence in both languages, with `{person}` and `{by}` for names. */
  readonly detail?: NoticeDetail;
};
export type NoticeDetail = { readonly zh: string; readonly en: string; readonly person?: string; readonly by?: string };

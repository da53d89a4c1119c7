/** Values that everything is made of. Deliberately absent: anything that a case does with them. */

/** A text in both languages; Chinese first. */
export type Text = { readonly zh: string; readonly en: string };

/** A moment, ISO 8601 in UTC (`2026-11-24T01:00:00.000Z`). */
export type IsoInstant = string;
/** A day in Asia/Shanghai (`2026-11-24`). */
export type IsoDate = string;

/** Closes a `switch`: the compiler refuses when a member of the union was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}

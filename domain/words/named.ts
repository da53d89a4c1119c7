/** A code by the name that a table has for it. Deliberately absent: the tables. */
import type { Text } from '../kernel/values.ts';

/** A code that the table does not have, of another release or a county's own, stands for itself. */
export const named =
  (names: Readonly<Record<string, Text>>) =>
  (code: string): Text =>
    (Object.hasOwn(names, code) ? names[code] : undefined) ?? { zh: code, en: code };

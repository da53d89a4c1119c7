/** Files that were brought, by their names. Deliberately absent: where they come from (programme-folder.ts, api/routes/programmes.ts). */
import type { Text } from '../domain/kernel/values.ts';

/** `fault` begins with a verb. */
export type BytesOf = (name: string) => { readonly bytes: Uint8Array } | { readonly fault: Text };

/** Hashes at the edge: of tokens, which are looked up by them, and ids of commands, which make an act count once. */
import { createHash } from 'node:crypto';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The same text, whatever tells one act from another, gives the same id. */
export const commandIdOf = (text: string): string => hashOf(text).slice(0, 40);

/** People in a sentence of the history, in both languages. Deliberately absent: the sentences (narrate.ts). */
import type { Text } from '../kernel/values.ts';

/** Names of people in both languages; of somebody erased, his id. */
export type NameOf = (person: string) => Text;

export const both = (zh: string, en: string): Text => ({ zh, en });

/** 「李（代 王）」. */
export const acting = (nameOf: NameOf, person: string, onBehalfOf: string | null): Text =>
  onBehalfOf === null
    ? nameOf(person)
    : both(`${nameOf(person).zh}（代 ${nameOf(onBehalfOf).zh}）`, `${nameOf(person).en} on behalf of ${nameOf(onBehalfOf).en}`);

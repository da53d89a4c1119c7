/** The languages of readers, and the one way to choose. Deliberately absent: whose language it is (person.ts), words (words/). */
import type { Text } from './values.ts';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export const pick = (text: Text, locale: Locale): string => (locale === 'en' ? text.en : text.zh);

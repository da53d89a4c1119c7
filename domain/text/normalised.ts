/** Text as it is compared and looked for, whatever width and case it was typed in. Deliberately absent: pairs and terms (audit/grams.ts). */

/** Full-width forms, capitals and compatibility characters alike (Unicode NFKC). */
export const normalised = (text: string): string => text.normalize('NFKC').toLowerCase();

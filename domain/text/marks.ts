/**
 * Which characters a person sees, and which only a machine: by the properties that Unicode gives to each of them, so that
 * what a later version of Unicode adds is covered as well. Deliberately absent: what is done about them (check, shown, kept).
 */

/** Drawn as nothing, or as the place of something lost, although Unicode's properties call them signs or letters. */
const BLANK = '\\u2800\\uFFFC\\u{1D159}\\u{13441}\\u{13442}\\u{16FE4}';

/** Nobody sees these: formats, direction marks, fillers, tags, variation selectors, separators that are no line ends. */
const HIDDEN = `\\p{Default_Ignorable_Code_Point}\\p{Bidi_Control}\\p{Cf}\\p{Zl}\\p{Zp}${BLANK}`;
/** Control characters; a tab and the ends of a line are layout. */
const CONTROL = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F';
/** Half of a pair without the other, and code points that are no characters and never will be. */
const BROKEN = '\\p{Cs}\\p{Noncharacter_Code_Point}';
/** Every computer draws something else for these. */
const PRIVATE = '\\p{Co}';
/** Stands where bytes could not be read: something is lost, and can be seen to be. */
export const LOST = '\uFFFD';

/** Scripts in which a joiner between two letters changes what is read (Unicode Standard Annex 31, 2.3.1). */
const JOINING = ['Arabic', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'];

/**
 * Hidden marks that belong to the visible sign before them and choose how it is drawn: the glyph of an ideograph in a name
 * (葛󠄀), the colour of an emoji, a family of emoji, the forms of Mongolian letters. Anywhere else they only hide.
 */
const BELONGING = [
  '(?<=\\p{Unified_Ideograph})[\\u{E0100}-\\u{E01EF}\\uFE00-\\uFE02]',
  '(?<=\\p{Emoji})(?<![0-9#*])[\\uFE0E\\uFE0F]',
  '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
  '(?<=\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?)\\u200D(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Script=Mongolian})(?<=\\p{L})[\\u180B-\\u180D\\u180F]',
  '(?<=\\p{Script=Mongolian})(?<=[\\p{L}\\p{M}])\\u180E(?=\\p{Script=Mongolian})(?=\\p{L})',
  ...JOINING.map((script) => `(?<=\\p{Script=${script}})(?<=[\\p{L}\\p{M}])[\\u200C\\u200D](?=\\p{Script=${script}})(?=[\\p{L}\\p{M}])`),
  '(?<=[\\u2801-\\u28FF])\\u2800|\\u2800(?=[\\u2801-\\u28FF])',
].join('|');

/** A text without a match of it has none of `unseenMarks`; found in one pass. */
export const MAY_BE_UNSEEN = new RegExp(`[${HIDDEN}${CONTROL}${BROKEN}${PRIVATE}]`, 'u');

/** Each match of it is a mark that belongs (first group) or one that must not stand unseen (second). */
export const unseenMarks = (): RegExp => new RegExp(`(${BELONGING})|([${HIDDEN}${CONTROL}${BROKEN}${PRIVATE}])`, 'gu');

export const ILL_FORMED = new RegExp(`[${BROKEN}]`, 'u');
export const IS_CONTROL = new RegExp(`[${CONTROL}]`, 'u');
export const IS_PRIVATE = new RegExp(`[${PRIVATE}]`, 'u');
/** Something that is more than space and nothing. */
export const SHOWS = new RegExp(`[^\\p{White_Space}${HIDDEN}${CONTROL}${BROKEN}]`, 'u');
/**
 * So many marks on one sign cover the lines above and below it. Of accents, which any letter takes, no orthography puts more
 * than four on one; the scripts with marks of their own (Tibetan stacks) need up to eight.
 */
export const PILED = /(?:(?=\p{Script=Inherited})\p{M}){5,}|\p{M}{9,}/u;

/** `U+202E` */
export const codeOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Characters that hide or turn text around, made visible: control characters, direction marks, zero-width ones (T14). A
 * reader then sees `‹U+202E›` where somebody tried to make a file or a sum look like another. Line ends and tabs stay.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to show
const HIDING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export const visible = (text: string): string =>
  text.replace(HIDING, (character) => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);

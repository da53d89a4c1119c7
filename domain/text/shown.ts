/**
 * Text of other people as it is shown: what hides or turns it is made visible, and where no program may make a link of it,
 * none can. Deliberately absent: refusing (check.ts), which does not help with what was taken in by an earlier release.
 */
import { codeOf, MAY_BE_UNSEEN, unseenMarks } from './marks.ts';

const MARKS = unseenMarks();

/** `‹U+202E›` where somebody tried to make a file or a sum look like another (T14). Line ends and tabs stay. */
export const visible = (text: string): string =>
  // Nearly no text has any, and looking for what belongs to each sign costs a hundred times as much.
  MAY_BE_UNSEEN.test(text)
    ? text.replace(MARKS, (all: string, belongs: string | undefined) => (belongs === undefined ? `‹${codeOf(all)}›` : all))
    : text;

/** At most so many UTF-16 code units, never half a character: what is cut is kept, signed or sent as it is. */
export const cutText = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).replace(/\p{Cs}$/u, ''));

/** Endings of files that people hand in or write about; no domain ends so (.zip is one). */
const FILE_ENDING = /^(?:pdf|docx?|xlsx?|pptx?|ofd|wps|csv|txt|jpe?g|png|tiff?|rar|dwg|html?|xml|json|exe)$/i;
const SCHEME = /([A-Za-z][A-Za-z0-9+.-]*):(?=\/\/)|\b(mailto|tel|sms|smsto|callto|facetime|geo|magnet|javascript|data):/gi;
/** Dots that a browser takes for a dot between the labels of a name (UTS 46), where Latin letters stand on both sides. */
const WIDE_DOTS = /(?<=[A-Za-z0-9Ａ-Ｚａ-ｚ０-９-])[。．｡․](?=[A-Za-zＡ-Ｚａ-ｚ]{2})/gu;
/** Labels with dots between them; the last one could be a domain at the root. */
const NAMES = /(?:[\p{L}\p{N}_-]+\.)+(?:[\p{L}-]{2,24}|xn--[A-Za-z0-9-]+)(?![\p{L}\p{N}_])|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/gu;

/**
 * Addresses in it as no mail program makes a link of them: `https[:]//evil[.]example/login`, `a[@]evil[.]example`. For
 * what other people wrote; a link of ours stands beside it and not in it.
 */
export const unlinked = (text: string): string =>
  text
    .replace(SCHEME, (all: string) => `${all.slice(0, -1)}[:]`)
    .replace(/(?<=\S)[@＠](?=[\p{L}\p{N}])/gu, '[$&]')
    .replace(WIDE_DOTS, '[$&]')
    .replace(NAMES, (name: string) => (isFileName(name) ? name : name.replaceAll('.', '[.]')));

const isFileName = (name: string): boolean => FILE_ENDING.test(name.slice(name.lastIndexOf('.') + 1)) && !/(?<![A-Za-z0-9])www\./i.test(name);

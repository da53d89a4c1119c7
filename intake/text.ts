/**
 * From the bytes of a file that a person brings to its text: UTF-8, UTF-16 or GB18030, with or without a byte order mark,
 * told by the bytes alone; or a sentence that says what is wrong and where. Every file read as text goes through here.
 * Deliberately absent: what the text means, and guesses between encodings that fit alike (Big5, Windows-1252 …).
 */
import { isUtf8 } from 'node:buffer';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';
export type DecodedText = { readonly text: string; readonly encoding: Encoding };
export type Decoded = DecodedText | { readonly fault: string };

/** What to do about it where the file is a table. */
const TABLE_WAY_OUT = 'save it as UTF-8 (in Excel: "CSV UTF-8 (逗号分隔)", in WPS or an editor: encoding UTF-8) or hand in the .xlsx';

/** Files that are no text, by their first bytes: what people take for a CSV because of its name. */
const NOT_TEXT: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive or an Excel workbook (.xlsx), not text; give it the ending .xlsx if it is a workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is an old Excel workbook (.xls); open it and save it as .xlsx or as CSV UTF-8'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF, not text'],
  [[0xff, 0xfe, 0x00, 0x00], 'is UTF-32, which no office program writes; save it as UTF-8'],
  [[0x00, 0x00, 0xfe, 0xff], 'is UTF-32, which no office program writes; save it as UTF-8'],
];

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, at) => bytes[at] === byte);

/** `fault` begins with a verb ("is …", "holds …"), so that the caller can put the file's name before it. */
export function decodeText(bytes: Uint8Array, wayOut = TABLE_WAY_OUT): Decoded {
  const other = NOT_TEXT.find(([head]) => begins(bytes, head));
  if (other !== undefined) return { fault: other[1] };
  const decoded = decode(bytes);
  return 'fault' in decoded ? { fault: `${decoded.fault}; ${wayOut}` } : decoded;
}

function decode(bytes: Uint8Array): Decoded {
  if (begins(bytes, [0xef, 0xbb, 0xbf])) return utf8(bytes);
  if (begins(bytes, [0xff, 0xfe])) return utf16(bytes.subarray(2), 'UTF-16LE');
  if (begins(bytes, [0xfe, 0xff])) return utf16(bytes.subarray(2), 'UTF-16BE');
  if (bytes.includes(0)) return withoutMark(bytes);
  return isUtf8(bytes) ? utf8(bytes) : gb18030(bytes);
}

/** Without its mark; `text` itself may hold what the check of texts refuses. */
function utf8(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const at = firstWrong(bytes, 'utf-8');
    return { fault: `begins as UTF-8 and holds a byte that is none: ${placeOf(bytes, at)}` };
  }
}

function utf16(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): Decoded {
  if (bytes.length % 2 === 1) return { fault: `is ${encoding} and ends in the middle of a character (byte ${bytes.length}); it was cut off` };
  const little = encoding === 'UTF-16LE' ? bytes : Buffer.from(bytes).swap16();
  try {
    return { text: new TextDecoder('utf-16le', { fatal: true }).decode(little), encoding };
  } catch {
    return { fault: `is ${encoding} and holds half a character` };
  }
}

/** Bytes of zero and no mark: UTF-16 only where it reads as text one way and not the other. */
function withoutMark(bytes: Uint8Array): Decoded {
  const read = [utf16(bytes, 'UTF-16LE'), utf16(bytes, 'UTF-16BE')].filter((decoded) => 'text' in decoded).filter(({ text }) => looksWritten(text));
  const [only] = read;
  if (only !== undefined && read.length === 1) return only;
  return { fault: `holds a byte of zero (${placeOf(bytes, bytes.indexOf(0))}) and is no text` };
}

/** Headings, digits and separators are ASCII: in a table or in JSON they are never few, and no control is among them. */
function looksWritten(text: string): boolean {
  const ascii = text.match(/[\t\n\r\x20-\x7e]/g)?.length ?? 0;
  return ascii * 5 >= text.length && !/(?![\t\n\r])[\p{Cc}\p{Cn}\p{Co}]/u.test(text);
}

function gb18030(bytes: Uint8Array): Decoded {
  let text: string;
  try {
    text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    const at = firstWrong(bytes, 'utf-8');
    const gb = firstWrong(bytes, 'gb18030');
    return { fault: `is neither UTF-8 (${placeOf(bytes, at)}) nor GB18030 (${placeOf(bytes, gb)})` };
  }
  // A private-use character or one of the C1 controls is what other encodings look like when they are read as GB18030.
  if (!soundsChinese(bytes) || /[\ue000-\uf8ff\u0080-\u009f\ufffd]/u.test(text)) {
    const at = placeOf(bytes, firstWrong(bytes, 'utf-8'));
    return { fault: `is not UTF-8 (${at}), and as GB18030 it makes no sense: it may be Big5 or a western encoding` };
  }
  return { text, encoding: 'GB18030' };
}

/**
 * Other encodings decode as GB18030 without an error, into rare characters. Chinese as people write it lies in GB 2312
 * (both bytes from A1) but for single names; a valid four-byte form comes by chance in no other encoding.
 */
function soundsChinese(bytes: Uint8Array): boolean {
  let [common, all] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    if (first < 0x81) continue;
    all += 1;
    if (second >= 0x30 && second <= 0x39) {
      common += 1;
      at += 3;
    } else {
      if (first >= 0xa1 && first <= 0xf7 && second >= 0xa1) common += 1;
      at += 1;
    }
  }
  return common * 10 >= all * 6;
}

/** The place of the first byte that makes the text wrong, by halving: what is before it decodes as a stream. */
function firstWrong(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): number {
  const sound = (length: number): boolean => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sound(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placeOf(bytes: Uint8Array, at: number): string {
  let line = 1;
  for (let before = 0; before < at; before += 1) if (bytes[before] === 0x0a) line += 1;
  const byte = bytes[at];
  return `byte ${at + 1}, line ${line}${byte === undefined ? ', where it ends' : `, 0x${byte.toString(16).padStart(2, '0')}`}`;
}

/**
 * From the bytes of a file that a person brings to its text: UTF-8, UTF-16 or GB18030, with or without a byte order mark,
 * told by the bytes alone; or a sentence that says what is wrong and where. Every file read as text goes through here.
 * Deliberately absent: what the text means, and guesses between encodings that fit alike (Big5, Windows-1252 …).
 */
import { isUtf8 } from 'node:buffer';
import type { Text } from '../domain/kernel/values.ts';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';
export type DecodedText = { readonly text: string; readonly encoding: Encoding };
export type Decoded = DecodedText | { readonly fault: Text };

/** What to do about it where the file is a table. */
const TABLE_WAY_OUT: Text = {
  zh: '请另存为 UTF-8（Excel 选“CSV UTF-8 (逗号分隔)”，WPS 或编辑器选编码 UTF-8），或提交 .xlsx',
  en: 'save it as UTF-8 (in Excel: "CSV UTF-8 (逗号分隔)", in WPS or an editor: encoding UTF-8) or hand in the .xlsx',
};

const AS_TABLE: Text = {
  zh: '请用表格软件打开后另存为 .xlsx 或 CSV UTF-8',
  en: 'open it in the spreadsheet program and save it as .xlsx or as CSV UTF-8',
};
const none = (zh: string, en: string): Text => ({ zh: `${zh}，不是文本表格；${AS_TABLE.zh}`, en: `${en}, not a table as text; ${AS_TABLE.en}` });

/** Files that are no text, by their first bytes: what people take for a CSV because of its name. */
const NOT_TEXT: readonly (readonly [readonly number[], Text])[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    {
      zh: '是 ZIP 压缩包或 Excel 工作簿（.xlsx），不是文本；如为工作簿，请把扩展名改为 .xlsx',
      en: 'is a ZIP archive or an Excel workbook (.xlsx), not text; give it the ending .xlsx if it is a workbook',
    },
  ],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    {
      zh: '是旧版 Excel 或 WPS 表格（.xls、.et）；请打开后另存为 .xlsx 或 CSV UTF-8',
      en: 'is an old Excel workbook (.xls) or one of WPS (.et); open it and save it as .xlsx or as CSV UTF-8',
    },
  ],
  [[0x25, 0x50, 0x44, 0x46], none('是 PDF', 'is a PDF')],
  [[0x89, 0x50, 0x4e, 0x47], none('是图片', 'is a picture')],
  [[0xff, 0xd8, 0xff], none('是图片', 'is a picture')],
  [[0x1f, 0x8b], none('是压缩包', 'is a compressed file')],
  [[0x52, 0x61, 0x72, 0x21], none('是压缩包', 'is a compressed file')],
  [[0x37, 0x7a, 0xbc, 0xaf], none('是压缩包', 'is a compressed file')],
  [
    [0xff, 0xfe, 0x00, 0x00],
    { zh: '是 UTF-32，办公软件不会这样保存；请另存为 UTF-8', en: 'is UTF-32, which no office program writes; save it as UTF-8' },
  ],
  [
    [0x00, 0x00, 0xfe, 0xff],
    { zh: '是 UTF-32，办公软件不会这样保存；请另存为 UTF-8', en: 'is UTF-32, which no office program writes; save it as UTF-8' },
  ],
];

/** Text that spreadsheet programs and systems save under the name of a table, and that is none; null: it may be one. */
export function notATable(text: string): Text | null {
  const start = text.slice(0, 2_000).trimStart();
  if (/^<(!doctype html|html|head|body|table|meta|style)\b/i.test(start)) return none('是网页（HTML）', 'is a web page (HTML)');
  if (/^<\?xml|^<\w+[^>]* xmlns/i.test(start)) return none('是 XML', 'is XML');
  if (/^MIME-Version:/i.test(start)) return none('是网页存档', 'is an archive of a web page');
  if (/^\{\\rtf/i.test(start)) return none('是 RTF 文档', 'is an RTF document');
  return /^(\{\s*"|\[\s*[[{])/.test(start) ? none('是 JSON', 'is JSON') : null;
}

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, at) => bytes[at] === byte);

/** `fault` begins with a verb ("is …", "holds …"), so that the caller can put the file's name before it. */
export function decodeText(bytes: Uint8Array, wayOut = TABLE_WAY_OUT): Decoded {
  const other = NOT_TEXT.find(([head]) => begins(bytes, head));
  if (other !== undefined) return { fault: other[1] };
  const decoded = decode(bytes);
  return 'fault' in decoded ? { fault: { zh: `${decoded.fault.zh}；${wayOut.zh}`, en: `${decoded.fault.en}; ${wayOut.en}` } } : decoded;
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
    const place = placeOf(bytes, at);
    return { fault: { zh: `开头为 UTF-8，但有一个字节不是：${place.zh}`, en: `begins as UTF-8 and holds a byte that is none: ${place.en}` } };
  }
}

function utf16(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): Decoded {
  if (bytes.length % 2 === 1)
    return {
      fault: {
        zh: `是 ${encoding}，在半个字符处结束（第 ${bytes.length} 字节）；文件不完整`,
        en: `is ${encoding} and ends in the middle of a character (byte ${bytes.length}); it was cut off`,
      },
    };
  const little = encoding === 'UTF-16LE' ? bytes : Buffer.from(bytes).swap16();
  try {
    return { text: new TextDecoder('utf-16le', { fatal: true }).decode(little), encoding };
  } catch {
    return { fault: { zh: `是 ${encoding}，含有半个字符`, en: `is ${encoding} and holds half a character` } };
  }
}

/** Bytes of zero and no mark: UTF-16 only where it reads as text one way and not the other. */
function withoutMark(bytes: Uint8Array): Decoded {
  const read = [utf16(bytes, 'UTF-16LE'), utf16(bytes, 'UTF-16BE')].filter((decoded) => 'text' in decoded).filter(({ text }) => looksWritten(text));
  const [only] = read;
  if (only !== undefined && read.length === 1) return only;
  const place = placeOf(bytes, bytes.indexOf(0));
  return { fault: { zh: `含有零字节（${place.zh}），不是文本`, en: `holds a byte of zero (${place.en}) and is no text` } };
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
    const [utf, chinese] = [placeOf(bytes, at), placeOf(bytes, gb)];
    return {
      fault: { zh: `既不是 UTF-8（${utf.zh}），也不是 GB18030（${chinese.zh}）`, en: `is neither UTF-8 (${utf.en}) nor GB18030 (${chinese.en})` },
    };
  }
  // A private-use character or one of the C1 controls is what other encodings look like when they are read as GB18030.
  if (!soundsChinese(bytes) || /[\ue000-\uf8ff\u0080-\u009f\ufffd]/u.test(text)) {
    const at = placeOf(bytes, firstWrong(bytes, 'utf-8'));
    return {
      fault: {
        zh: `不是 UTF-8（${at.zh}），按 GB18030 读也不成文：可能是 Big5 或西文编码，也可能混用了两种编码`,
        en: `is not UTF-8 (${at.en}), and as GB18030 it makes no sense: it may be Big5 or a western encoding, or two encodings in one file`,
      },
    };
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

function placeOf(bytes: Uint8Array, at: number): Text {
  let line = 1;
  for (let before = 0; before < at; before += 1) if (bytes[before] === 0x0a) line += 1;
  const byte = bytes[at];
  const hex = byte === undefined ? null : `0x${byte.toString(16).padStart(2, '0')}`;
  return {
    zh: `第 ${at + 1} 字节，第 ${line} 行，${hex ?? '文件在此结束'}`,
    en: `byte ${at + 1}, line ${line}, ${hex ?? 'where it ends'}`,
  };
}

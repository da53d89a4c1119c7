/**
 * The header block of a message, field by field, as it stands: what a parser shows of a field that is there twice is one of
 * them, and which one is not the same in every parser. Every step is one pass. Deliberately absent: what a field means.
 */

export type HeaderField = { readonly name: string; readonly value: string };
export type HeaderBlock = {
  readonly fields: readonly HeaderField[];
  /** Lines that no two parsers read alike: without a colon, with a lone CR or NUL, a space in a name. */
  readonly malformed: boolean;
};

/** What goes before the first empty line. */
export const HEADER_BYTES_MAX = 128 * 1_024;
const LINES_MAX = 2_000;

/** Null: there is no end of the block within what it may hold. */
export function readHeaderBlock(raw: Buffer): HeaderBlock | null {
  const head = headOf(raw);
  if (head === null) return null;
  const lines = head.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.length > LINES_MAX) return null;
  const fields: { name: string; value: string }[] = [];
  let malformed = false;
  for (const line of lines) {
    if (line.includes('\r') || line.includes('\0')) malformed = true;
    const last = fields.at(-1);
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (last === undefined) malformed = true;
      // Unfolded (RFC 5322 2.2.3): the line end goes, the space stays.
      else last.value += line;
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    // The obsolete form with a space before the colon is read by some and not by others: it counts, and it is malformed.
    if (colon < 1 || !/^[!-9;-~]+$/.test(name)) malformed = true;
    fields.push({ name: name.trim().toLowerCase(), value: line.slice(colon + 1) });
  }
  return { fields, malformed };
}

function headOf(raw: Buffer): string | null {
  const text = raw.subarray(0, HEADER_BYTES_MAX + 4).toString('utf8');
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text[at + 1] === '\n' || (text[at + 1] === '\r' && text[at + 2] === '\n')) return text.slice(0, at);
  }
  // A message of headers alone has no empty line.
  return raw.length <= HEADER_BYTES_MAX ? text : null;
}

export const valuesOf = ({ fields }: HeaderBlock, ...names: readonly string[]): readonly string[] =>
  fields.filter(({ name }) => names.includes(name)).map(({ value }) => value.trim());

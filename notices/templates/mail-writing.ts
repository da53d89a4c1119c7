/**
 * Blocks of a mail, written as HTML that Outlook takes and as plain text. Whatever is text is escaped here and nowhere else.
 * Deliberately absent: which blocks a mail has (mail-page.ts).
 */

/** A run of text; text in a softer colour; a link, whose address stands behind its words in plain text. */
export type Inline =
  | string
  | { readonly soft: string; readonly text: string }
  | { readonly href: string; readonly style: string; readonly label: string };
export type Block =
  | { readonly tag: 'p' | 'h1' | 'h2'; readonly style: string; readonly inside: readonly Inline[] }
  /** `style` null: it has none. */
  | { readonly tag: 'div'; readonly style: string | null; readonly blocks: readonly Block[] }
  /** `item`: style of each. */
  | { readonly tag: 'ul'; readonly style: string; readonly item: string; readonly items: readonly (readonly Inline[])[] }
  /** `cells`: styles of the two columns. */
  | {
      readonly tag: 'table';
      readonly style: string;
      readonly cells: readonly [label: string, value: string];
      readonly rows: readonly (readonly [label: string, value: string])[];
    };

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
const styled = (style: string | null): string => (style === null || style === '' ? '' : ` style="${escaped(style)}"`);

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escaped(inline);
  if ('soft' in inline) return `<span${styled(inline.soft)}>${escaped(inline.text)}</span>`;
  return `<a href="${escaped(inline.href)}"${styled(inline.style)}>${escaped(inline.label)}</a>`;
}
const lineHtml = (inside: readonly Inline[]): string => inside.map(inlineHtml).join('');

function blockHtml(block: Block): string {
  const open = `<${block.tag}${block.tag === 'table' ? ' role="presentation"' : ''}${styled(block.style)}>`;
  return `${open}${insideHtml(block)}</${block.tag}>`;
}

function insideHtml(block: Block): string {
  switch (block.tag) {
    case 'div':
      return block.blocks.map(blockHtml).join('');
    case 'ul':
      return block.items.map((item) => `<li${styled(block.item)}>${lineHtml(item)}</li>`).join('');
    case 'table': {
      const [label, value] = block.cells.map(styled);
      return `<tbody>${block.rows.map((row) => `<tr><td${label}>${escaped(row[0])}</td><td${value}>${escaped(row[1])}</td></tr>`).join('')}</tbody>`;
    }
    default:
      return lineHtml(block.inside);
  }
}

/** XHTML's document type: Outlook lays out by it. */
const DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';
const META = [
  '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
  '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>',
  '<meta name="color-scheme" content="light"/>',
].join('');
const COLUMN = '<div style="max-width:560px;margin:0 auto;padding:20px 16px">';

export function htmlOf(lang: string, title: string, font: string, blocks: readonly Block[]): string {
  const body = styled(`margin:0;background:#f4f5f7;font-family:${font};color:#1c2733`);
  const head = `<head>${META}<title>${escaped(title)}</title></head>`;
  return `${DOCTYPE}<html lang="${lang}">${head}<body${body}>${COLUMN}${blocks.map(blockHtml).join('')}</div></body></html>`;
}

/** What HTML takes for space between words. */
const SPACE = /[ \t\r\n\f]+/g;
const plain = (inline: Inline): string => (typeof inline === 'string' ? inline : 'soft' in inline ? inline.text : `${inline.label} ${inline.href}`);
const lineText = (inside: readonly Inline[]): string => inside.map(plain).join('').replace(SPACE, ' ').replace(/^ | $/g, '');

/** Paragraphs, each with the line ends that stand before it: a heading has one more, rows and items of a list follow each other. */
function paragraphsOf(block: Block): readonly (readonly [before: string, text: string])[] {
  switch (block.tag) {
    case 'div':
      return block.blocks.flatMap(paragraphsOf);
    case 'ul':
      return block.items.map((item, nth) => [nth === 0 ? '\n\n' : '\n', `- ${lineText(item)}`]);
    case 'table':
      return block.rows.map((row, nth) => [nth === 0 ? '\n\n' : '\n', lineText([row.join(' ')])]);
    case 'p':
      return [['\n\n', lineText(block.inside)]];
    default:
      return [['\n\n\n', lineText(block.inside)]];
  }
}

export const textOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap(paragraphsOf)
    .map(([before, text], nth) => (nth === 0 ? text : before + text))
    .join('');

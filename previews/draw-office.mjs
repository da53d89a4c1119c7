/** The beginning of a Word document and of a workbook's first sheet as they read: words, and a grid. Deliberately absent: layout, pictures, what formulas would give. */
import { all, FONT, first, nameOf, page, partsOf, textOf } from './opened.mjs';

const MARGIN = 40;
const [SIZE, LINE] = [15, 24];
/** On paper of A4. */
const SHAPE = Math.SQRT2;

export function drawDocx(data, width) {
  const parts = partsOf(data, (name) => name === 'word/document.xml');
  const body = first(parts.xml('word/document.xml'), 'body');
  if (body === undefined) return null;
  const height = Math.round(width * SHAPE);
  const { canvas, context } = page(width, height);
  context.font = `${SIZE}px ${FONT}`;
  let y = MARGIN + SIZE;
  for (const paragraph of all(body, 'p')) {
    for (const line of wrapped(context, wordsOf(paragraph), width - 2 * MARGIN)) {
      if (y > height - MARGIN) return canvas.encode('jpeg', 80);
      context.fillText(line, MARGIN, y);
      y += LINE;
    }
  }
  return canvas.encode('jpeg', 80);
}

/** Of a paragraph, with its tabs and breaks. */
function wordsOf(node) {
  const name = nameOf(node);
  if (name === 't') return textOf(node);
  if (name === 'tab') return '    ';
  if (name === 'br' || name === 'cr') return '\n';
  return (node.children ?? []).map(wordsOf).join('');
}

const LETTERS_MOST = 20_000;
function wrapped(context, text, width) {
  const lines = [];
  for (const part of text.slice(0, LETTERS_MOST).split('\n')) {
    let line = '';
    for (const sign of Array.from(part)) {
      if (line !== '' && context.measureText(line + sign).width > width) {
        lines.push(line);
        line = '';
      }
      line += sign;
    }
    lines.push(line);
  }
  return lines;
}

const [ROWS, COLUMNS] = [34, 7];
export function drawXlsx(data, width) {
  const parts = partsOf(data, (name) => /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name));
  const sheet = parts.xml(firstSheet(parts));
  if (sheet === null) return null;
  const shared = all(parts.xml('xl/sharedStrings.xml'), 'si').map((si) => all(si, 't').map(textOf).join(''));
  const height = Math.round(width * SHAPE);
  const { canvas, context } = page(width, height);
  const [across, down] = [(width - 2) / COLUMNS, 26];
  context.font = `13px ${FONT}`;
  context.strokeStyle = '#bbb';
  for (const [nth, row] of all(sheet, 'row').slice(0, ROWS).entries())
    for (const cell of all(row, 'c')) {
      const column = columnOf(cell.attribs.r ?? '');
      if (column >= COLUMNS) continue;
      const [x, y] = [1 + column * across, 1 + nth * down];
      context.save();
      context.beginPath();
      context.rect(x, y, across, down);
      context.stroke();
      context.clip();
      context.fillText(shownIn(cell, shared), x + 4, y + 18);
      context.restore();
    }
  return canvas.encode('jpeg', 80);
}

/** As the workbook orders them; its file may be called anything. */
function firstSheet(parts) {
  const sheet = first(parts.xml('xl/workbook.xml'), 'sheet');
  const id = Object.entries(sheet?.attribs ?? {}).find(([name]) => name.endsWith(':id'))?.[1];
  const target = all(parts.xml('xl/_rels/workbook.xml.rels'), 'Relationship').find(({ attribs }) => attribs.Id === id)?.attribs.Target;
  return target === undefined ? 'xl/worksheets/sheet1.xml' : target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function columnOf(place) {
  let column = 0;
  for (const letter of place.replace(/[^A-Z]/g, '')) column = column * 26 + letter.charCodeAt(0) - 64;
  return Math.max(0, column - 1);
}

function shownIn(cell, shared) {
  if (cell.attribs.t === 'inlineStr') return all(cell, 't').map(textOf).join('');
  const value = textOf(first(cell, 'v'));
  return cell.attribs.t === 's' ? (shared[Number(value)] ?? '') : value;
}

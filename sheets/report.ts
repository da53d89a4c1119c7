/** Reports of the audit as PDF: a title, what it is about, and tables; for the story of a project, findings and searches. */
import type { Report } from '../domain/kernel/report.ts';
import { cell, type Definition, pdfOf } from './pdf.ts';

/** Left, top, right, bottom, in points. */
const BELOW_TABLE: [number, number, number, number] = [0, 12, 0, 4];
const HEAD_ROWS = 2;
/** A row whose cells are longer may need more than a page, and is broken. */
const UNBROKEN = 500;
/** Lines beneath the head and between rows. */
const LINES = {
  hLineWidth: (line: number, { table }: { readonly table: { readonly body: readonly unknown[] } }) =>
    line < HEAD_ROWS || line === table.body.length ? 0 : line === HEAD_ROWS ? 2 : 1,
  vLineWidth: () => 0,
  hLineColor: (line: number) => (line === HEAD_ROWS ? '#000000' : '#aaaaaa'),
  paddingLeft: (column: number) => (column === 0 ? 0 : 8),
  paddingRight: (column: number, { table }: { readonly table: { readonly body: readonly (readonly unknown[])[] } }) =>
    column === (table.body[0]?.length ?? 0) - 1 ? 0 : 8,
};
export const reportPdf = (report: Report): Promise<Buffer> => pdfOf(reportDefinition(report));

function reportDefinition({ title, about, tables, foot }: Report): Definition {
  return {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [36, 40, 36, 44],
    defaultStyle: { font: 'NotoSansSC', fontSize: 8.5, lineHeight: 1.25 },
    info: { title },
    footer: (page: number, pages: number) => ({
      columns: [
        { text: foot, alignment: 'left' },
        { text: `${page} / ${pages}`, alignment: 'right', width: 60 },
      ],
      margin: [36, 10, 36, 0],
      fontSize: 7,
      color: '#555555',
    }),
    content: [
      { text: title, fontSize: 15, bold: true, margin: [0, 0, 0, 4] },
      ...about.map((line) => cell(line, { color: '#444444' })),
      ...tables.flatMap(({ title: name, head, widths, rows, note }) => [
        {
          layout: LINES,
          margin: BELOW_TABLE,
          table: {
            // Its title is a row of its head: neither stands alone at the foot of a page, and both come again on the next.
            headerRows: HEAD_ROWS,
            keepWithHeaderRows: 1,
            dontBreakRows: rows.every((row) => row.every((text) => text.length <= UNBROKEN)),
            widths: [...widths],
            body: [
              [cell(name, { fontSize: 11, bold: true, colSpan: head.length }), ...head.slice(1).map(() => cell(''))],
              head.map((text) => cell(text, { bold: true })),
              ...rows.map((row) => row.map((text) => cell(text))),
            ],
          },
        },
        ...(note === undefined ? [] : [cell(note, { color: '#444444', margin: BELOW_TABLE })]),
      ]),
    ],
  };
}

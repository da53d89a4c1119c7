/** Reports of the audit as PDF: a title, what it is about, and tables; for the story of a project, findings and searches. */
import type { Report } from '../domain/kernel/report.ts';
import { cell, type Definition, pdfOf } from './pdf.ts';

/** Left, top, right, bottom, in points. */
const BELOW_TABLE: [number, number, number, number] = [0, 12, 0, 4];
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
        { text: name, fontSize: 11, bold: true, margin: BELOW_TABLE },
        {
          layout: 'lightHorizontalLines',
          table: {
            headerRows: 1,
            widths: [...widths],
            body: [head.map((text) => cell(text, { bold: true })), ...rows.map((row) => row.map((text) => cell(text)))],
          },
        },
        ...(note === undefined ? [] : [cell(note, { color: '#444444', margin: BELOW_TABLE })]),
      ]),
    ],
  };
}

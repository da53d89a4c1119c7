/** What a thread does for pdf-threads.ts. Deliberately absent: limits. */
import type { Report } from '../domain/audit/report.ts';
import { approvalSheetPdf, type PrintedSheet } from './approval-sheet.ts';
import { reportPdf } from './report.ts';

export type PdfTask = { readonly kind: 'SHEET'; readonly sheet: PrintedSheet } | { readonly kind: 'REPORT'; readonly report: Report };

export async function makePdf(task: PdfTask): Promise<Uint8Array> {
  const bytes = task.kind === 'SHEET' ? await approvalSheetPdf(task.sheet) : await reportPdf(task.report);
  return Uint8Array.from(bytes);
}

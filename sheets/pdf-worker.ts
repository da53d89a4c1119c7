/** What a thread does for pdf-threads.ts. Deliberately absent: limits. */
import type { Report } from '../domain/kernel/report.ts';
import type { PrintedProgrammeSurvey } from '../domain/stages/survey/programme-result.ts';
import type { PrintedSurvey } from '../domain/stages/survey/result.ts';
import { approvalSheetPdf } from './approval-sheet.ts';
import type { PrintedSheet } from './printed-sheet.ts';
import { programmeSurveyPdf } from './programme-survey-report.ts';
import { reportPdf } from './report.ts';
import { surveyReportPdf } from './survey-report.ts';

export type PdfTask =
  | { readonly kind: 'SHEET'; readonly sheet: PrintedSheet }
  | { readonly kind: 'REPORT'; readonly report: Report }
  | { readonly kind: 'SURVEY'; readonly survey: PrintedSurvey }
  | { readonly kind: 'PROGRAMME_SURVEY'; readonly surveys: PrintedProgrammeSurvey };

export async function makePdf(task: PdfTask): Promise<Uint8Array> {
  return Uint8Array.from(await bytesOf(task));
}

function bytesOf(task: PdfTask): Promise<Buffer> {
  switch (task.kind) {
    case 'SHEET':
      return approvalSheetPdf(task.sheet);
    case 'REPORT':
      return reportPdf(task.report);
    case 'SURVEY':
      return surveyReportPdf(task.survey);
    case 'PROGRAMME_SURVEY':
      return programmeSurveyPdf(task.surveys);
  }
}

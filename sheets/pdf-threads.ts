/**
 * PDFs made in threads beside the service: laying out two thousand rows takes seconds, and nobody's request waits for it.
 * Each has a bound of memory and of time. Deliberately absent: what they say, and who may have how many at once (api/).
 */
import { Piscina } from 'piscina';
import type { Report } from '../domain/kernel/report.ts';
import type { PrintedProgrammeSurvey } from '../domain/stages/survey/programme-result.ts';
import type { PrintedSurvey } from '../domain/stages/survey/result.ts';
import type { ApprovalSheet } from '../domain/views.ts';
import type { PdfTask } from './pdf-worker.ts';
import { printed } from './printed-sheet.ts';

/** The largest report (2,000 events) takes about 4 s and 200 MB. */
const TIME_MS = 60_000;
const MEMORY_MB = 768;
const THREADS = 2;
/** A thread that has nothing to do ends after so long; its fonts are 25 MB. */
const IDLE_MS = 60_000;

export type PdfThreads = {
  approvalSheet(sheet: ApprovalSheet): Promise<Buffer>;
  report(report: Report): Promise<Buffer>;
  survey(survey: PrintedSurvey): Promise<Buffer>;
  programmeSurvey(surveys: PrintedProgrammeSurvey): Promise<Buffer>;
  close(): Promise<void>;
};

/** Errors: the bounds were passed. */
export function createPdfThreads(): PdfThreads {
  const pool = new Piscina({
    filename: new URL('./pdf-thread.mjs', import.meta.url).href,
    name: 'makePdf',
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const make = async (task: PdfTask): Promise<Buffer> => {
    // Aborting ends the thread: nothing else stops a layout that does not end.
    const made: Uint8Array = await pool.run(task, { signal: AbortSignal.timeout(TIME_MS) });
    return Buffer.from(made.buffer, made.byteOffset, made.byteLength);
  };
  return {
    approvalSheet: (sheet) => make({ kind: 'SHEET', sheet: printed(sheet) }),
    report: (report) => make({ kind: 'REPORT', report }),
    survey: (survey) => make({ kind: 'SURVEY', survey }),
    programmeSurvey: (surveys) => make({ kind: 'PROGRAMME_SURVEY', surveys }),
    close: () => pool.destroy(),
  };
}

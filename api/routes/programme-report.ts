/** The report of a programme for its leading group, as PDF and as a workbook; that it left is noted in the journal. Deliberately absent: what it says (domain/programme/report.ts). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import { counted, type ProgrammeReport, programmeReport, written } from '../../domain/programme/report.ts';
import { sendFile } from '../document-file.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { lang } from '../schemas/values.ts';
import { id } from './cases.ts';

const MEDIA = { pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

export function programmeReportRoutes({ route }: RouteSet, { reading, audit }: ApiDeps): void {
  const made = async (programme: string, locale: Locale): Promise<ProgrammeReport | null> => {
    const now = new Date().toISOString();
    const [source, findings] = await Promise.all([reading.readProgress(programme), audit.findings([programme], {})]);
    if (source === null) return null;
    const people = await reading.findPeople([
      ...new Set([...source.projects.map(({ project }) => project.profile.manager), ...source.approvals.flatMap(({ asked }) => asked)]),
    ]);
    const nameOf = (person: string): string => {
      const known = people.get(person);
      return known === undefined ? person : pick({ zh: known.name, en: known.nameEn }, locale);
    };
    return programmeReport({ source, findings, nameOf }, dayAt(now), locale, now);
  };
  for (const format of ['pdf', 'xlsx'] as const)
    route(
      {
        ...nothing,
        method: 'get',
        path: `/api/v1/programme/:id/report.${format}`,
        heavy: true,
        summary:
          format === 'pdf'
            ? 'The report of a programme for its leading group: sums by level and source, payment progress, places, late projects, findings, each with its rule'
            : 'The same as a workbook, a sheet for each of its tables, sums in yuan',
        params: z.strictObject({ id }),
        query: z.strictObject({ lang }),
        answer: z.never(),
        file: [MEDIA[format]],
        status: 200,
        problems: [404, 503],
      },
      async ({ params: { id: programme }, query: { lang: locale }, reader, response }) => {
        const report = await made(programme, locale);
        if (report === null) {
          sendProblem(response, problemOf('NOT_FOUND'));
          return null;
        }
        const bytes = format === 'pdf' ? await pdfOf(audit, report, locale) : await workbookOf(audit, report);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        await audit.noteExport(reader, programme, { what: 'PROGRAMME_REPORT', format, query: `lang=${locale}&sha256=${sha256}` });
        sendFile(response, { name: `${programme}-report.${format}`, mediaType: MEDIA[format], bytes });
        return null;
      },
    );
}

const pdfOf = (audit: ApiDeps['audit'], { tables, ...report }: ProgrammeReport, locale: Locale): Promise<Buffer> =>
  audit.report({
    ...report,
    tables: tables.map(({ rows, ...table }) => ({
      ...table,
      rows: rows.map((row) => row.map((cell) => written(cell, locale))),
    })),
  });

async function workbookOf(audit: ApiDeps['audit'], { title, about, foot, tables }: ProgrammeReport): Promise<Buffer> {
  const cover = { name: title, head: [title], rows: [...about, foot].map((line) => [line]) };
  const sheets = tables.map(({ title: name, head, rows, note }) => ({
    name,
    head,
    rows: [...rows.map((row) => row.map(counted)), ...(note === undefined ? [] : [[note]])],
  }));
  const pieces: Uint8Array[] = [];
  for await (const piece of audit.workbook([cover, ...sheets])) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The report of a programme: what a leading group reads says what the pages say, each matter with its rule, in both languages and forms. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import { fundsPage } from '../../domain/programme/funds-shown.ts';
import { counted, type ProgrammeReport, programmeReport, written } from '../../domain/programme/report.ts';
import { checkProgramme, checkProject } from '../../jobs/project-checks.ts';
import { readProgress } from '../../prisma/cases/programme-progress.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { listFindings } from '../../prisma/history/findings.ts';
import { migrate } from '../../prisma/migrate.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { openExample, playWhole } from '../../scripts/record/example.ts';
import { reportPdf } from '../../sheets/report.ts';
import { workbook } from '../../sheets/table.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
const office: Actor = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] };
const NOW = new Date().toISOString();

beforeAll(async () => {
  const url = await freshDatabase('programme_report_test');
  await migrate(url);
  db = openDatabase(url);
  const { play, programme } = await openExample(db, 'R');
  const projects = programme.file.projects.map(({ profile }) => profile);
  let seen = 0;
  const act = async (command: { readonly type: string; readonly [field: string]: unknown }): Promise<void> => {
    await play.send('programme/R', { ...command, document: `青财社〔2024〕${500 + seen}号`, on: '2024-01-08', seen } as AnyCommand, office); // of the ledger
    seen += 1;
  };
  const sum = (part: 'centralFen' | 'countyFen'): number => projects.reduce((all, { funding }) => all + funding[part], 0);
  await act({ type: 'RecordSource', key: 'ZJ-1', level: 'CENTRAL', by: '国家发展改革委', year: 2024, amountFen: sum('centralFen') });
  await act({ type: 'RecordSource', key: 'ZJ-2', level: 'COUNTY', by: '青禾县财政局', year: 2024, amountFen: sum('countyFen') });
  await act({ type: 'SetBudget', source: 'ZJ-2', year: 2024, amountFen: sum('countyFen') + 100 });
  for (const { code, funding } of projects) {
    if (funding.centralFen > 0) await act({ type: 'Allocate', key: `XD-${code}`, source: 'ZJ-1', project: code, amountFen: funding.centralFen });
  }
  await playWhole(play, programme, projects[0]?.code ?? '').catch((error: unknown) => {
    // Paid beyond what the centre allocated: the county has allocated nothing yet, and the gate says so.
    if (!String(error).includes('FUNDS_SHORT')) throw error;
  });
  for (const { code } of projects) await checkProject(db, recorderOf(db), code);
  await checkProgramme(db, recorderOf(db), 'R');
}, 180_000);
afterAll(() => db.close());

async function made(locale: Locale): Promise<ProgrammeReport> {
  const [source, findings] = await Promise.all([readProgress(db, 'R'), listFindings(db, ['R'], {})]);
  if (source === null) throw new Error('there is no programme');
  return programmeReport({ source, findings, nameOf: (person) => person }, dayAt(NOW), locale, NOW);
}
const rowsOf = ({ tables }: ProgrammeReport, begins: string) => tables.find(({ title }) => title.includes(begins))?.rows ?? [];

it.each(['zh-CN', 'en'] as const)('says in %s what the pages say, and nothing without its rule', async (locale) => {
  const report = await made(locale);
  const source = await readProgress(db, 'R');
  if (source === null) throw new Error('there is no programme');
  const funds = fundsPage(source, dayAt(NOW));
  const nth =
    locale === 'en'
      ? ['In all', 'Money by level', 'Money by source', 'Money that', 'Findings']
      : ['总体', '按级次', '按来源', '资金不一致', '审计发现'];
  const [summary, levels, sources, disagree, found] = nth.map((begins) => rowsOf(report, begins));
  expect(summary?.map(([, figure]) => figure)).toContainEqual({ fen: funds.sums.paidFen });
  expect(levels?.map((row) => row[3])).toEqual(
    funds.levels
      .filter(({ plannedFen, amountFen, allocatedFen }) => (plannedFen ?? 0) + amountFen + allocatedFen > 0)
      .map(({ allocatedFen }) => ({ fen: allocatedFen })),
  );
  expect(sources).toHaveLength(2);
  expect(disagree).toHaveLength(funds.findings.length);
  expect(disagree?.length).toBeGreaterThan(0);
  for (const row of [...(disagree ?? []), ...(found ?? [])]) expect(String(row.at(-1))).not.toBe('');
  // The programme's own matter stands among what auditors found, under the programme's code.
  expect(found?.some(([of]) => of === 'R')).toBe(true);
  // Whatever is printed fits the page: 770 points between its margins, 16 between columns, and room for the column that takes the rest.
  for (const { title, widths } of report.tables) {
    const fixed = widths.reduce<number>((sum, width) => sum + (typeof width === 'number' ? width : 0), 0);
    expect(fixed + 16 * (widths.length - 1), title).toBeLessThanOrEqual(770 - 80);
  }
  expect(report.title).toMatch(locale === 'en' ? /report$/ : /情况报告$/);
  const pdf = await reportPdf({
    ...report,
    tables: report.tables.map(({ note, rows, ...table }) => ({
      ...table,
      rows: rows.map((row) => row.map((cell) => written(cell, locale))),
      ...(note === null ? {} : { note }),
    })),
  });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

it('is a workbook with a sheet for each table, sums as numbers in yuan', async () => {
  const { tables } = await made('zh-CN');
  const pieces: Uint8Array[] = [];
  for await (const piece of workbook(tables.map(({ title, head, rows }) => ({ name: title, head, rows: rows.map((row) => row.map(counted)) }))))
    pieces.push(piece);
  const files = unzipSync(Buffer.concat(pieces));
  const names = [...strFromU8(files['xl/workbook.xml'] ?? new Uint8Array()).matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);
  expect(names).toEqual(tables.map(({ title }) => title));
  const funds = fundsPage(
    (await readProgress(db, 'R')) ??
      (() => {
        throw new Error('none');
      })(),
    dayAt(NOW),
  );
  const sheet = strFromU8(files[`xl/worksheets/sheet${tables.findIndex(({ title }) => title.includes('按来源')) + 1}.xml`] ?? new Uint8Array());
  expect(sheet).toContain(`<v>${(funds.sources[0]?.amountFen ?? 0) / 100}</v>`);
});

/**
 * `npm run bench:survey`: what a survey of a hundred thousand answers costs. A file of them is read, stored, counted and told
 * of, in a process of its own whose memory is measured (import.ts); then the report is made. Human text first, one JSON object
 * last; exit code 1 when the import takes 60 s or 512 MB, or the report 2 s. Deliberately absent: the public questionnaire.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { questionnaireOf } from '../../domain/stages/survey/questionnaire.ts';
import { startOwnService } from '../../scripts/own-service.ts';
import { seeded } from '../../scripts/seeded.ts';
import { createPdfThreads } from '../../sheets/pdf-threads.ts';
import { atMost, tell } from '../figure.ts';
import type { Imported } from './import.ts';
import { printedFrom } from './printed.ts';

const LIMITS = { importSeconds: 60, importMegabytes: 512, reportSeconds: 2 } as const;
const { values } = parseArgs({ options: { answers: { type: 'string', default: '100000' } } });
const wanted = Number(values.answers);
const say = (line: string): void => console.log(line);

/** Answers of all twenty questions, as a county enters them. */
function csv(): string {
  const random = seeded(16);
  const among = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T; // of a list that is not empty
  const others = questionnaireOf(1)
    .questions.filter(({ kind }) => kind === 'ONE')
    .filter(({ key }) => key !== 'need');
  const areas = [
    ['城南街道', 'URBAN'],
    ['青溪街道', 'URBAN'],
    ['河口镇', 'TOWNSHIP'],
    ['高新区', 'PARK'],
  ] as const;
  const head = 'area,stratum,ageMonths,need,travelMinutes,feeLimitYuan,secondsToFill,respondent,consent,answeredOn';
  const lines = [`${head},${others.map(({ key }) => key).join(',')},concerns,advice`];
  for (let n = 1; n <= wanted; n += 1) {
    const [area, stratum] = among(areas);
    const need = among(['CERTAIN', 'MAYBE', 'NO', 'NO']);
    const wants = need === 'NO' ? ['', ''] : [among(['10', '15', '20', '30']), among(['800', '1200', '1500', '2000'])];
    const given = others.map(({ options = [] }) => among(options).code);
    const row = [area, stratum, Math.floor(random() * 37), need, ...wants, 90 + Math.floor(random() * 600), `r${n}`, 'yes', '2026-05-20'];
    lines.push([...row, ...given, among(['SAFETY、PRICE', 'STAFF', 'DISTANCE、MEALS、HYGIENE']), n % 9 === 0 ? '希望离家近一些' : ''].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** In a process of its own, told in parts how far it is. */
function importIn(task: { readonly file: string; readonly databaseUrl: string }): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'import.ts'), [task.file, task.databaseUrl], { execArgv: ['--import', 'tsx'] });
    child.on('message', (told: { readonly stored: number } | Imported) => {
      if ('stored' in told) say(`  ${told.stored} stored`);
      else resolve(told);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the import ended with ${code}`)));
  });
}

async function timed<T>(make: () => Promise<T>): Promise<{ readonly seconds: number; readonly made: T }> {
  const from = performance.now();
  const made = await make();
  return { seconds: (performance.now() - from) / 1_000, made };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-bench-survey-'));
const service = await startOwnService({ name: 'bench-survey', say });
try {
  const file = path.join(folder, 'answers.csv');
  writeFileSync(file, csv());
  const imported = await importIn({ file, databaseUrl: service.stack.databaseUrl });
  say(`${imported.rows} answers imported and counted in ${imported.seconds.toFixed(1)} s, ${imported.megabytes.toFixed(0)} MB at most`);
  const pdfs = createPdfThreads();
  const printed = await printedFrom(service.stack.database, imported.tally);
  // The first one after a minute of rest also starts its thread and loads the fonts.
  const [first, again] = [await timed(() => pdfs.survey(printed)), await timed(() => pdfs.survey(printed))];
  await pdfs.close();
  const { seconds: reportSeconds, made: pdf } = again;
  say(
    `report of ${(pdf.length / 1_024).toFixed(0)} KB in ${reportSeconds.toFixed(2)} s; the first, with its thread, in ${first.seconds.toFixed(2)} s`,
  );
  tell(
    {
      part: 'survey',
      note: { zh: `${imported.rows} 份问卷`, en: `${imported.rows} answers` },
      figures: [
        atMost('importSeconds', 's', imported.seconds, LIMITS.importSeconds, '读入、存储并统计', 'read, stored and counted'),
        atMost('importMegabytes', 'MB', imported.megabytes, LIMITS.importMegabytes, '同上，内存', 'the same, memory'),
        atMost('reportSeconds', 's', reportSeconds, LIMITS.reportSeconds, '报告', 'its report'),
      ],
    },
    { firstReportSeconds: first.seconds, reportBytes: pdf.length },
  );
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}

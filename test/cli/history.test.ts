import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgrammeFile } from '../../api/schemas/programme.ts';
import { addDays, addMonths } from '../../domain/kernel/days.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { LIGHTS, progressLight } from '../../domain/standards/lights.ts';
import { plannedProgress } from '../../domain/standards/milestones.ts';
import { exampleHalfWay } from '../../setup/example/half-way.ts';
import { historyOf, type Reach } from '../../setup/example/history.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { NO_SCANS, papersOfFile } from '../../setup/history.ts';
import { checkProgrammeFiles } from '../../setup/programme-files.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TODAY = '2026-11-20';
type File = { -readonly [K in keyof ProgrammeFile]: ProgrammeFile[K] };
function example(reach: Reach): File {
  const file: File = JSON.parse(readFileSync('examples/qinghe/programme.json', 'utf8'));
  file.projects = file.projects.map((project, index) => ({
    ...project,
    history: { complete: true, facts: historyOf(project.profile, { reach, nth: index + 1, today: TODAY }) as never },
  }));
  return file;
}
function check(file: unknown) {
  writeFileSync(path.join(folder, 'programme.json'), typeof file === 'string' ? file : JSON.stringify(file));
  writeFileSync(path.join(folder, 'survey.csv'), readFileSync('examples/qinghe/survey.csv', 'utf8'));
  return checkProgrammeFolder(folder);
}
/** A project's facts of that kind, changed in the file. */
function change(file: File, index: number, kind: string, changed: object): void {
  const facts = file.projects[index]?.history?.facts ?? [];
  for (const fact of facts) if (fact.kind === kind) Object.assign(fact, changed);
}
const english = async (file: unknown): Promise<readonly string[]> => (await check(file)).faults.map(({ en }) => en);

describe('the example half way', () => {
  it.each(['2026-11-28', '2026-12-31', '2027-02-28', '2027-03-31', '2027-06-15', '2027-10-02'])(
    'has no fault on %s, and projects that are on time, late and red',
    async (today) => {
      const { file } = await exampleHalfWay(today);
      const bytes = Buffer.from(JSON.stringify({ ...file, surveys: [] }));
      const checked = await checkProgrammeFiles(
        (name) => (name === 'programme.json' ? { bytes } : { fault: { zh: '没有', en: 'is not there' } }),
        'programme.json',
        today,
      );
      expect(checked.faults).toEqual([]);
      const lights = file.projects.flatMap(({ profile, history }) => {
        const newest = history?.facts.filter((fact) => fact.kind === 'REPORT').at(-1);
        if (newest === undefined) return [];
        const end = addDays(addMonths(`${newest.month}-01`, 1), -1);
        return [progressLight(plannedProgress(profile.buildKind, profile.milestones, end), newest.actualPercent, shippedValues(LIGHTS))];
      });
      expect(lights).toEqual(['GREEN', 'YELLOW', 'RED']);
    },
  );
});

describe('a programme file with what happened on paper before', () => {
  it('is taken as it is wherever the projects stand', async () => {
    for (const reach of ['SURVEYED', 'BUILDING', 'OVER'] as const) expect(await english(example(reach))).toEqual([]);
  });

  it('is refused with every fault of every project, each at its place, in both languages', async () => {
    const file = example('BUILDING');
    change(file, 0, 'SURVEY_HELD', { on: '2099-01-01' });
    change(file, 1, 'CONTRACT', { amountFen: 1 });
    change(file, 2, 'PLAN_ISSUED', { on: '2099-02-02' });
    const fifth = file.projects[4];
    if (fifth?.history !== undefined) fifth.history.facts = [];
    const { faults, programme } = await check(file);
    const told = faults.map(({ en }) => en);
    expect(programme).toBeNull();
    for (const part of [
      /^programme\.json: projects\[0\] \(QH-01\)\.history\.facts\[0\] \(SURVEY_HELD\)\.on: must not be after today/,
      /projects\[1\] \(QH-02\)\.history\.facts\[\d+\] \(PAYMENT\.P-\d+\)\.amountFen: must not bring payments/,
      /projects\[2\] \(QH-03\)\.history\.facts\[1\] \(PLAN_ISSUED\)\.on: must not be after today/,
      /projects\[4\] \(QH-05\)\.history\.complete: must be false/,
    ])
      expect(told.filter((line) => part.test(line)).length, String(part)).toBeGreaterThan(0);
    expect(faults.every(({ zh }) => /[\u4e00-\u9fff]/.test(zh))).toBe(true);
  });

  it('of a later stage without an earlier one, and one number in two projects, is refused', async () => {
    const file = example('BUILDING');
    const [, , , fourth] = file.projects;
    if (fourth?.history !== undefined) fourth.history.facts = fourth.history.facts.filter(({ kind }) => kind !== 'PLAN_ISSUED');
    const number = file.projects[0]?.history?.facts.find(({ kind }) => kind === 'CONTRACT')?.document;
    change(file, 5, 'CONTRACT', { document: number });
    expect(await english(file)).toEqual([
      expect.stringMatching(/projects\[3\] \(QH-04\)\.history\.facts\[1\] \(STEP_REPLIED\.\w+\)\.kind: must not be of a later stage .*: Planning/),
      expect.stringMatching(/projects\[3\] \(QH-04\)\.history\.facts\[\d+\] \((?:FUNDS|PERMIT|CONTRACT).*/),
      expect.stringMatching(
        /projects\[5\] \(QH-06\)\.history\.facts\[\d+\] \(CONTRACT\)\.document: must be a number of its own; .* is used in project QH-01/,
      ),
    ]);
  });

  it('that was cut off, or names what no kind of fact holds, is refused by its form', async () => {
    const text = JSON.stringify(example('BUILDING'));
    expect((await english(text.slice(0, text.length / 2))).join()).toMatch(/^programme\.json: /);
    const file = example('SURVEYED');
    change(file, 0, 'SURVEY_HELD', { surplus: 1 });
    expect(await english(file)).toEqual([expect.stringMatching(/^programme\.json: projects\[0\]\.history\.facts\[0\]/)]);
  });

  it('has its scans beside it: documents, and all of them there', async () => {
    const file = example('SURVEYED');
    change(file, 0, 'SURVEY_HELD', { files: [{ title: '调研报告', file: 'report.pdf' }] });
    change(file, 1, 'SURVEY_HELD', { files: [{ title: '调研报告', file: 'page.html' }] });
    change(file, 2, 'SURVEY_HELD', { files: [{ title: '调研报告', file: '../secret.pdf' }] });
    expect(await english(file)).toEqual([expect.stringMatching(/projects\[2\]\.history\.facts\[0\]\.files\[0\]\.file: must be a plain file name/)]);
    change(file, 2, 'SURVEY_HELD', { files: [{ title: '调研报告', file: 'missing.pdf' }] });
    writeFileSync(path.join(folder, 'report.pdf'), onePagePdf('Report', 'QH-01', 'x'));
    writeFileSync(path.join(folder, 'page.html'), '<script>');
    expect(await english(file)).toEqual([
      expect.stringMatching(/projects\[1\] .*page\.html: the file is by its content none of/),
      expect.stringMatching(/projects\[2\] .*missing\.pdf does not exist/),
    ]);
    change(file, 1, 'SURVEY_HELD', { files: undefined });
    change(file, 2, 'SURVEY_HELD', { files: undefined });
    const { programme } = await check(file);
    expect([...(programme?.scans?.keys() ?? [])]).toEqual(['report.pdf']);
  });
});

describe('a programme file with papers of the programme itself', () => {
  const PAPERS = [
    { kind: 'GROUP_SET_UP', document: '青政办函〔2023〕3号', on: '2023-02-20', by: '县政府办公室', members: '组长：县委常委' },
    { kind: 'GROUP_MEETING', key: 'HY-1', document: '青托领纪〔2023〕1号', on: '2023-06-01', by: '领导小组', decisions: '通过年度计划' },
  ] as const;
  const withPapers = (papers: readonly object[]): object => ({ ...example('SURVEYED'), papers });

  it('is taken as it is, with scans of theirs', async () => {
    writeFileSync(path.join(folder, 'minutes.pdf'), onePagePdf('Minutes', 'QH', 'x'));
    const { faults, programme } = await check(withPapers([PAPERS[0], { ...PAPERS[1], files: [{ title: '会议纪要', file: 'minutes.pdf' }] }]));
    expect(faults).toEqual([]);
    expect([...(programme?.scans?.keys() ?? [])]).toEqual(['minutes.pdf']);
    const [group, meeting] = programme === null ? [] : papersOfFile(programme.file, programme.scans ?? NO_SCANS);
    expect(group).toEqual(PAPERS[0]);
    expect(meeting).toEqual({ ...PAPERS[1], files: [{ title: '会议纪要', sha256: programme?.scans?.get('minutes.pdf')?.sha256 }] });
  });

  it('is refused with every fault at its place, beside those of its projects', async () => {
    const file = {
      ...example('SURVEYED'),
      papers: [PAPERS[0], { ...PAPERS[1], on: '2023-01-01' }, { ...PAPERS[1], document: '青政办函〔2023〕3号' }],
    };
    change(file as never, 0, 'SURVEY_HELD', { on: '2099-01-01' }); // a file whose papers have no scans
    const letter = { kind: 'OTHER_PAPER', key: 'Q-1', title: '函', document: '青托办函〔2023〕8号', on: '2023-05-04', by: '县托育办' };
    const told = await english({ ...file, papers: [...file.papers, { ...letter, files: [{ title: '函', file: 'gone.pdf' }] }] });
    for (const part of [
      /papers\[1\] \(GROUP_MEETING\.HY-1\)\.on: must not be before/,
      /papers\[2\] \(GROUP_MEETING\.HY-1\)\.kind: must be there once/,
      /papers\[2\] \(GROUP_MEETING\.HY-1\)\.document: must be a number of its own/,
      /papers\[3\]\.files\[0\]\.file: gone\.pdf does not exist/,
      /projects\[0\] .*SURVEY_HELD.*must not be after today/,
    ])
      expect(told).toContainEqual(expect.stringMatching(part));
  });

  it('whose papers name what no kind holds is refused by its form', async () => {
    expect(await english(withPapers([{ ...PAPERS[0], places: 3 }]))).toEqual([expect.stringMatching(/^programme\.json: papers\[0\]/)]);
    expect(await english(withPapers([{ kind: 'NO_SUCH' }]))).toEqual([expect.stringMatching(/^programme\.json: papers\[0\]/)]);
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Follows "A new stage" of CONTRIBUTING.md in a copy of the tree, compiles it, and plays projects through it. */
const root = process.cwd();
const FOLDER = 'domain/stages/visit/';
const LIST = 'domain/stages/all.ts';
const PLAY = 'play-visit.ts';
const planted = (name: string): string => path.join(root, 'test/architecture/planted', name);

const filesIn = (folder: string): readonly string[] =>
  spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: folder, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => /\.(tsx?|m[jt]s|json|prisma)$/.test(file) && !/^(docs|examples)\/|\/histories\//.test(file));

let tree = '';
const spawned = (program: string, args: readonly string[]) => {
  const result = spawnSync(program, args, { cwd: tree, encoding: 'utf8' });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
};
const run = (command: string, ...args: readonly string[]) => spawned(path.join(root, 'node_modules/.bin', command), args);
/** As `npm run check:types` does, with its flags. */
const compile = (project: string) => spawned('npm', ['run', '--silent', 'tsc', '--', project]);
const change = (file: string, from: string, to: string): void => {
  const text = readFileSync(path.join(tree, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  writeFileSync(path.join(tree, file), text.replace(from, to));
};
const differs = (file: string): boolean => {
  try {
    return !readFileSync(path.join(tree, file)).equals(readFileSync(path.join(root, file)));
  } catch {
    return true;
  }
};

beforeAll(() => {
  tree = mkdtempSync(path.join(os.tmpdir(), 'tuojian-stage-'));
  for (const file of filesIn(root)) cpSync(path.join(root, file), path.join(tree, file));
  cpSync(path.join(root, 'prisma/generated'), path.join(tree, 'prisma/generated'), { recursive: true });
  cpSync(path.join(root, 'web/generated'), path.join(tree, 'web/generated'), { recursive: true });
  cpSync(path.join(root, '.gitignore'), path.join(tree, '.gitignore'));
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  spawnSync('git', ['init', '-q'], { cwd: tree });
  cpSync(planted('visit-stage.ts'), path.join(tree, FOLDER, 'stage.ts'));
  // The one line, and its import.
  change(LIST, '  publicityStage,\n', '  publicityStage,\n  visitStage,\n');
  change(LIST, "from './training/stage.ts';\n", "from './training/stage.ts';\nimport { visitStage } from './visit/stage.ts';\n");
  cpSync(planted('visit-play.ts'), path.join(tree, PLAY));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('a stage that is added by one folder and one line', () => {
  it('compiles with the whole house and keeps its rooms; files touched outside its folder: 1', () => {
    expect(compile('.')).toEqual({ status: 0, output: '' });
    expect(run('depcruise', '--config', '.dependency-cruiser.mjs', 'domain', 'workflows').output).toContain('no dependency violations found');
    const touched = filesIn(tree).filter((file) => file !== PLAY && differs(file));
    expect(touched.filter((file) => file.startsWith(FOLDER))).toEqual([`${FOLDER}stage.ts`]);
    expect(touched.filter((file) => !file.startsWith(FOLDER))).toEqual([LIST]);
  }, 240_000);

  it('is played: by its schema, its permission, its clock and its words, and the project waits for it', () => {
    const { status, output } = run('tsx', PLAY);
    expect({ status, output }).toEqual({ status: 0, output: 'played\n' });
  }, 60_000);

  it('does not compile with a result renamed in an earlier stage, an event without its words, or a command that nobody decides', () => {
    const survey = 'domain/stages/survey/stage.ts';
    change(survey, 'readonly demandGap: number;\n  readonly policyGap', 'readonly gap: number;\n  readonly policyGap');
    change(survey, 'done({ requiredPlaces, demandGap, policyGap', 'done({ requiredPlaces, gap: demandGap, policyGap');
    change(`${FOLDER}stage.ts`, "    VisitOverdue: { zh: '巡查逾期', en: 'visit overdue' },\n", '');
    // A field of text of which nobody said what it is, and an event of another kind without its facts.
    change('domain/stages/publicity/stage.ts', ", evidence: 'text', files: ", ', files: ');
    change('domain/approval/event-facts.ts', "  SeenMarked: { zh: '已阅未批', en: 'seen, not decided yet', fields: { person: 'person' } },\n", '');
    change(`${FOLDER}stage.ts`, '  EndVisits: office({}),\n', '  EndVisits: office({}),\n  Forgotten: office({}),\n');
    const { output } = compile('domain');
    const faultsOf = (what: string) => [
      ...new Set(
        output
          .split('\n')
          .filter((line) => line.includes(what))
          .map((line) => `${line.split('(')[0]} ${line.match(/TS\d+/)?.[0]}`),
      ),
    ];
    expect(faultsOf('\'"demandGap"\'')).toEqual(['domain/stages/planning/facts.ts TS2345', `${FOLDER}stage.ts TS2345`]);
    expect(faultsOf("'VisitOverdue'")).toEqual([`${FOLDER}stage.ts TS2741`]);
    expect(faultsOf('publicity/stage.ts(')).toEqual(['domain/stages/publicity/stage.ts TS2322']);
    expect(faultsOf('approval/event-facts.ts(')).toEqual(['domain/approval/event-facts.ts TS2741']);
    expect(faultsOf('Function lacks ending return statement')).toEqual([`${FOLDER}stage.ts TS2366`]);
  }, 120_000);
});

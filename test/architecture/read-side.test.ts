import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const filesIn = (...folders: readonly string[]): readonly string[] =>
  spawnSync('git', ['ls-files', '-c', '-o', '--exclude-standard', ...folders.map((folder) => `${folder}/*.ts`)], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '' && existsSync(file));

/** SQL that looks into the fold of a case. */
const INTO_STATE = /\bstate\b(?:::jsonb?)?\s*(?:->|#>|@>|\?[|& ])|jsonb?_[a-z_]+\(\s*(?:c\.)?state\b/;

describe('the read side', () => {
  it('is asked by its columns: no SQL reaches into the state of a case', () => {
    expect("c.state->'roles'").toMatch(INTO_STATE);
    expect("state::jsonb #> '{survey,areas}'").toMatch(INTO_STATE);
    const found = filesIn('prisma').flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (INTO_STATE.test(line) ? [`${file}:${index + 1}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

describe('the clients of the database', () => {
  it('stay behind prisma/: whoever else has a question names it', () => {
    const found = filesIn('api', 'cli', 'jobs', 'temporal', 'log', 'worker', 'notices', 'activities').flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (/\.(?:pool|prisma)\b(?![/'])/.test(line) ? [`${file}:${index + 1}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

describe('a case at work', () => {
  it('is asked by no query: who wants to know how far it is asks as temporal/case-head.ts does', () => {
    const found = filesIn('api', 'cli', 'jobs', 'temporal', 'worker', 'activities', 'scripts').filter((file) =>
      /\b(?:view|version)Query\b/.test(readFileSync(file, 'utf8')),
    );
    // At rest, when all is over: what workflows hold is compared with what the events give.
    expect(found).toEqual(['scripts/faults/oracle/cases.ts']);
  });
});

describe('workflows', () => {
  it('ask neither in which scope of cancellation nor in which Update they are: their thread does not carry it along (worker/lean-thread.cjs)', () => {
    const found = filesIn('workflows').filter((file) =>
      /\b(?:CancellationScope|currentUpdateInfo|AsyncLocalStorage)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(found).toEqual([]);
  });
});

describe('a prepared statement', () => {
  it('has a name of its own: a connection keeps one text a name, and refuses another', () => {
    const NAMED = /\bname: '([^']+)',\s*text:/g;
    const names = filesIn('prisma').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(NAMED)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

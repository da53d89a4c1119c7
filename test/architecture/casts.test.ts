import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Places of casts (`x as T`; `as const` is none) that no comment on their line, or on the line before, explains. */
function unexplainedCasts(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const lines = text.split('\n');
  const lineOf = (at: number): number => source.getLineAndCharacterOfPosition(at).line;
  const found = new Set<string>();
  const walk = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && node.type.getText() !== 'const') {
      const [first, last] = [lineOf(node.getStart()), lineOf(node.type.getStart())];
      const beside = lines.slice(first, last + 1).some((line) => /(^|[^:'"`])\/\/ \S/.test(line));
      if (!beside && !/^\s*(\/\/ |\*|\/\*\*)/.test(lines[first - 1] ?? '')) found.add(`${file}:${last + 1}`);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return [...found];
}

describe('a cast', () => {
  it('is found where nothing explains it', () => {
    const text = [
      'const a = x as A;',
      'const b = x as B; // the file is ours',
      '// read by its own writer',
      'const c = x as C;',
      "const d = ['x'] as const;",
      'const e = x as unknown as E;',
    ].join('\n');
    expect(unexplainedCasts('a.ts', text)).toEqual(['a.ts:1', 'a.ts:6']);
  });

  it('says why, wherever the product has one', () => {
    const files = spawnSync('git', ['ls-files', '*.ts', '*.tsx'], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((file) => file !== '' && !/^(test|bench|scripts|examples)\/|[.]config[.]ts$/.test(file) && existsSync(file));
    expect(files.flatMap((file) => unexplainedCasts(file, readFileSync(file, 'utf8')))).toEqual([]);
  });
});

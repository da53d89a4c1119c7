import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

/** A closed list: the members of an exported type of domain/ that is a union of texts, and the file that declares it. */
type ClosedList = { readonly name: string; readonly file: string; readonly members: ReadonlySet<string> };

const tracked = (): readonly string[] =>
  spawnSync('git', ['ls-files', '-c', '-o', '--exclude-standard', '*.ts', '*.tsx'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '' && existsSync(file));

/** Found by the compiler itself, so that lists made from other lists count as well. */
function closedLists(files: readonly string[]): readonly ClosedList[] {
  const program = ts.createProgram([...files], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const lists: ClosedList[] = [];
  for (const file of files) {
    program.getSourceFile(file)?.forEachChild((node) => {
      if (!ts.isTypeAliasDeclaration(node) || node.typeParameters !== undefined) return;
      const type = checker.getTypeAtLocation(node.name);
      if (!type.isUnion() || !type.types.every((member) => member.isStringLiteral())) return;
      const members = new Set(type.types.map((member) => (member as ts.StringLiteralType).value));
      if (members.size > 1) lists.push({ name: node.name.text, file: path.relative('.', file), members });
    });
  }
  return lists;
}

/** Something that a person reads, or a way to make it; not a number, a code or a call of the program. */
function isWords(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node)) return /[\u4e00-\u9fff]|[a-z]/.test(node.text) && !/^(text|application)\//.test(node.text);
  if (ts.isTemplateExpression(node)) return true;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return isWords(node.expression);
  if (ts.isArrowFunction(node)) return !ts.isBlock(node.body) && isWords(node.body);
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && node.elements.every(isWords);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.some((property) => ts.isPropertyAssignment(property) && isWords(property.initializer));
  if (ts.isCallExpression(node)) return node.arguments.length === 2 && node.arguments.every((argument) => isWords(argument)); // both('甲', 'a')
  return false;
}

/** Where the lists of a route are put into words: above domain/words/, which knows no approval, and out of what workflows load. */
const ROUTE_WORDS = 'domain/approval/route-words.ts';
/** Lists whose one table stands elsewhere: what is told are whole answers of that door, and no names. `Locale` is chosen, never told. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  RecorderFailure: 'api/problem.ts',
  Unclear: 'api/inbound-mail.ts',
  AgreeMode: ROUTE_WORDS,
  ReturnTarget: ROUTE_WORDS,
  WhenSuspended: ROUTE_WORDS,
  FieldType: ROUTE_WORDS,
  // Fields of a stage's forms are called by what they ask; those of an application have the same kinds.
  FieldKind: ROUTE_WORDS,
  // Beside other sentences of the one page that tells them.
  // Columns of a query, and no words.
  FolderOrder: 'prisma/cases/folder.ts',
  FindingAct: 'web/audit/findings/words.ts',
  Facet: 'web/audit/search/words.ts',
  DeadlineKind: 'web/programme/words.ts',
  ClassKind: 'web/projects/acts/words.ts',
  AgeBand: 'web/projects/acts/words.ts',
  ProjectAct: 'web/projects/acts/words.ts',
  Pace: 'web/programme/words.ts',
};

/**
 * Tables that put a closed list into words where they must not stand: anywhere but in domain/words/ or beside the list
 * itself. A table that names some of a longer list, or a list among other words, is one as well.
 */
function strayTables(file: string, text: string, lists: readonly ClosedList[]): readonly string[] {
  if (file.startsWith('domain/words/')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const keys = node.properties.flatMap((property) =>
        ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name) && isWords(property.initializer) ? [property.name.text] : [],
      );
      const list = lists.find(
        ({ name, file: declares, members }) => declares !== file && ELSEWHERE[name] !== file && name !== 'Locale' && tells(keys, members),
      );
      if (list !== undefined) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${list.name}`);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

/** All members, or, where a member reads like a code and no word, half of them. */
function tells(keys: readonly string[], members: ReadonlySet<string>): boolean {
  const told = keys.filter((key) => members.has(key));
  const coded = [...members].every((member) => /^[A-Z][A-Z0-9_]*$/.test(member));
  return told.length > 1 && told.length >= (coded ? Math.min(members.size, Math.max(2, members.size / 2)) : members.size);
}

describe('a closed list', () => {
  let files: readonly string[] = [];
  let lists: readonly ClosedList[] = [];
  beforeAll(() => {
    files = tracked();
    lists = closedLists(files.filter((file) => /^domain\/.*[.]ts$/.test(file)));
  }, 120_000);

  it('is known by its members, those made from other lists too', () => {
    const members = (name: string) => [...(lists.find((list) => list.name === name)?.members ?? [])].sort();
    expect(members('Advice')).toEqual(['APPROVE', 'REJECT']);
    expect(members('Light')).toEqual(['GREEN', 'RED', 'YELLOW']);
    expect(members('PauseReason')).toContain('RETURNED');
    expect(members('ApprovalStatus')).toEqual(expect.arrayContaining(['DRAFT', 'DECLINED']));
    expect(members('Door')).toHaveLength(8);
  });

  it.each([
    ['a second table', "export const W = { GREEN: '绿', YELLOW: '黄', RED: '红' };"],
    [
      'one with both languages',
      "const w = { DECIDE: { zh: '审批', en: 'x' }, OPINION: { zh: 'y', en: 'opinion' }, QUESTION: t('问', 'asked'), READ: t('阅', 'read') };",
    ],
    [
      'one of functions',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
      'const w = { BEFORE: (n: string) => `before ${n}`, AFTER: (n: string) => `after ${n}`, BESIDE: (n: string) => `beside ${n}` };',
    ],
    [
      'one that tells half of the list, among other words',
      "const w = { open: 'Open', APPROVED: 'approved', REJECTED: 'rejected', WITHDRAWN: 'withdrawn', title: 'x' };",
    ],
    ['one of doors', "const w = { link: 'a', mail: 'b', console: 'c', api: 'd', im: 'e', import: 'f', clock: 'g', case: 'h' };"],
  ])('put into words again is found: %s', (_what, text) => {
    expect(strayTables('sheets/planted.ts', text, lists)).toHaveLength(1);
    expect(strayTables('domain/words/planted.ts', text, lists)).toEqual([]);
  });

  it.each([
    [
      'codes',
      "const next = { APPROVE: 'APPROVED', APPROVE_WITH_CONDITIONS: 'APPROVED', REJECT: 'REJECTED', RETURN: 'RETURNED', SUPPLEMENT: 'PENDING' };",
    ],
    ['numbers', 'const weight = { GREEN: 1, YELLOW: 2, RED: 3 };'],
    ['other words', "const words = { open: 'Open', mail: 'by mail', link: 'the link' };"],
  ])('is not confused with %s', (_what, text) => {
    expect(strayTables('sheets/planted.ts', text, lists)).toEqual([]);
  });

  it('is put into words once, in domain/words or beside the list itself', () => {
    const product = files.filter((file) => !/^(test|bench|examples|scripts)\/|^prisma\/generated\//.test(file));
    expect(product.length).toBeGreaterThan(300);
    expect(product.flatMap((file) => strayTables(file, readFileSync(file, 'utf8'), lists))).toEqual([]);
  });
});

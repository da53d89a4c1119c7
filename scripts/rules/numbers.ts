/**
 * Numbers of domain/ that stand outside the tables of rules, read from its syntax. A number that gates or computes belongs
 * into a table; what is left is arithmetic of units, bounds of what can be typed, and what plain-numbers.ts says why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { RULE_TABLES } from '../../domain/standards/all.ts';
import { PLAIN_NUMBERS, PLAIN_ROOMS } from './plain-numbers.ts';

export type Stray = { readonly file: string; readonly line: number; readonly number: string; readonly text: string };

/** Of counting, of percent and per mille, of money and of the clock. */
const UNITS = new Set([
  '0',
  '1',
  '2',
  '10',
  '12',
  '24',
  '60',
  '100',
  '1_000',
  '1000',
  '10_000',
  '1_000_000',
  '60_000',
  '3_600_000',
  '86_400_000',
  '1e9',
]);
/** Calls whose numbers cut text, pad it, bound what can be typed (kernel/shape.ts), or stand in a table. */
const CUTS = new Set(['slice', 'padStart', 'padEnd', 'toFixed', 'toString', 'byRules', 'number', 'line', 'list', 'textOf', 'at', 'row', 'ruleTable']);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
  });

const inPlainRoom = (file: string): boolean => Object.keys(PLAIN_ROOMS).some((room) => file === room || file.startsWith(`${room}/`));

/** Within the arguments of a call that cuts or bounds, at any depth of plain objects. */
function isBound(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined && !ts.isBlock(at) && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCallExpression(at)) {
      const called = ts.isPropertyAccessExpression(at.expression) ? at.expression.name.text : at.expression.getText();
      return CUTS.has(called);
    }
  }
  return false;
}

export function strayNumbersIn(file: string, text: string): readonly Stray[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const found: Stray[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent) && !UNITS.has(node.getText()) && !isBound(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line;
      found.push({ file, line: line + 1, number: node.getText(), text: (lines[line] ?? '').trim() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter(({ text: told }) => !PLAIN_NUMBERS.some((known) => known.file === file && told.includes(known.has)));
}

/** Numbers of `domain/` that gate or compute and stand in no table. */
export const strayNumbers = (root = 'domain'): readonly Stray[] =>
  filesIn(root)
    .filter((file) => !inPlainRoom(file))
    .flatMap((file) => strayNumbersIn(file, readFileSync(file, 'utf8')));

/** Entries of plain-numbers.ts that name nothing any more. */
export const stalePlainNumbers = (): readonly string[] =>
  PLAIN_NUMBERS.filter(({ file, has }) => !readFileSync(file, 'utf8').includes(has)).map(({ file, has }) => `${file}: ${has}`);

/** Rows of tables that name no document. */
export const undocumentedRows = (): readonly string[] =>
  RULE_TABLES.flatMap(({ key, rows }) => Object.entries(rows).flatMap(([name, { document }]) => (document.trim() === '' ? [`${key}.${name}`] : [])));

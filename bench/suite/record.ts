/**
 * The last figures of each part, kept in docs/figures.json, and the tables of docs/figures.md and docs/figures.zh-CN.md made from
 * them, so that nobody types a figure. Deliberately absent: what stands around the tables, which people write.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import { isMissed, limitOf, measuredOf, type PartResult } from '../figure.ts';
import type { Machine } from './machine.ts';
import { PARTS, type Size } from './parts.ts';

export type Run = { readonly day: string; readonly commit: string; readonly machine: Machine; readonly size: Size };
/** When, where and of what a part was measured last. */
export type Kept = { readonly run: Run; readonly result: PartResult };

const FILE = 'docs/figures.json';
const PAGES: Readonly<Record<Locale, string>> = { en: 'docs/figures.md', 'zh-CN': 'docs/figures.zh-CN.md' };
export const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];

export function keptFigures(root: string): readonly Kept[] {
  const file = path.join(root, FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept[]) : []; // as it was written below
}

/** Parts measured now take the place of what they were; gives the files that were written. */
export function writeFigures(root: string, run: Run, results: readonly PartResult[]): readonly string[] {
  const now = results.map(({ part, figures, note }) => ({ run, result: { part, figures, ...(note === undefined ? {} : { note }) } }));
  const before = keptFigures(root).filter(({ result }) => now.every((one) => one.result.part !== result.part));
  const order = (part: string): number => PARTS.findIndex(({ name }) => name === part);
  const kept = [...before, ...now].toSorted((a, b) => order(a.result.part) - order(b.result.part));
  writeFileSync(path.join(root, FILE), `${JSON.stringify(kept, null, 1)}\n`);
  return [FILE, ...rendered(root)];
}

/** The pages anew from what is kept. Error: a page lacks its marks. */
export function rendered(root: string): readonly string[] {
  for (const locale of ['en', 'zh-CN'] as const) {
    const file = path.join(root, PAGES[locale]);
    writeFileSync(file, withTables(readFileSync(file, 'utf8'), tablesOf(keptFigures(root), locale)));
  }
  return Object.values(PAGES);
}

export function withTables(page: string, tables: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`a page of figures must hold ${BEGIN} and ${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${tables}\n${page.slice(end)}`;
}

const SIZE_WORDS = { short: { zh: '简短', en: 'short' }, usual: { zh: '通常', en: 'usual' }, large: { zh: '完整', en: 'large' } } as const;
const WORDS = {
  none: { zh: '尚未测量。', en: 'Nothing has been measured yet.' },
  head: { zh: ['指标', '测得', '限值', ''], en: ['figure', 'measured', 'limit', ''] },
  met: { zh: '达到', en: 'met' },
  missed: { zh: '**未达到**', en: '**missed**' },
} as const;

function machineIn({ cores, model, memoryGb, node, os }: Machine, locale: Locale): string {
  return pick(
    { zh: `${cores} 核 ${model}，${memoryGb} GB，Node ${node}，${os}`, en: `${cores} cores of ${model}, ${memoryGb} GB, Node ${node}, ${os}` },
    locale,
  );
}

/** A part after the other, each with its day, commit, size and machine. */
export function tablesOf(kept: readonly Kept[], locale: Locale): string {
  if (kept.length === 0) return `${pick(WORDS.none, locale)}\n`;
  return kept.map(({ run, result }) => tableIn(run, result, locale)).join('\n');
}

function tableIn(run: Run, { part, figures, note }: PartResult, locale: Locale): string {
  const says = PARTS.find(({ name }) => name === part)?.says ?? { zh: part, en: part };
  const size = pick(SIZE_WORDS[run.size], locale);
  const when = pick(
    {
      zh: `${run.day}，提交 ${run.commit}，${size}规模；${machineIn(run.machine, locale)}`,
      en: `${run.day}, commit ${run.commit}, ${size} size; ${machineIn(run.machine, locale)}`,
    },
    locale,
  );
  const rows = figures.map((figure) => [
    pick(figure.says, locale),
    measuredOf(figure),
    limitOf(figure),
    figure.limit === null ? '' : pick(isMissed(figure) ? WORDS.missed : WORDS.met, locale),
  ]);
  const head = locale === 'en' ? WORDS.head.en : WORDS.head.zh;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [line(head), line(head.map(() => '---')), ...rows.map(line)];
  const told = note === undefined ? '' : `${pick(note, locale)}\n\n`;
  return `### ${part}: ${pick(says, locale)}\n\n${when}\n\n${told}${lines.join('\n')}\n`;
}

/**
 * What a county has on paper of its programme itself (接续办理): who was set up to lead it, the plan that was issued, money that
 * was granted, what the leading group decided. One table of the kinds; schema, file and types are derived from it.
 * Nothing here rests on them: they are shown and compared (docs/adr/0107). Deliberately absent: projects' facts (kinds.ts).
 */
import { code, count, type Fields, type FieldsOf, fen, line, oneOf, text } from '../kernel/shape.ts';
import { dayWords } from '../words/days.ts';
import { money } from '../words/money.ts';
import { type FACT_BASIS, FUND_SOURCES } from './kinds.ts';

type Told<F extends Fields> = { readonly zh: string; readonly en: string; readonly takes: F; readonly key?: keyof F & string };
const kind = <const F extends Fields>(zh: string, en: string, takes: F, more: Pick<Told<F>, 'key'> = {}): Told<F> => ({ zh, en, takes, ...more });

export const PAPER_KINDS = {
  GROUP_SET_UP: kind('领导小组成立', 'leading group set up', { members: text }),
  PROGRAMME_PLAN: kind('实施方案印发', 'implementation plan issued', { key: code, places: count }, { key: 'key' }),
  FUNDS_GRANTED: kind('资金下达', 'funds granted', { key: code, source: oneOf(FUND_SOURCES), amountFen: fen }, { key: 'key' }),
  GROUP_MEETING: kind('领导小组会议', 'meeting of the leading group', { key: code, decisions: text }, { key: 'key' }),
  OTHER_PAPER: kind('其他文件', 'other paper', { key: code, title: line(200) }, { key: 'key' }),
} as const;

export type PaperKind = keyof typeof PAPER_KINDS;
type Flat<T> = { [K in keyof T]: T[K] };
/** A paper as it is given and kept. Sums in 分, days in Asia/Shanghai. */
export type ProgrammePaper = {
  [K in PaperKind]: Flat<{ readonly kind: K } & FieldsOf<typeof FACT_BASIS> & FieldsOf<(typeof PAPER_KINDS)[K]['takes']>>;
}[PaperKind];
export type PaperOf<K extends PaperKind> = Extract<ProgrammePaper, { readonly kind: K }>;

/** So many in one command; and of one programme. */
export const PAPERS_AT_ONCE = 100;
export const PAPERS_MOST = 300;

/** The same for the same matter, whatever it says: `FUNDS_GRANTED.ZJ-1`. */
export const paperId = (paper: ProgrammePaper): string => ('key' in paper ? `${paper.kind}.${paper.key}` : paper.kind);

/** By their day; of the same day by what they are. */
export const inOrder = (papers: readonly ProgrammePaper[]): readonly ProgrammePaper[] =>
  papers.toSorted((a, b) => (a.on === b.on ? (paperId(a) < paperId(b) ? -1 : 1) : a.on < b.on ? -1 : 1));

/** Of one kind, by their day. */
export const papersOf = <K extends PaperKind>(papers: readonly ProgrammePaper[], of: K): readonly PaperOf<K>[] =>
  inOrder(papers).filter((paper): paper is PaperOf<K> => paper.kind === of);

/** With its number, day, sum and who issued it, as a story tells it. */
export function paperWords(paper: ProgrammePaper): { readonly zh: string; readonly en: string } {
  const { zh, en } = PAPER_KINDS[paper.kind];
  const sum = paper.kind === 'FUNDS_GRANTED' ? money(paper.amountFen) : null;
  const which = 'key' in paper ? ` ${paper.key}` : '';
  const on = dayWords(paper.on);
  const rest = (day: string, amount: string | undefined) => [paper.document, day, ...(amount === undefined ? [] : [amount]), paper.by];
  return { zh: `${zh}${which}（${rest(on.zh, sum?.zh).join('，')}）`, en: `${en}${which} (${rest(on.en, sum?.en).join(', ')})` };
}

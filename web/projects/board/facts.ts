/** What the board asks, and what of it is shown by its address: narrowed, sorted, by stage. Pure but for the question. */
import type { AnswerOf } from '../../app/client.ts';
import { daysLeft, type ProjectRow, pressing } from '../../parts/project-row.tsx';
import type { BoardQuery } from '../paths.ts';

export type Board = AnswerOf<'/api/v1/projects'>;
export type BoardRow = ProjectRow;
export type Stage = Board['stages'][number];

/** The filters that stand behind the button. */
export const CHOICES = ['programme', 'light', 'stage', 'manager', 'region', 'kind', 'path', 'status'] as const;
export type Choice = (typeof CHOICES)[number];
const NARROWING = ['q', ...CHOICES] as const;
export const isNarrowed = (query: BoardQuery): boolean => NARROWING.some((name) => (query[name] ?? '') !== '');
export const UNNARROWED: BoardQuery = Object.fromEntries(NARROWING.map((name) => [name, '']));

const fitsText = ({ code, name, unit, region, manager }: BoardRow, people: Board['people'], q: string): boolean => {
  const known = people[manager];
  return [code, name.zh, name.en, unit, region ?? '', known?.name ?? '', known?.nameEn ?? ''].some((text) => text.toLowerCase().includes(q));
};

/** Those that fit all that the address asks for. */
export function fitting({ items, people }: Pick<Board, 'items' | 'people'>, query: BoardQuery): readonly BoardRow[] {
  const q = (query.q ?? '').trim().toLowerCase();
  const is = (wanted: string | undefined, value: string | null): boolean => wanted === undefined || wanted === '' || wanted === value;
  return items.filter(
    (row) =>
      (q === '' || fitsText(row, people, q)) &&
      is(query.programme, row.programme) &&
      is(query.light, row.light) &&
      (is(query.stage, null) || row.now.some((stage) => stage === query.stage)) &&
      is(query.manager, row.manager) &&
      is(query.region, row.region) &&
      is(query.kind, row.buildKind) &&
      is(query.path, row.path) &&
      is(query.status, row.status),
  );
}

export const SORTS = ['Urgent', 'Late', 'Code', 'Places', 'Money'] as const;
export type Sort = (typeof SORTS)[number];
export const sortOf = ({ sort }: BoardQuery): Sort => SORTS.find((known) => known === sort) ?? 'Urgent';

const byCode = (a: BoardRow, b: BoardRow): number => (a.code < b.code ? -1 : 1);
/** In that order; of the same rank by code. */
export function sorted(rows: readonly BoardRow[], sort: Sort): readonly BoardRow[] {
  switch (sort) {
    case 'Urgent':
      return pressing(rows);
    case 'Late':
      return rows.toSorted((a, b) => daysLeft(a) - daysLeft(b) || byCode(a, b));
    case 'Code':
      return rows.toSorted(byCode);
    case 'Places':
      return rows.toSorted((a, b) => b.places - a.places || byCode(a, b));
    case 'Money':
      return rows.toSorted((a, b) => b.investmentFen - a.investmentFen || byCode(a, b));
  }
}

export type Group = { readonly key: string; readonly stages: readonly Stage[]; readonly rows: readonly BoardRow[] };

/** By where each stands: not begun, each wave of stages that run side by side, over. None is left out that holds a project. */
export function byStage(rows: readonly BoardRow[], stages: readonly Stage[]): readonly Group[] {
  const waveOf = (row: BoardRow): string => {
    if (row.status === 'ACCEPTED' || row.status === 'CANCELLED') return 'OVER';
    const [now] = row.now;
    return now === undefined ? 'WAITING' : String(stages.find(({ stage }) => stage === now)?.wave ?? 'WAITING');
  };
  const waves = [...new Set(stages.map(({ wave }) => wave))];
  const groups: readonly Omit<Group, 'rows'>[] = [
    { key: 'WAITING', stages: [] },
    ...waves.map((wave) => ({ key: String(wave), stages: stages.filter((stage) => stage.wave === wave) })),
    { key: 'OVER', stages: [] },
  ];
  return groups.flatMap((group) => {
    const own = rows.filter((row) => waveOf(row) === group.key);
    return own.length === 0 ? [] : [{ ...group, rows: own }];
  });
}

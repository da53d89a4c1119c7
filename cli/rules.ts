/** Tables of rules as commands take them: those that hold in a programme, those that are shipped, those of a case, a version from a file. */
import { checkedVersion } from '../api/schemas/standard.ts';
import { faultsOf } from '../api/schemas/values.ts';
import { dayAt } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { StandardVersion } from '../domain/programme/county-standards.ts';
import { type RowChange, type RowShown, rulesOn, type TableShown } from '../domain/programme/rules-shown.ts';
import { tableOf } from '../domain/standards/all.ts';
import { MARK_WORDS, UNIT_WORDS } from '../domain/words/rules.ts';
import { type ApiSession, type SignIn, signIn } from './api-session.ts';
import { pick, setupError } from './declare.ts';
import { faultsIn, readJsonFile } from './json-argument.ts';
import { table } from './output.ts';

export type RulesOptions = SignIn & { readonly programme?: string; readonly on?: string; readonly lang: string };

/** Without a programme: what is shipped. */
export async function tablesFor({ programme, on, ...options }: RulesOptions): Promise<readonly TableShown[]> {
  if (programme === undefined) return rulesOn({}, on ?? dayAt(new Date().toISOString()));
  const query = on === undefined ? '' : `?on=${on}`;
  return (await (await signIn(options)).get<{ items: readonly TableShown[] }>(`/api/v1/programme/${encodeURIComponent(programme)}/rules${query}`))
    .items;
}

/** Error: SetupError that names those that are there. */
export function tableNamed(tables: readonly TableShown[], key: string, lang: string): TableShown {
  const found = tables.find((shown) => shown.table === key.toUpperCase());
  if (found !== undefined) return found;
  const keys = tables.map((shown) => shown.table).join(', ');
  throw setupError(lang, { zh: `没有规则表 ${key}。`, en: `There is no table of rules ${key}.` }, { zh: `可用：${keys}`, en: `There are ${keys}.` });
}

/** A version from a file. Error: SetupError with every fault of its shape. */
export function versionFrom(file: string, lang: string): StandardVersion {
  const parsed = checkedVersion.safeParse(readJsonFile(file, lang));
  if (parsed.success) return parsed.data;
  throw setupError(lang, faultsIn(file), { zh: '请逐项改正；未发送任何内容。', en: 'Correct each; nothing was sent.' }, faultsOf(parsed.error));
}

type Waiting = { readonly proposal: string; readonly table: string; readonly until: string };
/** What waits for a second person. */
export async function standardProposalsIn(api: ApiSession, programme: string): Promise<readonly Waiting[]> {
  const { state } = await api.get<{ state: { standardProposals?: Readonly<Record<string, Waiting>> } }>(
    `/api/v1/programme/${encodeURIComponent(programme)}`,
  );
  return Object.values(state.standardProposals ?? {});
}

export function valueWords(value: unknown, unit: RowShown['unit'], lang: string): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return pick(value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }, lang);
  if (typeof value === 'object') return JSON.stringify(value);
  return unit === null ? String(value) : `${value} ${pick(UNIT_WORDS[unit], lang)}`.trimEnd();
}

const BY: Readonly<Record<RowShown['by'], (row: RowShown) => Text>> = {
  SHIPPED: ({ mark }) => MARK_WORDS[mark],
  COUNTY: () => ({ zh: '本县', en: 'the county’s' }),
  TO_CONFIRM: () => ({ zh: '待县级确认，不作为关口', en: 'to be confirmed by the county; gates nothing' }),
};

/** Its rows, one a line, with document and how sure each is. */
export const tellRows = ({ rows }: TableShown, lang: string): void =>
  table(
    rows.map((row) => [row.row, pick(row.name, lang), valueWords(row.value, row.unit, lang), row.document, pick(BY[row.by](row), lang)]),
    { indent: '  ' },
  );

/** What changes, one row a line. */
export function tellChanges(changes: readonly RowChange[], key: string, lang: string): void {
  const rows = tableOf(key)?.rows ?? {};
  table(
    changes.map(({ row, name, was, will }) => {
      const unit = rows[row]?.unit ?? null;
      return [row, pick(name, lang), `${valueWords(was, unit, lang)} → ${valueWords(will, unit, lang)}`];
    }),
    { indent: '  ' },
  );
}

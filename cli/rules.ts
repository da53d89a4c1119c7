/** Tables of rules as commands take them: those that hold in a programme, those that are shipped, those of a case, a version from a file. */
import { checkedVersion } from '../api/schemas/standard.ts';
import { day, faultsOf } from '../api/schemas/values.ts';
import { dayAt } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { StandardVersion } from '../domain/programme/county-standards.ts';
import { type ProposalShown, type RowShown, rulesOn, type TableShown } from '../domain/programme/rules-shown.ts';
import { type RowChange, same } from '../domain/rule-table/changes.ts';
import { tableOf } from '../domain/standards/all.ts';
import { GATE_WORDS, valueWords } from '../domain/words/rule-values.ts';
import { MARK_WORDS } from '../domain/words/rules.ts';
import { type SignIn, signIn } from './api-session.ts';
import { pick, setupError } from './declare.ts';
import { faultsIn, readJsonFile } from './json-argument.ts';
import { say, table } from './output.ts';

export type RulesOptions = SignIn & { readonly programme?: string; readonly on?: string; readonly lang: string };

/** Without a programme: what is shipped. */
export async function tablesFor({ programme, on, ...options }: RulesOptions): Promise<readonly TableShown[]> {
  if (programme === undefined) {
    if (on !== undefined && !day.safeParse(on).success)
      throw setupError(options.lang, { zh: `--on ${on} 不是日历上有的日期。`, en: `--on ${on} is no day of the calendar.` }, WRITE_A_DAY);
    return rulesOn({}, on ?? dayAt(new Date().toISOString()));
  }
  const query = on === undefined ? '' : `?on=${on}`;
  return (await (await signIn(options)).get<{ items: readonly TableShown[] }>(`/api/v1/programme/${encodeURIComponent(programme)}/rules${query}`))
    .items;
}

const WRITE_A_DAY: Text = { zh: '写作 2026-11-24。', en: 'Write it like 2026-11-24.' };

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

/** A table as a version to be edited: what the county has confirmed stays confirmed, and what nobody has is left out. */
export function editable({ table: key, rows }: TableShown): StandardVersion {
  const shipped: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(tableOf(key)?.rows ?? {}).map(([row, { value }]) => [row, value]),
  );
  const confirms = rows.filter(({ row, by, value }) => by === 'COUNTY' && same(value, shipped[row])).map(({ row }) => row);
  const set = rows.filter(({ row, by }) => by !== 'TO_CONFIRM' && !confirms.includes(row));
  return { table: key, from: '', basis: '', values: Object.fromEntries(set.map(({ row, value }) => [row, value])), confirms };
}

/** What waits for a second person about that table, with everything that it changes. */
export function tellProposal({ table: key, proposed }: Pick<TableShown, 'table' | 'proposed'>, lang: string): void {
  if (proposed === null) return;
  const { proposal, by, basis, from, until, changes } = proposed;
  const proposer = by ?? pick({ zh: '系统', en: 'the system' }, lang);
  say(
    pick(
      {
        zh: `${proposal}（${proposer} 提出，依据：${basis}，自 ${from} 起）待另一人在 ${until} 前确认：`,
        en: `${proposal} (by ${proposer}, on ${basis}, from ${from}) waits for another person until ${until}:`,
      },
      lang,
    ),
  );
  tellChanges(changes, key, lang);
  tellReplaced(proposed.replaces, lang);
}
/** Versions that would have begun later. */
export function tellReplaced(replaces: ProposalShown['replaces'], lang: string): void {
  const versions = replaces.join('、');
  if (replaces.length > 0)
    say(`  ${pick({ zh: `尚未施行的第 ${versions} 版不再施行`, en: `version ${replaces.join(', ')}, which was to begin later, falls away` }, lang)}`);
}

const BY: Readonly<Record<RowShown['by'], (row: RowShown) => Text>> = {
  SHIPPED: ({ mark }) => MARK_WORDS[mark],
  COUNTY: () => ({ zh: '本县', en: 'the county’s' }),
  TO_CONFIRM: () => ({ zh: '待县级确认，不作为关口', en: 'to be confirmed by the county; gates nothing' }),
};

/** Its rows, one a line, with document and how sure each is. */
export const tellRows = ({ rows }: TableShown, lang: string): void =>
  table(
    rows.map((row) => [row.row, pick(row.name, lang), pick(valueWords(row.value, row.unit), lang), row.document, pick(BY[row.by](row), lang)]),
    { indent: '  ' },
  );

/** What changes, one row a line. */
export function tellChanges(changes: readonly RowChange[], key: string, lang: string): void {
  if (changes.length === 0) say(`  ${pick({ zh: '各项数字不变', en: 'no number changes' }, lang)}`);
  const rows = tableOf(key)?.rows ?? {};
  table(
    changes.map(({ row, name, was, will, gate }) => {
      const [before, after] = [was, will].map((value) => pick(valueWords(value, rows[row]?.unit), lang));
      return [row, pick(name, lang), `${before} → ${after}${gate === null ? '' : pick(GATE_WORDS[gate], lang)}`];
    }),
    { indent: '  ' },
  );
}

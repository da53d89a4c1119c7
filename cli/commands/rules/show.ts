/** `tuojian rules show TABLE`: its numbers with document and how sure each is; of a case: those that it was opened under. */
import { Command } from 'commander';
import type { Standards } from '../../../domain/rule-table/table.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN, setupError } from '../../declare.ts';
import { document, say, table } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

type Options = RulesOptions & { readonly case?: string; readonly at?: string; readonly json?: true };

export const showCommand = new Command('show')
  .argument('<table>', 'PAYMENTS')
  .option(...PROGRAMME)
  .option('--on <day>', 'as it holds on that day (default: today)')
  .option('--case <case>', 'as a case goes by it, for example construction/QH-01')
  .option('--at <moment>', 'with --case: as it was at that moment')
  .option('--json', 'as a version that can be edited and adopted')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('one table with its numbers, their documents, and how sure each is')
  .action(async (key: string, options: Options) => {
    const { lang } = options;
    if (options.case !== undefined) return showCase(key, options.case, options);
    const { editable, tableNamed, tablesFor, tellProposal, tellRows } = await import('../../rules.ts');
    const shown = tableNamed(await tablesFor(options), key, lang);
    if (options.json === true) return document(editable(shown));
    say(`${shown.table}  ${pick(shown.name, lang)}`);
    say(`  ${pick(shown.explanation, lang)}`);
    tellRows(shown, lang);
    for (const { row, explanation } of shown.rows) if (explanation !== null) say(`  ${row}: ${pick(explanation, lang)}`);
    tellProposal(shown, lang);
  });

/** Under which version a case stands. Error: SetupError where it goes by no such table. */
async function showCase(key: string, stream: string, options: Options & SignIn): Promise<void> {
  const { valueWords } = await import('../../../domain/words/rule-values.ts');
  const { valuesIn } = await import('../../../domain/rule-table/table.ts');
  const { tableOf } = await import('../../../domain/standards/all.ts');
  const { lang, at } = options;
  const known = tableOf(key.toUpperCase());
  const api = await signIn(options);
  const state = at === undefined ? await stateNow(stream, api) : await stateAt(stream, at, api);
  if (known === undefined || state === undefined)
    throw setupError(lang, { zh: `没有 ${key} 或 ${stream}。`, en: `There is no ${key} or no ${stream}.` }, NAMES);
  const pinned = state.standards?.[known.key];
  const county = pinned?.county;
  say(
    pick(
      county === undefined
        ? {
            zh: `${stream} 适用随产品提供的第 ${pinned?.shipped ?? 1} 版 ${known.key}`,
            en: `${stream} goes by ${known.key} as shipped, version ${pinned?.shipped ?? 1}`,
          }
        : {
            zh: `${stream} 适用本县第 ${county.version} 版 ${known.key}（${county.basis}，${county.from} 起）`,
            en: `${stream} goes by the county’s version ${county.version} of ${known.key} (${county.basis}, from ${county.from})`,
          },
      lang,
    ),
  );
  const values = valuesIn(state.standards, known);
  table(
    Object.entries(known.rows).map(([row, { name, unit = null, document: source }]) => [
      row,
      pick(name, lang),
      pick(valueWords(values[row], unit), lang),
      county?.rows.includes(row) === true ? county.basis : source,
    ]),
    { indent: '  ' },
  );
}

const NAMES = { zh: '表名见 tuojian rules list；案卷写作 construction/QH-01。', en: 'See tuojian rules list; a case is written construction/QH-01.' };

type Held = { readonly standards?: Standards };
type Api = Awaited<ReturnType<typeof signIn>>;
const stateNow = async (stream: string, api: Api): Promise<Held> => (await api.get<{ state: Held }>(`/api/v1/${stream}`)).state;
async function stateAt(stream: string, at: string, api: Api): Promise<Held | undefined> {
  const found = await api.get<{ cases: readonly { state?: Held }[] }>(`/api/v1/audit/as-of?${new URLSearchParams({ stream, at })}`);
  return found.cases[0]?.state;
}

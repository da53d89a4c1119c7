/** `tuojian rules compare TABLE`: what differs between two versions of the county's. */
import { Command } from 'commander';
import type { RowChange } from '../../../domain/rule-table/changes.ts';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

type Options = RulesOptions & { readonly programme: string; readonly from?: string; readonly to?: string };

export const compareCommand = new Command('compare')
  .argument('<table>', 'PAYMENTS')
  .requiredOption(...PROGRAMME)
  .option('--from <version>', 'the county’s version; 0 is what is shipped (default: the one before)')
  .option('--to <version>', 'the county’s version, or what is proposed, as ST-1 (default: the newest)')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('which numbers differ between two versions of a table')
  .action(async (key: string, options: Options) => {
    const { tableNamed, tablesFor, tellChanges, tellProposal } = await import('../../rules.ts');
    const { lang, programme } = options;
    const shown = tableNamed(await tablesFor(options), key, lang);
    const { newest, table, proposed } = shown;
    if (proposed !== null && options.to === proposed.proposal) {
      tellProposal(shown, lang);
      return lastLine({ table, to: proposed.proposal, changes: proposed.changes.length });
    }
    const to = Number(options.to ?? newest);
    const from = Number(options.from ?? Math.max(0, to - 1));
    const query = new URLSearchParams({ table, from: String(from), to: String(to) });
    const { changes } = await (await signIn(options)).get<{ changes: readonly RowChange[] }>(
      `/api/v1/programme/${encodeURIComponent(programme)}/rules/changes?${query}`,
    );
    const named = (version: number) =>
      version === 0 ? { zh: '随产品提供', en: 'as shipped' } : { zh: `本县第 ${version} 版`, en: `version ${version}` };
    say(`${table}: ${pick(named(from), lang)} → ${pick(named(to), lang)}`);
    tellChanges(changes, table, lang);
    lastLine({ table, from, to, changes: changes.length });
  });

/** `tuojian rules adopt FILE`: proposes a version of the county's own, which another person confirms (docs/adr/0025). */
import { Command } from 'commander';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

export const adoptCommand = new Command('adopt')
  .argument('<file>', 'a version as JSON (rules show TABLE --json)')
  .requiredOption(...PROGRAMME)
  .option('--replaces <version>', 'the county’s version that you have seen; 0: none (default: the newest as it is now)')
  .option(...LANG)
  .option(...SIGN_IN)
  .description("propose it as the county's own; it holds once another person confirms it (rules confirm)")
  .action(async (file: string, options: RulesOptions & { readonly programme: string; readonly replaces?: string }) => {
    const { tableNamed, tablesFor, tellProposal, versionFrom } = await import('../../rules.ts');
    const { lang, programme } = options;
    const version = versionFrom(file, lang);
    const { newest } = tableNamed(await tablesFor(options), version.table, lang);
    const api = await signIn(options);
    const replaces = options.replaces === undefined ? newest : Number(options.replaces);
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'AdoptStandard', ...version, replaces });
    const { proposed: waits } = tableNamed(await tablesFor(options), version.table, lang);
    if (waits !== null) tellProposal({ table: version.table, proposed: waits }, lang);
    say(
      pick(
        waits === null
          ? { zh: `${version.table} 的提议已被确认或否决。`, en: `${version.table} was confirmed or refused meanwhile.` }
          : {
              zh: `${waits.proposal} 已提出，须由另一人在 ${waits.until} 前确认：npx tuojian rules confirm ${waits.proposal} --programme ${programme}`,
              en: `${waits.proposal} is proposed; it holds when another person has confirmed it by ${waits.until}: npx tuojian rules confirm ${waits.proposal} --programme ${programme}`,
            },
        lang,
      ),
    );
  });

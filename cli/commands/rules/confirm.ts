/** `tuojian rules confirm PROPOSAL`: the second person agrees to a version of the county's own. */
import { Command } from 'commander';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

export const confirmCommand = new Command('confirm')
  .argument('<proposal>', 'ST-1')
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('agree to it as the second person; it holds for what is opened from its day on')
  .action(async (proposal: string, options: RulesOptions & { readonly programme: string }) => {
    const { programme, lang } = options;
    const api = await signIn(options);
    const { tablesFor, tellProposal } = await import('../../rules.ts');
    for (const shown of await tablesFor(options)) if (shown.proposed?.proposal === proposal) tellProposal(shown, lang);
    const { events } = await api.post<{ events: readonly { type: string }[] }>(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, {
      type: 'ConfirmStandard',
      proposal,
    });
    const adopted = events.some(({ type }) => type === 'StandardAdopted');
    say(
      pick(
        adopted
          ? {
              zh: `${proposal} 已确认；在办事项沿用其开始时的规则。`,
              en: `${proposal} is confirmed; cases under way keep the rules with which they began.`,
            }
          : {
              zh: `${proposal} 未生效：提出后情况已变，请重新检查（rules check）后再提出。`,
              en: `${proposal} did not take effect: something changed since; check it again (rules check) and propose it anew.`,
            },
        lang,
      ),
    );
    if (!adopted) process.exitCode = 1;
  });

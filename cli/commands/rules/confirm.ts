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
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'ConfirmStandard', proposal });
    say(
      pick(
        {
          zh: `${proposal} 已确认；在办事项沿用其开始时的规则。`,
          en: `${proposal} is confirmed; cases under way keep the rules with which they began.`,
        },
        lang,
      ),
    );
  });

/** `tuojian rules refuse PROPOSAL`: the second person does not agree, or whoever proposed it takes it back. */
import { Command } from 'commander';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

export const refuseCommand = new Command('refuse')
  .argument('<proposal>', 'ST-1')
  .requiredOption(...PROGRAMME)
  .requiredOption('--reason <text>', 'why')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('refuse it, or take your own proposal back')
  .action(async (proposal: string, options: RulesOptions & { readonly programme: string; readonly reason: string }) => {
    const { programme, reason, lang } = options;
    const api = await signIn(options);
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'RefuseStandard', proposal, reason });
    say(pick({ zh: `${proposal} 已否决。`, en: `${proposal} is refused.` }, lang));
  });

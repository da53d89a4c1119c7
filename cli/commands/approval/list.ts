/** `tuojian approval list`: the approvals that one person may see. */
import { Command } from 'commander';
import type { Light } from '../../../domain/kernel/summary.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { say, table } from '../../output.ts';

type Listed = { readonly stream: string; readonly status: string; readonly light: Light | null; readonly title: Text };
type Page = { readonly items: readonly Listed[]; readonly next: string | null };

export const listCommand = new Command('list')
  .option('--status <status>', 'OPEN, PAUSED, RETURNED, APPROVED …')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('approvals that you may see')
  .action(async (options: SignIn & { readonly status?: string; readonly lang: string }) => {
    const { lang } = options;
    const api = await signIn(options);
    const status = options.status === undefined ? '' : `&status=${encodeURIComponent(options.status)}`;
    const found: Listed[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: Page = await api.get(`/api/v1/cases?kind=approval&limit=200${status}${after === '' ? '' : `&after=${after}`}`);
      found.push(...page.items);
      after = page.next;
    }
    table(
      found.map(({ stream, status: now, light, title }) => [
        now,
        pick(statusWords('approval', now), lang),
        light === null ? '' : pick(LIGHT_WORDS[light], lang),
        stream.slice('approval/'.length),
        pick(title, lang),
      ]),
    );
    if (found.length === 0) say('None that you may see.');
  });

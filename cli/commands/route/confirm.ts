/** `tuojian route confirm PROPOSAL`: the second person agrees to a route of the county's own, or to its end. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';

export const confirmCommand = new Command('confirm')
  .argument('<proposal>', 'RT-1')
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('agree to it as the second person; applications from now on are pinned to the route')
  .action(async (proposal: string, options: SignIn & { readonly lang: string; readonly programme: string }) => {
    const { routeLabel } = await import('../../../domain/approval/route.ts');
    const { routeProposalsIn, routesIn } = await import('../../routes.ts');
    const { programme } = options;
    const api = await signIn(options);
    const code = (await routeProposalsIn(api, programme)).find((known) => known.proposal === proposal)?.code;
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'ConfirmRoute', proposal });
    const held = (await routesIn(api, programme)).find((route) => route.code === code);
    say(
      pick(
        held === undefined
          ? { zh: `${proposal} 已确认。`, en: `${proposal} is confirmed.` }
          : {
              zh: `${routeLabel(held)} 自此在 ${programme} 适用；在办事项沿用开始时的路线。`,
              en: `${routeLabel(held)} holds in ${programme} from now on; cases under way keep the route that they began with.`,
            },
        options.lang,
      ),
    );
  });

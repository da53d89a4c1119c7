/** `tuojian route adopt FILE`: the county takes a route of its own. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { PROGRAMME, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';

export const adoptCommand = new Command('adopt')
  .argument('<file>', 'a route as JSON')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that adopts it')
  .option(...SIGN_IN)
  .description("make it the county's own; applications from now on are pinned to it")
  .action(async (file: string, options: SignIn & { readonly programme: string; readonly basis: string }) => {
    const { routeLabel } = await import('../../../domain/approval/route.ts');
    const { routeFrom, routesIn } = await import('../../routes.ts');
    const { programme, basis } = options;
    const api = await signIn(options);
    const route = routeFrom(file);
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'AdoptRoute', route, basis });
    const adopted = (await routesIn(api, programme)).find(({ code }) => code === route.code);
    say(
      adopted === undefined
        ? 'Adopted.'
        : `${routeLabel(adopted)} holds in ${programme} from now on; cases under way keep the route that they began with.`,
    );
  });

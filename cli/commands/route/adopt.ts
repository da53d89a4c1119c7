/** `tuojian route adopt FILE`: proposes a route of the county's own, which another person confirms (docs/adr/0025). */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { PROGRAMME, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';

export const adoptCommand = new Command('adopt')
  .argument('<file>', 'a route as JSON')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that adopts it')
  .option(...SIGN_IN)
  .description("propose it as the county's own; it holds once another person confirms it (route confirm)")
  .action(async (file: string, options: SignIn & { readonly programme: string; readonly basis: string }) => {
    const { routeFrom, routeProposalsIn } = await import('../../routes.ts');
    const { programme, basis } = options;
    const api = await signIn(options);
    const route = routeFrom(file);
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'AdoptRoute', route, basis });
    const waits = (await routeProposalsIn(api, programme)).find(({ code }) => code === route.code);
    say(
      waits === undefined
        ? `${route.code} was confirmed or refused meanwhile.`
        : `${waits.proposal} proposes ${route.code}; it holds when another person has confirmed it by ${waits.until}: npx tuojian route confirm ${waits.proposal} --programme ${programme}`,
    );
  });

/** `tuojian route adopt FILE`: proposes a route of the county's own, which another person confirms (docs/adr/0025). */
import { Command } from 'commander';
import { dayWords } from '../../../domain/words/days.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';

export const adoptCommand = new Command('adopt')
  .argument('<file>', 'a route as JSON')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that adopts it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description("propose it as the county's own; it holds once another person confirms it (route confirm)")
  .action(async (file: string, options: SignIn & { readonly lang: string; readonly programme: string; readonly basis: string }) => {
    const { routeFrom, routeProposalsIn } = await import('../../routes.ts');
    const { programme, basis } = options;
    const api = await signIn(options);
    const route = routeFrom(file, options.lang);
    await api.post(`/api/v1/programme/${encodeURIComponent(programme)}/commands`, { type: 'AdoptRoute', route, basis });
    const waits = (await routeProposalsIn(api, programme)).find(({ code }) => code === route.code);
    say(
      pick(
        waits === undefined
          ? { zh: `${route.code} 其间已被确认或否决。`, en: `${route.code} was confirmed or refused meanwhile.` }
          : {
              zh: `${waits.proposal} 提出 ${route.code}；须由另一人在${dayWords(waits.until).zh}前确认：npx tuojian route confirm ${waits.proposal} --programme ${programme}`,
              en: `${waits.proposal} proposes ${route.code}; it holds when another person has confirmed it by ${dayWords(waits.until).en}: npx tuojian route confirm ${waits.proposal} --programme ${programme}`,
            },
        options.lang,
      ),
    );
  });

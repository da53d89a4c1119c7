/** `tuojian takeover close PROJECT…`: the second person closes takeovers, one or many; each by itself, so that one with a fault holds up no other. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import type { TakeoverOptions } from '../../takeovers.ts';

type Options = TakeoverOptions & { readonly proposed?: true; readonly document: string; readonly on: string; readonly reason: string };

export const closeCommand = new Command('close')
  .argument('[projects...]', 'QH-01 QH-02')
  .requiredOption(...PROGRAMME)
  .option('--proposed', 'all whose end another person has proposed')
  .requiredOption('--document <number>', 'what it rests on')
  .requiredOption('--on <day>', 'its day, 2026-11-28')
  .requiredOption('--reason <text>', 'why')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('close them as the second person; from then on their stages stand where the facts say')
  .action(async (projects: readonly string[], options: Options) => {
    const { document, on, reason, lang } = options;
    const { takeoversOf } = await import('../../takeovers.ts');
    const wanted =
      options.proposed === true
        ? (await takeoversOf(options, 'OPEN')).rows.flatMap(({ project, closing }) => (closing === null ? [] : [project]))
        : projects;
    if (wanted.length === 0) throw new SetupError('There is no project to close.', 'Name some, or use --proposed where their end was proposed.');
    const api = await signIn(options);
    const failed: string[] = [];
    for (const project of wanted) {
      try {
        await api.post(`/api/v1/project/${encodeURIComponent(project)}/commands`, { type: 'CloseTakeover', document, on, reason });
        say(pick({ zh: `${project} 接续已结束`, en: `${project}: the takeover is closed` }, lang));
      } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        failed.push(project);
        say(`${project}: ${error.message}\n${error.wayOut}`);
      }
    }
    lastLine({ closed: wanted.length - failed.length, failed: failed.length });
    if (failed.length > 0) process.exitCode = 1;
  });

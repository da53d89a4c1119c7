/** `tuojian mail wishes`: what somebody wants to be told; with a file, changed first. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, SIGN_IN } from '../../declare.ts';
import { document } from '../../output.ts';

const PATH = '/api/v1/me/wishes';

export const wishesCommand = new Command('wishes')
  .option('--set <file>', 'JSON as `tuojian mail wishes` prints it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('what I want to be told: topics by channel, quiet hours, the daily overview')
  .action(async (options: SignIn & { readonly set?: string; readonly lang: string }) => {
    const { readJsonFile } = await import('../../json-argument.ts');
    const api = await signIn(options);
    document(options.set === undefined ? await api.get<object>(PATH) : await api.post<object>(PATH, Object(readJsonFile(options.set, options.lang))));
  });

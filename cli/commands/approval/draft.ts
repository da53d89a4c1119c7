/** `tuojian approval draft FILE`: begins an application. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { nowIs } from '../../now-is.ts';
import { say } from '../../output.ts';

export const draftCommand = new Command('draft')
  .argument('<file>', 'JSON as POST /api/v1/approvals takes it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('begin an application; `tuojian do approval/ID Submit` hands it in')
  .action(async (file: string, options: SignIn & { readonly lang: string }) => {
    const { readJsonFile } = await import('../../json-argument.ts');
    const body = readJsonFile(file, options.lang);
    if (typeof body !== 'object' || body === null)
      throw new SetupError(`${file} holds no JSON object.`, 'See POST /api/v1/approvals in docs/openapi.json.');
    const api = await signIn(options);
    const answer = await api.post<{ readonly stream: string; readonly status: string }>('/api/v1/approvals', { type: 'Draft', ...body });
    say(pick(nowIs(answer), options.lang));
  });

/** `tuojian audit finding PROJECT FINDING HOW TEXT`: what somebody makes of a finding. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';

type Options = SignIn & { readonly document?: string };

/** The command of the findings' ledger that each means, from the text and the letter's number. */
const TREATMENTS = new Map<string, (text: string, document: string) => object>([
  ['explain', (explanation) => ({ type: 'Explain', explanation })],
  ['hand-over', (to, document) => ({ type: 'HandOver', to, document })],
  ['dismiss', (reason) => ({ type: 'Dismiss', reason })],
  ['reopen', (reason) => ({ type: 'Reopen', reason })],
]);

export const findingCommand = new Command('finding')
  .argument('<project>', 'QH-01')
  .argument('<finding>', 'its id')
  .argument('<how>', 'explain, hand-over, dismiss or reopen')
  .argument('<text>', 'explanation, reason, or to whom')
  .option('--document <number>', 'the letter that hands it over')
  .option(...SIGN_IN)
  .description('what somebody makes of a finding')
  .action(async (project: string, finding: string, how: string, text: string, options: Options) => {
    const treatment = TREATMENTS.get(how);
    if (treatment === undefined)
      throw new SetupError(`"${how}" is nothing that can be done with a finding.`, `Use one of ${[...TREATMENTS.keys()].join(', ')}.`);
    const api = await signIn(options);
    await api.post(`/api/v1/findings/${project}/commands`, { finding, ...treatment(text, options.document ?? '') });
    say(`${project} ${finding}: ${how}`);
  });

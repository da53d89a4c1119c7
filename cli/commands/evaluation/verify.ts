/** `tuojian evaluation verify KEY`: the office has looked at what was reported. */
import { Command } from 'commander';
import { LANG, PROGRAMME, SIGN_IN } from '../../declare.ts';
import type { EvaluationOptions } from '../../evaluation.ts';

export const verifyCommand = new Command('verify')
  .argument('<measure>', 'GJ-1')
  .requiredOption(...PROGRAMME)
  .option('--refuse <reason>', 'it is not done, and why')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('verify a measure that was reported done, or send it back')
  .action(async (key: string, options: EvaluationOptions & { readonly refuse?: string }) => {
    const { sendTo, tellEvaluation } = await import('../../evaluation.ts');
    await sendTo(options, { type: 'VerifyMeasure', key, passed: options.refuse === undefined, note: options.refuse ?? '' });
    await tellEvaluation(options);
  });

/** `tuojian evaluation close`: every measure is verified. */
import { Command } from 'commander';
import { LANG, PROGRAMME, SIGN_IN } from '../../declare.ts';
import type { EvaluationOptions } from '../../evaluation.ts';

export const closeCommand = new Command('close')
  .requiredOption(...PROGRAMME)
  .requiredOption('--summary <text>', 'what the programme has come to')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('close the evaluation; a programme is closed only after it')
  .action(async (options: EvaluationOptions & { readonly summary: string }) => {
    const { sendTo, tellEvaluation } = await import('../../evaluation.ts');
    await sendTo(options, { type: 'CloseEvaluation', summary: options.summary });
    await tellEvaluation(options);
  });

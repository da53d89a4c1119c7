/** `tuojian evaluation begin`: counts what the programme has come to, as of a day. */
import { Command } from 'commander';
import { LANG, PROGRAMME, SIGN_IN } from '../../declare.ts';
import type { EvaluationOptions } from '../../evaluation.ts';

export const beginCommand = new Command('begin')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <number>', 'the document by which it is evaluated')
  .option('--as-of <day>', 'what was recorded by the end of that day counts (default: today)')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('begin an evaluation of the programme; every figure is counted from the record')
  .action(async (options: EvaluationOptions & { readonly basis: string; readonly asOf?: string }) => {
    const { sendTo, tellEvaluation } = await import('../../evaluation.ts');
    const { dayAt } = await import('../../../domain/kernel/days.ts');
    const { basis, asOf = dayAt(new Date().toISOString()) } = options;
    await sendTo(options, { type: 'BeginEvaluation', asOf, basis });
    await tellEvaluation(options);
  });

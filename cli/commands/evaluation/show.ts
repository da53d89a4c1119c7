/** `tuojian evaluation show`: the programme's evaluation with each figure, what it was counted of, and its measures. */
import { Command } from 'commander';
import { LANG, PROGRAMME, SIGN_IN } from '../../declare.ts';
import type { EvaluationOptions } from '../../evaluation.ts';

export const showCommand = new Command('show')
  .argument('[evaluation]', 'PE-1 (default: the newest)')
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('an evaluation of the programme: figures by the record, points, measures')
  .action(async (evaluation: string | undefined, options: EvaluationOptions) => {
    const { tellEvaluation } = await import('../../evaluation.ts');
    await tellEvaluation(options, evaluation);
  });

/** `tuojian evaluation report KEY`: a measure is done. */
import { Command } from 'commander';
import { LANG, PROGRAMME, SIGN_IN } from '../../declare.ts';
import type { EvaluationOptions } from '../../evaluation.ts';

export const reportCommand = new Command('report')
  .argument('<measure>', 'GJ-1')
  .requiredOption(...PROGRAMME)
  .requiredOption('--evidence <text>', 'what was done')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('report a measure done; somebody else of the office verifies it')
  .action(async (key: string, options: EvaluationOptions & { readonly evidence: string }) => {
    const { sendTo, tellEvaluation } = await import('../../evaluation.ts');
    await sendTo(options, { type: 'ReportMeasure', key, evidence: options.evidence });
    await tellEvaluation(options);
  });

/** `tuojian evaluation answer FILE`: measures and reasons for what lost points. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { LANG, PROGRAMME, SIGN_IN, setupError } from '../../declare.ts';
import type { EvaluationOptions } from '../../evaluation.ts';

export const answerCommand = new Command('answer')
  .argument(
    '[file]',
    'JSON: {"measures":[{"key","indicator","problem","measure","person","dueOn"}],"reasons":[{"indicator","reason"}]}; none: nothing lost points',
  )
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('answer each indicator that lost points by a measure with person and day, or by a reason')
  .action(async (file: string | undefined, options: EvaluationOptions) => {
    const { sendTo, tellEvaluation } = await import('../../evaluation.ts');
    await sendTo(options, { type: 'AnswerEvaluation', measures: [], reasons: [], ...(file === undefined ? {} : answersFrom(file, options)) });
    await tellEvaluation(options);
  });

function answersFrom(file: string, { lang }: EvaluationOptions): object {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw setupError(
    lang,
    { zh: `${file} 不是一个 JSON 对象。`, en: `${file} is no JSON object.` },
    { zh: '写法见 tuojian evaluation answer --help。', en: 'See tuojian evaluation answer --help.' },
  );
}

/** `tuojian evaluation …` */
import { group } from '../../declare.ts';
import { answerCommand } from './answer.ts';
import { beginCommand } from './begin.ts';
import { closeCommand } from './close.ts';
import { reportCommand } from './report.ts';
import { showCommand } from './show.ts';
import { verifyCommand } from './verify.ts';

export const evaluationCommands = group('evaluation', 'the evaluation of a programme: figures by the record, measures, closing', [
  showCommand,
  beginCommand,
  answerCommand,
  reportCommand,
  verifyCommand,
  closeCommand,
]);

/** The question of an audit search, in a query and in a body. Deliberately absent: what it means (domain/audit/query.ts). */
import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/audit/facts.ts';
import { holdsWord } from '../../domain/audit/grams.ts';
import { CASE_KINDS, LEDGER_KINDS } from '../../domain/cases.ts';
import { asked, code, digits, lineOf, moment, said, streamName as stream } from './values.ts';

const KINDS = [...CASE_KINDS, ...LEDGER_KINDS] as const;
export const words = asked(lineOf(200));
const fen = digits(0, Number.MAX_SAFE_INTEGER);

export const question = {
  programme: code.exactOptional(),
  project: code.exactOptional(),
  kind: z.enum(KINDS).exactOptional(),
  stream: stream.exactOptional(),
  stage: code.exactOptional(),
  person: code.exactOptional(),
  mentions: code.exactOptional(),
  door: code.exactOptional(),
  action: z.enum(EVENT_TYPES).exactOptional(),
  outcome: words.exactOptional(),
  document: words.exactOptional(),
  amountFrom: fen.exactOptional(),
  amountTo: fen.exactOptional(),
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  text: words
    .refine(holdsWord, said('须含字母、汉字或数字，否则无从查找', 'must hold a letter or a digit; without one there is nothing to look for'))
    .exactOptional(),
};
/** In a body numbers are numbers. */
const amount = z.int(said('须为整数，单位是分', 'must be a whole number of 分')).min(0, said('不得为负', 'must not be negative')).exactOptional();
export const bodyQuestion = z.strictObject({ ...question, amountFrom: amount, amountTo: amount });

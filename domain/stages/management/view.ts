/** What readers are shown of this stage. */
import { day, flag, nullable, plain, record, table } from '../../kernel/shape.ts';

/** Beside what all stages show. */
export const shown = {
  rules: table(plain, plain),
  reviewed: flag,
  issued: nullable(record({ number: plain, on: day })),
};

/** What readers are shown of this stage. */
import { deadlineShown } from '../../calendar/view.ts';
import { day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';
import { GRAVITIES } from '../../standards/acceptance.ts';

const test = record({ on: day, faults: listOf(plain) });

/** Beside what all stages show. */
export const shown = {
  inputs: record({ panel: listOf(plain), completionOn: optional(nullable(plain)) }),
  panel: optional(record({ members: listOf(plain), reserve: listOf(plain), scored: optional(listOf(plain)) })),
  round: whole,
  items: table(plain, record({ met: flag, proof: plain, files: optional(listOf(record({ title: plain, sha256: plain }))) })),
  air: nullable(test),
  airOfWorks: optional(nullable(test)),
  score: nullable(numeric),
  ordered: listOf(whole),
  orderedKeys: optional(listOf(plain)),
  notice: whole,
  overdue: flag,
  deadline: nullable(deadlineShown),
  gravity: optional(oneOf(GRAVITIES)),
  extension: optional(nullable(record({ days: whole, answered: flag }))),
  stopped: optional(nullable(record({ why: oneOf(['WAITING', 'REFUSED']), on: day }))),
};

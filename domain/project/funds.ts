/** Money that a project had received on paper, told to the ledger of its programme. Deliberately absent: the ledger (funds/). */
import { ledgerAddress } from '../funds/facts.ts';
import type { Recorded } from '../kernel/case.ts';
import { type Consequence, tell } from '../kernel/message.ts';
import { FUNDS } from '../standards/funds.ts';
import { factsOf } from '../taken-fact/kinds.ts';
import type { TakeoverEvent } from '../takeover/facts.ts';
import type { ProjectState } from './facts.ts';

/** All of it, once the takeover is closed and with each correction. A project of an earlier release has no table of it and is silent. */
export function tellReceived({ takeover, standards, programme, profile }: ProjectState, event: Recorded<TakeoverEvent>): readonly Consequence[] {
  if (takeover?.status !== 'CLOSED' || standards?.[FUNDS.key] === undefined) return [];
  if (event.type !== 'TakeoverClosed' && event.type !== 'TakenOverCorrected') return [];
  const funds = factsOf(Object.values(takeover.facts), 'FUNDS');
  if (event.type === 'TakeoverClosed' && funds.length === 0) return [];
  const received = funds.map(({ key, source: level, amountFen, document }) => ({ key, level, amountFen, document }));
  return [tell(ledgerAddress(programme), { type: 'CountReceived', project: profile.code, version: event.version, received })];
}

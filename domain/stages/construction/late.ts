/**
 * What the clock finds: incidents that were not reported within their hours, months without a proof of wages, deliveries of
 * small firms that were not paid. Deliberately absent: mails before and after a last day (dues.ts).
 */
import type { AgendaItem } from '../../kernel/case.ts';
import { addDays, at } from '../../kernel/days.ts';
import type { IsoDate } from '../../kernel/values.ts';
import type { ConstructionEvent, ConstructionState, NoteLate } from './facts.ts';
import { isFound } from './findings.ts';
import { isUnpaid, unpaid } from './owed/claims.ts';
import { unproven, wagesDue } from './owed/wages.ts';
import { isNoted, missed, settlingLates } from './review.ts';
import { reportBy, unreported } from './site/incidents.ts';

export function noteLate(state: ConstructionState, { of, key }: NoteLate, today: IsoDate): readonly ConstructionEvent[] {
  if (of === 'INCIDENT') return unreported(state, key);
  if (of === 'WAGES') return unproven(state, today);
  return of === 'DELIVERY' ? unpaid(state, key, today) : missed(state, { type: 'NoteLate', of, key }, today);
}

/** When the clock looks next, as far as anything is open; what it has noted it looks at no more. */
export function lateAgenda(state: ConstructionState): readonly AgendaItem<NoteLate>[] {
  if (state.suspended) return [];
  const items: AgendaItem<NoteLate>[] = [];
  for (const [key, incident] of Object.entries(state.incidents ?? {})) {
    const by = incident.takenOver === true ? null : reportBy(state, incident);
    if (by !== null && incident.reported === undefined && !isFound(state, 'INCIDENT_NOT_REPORTED', key))
      items.push({ at: by, command: { type: 'NoteLate', of: 'INCIDENT', key } });
  }
  const due = wagesDue(state);
  if (due !== null) items.push({ at: at(addDays(due.by, 1), 0), command: { type: 'NoteLate', of: 'WAGES', key: due.month } });
  return [...items, ...moneyAgenda(state)];
}

/** What of it outlasts the works: money that is owed. */
export function moneyAgenda(state: ConstructionState): readonly AgendaItem<NoteLate>[] {
  if (state.accountsClosed === true) return [];
  const items: AgendaItem<NoteLate>[] = [];
  for (const late of settlingLates(state))
    if (!isNoted(state, late)) items.push({ at: at(addDays(late.by, 1), 0), command: { type: 'NoteLate', of: late.of, key: late.key } });
  for (const [key, delivery] of Object.entries(state.deliveries ?? {}))
    if (delivery.payBy !== undefined && isUnpaid(delivery) && !isFound(state, 'SMALL_FIRM_UNPAID', key))
      items.push({ at: at(addDays(delivery.payBy, 1), 0), command: { type: 'NoteLate', of: 'DELIVERY', key } });
  return items;
}

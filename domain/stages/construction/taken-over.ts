/**
 * Works that began on paper: permits, contract, milestones, inspections, reports, changes and payments as they were taken over
 * (domain/takeover). A light of progress is what the newest report says; reports are asked for from the month in which the case
 * opened, as of works that are recorded late. Deliberately absent: what is found in them (takeover/findings.ts).
 */
import { receivedKey } from '../../funds/sums.ts';
import { addDays, addMonths, dayAt, monthOf } from '../../kernel/days.ts';
import type { IsoInstant } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { LIGHTS, progressLight } from '../../standards/lights.ts';
import { MILESTONES, milestonesOf, plannedProgress } from '../../standards/milestones.ts';
import { factOf, factsOf, type TakenFact } from '../../taken-fact/kinds.ts';
import { exchanged, tableOf } from '../taken-over.ts';
import type { OtherContract } from './contracts/facts.ts';
import type { ConstructionState } from './facts.ts';
import { worst } from './lights.ts';
import type { Request } from './requests.ts';
import type { Incident } from './site/facts.ts';

export function takeOver(state: ConstructionState, facts: readonly TakenFact[], was: readonly TakenFact[], at: IsoInstant): ConstructionState {
  const [now, before] = [partsOf(facts), partsOf(was)];
  const reached = exchanged(state.reached, before.reached, now.reached);
  const payments = exchanged(state.payments, before.payments, now.payments);
  const reportedMonths = [...state.reportedMonths.filter((month) => !before.months.includes(month)), ...now.months];
  const standing: ConstructionState = {
    ...state,
    permits: exchanged(state.permits as Readonly<Record<string, Permit>>, before.permits, now.permits), // by their kinds
    reached,
    payments,
    changes: exchanged(state.changes, before.changes, now.changes),
    ...othersOf(state, before, now),
    inspections: [...state.inspections.filter(({ takenOver }) => takenOver !== true), ...now.inspections],
    reportedMonths: [...new Set(reportedMonths)],
    contract: now.contract ?? (before.contract === null ? state.contract : null),
    completionOn: now.completionOn ?? (before.completionOn === null ? state.completionOn : null),
    filing: now.filing ?? (before.filing === null ? state.filing : null),
    confirmedValueFen: Math.max(now.confirmedValueFen, ...Object.values(payments).map(({ valueFen = 0 }) => valueFen)),
    percent: percentOf(state, reached),
  };
  return withLight(withSettlement(standing, now, before), facts, at);
}

/** Contracts beside that of works, and incidents; a case that has none of them holds none. */
function othersOf(
  { contracts = {}, incidents = {} }: ConstructionState,
  before: Parts,
  now: Parts,
): Pick<ConstructionState, 'contracts' | 'incidents'> {
  const [signed, happened] = [exchanged(contracts, before.contracts, now.contracts), exchanged(incidents, before.incidents, now.incidents)];
  return {
    ...(Object.keys(signed).length === 0 ? {} : { contracts: signed }),
    ...(Object.keys(happened).length === 0 ? {} : { incidents: happened }),
  };
}

type Permit = { readonly number: string; readonly on: string };
type Parts = ReturnType<typeof partsOf>;
function partsOf(facts: readonly TakenFact[]) {
  const [contract, completed, filed] = [factOf(facts, 'CONTRACT'), factOf(facts, 'COMPLETION'), factOf(facts, 'COMPLETION_FILED')];
  const milestones = tableOf(
    factsOf(facts, 'MILESTONE'),
    ({ milestone }) => milestone,
    ({ on }) => on,
  );
  const payments = factsOf(facts, 'PAYMENT');
  return {
    permits: tableOf(
      factsOf(facts, 'PERMIT'),
      ({ permit }) => permit,
      ({ document: number, on }): Permit => ({ number, on }),
    ),
    reached: { ...milestones, ...(completed === undefined ? {} : { COMPLETION: completed.on }) },
    inspections: factsOf(facts, 'INSPECTION').map(({ inspection, passed, on }) => ({ inspection, passed, on, takenOver: true as const })),
    months: factsOf(facts, 'REPORT').map(({ month }) => month),
    payments: tableOf(
      payments,
      ({ key }) => key,
      ({ amountFen, payment: kind, on, confirmedValueFen: valueFen, source }): Request => ({
        amountFen,
        status: 'APPROVED',
        kind,
        on,
        takenOver: true,
        ...(valueFen === undefined ? {} : { valueFen }),
        ...(source === undefined ? {} : { from: [{ source: receivedKey(source), amountFen }] }),
      }),
    ),
    confirmedValueFen: Math.max(0, ...payments.map(({ confirmedValueFen = 0 }) => confirmedValueFen)),
    changes: tableOf(
      factsOf(facts, 'CHANGE'),
      ({ key }) => key,
      ({ amountFen, cause, on }): Request => ({ amountFen, status: 'APPROVED', cause, on, takenOver: true }),
    ),
    contract:
      contract === undefined
        ? null
        : {
            contractor: contract.contractor,
            amountFen: contract.amountFen,
            on: contract.on,
            ...(contract.retentionMonths === undefined ? {} : { retentionMonths: contract.retentionMonths }),
          },
    contracts: tableOf(
      factsOf(facts, 'OTHER_CONTRACT'),
      ({ document }) => document,
      ({ contractKind: kind, contractor, amountFen, document: number, on }): OtherContract => ({
        kind,
        contractor,
        amountFen,
        number,
        on,
        takenOver: true,
      }),
    ),
    incidents: tableOf(
      factsOf(facts, 'INCIDENT'),
      ({ key }) => key,
      ({ grade, happenedOn, what, on, by, document }): Incident => ({
        ...{ grade, what, on: happenedOn, time: '' },
        reported: { to: by, on, time: '', number: document },
        takenOver: true,
      }),
    ),
    settlement: factOf(facts, 'SETTLEMENT'),
    completionOn: completed?.on ?? null,
    filing: filed === undefined ? null : { number: filed.document, on: filed.on },
  };
}

function withSettlement(state: ConstructionState, { settlement: now }: Parts, { settlement: was }: Parts): ConstructionState {
  if (now !== undefined) return { ...state, settlement: { amountFen: now.amountFen, number: now.document, on: now.on } };
  if (was === undefined) return state;
  const { settlement: _, ...rest } = state;
  return rest;
}

/** Of the last milestone that was reached. */
const percentOf = ({ profile, standards }: ConstructionState, reached: ConstructionState['reached']): number =>
  milestonesOf(profile.buildKind, valuesIn(standards, MILESTONES)).findLast(({ key }) => reached[key] !== undefined)?.weight ?? 0;

/** As the newest report has it; reports are asked for here from the month in which this was recorded. */
function withLight(state: ConstructionState, facts: readonly TakenFact[], at: IsoInstant): ConstructionState {
  if (state.lightOf === undefined) return state;
  const begun = state.reached.START !== undefined && state.reportsFrom === undefined ? { reportsFrom: monthOf(dayAt(at)) } : {};
  const newest = factsOf(facts, 'REPORT')
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .at(-1);
  // What was reported here since says where the works are now.
  if (newest === undefined || state.reportedMonths.some((month) => month > newest.month)) return { ...state, ...begun };
  const { buildKind, milestones } = state.profile;
  const end = addDays(addMonths(`${newest.month}-01`, 1), -1);
  const planned = plannedProgress(buildKind, milestones, end, valuesIn(state.standards, MILESTONES));
  const lightOf = { ...state.lightOf, PROGRESS: progressLight(planned, newest.actualPercent, valuesIn(state.standards, LIGHTS)) };
  return { ...state, ...begun, lightOf, light: worst(Object.values(lightOf)) };
}

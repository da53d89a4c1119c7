/** How a state takes in contracts, the site and what is owed, and how payments are settled. Deliberately absent: the rest of the fold (stage.ts). */

import type { Recorded } from '../../kernel/case.ts';
import { dayAt } from '../../kernel/days.ts';
import type { ContractEvent } from './contracts/facts.ts';
import type { ConstructionEvent, ConstructionState } from './facts.ts';
import type { OwedEvent } from './owed/facts.ts';
import type { Replan, ReplanEvent } from './replanning/facts.ts';
import type { Request } from './requests.ts';
import type { SiteEvent } from './site/facts.ts';

export const settle = <R extends Request>(requests: Readonly<Record<string, R>>, key: string, approved: boolean): Readonly<Record<string, R>> => {
  const request = requests[key];
  return request === undefined ? requests : { ...requests, [key]: { ...request, status: approved ? 'APPROVED' : 'REFUSED' } };
};

type OtherPayment = NonNullable<ConstructionState['contractPayments']>[string];
export const withOtherPayment = (state: ConstructionState, key: string, payment: OtherPayment): ConstructionState => ({
  ...state,
  contractPayments: { ...state.contractPayments, [key]: payment },
});

/** Answered, it stands where it was asked for; what was approved of a delivery is paid of it. */
export function answeredPayment(
  state: ConstructionState,
  { key, contract }: Extract<ConstructionEvent, { type: 'PaymentApproved' }>['data'] | Extract<ConstructionEvent, { type: 'PaymentRefused' }>['data'],
  approved: boolean,
): ConstructionState {
  const { contractPayments = {}, payments, deliveries = {} } = state;
  const settled =
    contract === undefined
      ? { ...state, payments: settle(payments, key, approved) }
      : { ...state, contractPayments: settle(contractPayments, key, approved) };
  const { claim, amountFen = 0 } = (contract === undefined ? payments[key] : contractPayments[key]) ?? {};
  const delivery = claim === undefined ? undefined : deliveries[claim];
  if (claim === undefined || delivery === undefined || !approved) return settled;
  return { ...settled, deliveries: { ...deliveries, [claim]: { ...delivery, paidFen: delivery.paidFen + amountFen } } };
}

/** It stands where the payment does. */
export function sourced(
  state: ConstructionState,
  { key, from }: Extract<ConstructionEvent, { type: 'PaymentSourcesNamed' }>['data'],
): ConstructionState {
  const { payments, contractPayments = {} } = state;
  const [works, other] = [payments[key], contractPayments[key]];
  if (works !== undefined) return { ...state, payments: { ...payments, [key]: { ...works, from } } };
  return other === undefined ? state : withOtherPayment(state, key, { ...other, from });
}

/** What proves an act stands in its event (stages/stage.ts). */
const filesIn = (data: object): number => ('files' in data && Array.isArray(data.files) ? data.files.length : 0);

export function withPart(state: ConstructionState, event: Recorded<ContractEvent | SiteEvent | OwedEvent | ReplanEvent>): ConstructionState {
  switch (event.type) {
    case 'TenderRecorded': {
      const { key, ...tender } = event.data;
      return { ...state, tenders: { ...state.tenders, [key]: tender } };
    }
    case 'ContractRecorded':
      return { ...state, contract: event.data };
    case 'OtherContractRecorded':
      return { ...state, contracts: { ...state.contracts, [event.data.number]: event.data } };
    case 'CommitmentRecorded': {
      const { party, ...commitment } = event.data;
      return { ...state, commitments: { ...state.commitments, [party]: commitment } };
    }
    case 'InspectionRecorded': {
      const { inspection, passed, on, part, remedyBy } = event.data;
      const files = filesIn(event.data);
      const seen = {
        ...{ inspection, passed, on },
        ...(part === undefined ? {} : { part }),
        ...(remedyBy === undefined ? {} : { remedyBy }),
        ...(files === 0 ? {} : { files }),
      };
      return { ...state, inspections: [...state.inspections, seen] };
    }
    case 'IncidentRecorded': {
      const { key, ...incident } = event.data;
      return { ...state, incidents: { ...state.incidents, [key]: incident } };
    }
    case 'IncidentReported': {
      const { key, ...reported } = event.data;
      return withIncident(state, key, { reported });
    }
    case 'IncidentClosed': {
      const { key, ...closed } = event.data;
      return withIncident(state, key, { closed });
    }
    case 'RepairAsked': {
      const { key, ...repair } = event.data;
      return { ...state, repairs: { ...state.repairs, [key]: repair } };
    }
    case 'RepairDone': {
      const { key, ...done } = event.data;
      const repair = state.repairs?.[key];
      return repair === undefined ? state : { ...state, repairs: { ...state.repairs, [key]: { ...repair, done } } };
    }
    case 'WageAccountRecorded':
      return { ...state, wageAccount: event.data };
    case 'WagesRecorded': {
      const { month, ...wages } = event.data;
      return { ...state, wages: { ...state.wages, [month]: wages } };
    }
    case 'DeliveryRecorded': {
      const { key, ...delivery } = event.data;
      return { ...state, deliveries: { ...state.deliveries, [key]: { ...delivery, paidFen: 0 } } };
    }
    case 'ReplanRequested': {
      const { key, ...asked } = event.data;
      return { ...state, replans: { ...state.replans, [key]: { ...asked, status: 'ASKED', on: dayAt(event.occurredAt) } } };
    }
    case 'ReplanApproved':
      return withReplan(state, event.data.key, { status: 'APPROVED' });
    case 'ReplanRefused':
      return withReplan(state, event.data.key, { status: 'REFUSED', ...(event.data.reason === null ? {} : { answer: event.data.reason }) });
    case 'ReplanLapsed':
      return withReplan(state, event.data.key, { status: 'LAPSED', answer: event.data.faults.map(({ zh }) => zh).join('；') });
  }
}

function withReplan(state: ConstructionState, key: string, more: Partial<Replan>): ConstructionState {
  const replan = state.replans?.[key];
  return replan === undefined ? state : { ...state, replans: { ...state.replans, [key]: { ...replan, ...more } } };
}

type Incidents = NonNullable<ConstructionState['incidents']>;
function withIncident(state: ConstructionState, key: string, more: Partial<Incidents[string]>): ConstructionState {
  const incident = state.incidents?.[key];
  return incident === undefined ? state : { ...state, incidents: { ...state.incidents, [key]: { ...incident, ...more } } };
}

/**
 * Routes, tables of rules and units that wait for a second person, as somebody who looks is shown them; whether they may be that
 * person is asked of the decisions themselves. Pure. Deliberately absent: roles and mandates (roster.ts), deciding
 * (county-routes.ts, county-standards.ts).
 */
import type { Route } from '../approval/route.ts';
import { RULES } from '../kernel/context.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { tableOf } from '../standards/all.ts';
import { programmeCase } from './case.ts';
import type { ProgrammeState, PublicProgrammeCommand } from './facts.ts';
import type { Looking } from './roster.ts';
import type { Unit, UnitProposal } from './units.ts';

/** What whoever looks may do about one. */
export type SecondSay = {
  readonly mayConfirm: boolean;
  readonly mayRefuse: boolean;
  /** Whoever looks proposed it, and may take it back. */
  readonly mine: boolean;
};
type Waiting = { readonly proposal: string; readonly basis: string; readonly by: string | null; readonly until: IsoDate; readonly name: Text };
/** `wanted` null: the county's own is to end. */
export type RouteWaiting = Waiting & SecondSay & { readonly code: string; readonly wanted: Route | null };
export type TableWaiting = Waiting & SecondSay & { readonly table: string; readonly from: IsoDate };

/** Whatever somebody writes as reason; what is empty is refused for that alone. */
const SOMETHING = '-';

const may = (state: ProgrammeState, command: PublicProgrammeCommand, { actor, now }: Looking): boolean =>
  programmeCase.decide(state, command, { actor, now, commandId: '', rules: RULES }).ok;

const byDay = (a: Waiting, b: Waiting): number => (a.until + a.proposal < b.until + b.proposal ? -1 : 1);
const isMine = (by: string | null, { actor }: Looking): boolean => by !== null && by === actor.person;

/** The county's tree of units, with what whoever looks may do about it; `waiting` null: no other one is proposed. */
export type UnitsShown = {
  /** 0: the county has none. */
  readonly version: number;
  readonly basis: string | null;
  readonly units: readonly Unit[];
  readonly mayPropose: boolean;
  readonly waiting: (Pick<UnitProposal, 'proposal' | 'basis' | 'units' | 'by' | 'until'> & SecondSay) | null;
};

export function unitsShown(state: ProgrammeState, looking: Looking): UnitsShown {
  const { version = 0, basis = null, units = [] } = state.unitTree ?? {};
  const some = [{ unit: SOMETHING, parent: null, head: null, deputy: null }];
  const [proposed] = Object.values(state.unitProposals ?? {});
  const { proposal = '', by = null } = proposed ?? {};
  return {
    version,
    basis,
    units,
    mayPropose: may(state, { type: 'ProposeUnits', replaces: version, basis: SOMETHING, units: some }, looking),
    waiting:
      proposed === undefined
        ? null
        : {
            ...proposed,
            mayConfirm: may(state, { type: 'ConfirmUnits', proposal }, looking),
            mayRefuse: may(state, { type: 'RefuseUnits', proposal, reason: SOMETHING }, looking),
            mine: isMine(by, looking),
          },
  };
}

/** The one that runs out first before the others. */
export function routesWaiting(state: ProgrammeState, looking: Looking): readonly RouteWaiting[] {
  return Object.values(state.routeProposals ?? {})
    .map(({ proposal, code, wanted, basis, by, until }) => ({
      proposal,
      code,
      wanted,
      basis,
      by,
      until,
      name: wanted?.name ?? state.routes[code]?.name ?? { zh: code, en: code },
      mayConfirm: may(state, { type: 'ConfirmRoute', proposal }, looking),
      mayRefuse: may(state, { type: 'RefuseRoute', proposal, reason: SOMETHING }, looking),
      mine: isMine(by, looking),
    }))
    .sort(byDay);
}

export function tablesWaiting(state: ProgrammeState, looking: Looking): readonly TableWaiting[] {
  return Object.values(state.standardProposals ?? {})
    .map(({ proposal, table, from, basis, by, until }) => ({
      proposal,
      table,
      from,
      basis,
      by,
      until,
      name: tableOf(table)?.name ?? { zh: table, en: table },
      mayConfirm: may(state, { type: 'ConfirmStandard', proposal }, looking),
      mayRefuse: may(state, { type: 'RefuseStandard', proposal, reason: SOMETHING }, looking),
      mine: isMine(by, looking),
    }))
    .sort(byDay);
}

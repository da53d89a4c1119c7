/**
 * The tree of units (组织机构): each with the unit above it, its head and its deputy. Kept by the county as a whole, version by
 * version, proposed by one person and confirmed by another, since whoever is somebody's superior decides on what they apply for
 * (docs/adr/0137). A unit is called as its people's entries in the address book call it. Deliberately absent: how a route asks
 * for a superior (approval/seating.ts).
 */
import type { OwnTables } from '../calendar/clock-rules.ts';
import { type AgendaItem, allow, type Decision, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { incomplete, rejection } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { assignsOthers } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { dayWords } from '../words/days.ts';
import {
  CONFIRMS,
  confirmProposal,
  type Ended,
  endWords,
  expireProposal,
  type Proposal,
  type Proposals,
  proposalAgenda,
  proposalUntil,
  refuseProposal,
  withoutProposal,
} from './proposal.ts';

/** `parent` null: nothing stands above it. `head`, `deputy` null: nobody is. */
export type Unit = { readonly unit: string; readonly parent: string | null; readonly head: string | null; readonly deputy: string | null };
/** As the county has confirmed it. */
export type UnitTree = { readonly version: number; readonly basis: string; readonly units: readonly Unit[] };

export type UnitCommand =
  /** `replaces`: the version that whoever proposes it has seen; 0: none. */
  | { readonly type: 'ProposeUnits'; readonly replaces: number; readonly basis: string; readonly units: readonly Unit[] }
  | { readonly type: 'ConfirmUnits'; readonly proposal: string }
  | { readonly type: 'RefuseUnits'; readonly proposal: string; readonly reason: string }
  | { readonly type: 'ExpireUnits'; readonly proposal: string };

export type UnitProposal = Proposal & Pick<UnitTree, 'basis' | 'units'>;

export type UnitEvent =
  /** `known`: everybody in it, who are looked at first. */
  | { readonly type: 'UnitsProposed'; readonly data: UnitProposal & { readonly known: readonly string[] } }
  | { readonly type: 'UnitsAdopted'; readonly data: { readonly tree: UnitTree; readonly proposal: string; readonly proposedBy: string | null } }
  | { readonly type: 'UnitsProposalEnded'; readonly data: { readonly proposal: string; readonly by: string | null } & Ended };

/** Absent: the county has none, or is of an earlier release. */
export type Units = OwnTables & {
  readonly unitTree?: UnitTree;
  readonly unitProposals?: Readonly<Record<string, UnitProposal>>;
  readonly unitProposalsMade?: number;
};

/** One unit, however its blanks and width are typed. */
const unitTerm = (unit: string): string => unit.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

/** Everything that is wrong with a tree, in one report. */
export function unitFaults(units: readonly Unit[]): readonly Text[] {
  const terms = units.map(({ unit }) => unitTerm(unit));
  return units.flatMap(({ unit, parent, head, deputy }, index) => {
    const at = `units[${index}] (${unit})`;
    const above = parent === null ? null : aboveOf(units, unit);
    return [
      ...(terms.indexOf(terms[index] ?? '') === index ? [] : [{ zh: `${at}：同一单位出现了两次`, en: `${at}: must be there once` }]),
      ...(parent !== null && !terms.includes(unitTerm(parent))
        ? [{ zh: `${at}：没有上级单位“${parent}”`, en: `${at}: parent must be a unit of the tree, which has no “${parent}”` }]
        : []),
      ...(above === 'LOOP' ? [{ zh: `${at}：上级关系不得成环`, en: `${at}: must not be above itself` }] : []),
      ...(head !== null && head === deputy ? [{ zh: `${at}：正副职不得为同一人`, en: `${at}: head and deputy must be two people` }] : []),
    ];
  });
}

/** The units above one, nearest first; LOOP: it stands above itself. */
function aboveOf(units: readonly Unit[], of: string): readonly Unit[] | 'LOOP' {
  const chain: Unit[] = [];
  let unit = unitNamed(units, of);
  while (unit?.parent != null) {
    unit = unitNamed(units, unit.parent);
    if (unit === undefined) break;
    if (chain.includes(unit) || unitTerm(unit.unit) === unitTerm(of)) return 'LOOP';
    chain.push(unit);
  }
  return chain;
}

const unitNamed = (units: readonly Unit[], name: string): Unit | undefined => {
  const term = unitTerm(name);
  return units.find(({ unit }) => unitTerm(unit) === term);
};

/**
 * The superior so many levels up of somebody of a unit: 1 is the head of their own. A unit whose head stands aside, being the
 * applicant or recused, is passed over with its deputy, who is below them: their own superior decides. Where there is no head,
 * the deputy is asked. Null: the seat is empty, or there is no such level.
 */
export function superiorIn(
  { units }: Pick<UnitTree, 'units'>,
  unit: string,
  level: number,
  person: { aside(id: string): boolean; there(id: string): boolean },
): string | null {
  const own = unitNamed(units, unit);
  const above = own === undefined ? [] : aboveOf(units, own.unit);
  if (own === undefined || above === 'LOOP') return null;
  const levels = [own, ...above].filter(({ head }) => head === null || !person.aside(head));
  const { head = null, deputy = null } = levels[level - 1] ?? {};
  return [head, deputy].find((id) => id !== null && person.there(id) && !person.aside(id)) ?? null;
}

/** Everybody in a tree. */
export const peopleInUnits = (units: readonly Unit[]): readonly string[] => [
  ...new Set(units.flatMap(({ head, deputy }) => [head, deputy]).filter((person) => person !== null)),
];

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室或系统管理员可以这样做。', 'Only the programme office or an administrator may do this.');
const another = rejection(
  'NOT_YOURS',
  '须由提出人以外的组长、副组长、办公室主任、经办人或系统管理员确认。',
  'It must be confirmed by a leader, the director, an officer or an administrator other than whoever proposed it.',
);

export function decideUnits(state: Units, command: UnitCommand, context: Context): Decision<UnitEvent> {
  switch (command.type) {
    case 'ProposeUnits':
      return assignsOthers(context) ? propose(state, command, context) : refuse(officeOnly);
    case 'ConfirmUnits':
      return confirmProposal(proposalsOf(state), command.proposal, context, ({ proposal, basis, units, by }) => {
        const tree = { version: (state.unitTree?.version ?? 0) + 1, basis, units };
        return allow<UnitEvent>({ type: 'UnitsAdopted', data: { tree, proposal, proposedBy: by } });
      });
    case 'RefuseUnits':
      return refuseProposal(proposalsOf(state), command, context);
    case 'ExpireUnits':
      return expireProposal(proposalsOf(state), command.proposal, context);
  }
}

function propose(state: Units, { replaces, basis, units }: Extract<UnitCommand, { type: 'ProposeUnits' }>, context: Context): Decision<UnitEvent> {
  const version = state.unitTree?.version ?? 0;
  if (version !== replaces)
    return refuse(
      rejection(
        'SUPERSEDED',
        `组织机构已有第 ${version} 版，您看到的是第 ${replaces} 版；请先比较再提出。`,
        `The tree of units has version ${version} by now, and you have seen version ${replaces}; compare them, then propose again.`,
      ),
    );
  const faults = [
    ...(basis.trim() === '' ? [{ zh: 'basis：缺少依据文号', en: 'basis must be the document that sets it' }] : []),
    ...unitFaults(units),
  ];
  if (faults.length > 0) return refuse(incomplete('组织机构有误，未提出。', 'The tree of units has faults and was not proposed.', faults));
  const [waiting] = Object.values(state.unitProposals ?? {});
  if (waiting !== undefined)
    return refuse(
      rejection(
        'DUPLICATE',
        `${waiting.proposal} 已提出（依据：${waiting.basis}），等待确认；请先确认或否决。`,
        `${waiting.proposal} waits to be confirmed (${waiting.basis}); confirm or refuse it first.`,
      ),
    );
  const proposal = `UN-${(state.unitProposalsMade ?? 0) + 1}`;
  const said = { proposal, basis, units, by: context.actor.person, until: proposalUntil(state, context) };
  return allow<UnitEvent>({ type: 'UnitsProposed', data: { ...said, known: peopleInUnits(units) } });
}

const proposalsOf = ({ unitProposals }: Units): Proposals<UnitProposal, UnitEvent> => ({
  waiting: unitProposals,
  ended: ({ proposal, by }, end) => ({ type: 'UnitsProposalEnded', data: { proposal, by, ...end } }),
  another,
});

const without = ({ unitProposals = {} }: Units, proposal: string): Units => ({
  unitProposals: withoutProposal(unitProposals, proposal) ?? unitProposals,
});

export function evolveUnits(state: Units, event: UnitEvent): Units {
  switch (event.type) {
    case 'UnitsProposed': {
      const { known: _, ...proposed } = event.data;
      return { unitProposals: { ...state.unitProposals, [proposed.proposal]: proposed }, unitProposalsMade: (state.unitProposalsMade ?? 0) + 1 };
    }
    case 'UnitsAdopted':
      return { unitTree: event.data.tree, ...without(state, event.data.proposal) };
    case 'UnitsProposalEnded':
      return without(state, event.data.proposal);
  }
}

export const unitAgenda = ({ unitProposals }: Units): readonly AgendaItem<UnitCommand>[] =>
  proposalAgenda(unitProposals, (proposal) => ({ type: 'ExpireUnits', proposal }));

/** Who may confirm hears of a proposal, auditors of it and of what became of it, whoever proposed it of its end. */
export function unitNotices(event: UnitEvent): readonly NoticeDue[] {
  if (event.type === 'UnitsProposed') {
    const { proposal, basis, until, by, units } = event.data;
    const says = {
      zh: `${by === null ? '系统' : '{by}'}提出修改组织机构（${proposal}，${units.length} 个单位，依据：${basis}）。须由另一人在 ${dayWords(until).zh}前确认或否决`,
      en: `${by === null ? 'The system' : '{by}'} proposes another tree of units (${proposal}, ${units.length} units, basis: ${basis}). Another person must confirm or refuse it by ${dayWords(until).en}`,
      ...(by === null ? {} : { by }),
    };
    return [...CONFIRMS, 'AUDITOR' as const].map((role) => ({ template: 'units-proposed', to: { role }, facts: { says } }));
  }
  const by = event.type === 'UnitsAdopted' ? event.data.proposedBy : event.data.by;
  const says =
    event.type === 'UnitsAdopted'
      ? {
          zh: `组织机构第 ${event.data.tree.version} 版（${event.data.proposal}，依据：${event.data.tree.basis}）已采用；此后开始的环节按其确定上级`,
          en: `Version ${event.data.tree.version} of the tree of units (${event.data.proposal}, basis: ${event.data.tree.basis}) was adopted; steps that open from now on find superiors by it`,
        }
      : {
          zh: `组织机构（${event.data.proposal}）提议未生效：${endWords(event.data).zh}`,
          en: `The proposal ${event.data.proposal} about the tree of units did not take effect: ${endWords(event.data).en}`,
        };
  const told: readonly NoticeDue['to'][] = [...(by === null ? [] : [{ person: by }]), { role: 'AUDITOR' }, { role: 'GROUP_LEADER' }];
  return told.map((to) => ({ template: 'units-changed', to, facts: { says } }));
}

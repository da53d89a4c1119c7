/**
 * A county's own versions of the tables of rules: proposed by one person and confirmed by another, as routes are, since
 * whoever writes a number says what passes (docs/adr/0025). In force from a day, and never for a case that was opened before.
 * Deliberately absent: the tables (standards/), and what a case is pinned to (rule-table/table.ts).
 */
import type { OwnTables } from '../calendar/clock-rules.ts';
import { type AgendaItem, allow, type Decision, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { incomplete, rejection } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { assignsOthers } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { type RowChange, rowChanges, same } from '../rule-table/changes.ts';
import { type Adopted, isUncertain, pinnedOn, shippedValues } from '../rule-table/table.ts';
import { RULE_TABLES, tableOf } from '../standards/all.ts';
import { dayWords } from '../words/days.ts';
import { changeWords } from '../words/rule-values.ts';
import {
  allOf,
  CONFIRMS,
  confirmProposal,
  type Ended,
  endedBy,
  endWords,
  expireProposal,
  type Proposal,
  type Proposals,
  proposalAgenda,
  proposalUntil,
  refuseProposal,
  withoutProposal,
} from './proposal.ts';

/** What a version says. `values`: rows that it sets; `confirms`: rows that stay as shipped and are confirmed; neither: back to what is shipped. */
export type StandardVersion = Pick<Adopted, 'table' | 'from' | 'basis' | 'values' | 'confirms'>;

export type StandardCommand =
  /** `replaces`: the county's version that whoever proposes it has seen; 0: none. */
  | ({ readonly type: 'AdoptStandard'; readonly replaces: number } & StandardVersion)
  | { readonly type: 'ConfirmStandard'; readonly proposal: string }
  | { readonly type: 'RefuseStandard'; readonly proposal: string; readonly reason: string }
  | { readonly type: 'ExpireStandard'; readonly proposal: string };

export type StandardProposal = StandardVersion & Proposal;

export type StandardEvent =
  | { readonly type: 'StandardProposed'; readonly data: StandardProposal }
  | { readonly type: 'StandardAdopted'; readonly data: { readonly adopted: Adopted; readonly proposal: string; readonly proposedBy: string | null } }
  | {
      readonly type: 'StandardProposalEnded';
      readonly data: {
        readonly proposal: string;
        readonly table: string;
        readonly by: string | null;
      } & Ended;
    };

/** What of a programme decides on tables. Absent: it is of an earlier release, and has none of its own. */
export type CountyStandards = OwnTables & {
  readonly standardProposals?: Readonly<Record<string, StandardProposal>>;
  readonly standardProposalsMade?: number;
};

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室或系统管理员可以这样做。', 'Only the programme office or an administrator may do this.');
const another = rejection(
  'NOT_YOURS',
  '须由提出人以外的组长、副组长、办公室主任、经办人或系统管理员确认。',
  'It must be confirmed by a leader, the director, an officer or an administrator other than whoever proposed it.',
);

/** Everything that is wrong with a version on a day, in one report; the shapes of its values are checked at the edge. */
export function standardFaults(wanted: StandardVersion, today: IsoDate): readonly Text[] {
  const table = tableOf(wanted.table);
  if (table === undefined) {
    const known = RULE_TABLES.map(({ key }) => key).join(', ');
    return [{ zh: `没有规则表 ${wanted.table}；可用：${known}`, en: `table must be one of ${known}` }];
  }
  const unknown = [...Object.keys(wanted.values), ...wanted.confirms].filter((name) => !Object.hasOwn(table.rows, name));
  const shipped: Readonly<Record<string, unknown>> = shippedValues(table);
  const asShipped = (name: string): boolean => same(wanted.values[name], shipped[name]);
  const set = Object.keys(wanted.values).filter((name) => !unknown.includes(name));
  const both = wanted.confirms.filter((name) => set.includes(name) && !asShipped(name));
  // It would gate from then on, and nobody has said so.
  const unsaid = set.filter((name) => asShipped(name) && isUncertain(table.rows[name]?.mark ?? 'LAW') && !wanted.confirms.includes(name));
  const values = { ...shipped, ...wanted.values };
  return [
    ...(wanted.basis.trim() === '' ? [{ zh: '缺少依据文号', en: 'basis must be the document that adopts it' }] : []),
    ...(wanted.from < today
      ? [{ zh: `生效日期 ${wanted.from} 不得早于今天 ${today}`, en: `from must not be before today, ${today}: cases that are open keep their rules` }]
      : []),
    ...unknown.map((name) => ({
      zh: `${table.key} 没有“${name}”这一行；可用：${Object.keys(table.rows).join('、')}`,
      en: `${name} must be a row of ${table.key}: ${Object.keys(table.rows).join(', ')}`,
    })),
    ...both.map((name) => ({ zh: `“${name}”不能既改数又照旧确认`, en: `${name} must be set or confirmed, not both` })),
    ...unsaid.map((name) => ({
      zh: `“${name}”与随产品提供的相同，尚待县级确认：确认的写入 confirms（此后作为关口），不确认的从 values 中删去`,
      en: `${name} must stand in confirms, from when on it gates, or be left out of values: it is as shipped and to be confirmed`,
    })),
    ...(unknown.length === 0 ? (table.faults?.(values) ?? []) : []),
  ];
}

/**
 * What of a version is the county's own: rows that differ from what is shipped, and those that it confirms, as they are
 * now. A later release changes neither.
 */
function ownOf({ table: key, values, confirms: confirmed }: StandardVersion): Pick<StandardVersion, 'values' | 'confirms'> {
  const table = tableOf(key);
  const shipped: Readonly<Record<string, unknown>> = table === undefined ? {} : shippedValues(table);
  const own = Object.entries(values).filter(([name, value]) => !same(value, shipped[name]));
  const rows = [...new Set(confirmed)];
  return { values: Object.fromEntries([...own, ...rows.map((name) => [name, shipped[name]])]), confirms: rows };
}

/** What a version changes on its day, against what would hold then without it. */
export function changesOf(versions: readonly Adopted[], wanted: StandardVersion): readonly RowChange[] {
  const table = tableOf(wanted.table);
  if (table === undefined) return [];
  const next: Adopted = { ...wanted, ...ownOf(wanted), version: versions.length + 1 };
  return rowChanges(table, pinnedOn(table, versions, wanted.from), pinnedOn(table, [next], wanted.from));
}
/** Versions that would have begun later, and never will: this one holds from its day on. */
export const replacedBy = (versions: readonly Adopted[], { from }: Pick<StandardVersion, 'from'>): readonly Adopted[] =>
  versions.filter((known) => known.from > from);

export function decideStandard(state: CountyStandards, command: StandardCommand, context: Context): Decision<StandardEvent> {
  switch (command.type) {
    case 'AdoptStandard':
      return assignsOthers(context) ? propose(state, command, context) : refuse(officeOnly);
    case 'ConfirmStandard':
      return confirm(state, command.proposal, context);
    case 'RefuseStandard':
      return refuseProposal(proposalsOf(state), command, context);
    case 'ExpireStandard':
      return expireProposal(proposalsOf(state), command.proposal, context);
  }
}

type Proposing = Extract<StandardCommand, { type: 'AdoptStandard' }>;

function propose(state: CountyStandards, command: Proposing, context: Context): Decision<StandardEvent> {
  const { table, from, basis, replaces } = command;
  const versions = state.standards?.[table] ?? [];
  const newest = versions.at(-1);
  if (newest !== undefined && newest.version !== replaces)
    return refuse(
      rejection(
        'SUPERSEDED',
        `${table} 已有第 ${newest.version} 版（依据：${newest.basis}，自 ${dayWords(newest.from).zh}起），您看到的是第 ${replaces} 版；请先比较再提出。`,
        `${table} has version ${newest.version} by now (${newest.basis}, from ${dayWords(newest.from).en}), and you have seen version ${replaces}; compare them, then propose again.`,
      ),
    );
  const today = dayAt(context.now);
  const faults = standardFaults(command, today);
  if (faults.length > 0) return refuse(incomplete('规则表有误，未提出。', 'The table has faults and was not proposed.', faults));
  const waiting = Object.values(state.standardProposals ?? {}).find((proposal) => proposal.table === table);
  if (waiting !== undefined)
    return refuse(
      rejection(
        'DUPLICATE',
        `${waiting.proposal} 已就 ${table} 提出（依据：${waiting.basis}），等待确认；请先确认或否决。`,
        `${waiting.proposal} about ${table} waits to be confirmed (${waiting.basis}); confirm or refuse it first.`,
      ),
    );
  const proposal = `ST-${(state.standardProposalsMade ?? 0) + 1}`;
  const by = context.actor.person;
  const until = proposalUntil(state, context);
  return allow<StandardEvent>({ type: 'StandardProposed', data: { proposal, table, from, basis, ...ownOf(command), by, until } });
}

const proposalsOf = ({ standardProposals }: CountyStandards): Proposals<StandardProposal, StandardEvent> => ({
  waiting: standardProposals,
  ended,
  another,
});

const confirm = (state: CountyStandards, id: string, context: Context): Decision<StandardEvent> =>
  confirmProposal(proposalsOf(state), id, context, (known) => {
    const { table, basis, values, confirms: confirmed, proposal, by } = known;
    const versions = state.standards?.[table] ?? [];
    const today = dayAt(context.now);
    // Whatever is confirmed late holds from then on, never for a day that has passed.
    const late = known.from < today;
    const from = late ? today : known.from;
    const faults = standardFaults({ ...known, from }, today);
    if (faults.length > 0) return allow<StandardEvent>(ended(known, endedBy('OVERTAKEN', allOf(faults))));
    const adopted = { table, version: (versions.at(-1)?.version ?? 0) + 1, from, basis, values, confirms: confirmed };
    return allow<StandardEvent>({ type: 'StandardAdopted', data: { adopted, proposal, proposedBy: by } });
  });

const ended = ({ proposal, table, by }: StandardProposal, end: Ended): StandardEvent => ({
  type: 'StandardProposalEnded',
  data: { proposal, table, by, ...end },
});

const without = ({ standardProposals = {} }: CountyStandards, proposal: string): CountyStandards => ({
  standardProposals: withoutProposal(standardProposals, proposal) ?? standardProposals,
});

export function evolveStandards(state: CountyStandards, event: StandardEvent): CountyStandards {
  switch (event.type) {
    case 'StandardProposed':
      return {
        standardProposals: { ...state.standardProposals, [event.data.proposal]: event.data },
        standardProposalsMade: (state.standardProposalsMade ?? 0) + 1,
      };
    case 'StandardAdopted': {
      const { adopted, proposal } = event.data;
      const versions = [...(state.standards?.[adopted.table] ?? []), adopted];
      return { standards: { ...state.standards, [adopted.table]: versions }, ...without(state, proposal) };
    }
    case 'StandardProposalEnded':
      return without(state, event.data.proposal);
  }
}

export const standardAgenda = ({ standardProposals }: CountyStandards): readonly AgendaItem<StandardCommand>[] =>
  proposalAgenda(standardProposals, (proposal) => ({ type: 'ExpireStandard', proposal }));

const nameOf = (key: string): Text => tableOf(key)?.name ?? { zh: key, en: key };

/** Who may confirm hears of a proposal, auditors of it and of what became of it, whoever proposed it of its end. */
export function standardNotices(state: CountyStandards, event: StandardEvent): readonly NoticeDue[] {
  if (event.type === 'StandardProposed') {
    const { proposal, table, basis, from, until, by } = event.data;
    const versions = state.standards?.[table] ?? [];
    const changed = changeWords(changesOf(versions, event.data), tableOf(table)?.rows ?? {});
    const instead = replacedBy(versions, event.data).map(({ version }) => version);
    const says = {
      zh: `${by === null ? '系统' : '{by}'}提出修改规则表“${nameOf(table).zh}”（${table}，${proposal}，依据：${basis}，自 ${dayWords(from).zh}起施行）：${changed.zh}${instead.length === 0 ? '' : `；尚未施行的第 ${instead.join('、')} 版不再施行`}。须由另一人在 ${dayWords(until).zh}前确认或否决`,
      en: `${by === null ? 'The system' : '{by}'} proposes another version of the table of rules “${nameOf(table).en}” (${table}, ${proposal}, basis: ${basis}, in force from ${dayWords(from).en}): ${changed.en}${instead.length === 0 ? '' : `; version ${instead.join(', ')}, which was to begin later, falls away`}. Another person must confirm or refuse it by ${dayWords(until).en}`,
      ...(by === null ? {} : { by }),
    };
    return [...CONFIRMS, 'AUDITOR' as const].map((role) => ({ template: 'standard-proposed', to: { role }, facts: { says } }));
  }
  const { proposal } = event.data;
  const table = event.type === 'StandardAdopted' ? event.data.adopted.table : event.data.table;
  const by = event.type === 'StandardAdopted' ? event.data.proposedBy : event.data.by;
  const { zh, en } = nameOf(table);
  const says =
    event.type === 'StandardAdopted'
      ? {
          zh: `规则表“${zh}”第 ${event.data.adopted.version} 版（${proposal}，依据：${event.data.adopted.basis}）已采用，自 ${dayWords(event.data.adopted.from).zh}起对新开的事项适用`,
          en: `Version ${event.data.adopted.version} of the table of rules “${en}” (${proposal}, basis: ${event.data.adopted.basis}) was adopted; it holds for what is opened from ${dayWords(event.data.adopted.from).en} on`,
        }
      : {
          zh: `规则表“${zh}”（${proposal}）提议未生效：${endWords(event.data).zh}`,
          en: `The proposal ${proposal} about the table of rules “${en}” did not take effect: ${endWords(event.data).en}`,
        };
  const told: readonly NoticeDue['to'][] = [...(by === null ? [] : [{ person: by }]), { role: 'AUDITOR' }, { role: 'GROUP_LEADER' }];
  return told.map((to) => ({ template: 'standard-changed', to, facts: { says } }));
}

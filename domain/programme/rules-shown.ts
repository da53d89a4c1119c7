/** The tables of rules of a programme as people read them: what holds on a day, what comes, what two versions differ in. */
import type { IsoDate, Text } from '../kernel/values.ts';
import { type RowChange, rowChanges } from '../rule-table/changes.ts';
import { type Adopted, inForce, isUncertain, type Mark, type Pinned, pinnedOn, type RuleTable, type Unit } from '../rule-table/table.ts';
import { RULE_TABLES, tableOf } from '../standards/all.ts';
import { changesOf, replacedBy, type StandardProposal, type StandardVersion, standardFaults } from './county-standards.ts';

export type RowShown = {
  readonly row: string;
  readonly name: Text;
  readonly explanation: Text | null;
  readonly value: unknown;
  readonly unit: Unit | null;
  readonly document: string;
  readonly since: IsoDate | null;
  readonly mark: Mark;
  /** `COUNTY`: the county has set or confirmed it. `TO_CONFIRM`: uncertain, and gates nothing until it does. */
  readonly by: 'SHIPPED' | 'COUNTY' | 'TO_CONFIRM';
};
export type TableShown = {
  readonly table: string;
  readonly name: Text;
  readonly explanation: Text;
  /** Of what is shipped. */
  readonly shipped: number;
  /** The county's version that holds on the day; null: as shipped. */
  readonly version: number | null;
  readonly from: IsoDate | null;
  readonly basis: string | null;
  /** Those that do not hold yet. */
  readonly coming: readonly { readonly version: number; readonly from: IsoDate; readonly basis: string }[];
  /** The newest version, which a proposal replaces; 0: none. */
  readonly newest: number;
  readonly rows: readonly RowShown[];
  /** What waits for a second person, with what it changes; null: nothing. */
  readonly proposed: ProposalShown | null;
};
export type ProposalShown = Pick<StandardProposal, 'proposal' | 'from' | 'basis' | 'by' | 'until'> & {
  readonly changes: readonly RowChange[];
  readonly replaces: readonly number[];
};

type Versions = Readonly<Record<string, readonly Adopted[]>>;

function proposalShown(versions: readonly Adopted[], waiting: StandardProposal): ProposalShown {
  const { proposal, from, basis, by, until } = waiting;
  return {
    proposal,
    from,
    basis,
    by,
    until,
    changes: changesOf(versions, waiting),
    replaces: replacedBy(versions, waiting).map(({ version }) => version),
  };
}

function tableShown(table: RuleTable, versions: readonly Adopted[], waiting: StandardProposal | undefined, day: IsoDate): TableShown {
  const pinned = pinnedOn(table, versions, day);
  const held = inForce(versions, day);
  return {
    table: table.key,
    name: table.name,
    explanation: table.explanation,
    shipped: pinned.shipped,
    version: held?.version ?? null,
    from: held?.from ?? null,
    basis: held?.basis ?? null,
    coming: versions
      .filter(({ version, from }) => from > day && !versions.some((later) => later.version > version && later.from <= from))
      .map(({ version, from, basis }) => ({ version, from, basis })),
    newest: versions.at(-1)?.version ?? 0,
    proposed: waiting === undefined ? null : proposalShown(versions, waiting),
    rows: Object.entries(table.rows).map(([row, told]): RowShown => {
      const { name, explanation = null, unit = null, document, since = null, mark } = told;
      const own = pinned.county?.rows.includes(row) === true;
      const by = own ? 'COUNTY' : isUncertain(mark) ? 'TO_CONFIRM' : 'SHIPPED';
      return { row, name, explanation, value: pinned.values[row], unit, document: own ? (held?.basis ?? document) : document, since, mark, by };
    }),
  };
}

/** `proposals`: those of the programme that wait for a second person. */
export const rulesOn = (versions: Versions, day: IsoDate, proposals: readonly StandardProposal[] = []): readonly TableShown[] =>
  RULE_TABLES.map((table) =>
    tableShown(
      table,
      versions[table.key] ?? [],
      proposals.find((waiting) => waiting.table === table.key),
      day,
    ),
  );

/** What differs between two versions of the county's; 0: what is shipped. Error: null where one of them is not there. */
export function changesBetween(key: string, versions: readonly Adopted[], from: number, to: number): readonly RowChange[] | null {
  const table = tableOf(key);
  if (table === undefined) return null;
  const [one, other] = [pinnedBy(table, versions, from), pinnedBy(table, versions, to)];
  return one === null || other === null ? null : rowChanges(table, one, other);
}

function pinnedBy(table: RuleTable, versions: readonly Adopted[], version: number): Pinned | null {
  if (version === 0) return pinnedOn(table, [], '');
  const adopted = versions.find((known) => known.version === version);
  return adopted === undefined ? null : pinnedOn(table, [adopted], adopted.from);
}

export type VersionReport = {
  readonly faults: readonly Text[];
  readonly changes: readonly RowChange[];
  /** Versions of the county's that were to begin later, and would never. */
  readonly replaces: readonly number[];
};
/** Everything that is wrong with a version, and what it would change; nothing is kept. */
export function checkStandard(versions: Versions, wanted: StandardVersion, today: IsoDate): VersionReport {
  const own = versions[wanted.table] ?? [];
  const faults = standardFaults(wanted, today);
  return { faults, changes: changesOf(own, wanted), replaces: replacedBy(own, wanted).map(({ version }) => version) };
}

/** The tables of rules of a programme as people read them: what holds on a day, what comes, what two versions differ in. */
import type { IsoDate, Text } from '../kernel/values.ts';
import { type Adopted, inForce, isUncertain, type Mark, pinnedOn, type RuleTable, type Unit } from '../rule-table/table.ts';
import { RULE_TABLES, tableOf } from '../standards/all.ts';
import { type StandardVersion, standardFaults } from './county-standards.ts';

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
};

type Versions = Readonly<Record<string, readonly Adopted[]>>;

function tableShown(table: RuleTable, versions: readonly Adopted[], day: IsoDate): TableShown {
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
    coming: versions.filter(({ from }) => from > day).map(({ version, from, basis }) => ({ version, from, basis })),
    newest: versions.at(-1)?.version ?? 0,
    rows: Object.entries(table.rows).map(([row, told]): RowShown => {
      const { name, explanation = null, unit = null, document, since = null, mark } = told;
      const own = pinned.county?.rows.includes(row) === true;
      const by = own ? 'COUNTY' : isUncertain(mark) ? 'TO_CONFIRM' : 'SHIPPED';
      return { row, name, explanation, value: pinned.values[row], unit, document: own ? (held?.basis ?? document) : document, since, mark, by };
    }),
  };
}

export const rulesOn = (versions: Versions, day: IsoDate): readonly TableShown[] =>
  RULE_TABLES.map((table) => tableShown(table, versions[table.key] ?? [], day));

export type RowChange = { readonly row: string; readonly name: Text; readonly was: unknown; readonly will: unknown };
/** What differs between two versions of the county's; 0: what is shipped. Error: null where one of them is not there. */
export function changesBetween(key: string, versions: readonly Adopted[], from: number, to: number): readonly RowChange[] | null {
  const table = tableOf(key);
  const one = valuesOf(table, versions, from);
  const other = valuesOf(table, versions, to);
  return table === undefined || one === null || other === null ? null : changedRows(table, one, other);
}

type Values = Readonly<Record<string, unknown>>;
function valuesOf(table: RuleTable | undefined, versions: readonly Adopted[], version: number): Values | null {
  if (table === undefined) return null;
  const adopted = version === 0 ? null : versions.find((known) => known.version === version);
  if (adopted === undefined) return null;
  return pinnedOn(table, adopted === null ? [] : [adopted], adopted?.from ?? '').values;
}
const changedRows = (table: RuleTable, was: Values, will: Values): readonly RowChange[] =>
  Object.entries(table.rows).flatMap(([row, { name }]) =>
    JSON.stringify(was[row]) === JSON.stringify(will[row]) ? [] : [{ row, name, was: was[row], will: will[row] }],
  );

/** Everything that is wrong with a version, and what it would change; nothing is kept. */
export function checkStandard(
  versions: Versions,
  wanted: StandardVersion,
  today: IsoDate,
): { readonly faults: readonly Text[]; readonly changes: readonly RowChange[] } {
  const table = tableOf(wanted.table);
  const own = versions[wanted.table] ?? [];
  const faults = standardFaults(own, wanted, today);
  if (table === undefined) return { faults, changes: [] };
  const next: Adopted = { ...wanted, version: own.length + 1 };
  return { faults, changes: changedRows(table, pinnedOn(table, own, wanted.from).values, pinnedOn(table, [next], wanted.from).values) };
}

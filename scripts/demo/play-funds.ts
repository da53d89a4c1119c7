/**
 * The money of the demo's programme: sources by level, a budget of each, all of it allocated to its projects, and in the end the ledger
 * held against what the works themselves say. Deliberately absent: payments (play-works.ts).
 */
import type { PaidFrom } from '../../domain/funds/facts.ts';
import { type Funding, investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import { partsFrom } from '../../domain/stages/construction/sources.ts';
import { type ApiClient, read } from './http.ts';
import { at, type Player } from './player.ts';

const LEVELS = [
  ['ZJ-1', 'CENTRAL', '国家发展改革委', 'centralFen'],
  ['ZJ-2', 'COUNTY', '青禾县财政局', 'countyFen'],
  ['ZJ-3', 'OTHER', '青禾县教育和体育局', 'otherFen'],
] as const satisfies readonly (readonly [string, string, string, keyof Funding])[];
type Page = {
  readonly version: number;
  readonly sums: Readonly<
    Record<'sourcesFen' | 'budgetedFen' | 'allocatedFen' | 'paidFen' | 'balanceFen' | 'leftFen' | 'unnamedFen' | 'unfundedFen', number>
  >;
  readonly sources: readonly { readonly paidFen: number }[];
  readonly projects: readonly { readonly code: string; readonly paidFen: number; readonly balanceFen: number }[];
  readonly findings: readonly { readonly code: string; readonly light: string }[];
};
const pageOf = async (office: ApiClient, programme: string): Promise<Page> => read<Page>(await office.get(`programme/${programme}/funds`));

/** What projects plan of each level is granted, budgeted and allocated before any of them begins. */
export async function grantFunds(office: ApiClient, programme: string, projects: readonly ProjectProfile[]): Promise<void> {
  const stream = `programme/${programme}`;
  const on = projects.map(({ startOn }) => startOn).toSorted()[0] ?? '';
  const year = Number(on.slice(0, 'yyyy'.length));
  let { version: seen } = await pageOf(office, programme);
  let nth = 300;
  const act = async (command: object): Promise<void> => {
    nth += 1;
    await office.command(stream, { ...command, document: `青财社〔${year}〕${nth}号`, on, seen });
    seen += 1;
  };
  for (const [key, level, by, part] of LEVELS) {
    const amountFen = projects.reduce((sum, { funding }) => sum + funding[part], 0);
    if (amountFen === 0) continue;
    await act({ type: 'RecordSource', key, level, by, year, amountFen });
    await act({ type: 'SetBudget', source: key, year, amountFen });
  }
  for (const { code, funding } of projects)
    for (const [source, , , part] of LEVELS)
      if (funding[part] > 0) await act({ type: 'Allocate', key: `XD-${code}-${source}`, source, project: code, amountFen: funding[part] });
}

/** The sources of a payment. Null: its works are not told of them yet. */
function sourcesFor(state: Record<string, unknown>, amountFen: number): readonly PaidFrom[] | null {
  const parts = partsFrom(state as Parameters<typeof partsFrom>[0], amountFen); // works, as their view has them
  return parts.reduce((sum, part) => sum + part.amountFen, 0) === amountFen ? parts : null;
}
/** As a field of the command; none where the programme keeps no ledger. */
export const paidFrom = async (
  manager: Player,
  stream: string,
  ledger: boolean,
  amountFen: number,
): Promise<{ readonly from?: readonly PaidFrom[] }> => (ledger ? { from: await manager.until(stream, (state) => sourcesFor(state, amountFen)) } : {});

export type FundsEnd = Page['sums'] & { readonly works: number; readonly findings: number };
/** The ledger agrees with itself and with the works, and every payment names its sources. Error: it does not. */
export async function fundsAgree(office: ApiClient, programme: string, projects: readonly ProjectProfile[]): Promise<FundsEnd> {
  const { sums, sources, projects: counted, findings } = await pageOf(office, programme);
  const works = new Map<string, number>();
  for (const { code } of projects) {
    const state = (await office.find(`construction/${code}`)) ?? {};
    const payments = [...Object.values(Object(state.payments)), ...Object.values(Object(state.contractPayments))];
    works.set(
      code,
      payments.reduce<number>((sum, one) => (at(one, 'status') === 'APPROVED' ? sum + Number(at(one, 'amountFen')) : sum), 0),
    );
  }
  const add = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0);
  const planned = add(projects.map(({ funding }) => investmentFen(funding)));
  const must: readonly (readonly [string, number, number])[] = [
    ['sources', sums.sourcesFen, planned],
    ['budgets', sums.budgetedFen, planned],
    ['allocations', sums.allocatedFen, planned],
    ['left of sources', sums.leftFen, 0],
    ['paid by works', sums.paidFen, add([...works.values()])],
    ['paid by source', add(sources.map(({ paidFen }) => paidFen)), sums.paidFen],
    ['balance', sums.balanceFen, sums.allocatedFen - sums.paidFen],
    ['payments without a source', sums.unnamedFen, 0],
    ['what does not agree', findings.filter(({ light }) => light === 'RED').length, 0],
    ...counted.map(({ code, paidFen }): readonly [string, number, number] => [`paid by ${code}`, paidFen, works.get(code) ?? 0]),
  ];
  const wrong = must.filter(([, is, should]) => is !== should).map(([what, is, should]) => `${what}: ${is} must be ${should}`);
  if (wrong.length > 0) throw new Error(`the ledger does not agree: ${wrong.join('; ')}`);
  return { ...sums, works: add([...works.values()]), findings: findings.length };
}

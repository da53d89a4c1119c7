/** Tables of rules of a programme: what holds on a day, what a version would change, what two versions differ in. */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { tablesWaiting } from '../../domain/programme/proposals-shown.ts';
import { changesBetween, checkStandard, rulesOn } from '../../domain/programme/rules-shown.ts';
import type { RowChange } from '../../domain/rule-table/changes.ts';
import { MARKS, UNITS } from '../../domain/rule-table/table.ts';
import { RULE_TABLES, tableOf } from '../../domain/standards/all.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { checkedVersion } from '../schemas/standard.ts';
import { code, day, digits } from '../schemas/values.ts';
import { id, seen } from './cases.ts';

const params = z.strictObject({ id });
const bilingual = z.object({ zh: z.string(), en: z.string() });
const change = z.object({ row: z.string(), name: bilingual, was: z.unknown(), will: z.unknown(), gate: z.enum(['BEGINS', 'ENDS']).nullable() });
const tableView = z
  .object({
    table: z.string(),
    name: bilingual,
    explanation: bilingual,
    shipped: z.int(),
    version: z.int().nullable(),
    from: z.string().nullable(),
    basis: z.string().nullable(),
    coming: z.array(z.object({ version: z.int(), from: z.string(), basis: z.string() })),
    newest: z.int(),
    proposed: z
      .object({
        proposal: z.string(),
        from: z.string(),
        basis: z.string(),
        by: z.string().nullable(),
        until: z.string(),
        changes: z.array(change),
        replaces: z.array(z.int()),
        mayConfirm: z.boolean(),
        mayRefuse: z.boolean(),
        /** Whoever asks proposed it. */
        mine: z.boolean(),
      })
      .nullable(),
    rows: z.array(
      z.object({
        row: z.string(),
        name: bilingual,
        explanation: bilingual.nullable(),
        value: z.unknown(),
        unit: z.enum(UNITS).nullable(),
        document: z.string(),
        since: z.string().nullable(),
        mark: z.enum(MARKS),
        by: z.enum(['SHIPPED', 'COUNTY', 'TO_CONFIRM']),
      }),
    ),
  })
  .meta({ id: 'RuleTable' });

type Held = Required<Pick<ProgrammeState, 'standards' | 'standardProposals'>>;
/** What there is to compare; rules are read by whoever reads the programme. */
const noSuchVersion = (key: string, newest: number): Text =>
  tableOf(key) === undefined
    ? { zh: `没有规则表 ${key}；可用：${KEYS}`, en: `table must be one of ${KEYS}` }
    : { zh: `from、to：${key} 的版本为 0（随产品提供）至 ${newest}`, en: `from and to must be versions of ${key}: 0 (as shipped) to ${newest}` };
const KEYS = RULE_TABLES.map(({ key }) => key).join(', ');
const today = () => dayAt(new Date().toISOString());
const written = (changes: readonly RowChange[]): z.input<typeof change>[] => changes.map((one) => ({ ...one }));

export function rulesRoutes({ route }: RouteSet, deps: ApiDeps): void {
  /** Null: answered already. */
  const heldIn = async (asked: Pick<RouteCall<{ id: string }, unknown, unknown>, 'reader' | 'params' | 'response'>): Promise<Held | null> => {
    const found = await seen(deps, asked, 'programme');
    if (found === null) return null;
    const { standards = {}, standardProposals = {} } = found.state as Partial<Held>; // as programmeView shows it
    return { standards, standardProposals };
  };
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/rules',
      summary: 'The tables of rules that hold here on a day (today where none is given), with the document of each number and how sure it is',
      params,
      query: z.strictObject({ on: day.exactOptional() }),
      answer: z.object({ items: z.array(tableView) }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const held = await heldIn(asked);
      const whole = await deps.reading.caseToRead(streamOf('programme', asked.params.id));
      if (held === null) return null;
      const tables = rulesOn(held.standards, asked.query.on ?? today(), Object.values(held.standardProposals));
      const looking = { actor: readerActor(asked.reader, asked.params.id), now: new Date().toISOString() };
      const says = new Map((whole === null ? [] : tablesWaiting(stateIn('programme', whole), looking)).map((one) => [one.proposal, one]));
      const sayOf = (proposal: string) => {
        const { mayConfirm = false, mayRefuse = false, mine = false } = says.get(proposal) ?? {};
        return { mayConfirm, mayRefuse, mine };
      };
      return {
        items: tables.map(({ coming, rows, proposed, ...table }) => ({
          ...table,
          coming: [...coming],
          rows: [...rows],
          proposed:
            proposed === null
              ? null
              : { ...proposed, ...sayOf(proposed.proposal), changes: written(proposed.changes), replaces: [...proposed.replaces] },
        })),
      };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/rules/changes',
      summary: 'What differs between two versions of a table of rules; 0 is what is shipped',
      params,
      query: z.strictObject({ table: code, from: digits(0, 1_000_000), to: digits(0, 1_000_000) }),
      answer: z.object({ changes: z.array(change) }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const held = await heldIn(asked);
      if (held === null) return null;
      const { table, from, to } = asked.query;
      const versions = held.standards[table] ?? [];
      const changes = changesBetween(table, versions, from, to);
      if (changes !== null) return { changes: written(changes) };
      sendProblem(asked.response, problemOf('NOT_FOUND', [noSuchVersion(table, versions.length)]));
      return null;
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/rules/check',
      heavy: true,
      summary: 'Everything that is wrong with a version of a table of rules, and what it would change; nothing is kept',
      params,
      query: z.strictObject({}),
      body: checkedVersion,
      answer: z.object({ faults: z.array(z.string()), faultsZh: z.array(z.string()), changes: z.array(change), replaces: z.array(z.int()) }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const held = await heldIn(asked);
      if (held === null) return null;
      const { faults, changes, replaces } = checkStandard(held.standards, asked.body, today());
      return { faults: faults.map(({ en }) => en), faultsZh: faults.map(({ zh }) => zh), changes: written(changes), replaces: [...replaces] };
    },
  );
}

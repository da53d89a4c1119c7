/**
 * Random acts upon a programme's money, played on the real decisions: sources, budgets, allocations, returns, papers and payments,
 * with messages that come late, twice and in another order; `fundsProperty` holds for every one of them. Deliberately absent: the
 * sums that are held (funds-history.ts), running them (funds-main.ts).
 */
import fc from 'fast-check';
import { approvalId } from '../../domain/approval/case.ts';
import type { FundsCommand } from '../../domain/funds/facts.ts';
import { FUND_LEVELS, type FundLevel } from '../../domain/words/funds.ts';
import { officer, person, system } from '../rules/played-case.ts';
import { openProgramme } from '../rules/programme.ts';
import { profile, stageBase, surveyBasis, withPapers } from '../rules/samples.ts';
import { add, CONTRACT, type FundsSeen, History, Played, PROJECTS } from './funds-history.ts';

const manager = person('manager');

/** Over how many sources, beginning where, and by how much too much or too little it comes to. */
type Split = { readonly first: number; readonly parts: number; readonly off: number };
type Step =
  | { readonly do: 'SOURCE'; readonly level: FundLevel; readonly fen: number }
  | { readonly do: 'CORRECT_SOURCE'; readonly which: number; readonly fen: number; readonly level: FundLevel }
  | { readonly do: 'BUDGET'; readonly which: number; readonly fen: number; readonly reason: boolean }
  | { readonly do: 'ALLOCATE'; readonly which: number; readonly project: number; readonly fen: number }
  | { readonly do: 'CORRECT_ALLOCATION'; readonly which: number; readonly fen: number }
  | { readonly do: 'RETURN'; readonly which: number; readonly fen: number; readonly surplus: boolean }
  | { readonly do: 'STALE'; readonly fen: number }
  | { readonly do: 'GRANT'; readonly level: 'CENTRAL' | 'COUNTY' | 'OTHER'; readonly fen: number }
  | { readonly do: 'CORRECT_GRANT'; readonly which: number; readonly fen: number | null }
  | { readonly do: 'RECEIVED'; readonly project: number; readonly level: 'CENTRAL' | 'COUNTY' | 'OTHER'; readonly fen: readonly number[] }
  | { readonly do: 'OPEN'; readonly project: number; readonly taken: number }
  | { readonly do: 'PAY'; readonly project: number; readonly fen: number; readonly from: Split | null }
  | { readonly do: 'NAME'; readonly project: number; readonly which: number; readonly from: Split }
  | { readonly do: 'ANSWER'; readonly project: number; readonly which: number; readonly approved: boolean }
  | { readonly do: 'DELIVER'; readonly which: number; readonly keep: boolean };

const fen = fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(0, 1, 999_999, CONTRACT));
/** What goes back is a part of what is there, more often than not. */
const small = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 1_000 }) }, fen);
const nth = fc.nat(5);
const split = fc.record({
  first: fc.nat(3),
  parts: fc.integer({ min: 1, max: 3 }),
  off: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1)),
});
const project = fc.nat(PROJECTS.length - 1);
const level = fc.constantFrom(...FUND_LEVELS);
const paperLevel = fc.constantFrom('CENTRAL' as const, 'COUNTY' as const, 'OTHER' as const);
const step = (name: Step['do'], more: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Step> =>
  fc.record({ do: fc.constant(name), ...more }) as fc.Arbitrary<unknown> as fc.Arbitrary<Step>; // the fields of that step
const STEPS = fc.oneof(
  { weight: 3, arbitrary: step('SOURCE', { level, fen }) },
  { weight: 2, arbitrary: step('CORRECT_SOURCE', { which: nth, fen, level }) },
  { weight: 2, arbitrary: step('BUDGET', { which: nth, fen, reason: fc.boolean() }) },
  { weight: 6, arbitrary: step('ALLOCATE', { which: nth, project, fen }) },
  { weight: 2, arbitrary: step('CORRECT_ALLOCATION', { which: nth, fen }) },
  { weight: 4, arbitrary: step('RETURN', { which: fc.nat(1), fen: small, surplus: fc.boolean() }) },
  { weight: 1, arbitrary: step('STALE', { fen }) },
  { weight: 1, arbitrary: step('GRANT', { level: paperLevel, fen }) },
  { weight: 1, arbitrary: step('CORRECT_GRANT', { which: nth, fen: fc.option(fen) }) },
  { weight: 1, arbitrary: step('RECEIVED', { project, level: paperLevel, fen: fc.array(fen, { maxLength: 2 }) }) },
  { weight: 3, arbitrary: step('OPEN', { project, taken: fc.oneof(fc.constant(0), fen) }) },
  { weight: 8, arbitrary: step('PAY', { project, fen: fc.oneof(small, fen), from: fc.option(split) }) },
  { weight: 3, arbitrary: step('NAME', { project, which: nth, from: split }) },
  { weight: 8, arbitrary: step('ANSWER', { project, which: nth, approved: fc.boolean() }) },
  { weight: 8, arbitrary: step('DELIVER', { which: fc.nat(9), keep: fc.boolean() }) },
);

const pick = <T>(items: readonly T[], n: number): T | undefined => (items.length === 0 ? undefined : items[n % items.length]);

type Parts = readonly { readonly source: string; readonly amountFen: number }[];
/** An amount over some of the sources, now and then one fen beside it. */
function splitOver(sources: readonly { readonly source: string }[], amountFen: number, { first, parts, off }: Split): Parts {
  const some = sources.slice(first % Math.max(1, sources.length)).slice(0, parts);
  const each = Math.floor(amountFen / Math.max(1, some.length));
  return some.map(({ source }, index) => ({
    source,
    amountFen: Math.max(0, (index === 0 ? amountFen - each * (some.length - 1) : each) + (index === 0 ? off : 0)),
  }));
}
function put(of: Map<string, Map<string, Map<string, number>>>, code: string, key: string, from: Parts): void {
  const mine = of.get(code) ?? new Map<string, Map<string, number>>();
  mine.set(key, new Map(from.map(({ source, amountFen }) => [source, amountFen])));
  of.set(code, mine);
}
/** What was taken comes to its amount, and with all that was named before stays within each source as the works knew it. */
function heldToSplit(history: History, code: string, { key, amountFen, from }: { key: string; amountFen: number; from: Parts }): void {
  if (add(from, (part) => part.amountFen) !== amountFen) throw new Error(`${code} ${key} names another sum than it pays`);
  for (const { source, amountFen: fen } of from) {
    const before = [history.named, history.waits].flatMap((of) =>
      [...(of.get(code) ?? [])].flatMap(([other, parts]) => (other === key ? [] : [parts.get(source) ?? 0])),
    );
    const most = history.works.get(code)?.state?.funds?.sources?.find((one) => one.source === source)?.allocatedFen ?? 0;
    if (add(before, (one) => one) + fen > most) throw new Error(`${code} ${key} pays ${fen} from ${source} beyond its ${most}`);
  }
}

function play(history: History, one: Step): void {
  switch (one.do) {
    case 'SOURCE': {
      const key = `S${history.next()}`;
      const command = history.act({ type: 'RecordSource', key, level: one.level, by: '财政厅', year: 2024, amountFen: one.fen });
      history.sendProgramme(command, officer, () => history.sources.set(key, { level: one.level, amount: one.fen }));
      return;
    }
    case 'CORRECT_SOURCE': {
      const key = pick([...history.sources.keys()], one.which) ?? 'NONE';
      const command = history.act({ type: 'CorrectSource', key, level: one.level, by: '财政厅', year: 2024, amountFen: one.fen, reason: '文件更正' });
      history.sendProgramme(command, officer, () => history.sources.set(key, { level: one.level, amount: one.fen }));
      return;
    }
    case 'BUDGET': {
      const source = pick([...history.sources.keys()], one.which) ?? 'NONE';
      const reason = one.reason ? { reason: '年中调整' } : {};
      history.sendProgramme(history.act({ type: 'SetBudget', source, year: 2024, amountFen: one.fen, ...reason }), officer, () => undefined);
      return;
    }
    case 'ALLOCATE': {
      const [key, source] = [`A${history.next()}`, pick([...history.sources.keys()], one.which) ?? 'NONE'];
      const to = PROJECTS[one.project] ?? 'QH-01';
      const command = history.act({ type: 'Allocate', key, source, project: to, amountFen: one.fen });
      const before = add([...history.allocations.values()], (held) => (held.source === source ? held.amount - held.withdrawn : 0));
      const taken = history.sendProgramme(command, officer, () =>
        history.allocations.set(key, { project: to, source, amount: one.fen, withdrawn: 0, surplus: 0 }),
      );
      if (taken && before + one.fen > (history.sources.get(source)?.amount ?? 0)) throw new Error(`${key} was taken beyond ${source}`);
      return;
    }
    case 'CORRECT_ALLOCATION': {
      const key = pick([...history.allocations.keys()], one.which) ?? 'NONE';
      history.sendProgramme(history.act({ type: 'CorrectAllocation', key, amountFen: one.fen, reason: '文件更正' }), officer, () => {
        const known = history.allocations.get(key);
        if (known !== undefined) known.amount = one.fen;
      });
      return;
    }
    case 'RETURN': {
      const allocation = pick([...history.allocations.keys()], one.which) ?? 'NONE';
      const how = one.surplus ? 'SURPLUS' : 'WITHDRAWN';
      const command = history.act({ type: 'ReturnFunds', key: `R${history.next()}`, allocation, how, amountFen: one.fen, reason: '结余' });
      history.sendProgramme(command, officer, () => {
        const known = history.allocations.get(allocation);
        if (known === undefined) return;
        if (one.surplus) known.surplus += one.fen;
        else known.withdrawn += one.fen;
      });
      return;
    }
    case 'STALE': {
      const command = history.act({
        type: 'RecordSource',
        key: `S${history.next()}`,
        level: 'CENTRAL',
        by: '财政厅',
        year: 2024,
        amountFen: one.fen + 1,
      });
      const stale = { ...command, seen: (history.held.funds?.version ?? 0) + 1 } as FundsCommand; // the same command, by whoever saw another version
      history.seen.stale += 1;
      if (history.sendProgramme(stale, officer, () => undefined)) throw new Error('a stale entry was taken');
      return;
    }
    case 'GRANT': {
      const key = `G${history.next()}`;
      const paper = {
        kind: 'FUNDS_GRANTED',
        key,
        document: `青财〔2023〕${history.next()}号`,
        on: '2023-05-06',
        by: '财政局',
        source: one.level,
        amountFen: one.fen,
      } as const;
      history.sendProgramme({ type: 'TakeOverPapers', papers: [paper] }, officer, () =>
        history.sources.set(`JX.${key}`, { level: one.level, amount: one.fen }),
      );
      return;
    }
    case 'CORRECT_GRANT': {
      const paper = pick(
        Object.values(history.held.papers ?? {}).flatMap((held) => (held.kind === 'FUNDS_GRANTED' ? [held] : [])),
        one.which,
      );
      if (paper === undefined) return;
      const id = `FUNDS_GRANTED.${paper.key}`;
      const changed = one.fen === null ? {} : { paper: { ...paper, amountFen: one.fen } };
      history.sendProgramme({ type: 'CorrectPaper', id, reason: '更正', ...changed }, officer, () => {
        if (one.fen === null) history.sources.delete(`JX.${paper.key}`);
        else history.sources.set(`JX.${paper.key}`, { level: paper.source, amount: one.fen });
      });
      return;
    }
    case 'RECEIVED': {
      const received = one.fen.map((amountFen, index) => ({ key: `F${index}`, level: one.level, amountFen, document: `青财〔2022〕${index}号` }));
      const command = { type: 'CountReceived', project: PROJECTS[one.project] ?? 'QH-01', version: history.nextReceived(), received };
      history.post.push({ stream: 'programme/QH', command });
      return;
    }
    case 'OPEN': {
      const code = PROJECTS[one.project] ?? 'QH-01';
      if (history.works.has(code)) return;
      history.works.set(code, new Played('construction', code));
      const base = { ...stageBase({ estimateFen: CONTRACT * 10, landPreOn: null, plan: null }), programme: 'QH', project: code };
      const payment = {
        kind: 'PAYMENT',
        key: 'T1',
        payment: 'PROGRESS',
        amountFen: one.taken,
        document: '付1',
        on: '2024-01-05',
        by: '财政局',
      } as const;
      const taken = one.taken === 0 ? {} : { takenOver: { facts: [payment] } };
      if (!history.sendWorks(code, { type: 'Open', ...base, ...taken }, system)) throw new Error('the works could not be opened');
      history.paid.set(code, one.taken);
      history.sendWorks(code, { type: 'RecordContract', contractor: '青禾建筑', amountFen: CONTRACT * 10, on: '2024-02-01' }, manager);
      return;
    }
    case 'NAME': {
      const code = PROJECTS[one.project] ?? 'QH-01';
      const works = history.works.get(code);
      const [key, payment] = pick(Object.entries(works?.state?.payments ?? {}), one.which) ?? [];
      if (works?.state == null || key === undefined || payment === undefined) return;
      const from = splitOver(works.state.funds?.sources ?? [], payment.amountFen, one.from);
      if (from.length === 0) return;
      if (!history.sendWorks(code, { type: 'NameSources', key, from, reason: '补充注明' }, manager)) return;
      heldToSplit(history, code, { key, amountFen: payment.amountFen, from });
      history.seen.named += 1;
      put(payment.status === 'APPROVED' ? history.named : history.waits, code, key, from);
      return;
    }
    case 'PAY': {
      const code = PROJECTS[one.project] ?? 'QH-01';
      const works = history.works.get(code);
      if (works?.state == null) return;
      const value = works.state.confirmedValueFen;
      const key = `P${history.next()}`;
      const from = one.from === null ? [] : splitOver(works.state.funds?.sources ?? [], one.fen, one.from);
      const taken = history.sendWorks(
        code,
        withPapers('construction', {
          type: 'RequestPayment',
          ...(from.length === 0 ? {} : { from }),
          key,
          amountFen: one.fen,
          confirmedValueFen: value,
          kind: 'ADVANCE',
        }),
        manager,
      );
      const { funds, payments } = works.state;
      if (taken && from.length > 0) {
        heldToSplit(history, code, { key, amountFen: one.fen, from });
        history.seen.named += 1;
        put(history.waits, code, key, from);
      }
      if (!taken || funds === undefined) return;
      const asked = add(Object.values(payments), ({ status, amountFen }) => (status === 'REFUSED' ? 0 : amountFen));
      if (asked > funds.allocatedFen) throw new Error(`${code} may ask for ${asked} of ${funds.allocatedFen}`);
      return;
    }
    case 'ANSWER': {
      const code = PROJECTS[one.project] ?? 'QH-01';
      const works = history.works.get(code);
      const key = pick(
        Object.entries(works?.state?.payments ?? {}).flatMap(([name, { status }]) => (status === 'ASKED' ? [name] : [])),
        one.which,
      );
      const amount = key === undefined ? 0 : (works?.state?.payments[key]?.amountFen ?? 0);
      if (key === undefined) return;
      const outcome = one.approved ? 'APPROVED' : 'REJECTED';
      const approval = approvalId(code, `PAYMENT.${key}`, 1);
      history.sendWorks(code, { type: 'ApprovalDecided', approval, outcome, reason: null, conditions: [], scores: [] }, system);
      const parts = history.waits.get(code)?.get(key);
      history.waits.get(code)?.delete(key);
      if (one.approved && parts !== undefined)
        put(
          history.named,
          code,
          key,
          [...parts].map(([source, amountFen]) => ({ source, amountFen })),
        );
      if (one.approved) history.paid.set(code, (history.paid.get(code) ?? 0) + amount);
      return;
    }
    case 'DELIVER':
      history.deliver(history.post.length === 0 ? 0 : one.which % history.post.length, one.keep);
  }
}

/** Holds for every history; throws with what did not agree. */
export function fundsProperty(seen: FundsSeen): fc.IProperty<[Step[]]> {
  return fc.property(fc.array(STEPS, { minLength: 20, maxLength: 90, size: 'max' }), (steps) => {
    const history = new History(seen);
    seen.histories += 1;
    if (history.programme.send(openProgramme, system, () => undefined) === null) throw new Error('the programme could not be opened');
    for (const code of PROJECTS) {
      const registered = { profile: { ...profile, code }, survey: surveyBasis, panel: [] };
      if (history.programme.send({ type: 'RegisterProject', project: registered }, officer, () => undefined) === null)
        throw new Error(`${code} could not be registered`);
    }
    for (const one of steps) play(history, one);
    history.settle();
  });
}

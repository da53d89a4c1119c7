import { describe, expect, it } from 'vitest';
import { projectCase } from '../../domain/project/case.ts';
import type { HandoverFacts } from '../../domain/project/facts.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import { HANDOVER } from '../../domain/standards/handover.ts';
import { file } from '../setup/acceptance.ts';
import { clock, PANEL, person, profile, Sandbox, surveyBasis, system } from '../setup/builders.ts';

const manager = person('manager');
const WAN = 1_000_000;
const BUILT = {
  completionOn: '2025-03-28',
  contractFen: 2_000 * WAN,
  changesFen: 52 * WAN,
  paidFen: 1_900 * WAN,
  paidInAllFen: 2_400 * WAN,
  estimateFen: 2_680 * WAN,
};

/** A project that passed acceptance on 2026-03-20, as construction handed it on. */
function passed(changed: { readonly standards?: false; readonly built?: object } = {}) {
  const box = new Sandbox(projectCase);
  const standards = changed.standards === false ? {} : { standards: projectStandards(undefined, '2023-01-05') };
  box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, ...standards }, system);
  box.now = '2026-03-20T02:00:00.000Z';
  for (const stage of STAGE_KEYS.slice(0, -1)) {
    box.send({ type: 'StartStage', stage }, system);
    const result = stage === 'CONSTRUCTION' ? { ...BUILT, ...changed.built } : {};
    expect(box.send({ type: 'FinishStage', stage, outcome: 'DONE', result, undone: [] }, system)).toBeNull();
  }
  expect(box.send({ type: 'StartStage', stage: 'HANDOVER' }, system)).toBeNull();
  box.now = '2026-04-30T02:00:00.000Z';
  return box;
}
const facts: HandoverFacts = {
  filing: { number: '青卫托备〔2026〕1号', on: '2026-03-30', file: file('备案回执.pdf') },
  publicNotice: { from: '2026-03-23', to: '2026-03-30', objections: 0, file: file('公示.pdf') },
  finalAccounts: {
    amountFen: 2_600 * WAN,
    worksFen: 2_040 * WAN,
    otherFen: 560 * WAN,
    on: '2025-06-20',
    number: '青财基〔2025〕9号',
    file: file('决算.pdf'),
    approval: { number: '青财审〔2025〕30号', on: '2025-08-01', by: '县财政局', file: file('批复.pdf') },
  },
  assets: { to: '县卫健局', on: '2026-03-31', number: '青资移〔2026〕3号', file: file('移交清单.pdf') },
  archive: { location: '县档案馆', on: '2026-03-31', number: 'QH-01-A', file: file('归档目录.pdf') },
};
const hand = (box: ReturnType<typeof passed>, given: Partial<HandoverFacts>, by = manager) => box.send({ type: 'RecordHandover', facts: given }, by);
const fail = (): never => {
  throw new Error('no event');
};
type Accounts = NonNullable<HandoverFacts['finalAccounts']>;
const accounts = (changed: Partial<Accounts>) => ({ finalAccounts: { ...facts.finalAccounts, ...changed } as Accounts });

describe('what a project hands over', () => {
  it('ends it once all five facts stand, each with its paper', () => {
    const box = passed();
    for (const [name, fact] of Object.entries(facts).slice(0, -1)) expect(hand(box, { [name]: fact })).toBeNull();
    expect(box.state.status).toBe('RUNNING');
    expect(hand(box, { archive: facts.archive })).toBeNull();
    expect(box.state.status).toBe('ACCEPTED');
    expect(box.events.find(({ type, data }) => type === 'HandoverRecorded' && 'notice' in data)?.data).toMatchObject({
      notice: { from: '2026-03-23', to: '2026-03-30', least: 5, workdays: 5 },
    });
  });

  it('has a day by which finance replies to its accounts, by their sum; late is told, entered all the same and waits for nothing', () => {
    const box = passed();
    const { approval: _, ...waiting } = facts.finalAccounts as Accounts;
    const drawnUp = { ...waiting, on: '2026-04-20' };
    expect(hand(box, { finalAccounts: drawnUp })).toBeNull();
    // 60 working days above 1,000万, and 15 for the reply.
    const [due] = Object.keys(box.state.watched ?? {}).filter((key) => key.startsWith('ACCOUNTS_REPLY@'));
    expect(due).toBe(`ACCOUNTS_REPLY@${box.state.accountsDue?.dueOn}`);
    expect(box.state.accountsDue?.limit).toEqual({ n: 75, unit: 'WD' });
    box.now = '2026-08-20T02:00:00.000Z';
    for (const when of ['SOON', 'PAST'] as const) expect(box.send({ type: 'TellDue', due: due ?? '', when }, clock)).toBeNull();
    const told = box.events.at(-1) ?? fail();
    expect(projectCase.notices(box.state, told).map(({ to }) => to)).toEqual([{ person: 'manager' }, { role: 'PROGRAMME_OFFICER' }]);
    const approval = { number: '青财审〔2026〕30号', on: '2026-08-19', by: '县财政局', file: file('批复.pdf') };
    expect(hand(box, { finalAccounts: { ...drawnUp, approval } })).toBeNull();
    expect(Object.keys(box.state.watched ?? {}).filter((key) => key.startsWith('ACCOUNTS_REPLY@'))).toEqual([]);
    const small = passed({ built: { contractFen: 800 * WAN, paidFen: 700 * WAN, paidInAllFen: 700 * WAN } });
    expect(hand(small, { finalAccounts: { ...drawnUp, amountFen: 900 * WAN, worksFen: 800 * WAN, otherFen: 100 * WAN } })).toBeNull();
    expect(small.state.accountsDue?.limit).toEqual({ n: 45, unit: 'WD' });
    const old = passed({ standards: false });
    expect(hand(old, { finalAccounts: drawnUp })).toBeNull();
    expect(old.state).not.toHaveProperty('accountsDue');
  });

  it.each<[string, Partial<HandoverFacts>, string]>([
    [
      'accounts of 2001',
      accounts({ on: '2001-01-01', approval: { number: 'x', on: '2001-01-02', by: 'y' } }),
      'finalAccounts.on 2001-01-01 must not be before completion',
    ],
    ['a filing of 2001', { filing: { number: 'x', on: '2001-01-01', file: file() } }, 'filing.on 2001-01-01 must not be before completion'],
    [
      'CNY 90 billion',
      accounts({ amountFen: 9_000_000_000_000, worksFen: 9_000_000_000_000, otherFen: 0, reason: 'x' }),
      'must not exceed the approved estimate',
    ],
    ['sums that do not add up', accounts({ otherFen: 559 * WAN }), 'must be worksFen and otherFen together'],
    ['one sum alone', { finalAccounts: { amountFen: 1, on: '2025-06-20', number: 'x', file: file() } }, 'must say worksFen'],
    ['less than was paid', accounts({ worksFen: 1_899 * WAN, otherFen: 701 * WAN }), 'must not be less than'],
    [
      'less than was paid by other contracts',
      accounts({ amountFen: 2_539 * WAN, otherFen: 499 * WAN }),
      'finalAccounts.otherFen must not be less than',
    ],
    [
      'works above contract and changes without a word',
      accounts({ worksFen: 2_052 * WAN + 1, otherFen: 548 * WAN - 1 }),
      'finalAccounts.reason must say',
    ],
    ['accounts without a number', { finalAccounts: { ...(facts.finalAccounts as Accounts), number: ' ' } }, 'finalAccounts.number must be'],
    [
      'an approval before the accounts',
      accounts({ approval: { number: 'x', on: '2025-06-19', by: 'y' } }),
      'finalAccounts.approval.on must not be before the accounts',
    ],
    ['a filing without a file', { filing: { number: 'x', on: '2026-03-30' } }, 'filing.file must be'],
    [
      'assets of a day before acceptance',
      { assets: { ...facts.assets, to: '县卫健局', on: '2026-03-19' } },
      'assets.on 2026-03-19 must not be before acceptance',
    ],
    ['assets for nobody', { assets: { ...facts.assets, to: ' ', on: '2026-03-31' } }, 'assets.to must say'],
    [
      'an archive of a day before acceptance',
      { archive: { ...facts.archive, location: 'x', on: '2026-03-19' } },
      'archive.on 2026-03-19 must not be before acceptance',
    ],
    [
      'a notice from before completion',
      { publicNotice: { from: '2025-03-03', to: '2025-03-30', objections: 0, file: file() } },
      'publicNotice.from 2025-03-03 must not be',
    ],
    [
      'more answers than objections',
      { publicNotice: { ...(facts.publicNotice as NonNullable<HandoverFacts['publicNotice']>), answers: [{ on: '2026-03-30', answer: 'x' }] } },
      'must be of the 0 objections',
    ],
  ])('refuses %s', (_, given, fault) => {
    const box = passed();
    expect(hand(box, given)?.faults?.join('; ')).toContain(fault);
    expect(box.types.at(-1)).toBe('StageStarted');
  });

  it('takes works above contract and changes with a reason, and a raised estimate', () => {
    expect(hand(passed(), accounts({ worksFen: 2_100 * WAN, otherFen: 500 * WAN, reason: '材料价差，依据青建价〔2025〕2号' }))).toBeNull();
    const raised = accounts({ amountFen: 2_700 * WAN, otherFen: 660 * WAN });
    expect(hand(passed(), raised)).toMatchObject({ code: 'INCOMPLETE' });
    expect(hand(passed({ built: { estimateFen: 2_800 * WAN } }), raised)).toBeNull();
  });

  it('waits for the approval of the accounts', () => {
    const { approval: _, ...bare } = facts.finalAccounts as Accounts;
    const box = passed();
    expect(hand(box, { ...facts, finalAccounts: bare })).toBeNull();
    expect(box.state.status).toBe('RUNNING');
    expect(hand(box, { finalAccounts: facts.finalAccounts })).toBeNull();
    expect(box.state.status).toBe('ACCEPTED');
  });

  it('is handed over by whoever runs the project, after acceptance, and not on a day to come', () => {
    expect(hand(passed(), facts, person('stranger'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(hand(passed(), { filing: { number: 'x', on: '2026-05-01', file: file() } })).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(hand(passed(), { publicNotice: { from: '2026-04-20', to: '2026-05-01', objections: 0, file: file() } })).toMatchObject({
      code: 'DATE_IN_FUTURE',
    });
    const box = new Sandbox(projectCase);
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    expect(hand(box, facts)).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('the public notice (公示)', () => {
  const notice = (from: string, to: string, more: object = {}) => ({ publicNotice: { from, to, objections: 0, file: file('公示.pdf'), ...more } });
  it.each([
    ['all of it Spring Festival', '2026-02-15', '2026-02-20'],
    ['four working days', '2026-03-27', '2026-04-02'],
    ['a long weekend in it', '2026-04-03', '2026-04-10'],
  ])('is refused with %s', (_, from, to) => {
    const box = passed();
    expect(() => hand(box, notice(from, to))).toThrow('it must be at least 5');
    expect(box.types.at(-1)).toBe('StageStarted');
  });
  it('counts a make-up Saturday as a working day', () => {
    const box = passed();
    // 2026-02-28 is one (国办发明电, 2026): 24, 25, 26, 27, 28.
    expect(hand(box, notice('2026-02-23', '2026-02-28'))).toBeNull();
  });
  it('ends nothing while an objection has no answer', () => {
    const box = passed();
    expect(hand(box, { ...facts, ...notice('2026-03-23', '2026-03-30', { objections: 2 }) })).toBeNull();
    expect(box.state.status).toBe('RUNNING');
    const answers = [1, 2].map((n) => ({ on: '2026-04-01', answer: `答复 ${n}`, file: file() }));
    expect(hand(box, notice('2026-03-23', '2026-03-30', { objections: 2, answers: answers.slice(1) }))).toBeNull();
    expect(box.state.status).toBe('RUNNING');
    expect(hand(box, notice('2026-03-23', '2026-03-30', { objections: 2, answers: [{ on: '2026-03-20', answer: ' ' }] }))?.faults).toHaveLength(2);
    expect(hand(box, notice('2026-03-23', '2026-03-30', { objections: 2, answers }))).toBeNull();
    expect(box.state.status).toBe('ACCEPTED');
  });
});

it('a project of 0.4.0 goes on as it began: five facts, five days, nothing else', () => {
  expect(shippedValues(HANDOVER, 1)).toMatchObject({ asPaper: false, inOrder: false, noticeInWorkdays: false, accountsReconciled: false });
  const box = passed({ standards: false });
  const old: HandoverFacts = {
    filing: { number: 'n', on: '2001-01-01' },
    publicNotice: { from: '2026-02-15', to: '2026-02-20', objections: 7 },
    finalAccounts: { amountFen: 1, on: '2001-01-01' },
    assets: { to: 'u', on: '2001-01-01' },
    archive: { location: 'a', on: '2001-01-01' },
  };
  expect(hand(box, old)).toBeNull();
  expect(box.state.status).toBe('ACCEPTED');
});

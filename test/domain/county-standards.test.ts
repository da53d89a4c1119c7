import { describe, expect, it } from 'vitest';
import { count, number } from '../../domain/kernel/shape.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { StandardCommand } from '../../domain/programme/county-standards.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { rulesOn } from '../../domain/programme/rules-shown.ts';
import { type Adopted, gates, inForce, pinnedOn, row, ruleTable, shippedValues, toConfirm, valuesIn } from '../../domain/rule-table/table.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { RULE_TABLES } from '../../domain/standards/all.ts';
import { PAYMENTS } from '../../domain/standards/payments.ts';
import { clock, openProgramme, person, Sandbox, stageBase, system, world } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const second = person('second', 'PROGRAMME_OFFICER');
const leader = person('leader', 'GROUP_LEADER');

function opened() {
  const box = new Sandbox(programmeCase, world());
  box.now = '2026-11-24T02:00:00.000Z';
  const roles = [
    { role: 'PROGRAMME_OFFICER' as const, person: 'officer' },
    { role: 'GROUP_LEADER' as const, person: 'leader' },
  ];
  expect(box.send(openProgramme(roles), officer)).toBeNull();
  return box;
}
type Adopt = Extract<StandardCommand, { type: 'AdoptStandard' }>;
const adopt = (changed: Partial<Adopt> = {}): Adopt => ({
  type: 'AdoptStandard',
  table: 'PAYMENTS',
  from: '2027-01-01',
  basis: '青财〔2026〕3号',
  values: { retentionPerMille: 20 },
  confirms: [],
  replaces: 0,
  ...changed,
});
const versions = (state: ProgrammeState | null) => state?.standards?.PAYMENTS ?? [];

describe("a county's own version of a table of rules", () => {
  it('holds once another person has confirmed it, and both are on record', () => {
    const box = opened();
    expect(box.send(adopt(), officer)).toBeNull();
    expect(versions(box.state)).toEqual([]);
    expect(box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, officer)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader)).toBeNull();
    expect(versions(box.state)).toMatchObject([{ version: 1, from: '2027-01-01', values: { retentionPerMille: 20 } }]);
    expect(box.events.at(-1)?.data).toMatchObject({ proposal: 'ST-1', proposedBy: 'officer' });
    expect(box.state?.standardProposals).toEqual({});
  });

  it('tells the second of two officers who change one table at once, whether or not the first is confirmed yet', () => {
    const box = opened();
    box.send(adopt(), officer);
    expect(box.send(adopt({ values: { retentionPerMille: 10 } }), second)).toMatchObject({ code: 'DUPLICATE' });
    box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader);
    expect(box.send(adopt({ values: { retentionPerMille: 10 } }), second)).toMatchObject({ code: 'SUPERSEDED' });
    expect(box.send(adopt({ values: { retentionPerMille: 10 }, replaces: 1 }), second)).toBeNull();
  });

  it('is refused with every fault in one report, and nothing is kept', () => {
    const box = opened();
    const before = box.events.length;
    const refused = box.send(
      adopt({ from: '2026-11-23', basis: ' ', values: { retentionPerMille: 20, nonsense: 1 }, confirms: ['retentionPerMille'] }),
      officer,
    );
    expect(refused?.faults).toHaveLength(4);
    expect(box.send(adopt({ table: 'NO_TABLE' }), officer)?.faults).toHaveLength(1);
    expect(box.events).toHaveLength(before);
  });

  it('that was adopted for a day far away by a slip of the hand is replaced by one that begins sooner', () => {
    const box = opened();
    box.send(adopt({ from: '2099-01-01' }), officer);
    box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader);
    expect(box.send(adopt({ from: '2026-12-31', values: { retentionPerMille: 25 }, replaces: 1 }), officer)).toBeNull();
    const [proposed] = programmeCase.notices(box.state as ProgrammeState, box.events.at(-1) as never);
    expect(proposed?.facts).toMatchObject({ says: { zh: expect.stringContaining('第 1 版不再施行') } });
    box.send({ type: 'ConfirmStandard', proposal: 'ST-2' }, leader);
    expect(inForce(versions(box.state), '2026-12-30')).toBeNull();
    for (const day of ['2026-12-31', '2099-01-02']) expect(inForce(versions(box.state), day)?.version).toBe(2);
    const shown = rulesOn(box.state?.standards ?? {}, '2026-11-24').find(({ table }) => table === 'PAYMENTS');
    expect(shown?.coming.map(({ version }) => version)).toEqual([2]);
  });

  it('is told to whoever confirms it with every number that it changes, and is shown so', () => {
    const box = opened();
    box.send(adopt({ values: { retentionPerMille: 20 }, confirms: ['advancePerMille'] }), officer);
    const [told] = programmeCase.notices(box.state as ProgrammeState, box.events.at(-1) as never);
    expect(told?.facts).toMatchObject({
      says: {
        zh: expect.stringMatching(/质保金比例上限 3 % → 2 %；预付款占合同价上限 30 %（由县里确认，此后作为关口）/),
        en: expect.stringMatching(/3 % → 2 %; .*30 % \(confirmed by the county, gates from then on\)/),
      },
    });
    const [shown] = rulesOn({}, '2026-11-24', Object.values(box.state?.standardProposals ?? {})).filter(({ proposed }) => proposed !== null);
    expect(shown?.proposed).toMatchObject({
      proposal: 'ST-1',
      changes: [
        { row: 'retentionPerMille', was: 30, will: 20, gate: null },
        { row: 'advancePerMille', gate: 'BEGINS' },
      ],
    });
  });

  it('makes no number a gate that nobody has confirmed, where the whole table is sent', () => {
    const box = opened();
    const whole = adopt({ values: { ...shippedValues(PAYMENTS), retentionPerMille: 20 } });
    expect(box.send(whole, officer)?.faults).toEqual([expect.stringContaining('advancePerMille')]);
    expect(box.send({ ...whole, confirms: ['advancePerMille', 'advancePerMille'] }, officer)).toBeNull();
    expect(box.state?.standardProposals?.['ST-1']).toMatchObject({ confirms: ['advancePerMille'] });
    expect(box.state?.standardProposals?.['ST-1']?.values).toEqual({ retentionPerMille: 20, advancePerMille: 300 });
  });

  it('keeps what it confirms as it was then, whatever a later release ships', () => {
    const box = opened();
    box.send(adopt({ values: {}, confirms: ['advancePerMille'] }), officer);
    box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader);
    const later = { ...PAYMENTS, rows: { ...PAYMENTS.rows, advancePerMille: { ...PAYMENTS.rows.advancePerMille, value: 100 } } };
    expect(pinnedOn(later, versions(box.state), '2027-01-01').values.advancePerMille).toBe(300);
  });

  it('that is confirmed late holds from that day, never for one that has passed', () => {
    const box = opened();
    box.send(adopt({ from: '2026-11-25' }), officer);
    box.now = '2026-11-27T02:00:00.000Z';
    box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader);
    expect(versions(box.state)).toMatchObject([{ from: '2026-11-27' }]);
  });

  it('that nobody confirms ends by the clock; whoever proposed it takes it back; another refuses it with a reason', () => {
    const box = opened();
    box.send(adopt(), officer);
    const [due] = programmeCase.agenda(box.state as ProgrammeState).filter(({ command }) => command.type === 'ExpireStandard');
    expect(due?.command).toEqual({ type: 'ExpireStandard', proposal: 'ST-1' });
    expect(box.send({ type: 'ExpireStandard', proposal: 'ST-1' }, clock)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ why: 'EXPIRED' });
    box.send(adopt(), officer);
    expect(box.send({ type: 'RefuseStandard', proposal: 'ST-2', reason: ' ' }, leader)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send({ type: 'RefuseStandard', proposal: 'ST-2', reason: '数字有误' }, leader)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ why: 'REFUSED', reason: '数字有误' });
  });

  it('is nobody’s to propose but the office’s', () => {
    expect(opened().send(adopt(), person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(opened().send(adopt(), person('auditor', 'AUDITOR'))).toMatchObject({ code: 'NOT_YOURS' });
  });

  it('goes back to what is shipped when a version sets nothing', () => {
    const box = opened();
    box.send(adopt(), officer);
    box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, leader);
    box.send(adopt({ from: '2027-06-01', values: {}, replaces: 1 }), officer);
    box.send({ type: 'ConfirmStandard', proposal: 'ST-2' }, leader);
    const later = pinnedOn(PAYMENTS, versions(box.state), '2027-06-01');
    expect(valuesIn({ PAYMENTS: later }, PAYMENTS)).toEqual(shippedValues(PAYMENTS));
  });
});

describe('a case', () => {
  const adopted: Adopted = {
    table: 'PAYMENTS',
    version: 1,
    from: '2026-11-24',
    basis: '青财〔2026〕3号',
    values: { retentionPerMille: 20 },
    confirms: [],
  };
  const open = (standards: readonly Adopted[]) => {
    const box = new Sandbox(constructionStage.logic, world(undefined, undefined, { adopted: { PAYMENTS: standards } }));
    box.send({ type: 'Open', ...stageBase({ inputs: { estimateFen: 1_000_000 } as never }) }, system);
    return box;
  };

  it('is pinned to the tables of the day on which it opens, whole, with version and basis', () => {
    expect(open([adopted]).state?.standards?.PAYMENTS).toMatchObject({
      county: { version: 1, basis: '青财〔2026〕3号', rows: ['retentionPerMille'] },
      values: { retentionPerMille: 20, leastPerMille: 800 },
    });
    expect(open([{ ...adopted, from: '2026-11-25' }]).state?.standards?.PAYMENTS?.county).toBeUndefined();
  });

  it('of an earlier release goes on under version 1 of what is shipped', () => {
    const table = ruleTable(
      'T',
      { name: { zh: '表', en: 'T' }, explanation: { zh: '', en: '' } },
      {
        least: row(count, 5, { name: { zh: '至少', en: 'least' }, document: 'D', mark: 'DEFAULT', first: { value: 3 } }),
      },
    );
    expect(valuesIn(undefined, table)).toEqual({ least: 3 });
    expect(valuesIn({ T: pinnedOn(table, [], '2026-11-24') }, table)).toEqual({ least: 5 });
  });

  it('that was pinned before a row was there reads it as it was shipped then', () => {
    expect(valuesIn({ PAYMENTS: { shipped: 2, values: { retentionPerMille: 25 } } }, PAYMENTS)).toEqual({
      ...shippedValues(PAYMENTS, 2),
      retentionPerMille: 25,
    });
  });

  it('changes its rules by an event of the office that says so, and keeps what was decided', () => {
    const box = open([]);
    const note = { by: 'officer', what: { zh: '改用', en: 'anew' }, document: '青托办〔2026〕1号', on: '2026-11-24', reason: '新规' };
    expect(box.send({ type: 'TakeStandards', ...note }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send({ type: 'TakeStandards', ...note }, system)).toBeNull();
    expect(box.types.at(-1)).toBe('StageStandardsChanged');
    expect(box.state?.projectChanges).toMatchObject([{ document: '青托办〔2026〕1号' }]);
  });
});

describe('a number that is uncertain', () => {
  const table = ruleTable(
    'U',
    { name: { zh: '表', en: 'U' }, explanation: { zh: '', en: '' } },
    {
      hours: row(number(0, 400), 60, { name: { zh: '学时', en: 'hours' }, document: '国卫办人口函〔2021〕449号', mark: 'GK_M' }),
    },
  );
  const version: Adopted = { table: 'U', version: 1, from: '2026-01-01', basis: 'D', values: {}, confirms: ['hours'] };

  it('gates nothing until the county confirms it or sets its own, and is shown as to be confirmed', () => {
    const shipped = pinnedOn(table, [], '2026-11-24');
    expect(gates({ U: shipped }, table, 'hours')).toBe(false);
    expect(toConfirm(table, shipped)).toEqual(['hours']);
    for (const known of [version, { ...version, values: { hours: 80 }, confirms: [] }]) {
      const pinned = pinnedOn(table, [known], '2026-11-24');
      expect(gates({ U: pinned }, table, 'hours')).toBe(true);
      expect(toConfirm(table, pinned)).toEqual([]);
    }
  });

  it('goes on gating in cases of earlier releases, which knew no such difference', () => expect(gates(undefined, table, 'hours')).toBe(true));
});

describe('the shipped tables', () => {
  it('have keys of their own, and every row says its document and how sure it is', () => {
    const keys = RULE_TABLES.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, rows } of RULE_TABLES)
      for (const [name, { document, mark }] of Object.entries(rows)) expect(`${document}${mark}`.length, `${key}.${name}`).toBeGreaterThan(4);
  });

  it('hold together by their own checks', () => {
    for (const table of RULE_TABLES) expect(table.faults?.(shippedValues(table)) ?? [], table.key).toEqual([]);
  });

  it('are in force by day: the newest version whose day has come', () => {
    const one: Adopted = { table: 'PAYMENTS', version: 1, from: '2026-01-01', basis: 'A', values: {}, confirms: [] };
    const list = [one, { ...one, version: 2, from: '2026-06-01' }];
    expect(inForce(list, '2025-12-31')).toBeNull();
    expect(inForce(list, '2026-05-31')?.version).toBe(1);
    expect(inForce(list, '2026-06-01')?.version).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import { AUDIT_RULES } from '../../domain/audit/rules.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { viewOfCase } from '../../domain/case-views.ts';
import { findingsLedger } from '../../domain/findings/ledger.ts';
import type { Noted } from '../../domain/stages/construction/facts.ts';
import { notedWords } from '../../domain/stages/construction/finding-words.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { RULE_TABLES } from '../../domain/standards/all.ts';
import { PERMIT_KINDS } from '../../domain/standards/permits.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import { ruleWords } from '../../domain/words/rules.ts';
import { person, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const CHINESE = /\p{Script=Han}/u;
/** Documents are cited as they are numbered, whatever the language. */
const plain = (en: string): string => en.replaceAll(/\([^)]*\)/gu, '');

const [on, earlierOn] = ['2023-09-12', '2023-10-08'];
const NOTED: readonly Noted[] = [
  { code: 'STARTED_WITHOUT_PERMIT', facts: { on, permits: PERMIT_KINDS } },
  { code: 'STARTED_WITHOUT_CONTRACT', facts: { on } },
  { code: 'STARTED_BEFORE_PERMIT', facts: { on, permits: ['CONSTRUCTION_PERMIT'], number: 'P-1', earlierOn } },
  { code: 'STARTED_BEFORE_CONTRACT', facts: { on, earlierOn } },
  { code: 'ORDER_INVERTED', facts: { on, what: 'FIRE', earlier: 'START', earlierOn } },
  { code: 'ORDER_INVERTED', facts: { on, what: 'SETTLEMENT', earlier: 'COMPLETION', earlierOn } },
  { code: 'COMPLETION_FILED_LATE', facts: { on, days: 20, earlierOn } },
  { code: 'VALUE_OVER_CONTRACT', facts: { sumFen: 300, limitFen: 200 } },
  { code: 'ADVANCE_OVER_SHARE', facts: { sumFen: 300, limitFen: 200 } },
  { code: 'SETTLED_OVER_CONTRACT', facts: { sumFen: 300, limitFen: 200 } },
  { code: 'PAID_OVER_SETTLEMENT', facts: { sumFen: 300, limitFen: 200, days: 30 } },
  { code: 'CONTRACT_WITHOUT_TENDER', facts: { contract: 'DESIGN', number: 'S-1', on, sumFen: 300, limitFen: 200 } },
  { code: 'CONTRACT_SIGNED_LATE', facts: { contract: 'WORKS', number: '', on, earlierOn: on, days: 30 } },
  ...['CONTRACT_NOT_AS_AWARDED', 'PERFORMANCE_BOND_OVER', 'BID_BOND_OVER', 'SMALL_FIRM_TERM_LONG', 'SMALL_FIRM_UNPAID'].map((code) => ({
    code,
    facts: { contract: 'WORKS' as const, number: 'S-1', on, sumFen: 300, limitFen: 200, days: 61 },
  })),
  ...['CANDIDATES_NOT_PUBLISHED', 'CANDIDATES_LATE', 'CANDIDATES_SHORT', 'WAGES_NOT_PROVEN', 'WAGES_IN_ARREARS', 'WAGE_DEPOSIT_SHORT'].map(
    (code) => ({
      code,
      facts: { number: '2023-09', on, earlierOn: on, sumFen: 300, limitFen: 400, days: 3 },
    }),
  ),
  ...['INCIDENT_REPORTED_LATE', 'INCIDENT_NOT_REPORTED', 'EMERGENCY_RECORDED_LATE', 'CHANGED_AND_REFUSED'].map((code) => ({
    code,
    facts: { number: 'A1', on, earlierOn: on, days: 24 },
  })),
  ...['REPLANNED_BEYOND_PLAN', 'REPLANNED_UNEXCUSED', 'REPLAN_ASKED_LATE'].map((code) => ({
    code,
    facts: { number: 'R1', on, earlierOn: on, days: 24 },
  })),
  { code: 'STARTED_WITHOUT_COMMITMENT', facts: { on, parties: ['OWNER', 'SUPERVISOR'] } },
  { code: 'COMMITTED_AFTER_START', facts: { on, earlierOn: on, parties: ['DESIGNER'] } },
  { code: 'PAID_OVER_ALLOCATION', facts: { sumFen: 300, limitFen: 200 } },
  { code: 'REPORT_DIFFERS', facts: { what: 'PAID', month: '2024-10', sumFen: 300, limitFen: 200 } },
];

describe('a breach that was noted', () => {
  it.each(NOTED)('is told in Chinese and in English: $code', (noted) => {
    const { zh, en } = notedWords(noted);
    expect(zh).toMatch(CHINESE);
    expect(plain(en)).not.toMatch(CHINESE);
    expect(en).not.toMatch(/undefined|NaN/);
    expect(zh).not.toMatch(/undefined|NaN/);
  });

  it.each([
    ['COMPLETION_FILED_LATE', '20 days after 2025-03-28', '2025年3月28日竣工验收，20 日后才备案'],
    ['STARTED_BEFORE_PERMIT', 'started 2023-09-12, permit P-1 of 2023-10-08', '2023年9月12日开工，施工许可证 P-1 2023年10月8日才取得'],
    ['STARTED_BEFORE_CONTRACT', 'started 2023-09-12, contract of 2023-10-08', '2023年9月12日开工，施工合同2023年10月8日才签订'],
  ])('by release 0.4.0, in English alone, is told in both: %s', (code, evidence, zh) => {
    expect(notedWords({ code, evidence }).zh).toBe(zh);
    expect(plain(notedWords({ code, evidence }).en)).not.toMatch(CHINESE);
  });

  it('stays as it was written where nobody can read facts in it', () => {
    const evidence = '20 days after 2025-03-28; DROP';
    expect(notedWords({ code: 'COMPLETION_FILED_LATE', evidence })).toEqual({ zh: evidence, en: evidence });
    expect(notedWords({ code: 'constructor', evidence: 'x', facts: {} })).toEqual({ zh: 'x', en: 'x' });
  });

  it('says so by mail, in the case and in its history in the language of each reader', () => {
    const box = new Sandbox(constructionStage.logic);
    box.now = '2026-03-06T02:00:00.000Z';
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'RecordMilestone', key: 'START', on, evidence: 'x' }, manager);
    const event = box.events.findLast(({ type, data }) => type === 'FindingNoted' && 'code' in data && data.code === 'STARTED_WITHOUT_CONTRACT');
    if (event === undefined) throw new Error('nothing was noted');
    const [mail] = constructionStage.logic.notices(box.state, event);
    expect(mail?.facts).toMatchObject({ says: { en: expect.stringContaining('the construction contract is not on record (steps out of order)') } });
    expect(tellEvent({ stream: 'construction/T-01', ...event }).en).toContain('Works began on 12 Sep 2023');
    expect(viewOfCase('construction/T-01', box.state)).toMatchObject({
      findings: [
        { evidence: { en: expect.stringContaining('Works began') } },
        { code: 'STARTED_WITHOUT_CONTRACT', evidence: { zh: expect.stringMatching(CHINESE) } },
        { code: 'STARTED_WITHOUT_COMMITMENT', evidence: { zh: expect.stringMatching(CHINESE) } },
      ],
    });
    const older = { ...box.state, findings: [{ code: 'COMPLETION_FILED_LATE', rule: 'x', evidence: '20 days after 2025-03-28' }] };
    expect(viewOfCase('construction/T-01', older)).toMatchObject({ findings: [{ evidence: { zh: '2025年3月28日竣工验收，20 日后才备案' } }] });
  });

  it('keeps its explanation when the sentence that 0.4.0 kept is told in both', () => {
    const box = new Sandbox(findingsLedger);
    const evidence = { zh: '20 days after 2025-03-28', en: '20 days after 2025-03-28' };
    const id = 'COMPLETION_FILED_LATE.9';
    const found = { id, code: 'COMPLETION_FILED_LATE', rule: 'r', events: ['construction/T-01@9'] };
    const about = { programme: 'QH', project: 'T-01', manager: 'manager' };
    box.send({ type: 'Check', ...about, found: [{ ...found, evidence }] }, system);
    box.send({ type: 'Explain', finding: id, explanation: '春节' }, manager);
    expect(box.state.findings[id]?.evidence.zh).toBe('2025年3月28日竣工验收，20 日后才备案');
    const words = notedWords({ code: 'COMPLETION_FILED_LATE', evidence: evidence.zh });
    box.send({ type: 'Check', ...about, found: [{ ...found, evidence: words }] }, system);
    expect(box.state.findings[id]).toMatchObject({ status: 'EXPLAINED', note: '春节' });
  });
});

describe('the rule of a finding', () => {
  it('is glossed in English where no article names it, and is the number of its document elsewhere', () => {
    expect(ruleWords('程序倒置')).toEqual({ zh: '程序倒置', en: 'steps out of order' });
    expect(ruleWords('建筑法 第七条')).toEqual({ zh: '建筑法 第七条', en: '建筑法 第七条' });
    expect(ruleWords('constructor').en).toBe('constructor');
    // Titles and numbers of documents stand in Chinese; what is said about them, and what no document says, does not.
    const rules = [
      ...Object.values(AUDIT_RULES).map(({ rule }) => rule),
      ...RULE_TABLES.flatMap(({ rows }) => Object.values(rows).map(({ document }) => document)),
      ...shippedRoutes().flatMap(({ basis, form }) => [basis ?? '', ...(form ?? []).map((field) => field.basis ?? '')]),
      ...['实施步骤缺失', '实施方案与项目登记不一致', '先调研后规划（程序倒置）', '结算超合同无依据'],
    ];
    for (const rule of rules)
      expect(ruleWords(rule).en, rule).not.toMatch(/[（）；]|本产品|默认|县级|待核|程序(?!暂行条例)|做法|各地|规定|接续|缺失|不一致|无依据/);
  });
});

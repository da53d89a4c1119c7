import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesBetween, foldCase, standingAt } from '../../domain/audit/as-of.ts';
import { entryOf, termsOf } from '../../domain/audit/entry.ts';
import { askedGrams, gramsOf } from '../../domain/audit/grams.ts';
import { fundsEvidence } from '../../domain/audit/money.ts';
import type { ProjectEventOf, ProjectRecord } from '../../domain/audit/project-record.ts';
import { termsOfQuery } from '../../domain/audit/query.ts';
import { amountRange, amountTerms, timeRange, timeTerms } from '../../domain/audit/ranges.ts';
import { AUDIT_RULES, findingsIn } from '../../domain/audit/rules.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { findingsLedger } from '../../domain/findings/ledger.ts';
import { NO_LEDGER } from '../../domain/funds/facts.ts';
import type { FundsFinding } from '../../domain/funds/findings.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { pinnedOn } from '../../domain/rule-table/table.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { normalised } from '../../domain/text/normalised.ts';
import { findingName } from '../../domain/words/findings.ts';
import { FUNDS_FINDINGS } from '../../domain/words/funds.ts';
import { calendar, system } from '../setup/builders.ts';

const ann: Actor = { person: 'ann', door: 'link', assurance: 'email-possession', roles: ['NDRC'] };
const entry = (data: object, type = 'DecisionMade', stream = 'approval/T-01.FSR') =>
  entryOf({ stream, type, data, actor: ann, occurredAt: '2026-11-26T01:00:00.000Z', programme: 'T', project: 'T-01' });

describe('free text', () => {
  const found = (text: string, words: string): boolean => {
    const [grams, asked] = [new Set(gramsOf(normalised(text))), askedGrams(words)];
    return asked.terms.every((term) => grams.has(term)) && asked.runs.every((run) => normalised(text).includes(run));
  };

  it('finds a word of two characters inside a Chinese sentence, and one of one character', () => {
    expect(found('请于月底前补充资金来源说明', '资金')).toBe(true);
    expect(found('请于月底前补充资金来源说明', '源')).toBe(true);
    expect(found('请于月底前补充资金来源说明', '金资')).toBe(false);
  });

  it('finds document numbers with their brackets, full-width letters, and capitals', () => {
    expect(found('见青发改审批〔2023〕18号文', '青发改审批〔2023〕18号')).toBe(true);
    expect(found('ＱＨ－０１ 可研', 'qh-01')).toBe(true);
  });

  it('finds every piece of a text of two characters or more, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'托育建设资金来源abc12'), minLength: 4, maxLength: 30 }), fc.nat(), fc.nat(), (text, a, b) => {
        const from = a % (text.length - 1);
        const piece = text.slice(from, from + 2 + (b % (text.length - from - 1)));
        expect(found(text, piece)).toBe(true);
      }),
    );
  });
});

describe('a document number', () => {
  const WAYS = ['试〔2026〕1号', '试[2026]1号', '试（2026）1号', '试(2026)1号', '试【2026】1号', '试［２０２６］１号', '试 〔2026〕 1 号'];
  it('is one number in whichever brackets, width and blanks it is asked for or typed; what was typed is shown', () => {
    for (const typed of WAYS) {
      const made = entry({ number: typed }, 'ReplyRecorded', 'project/T-01');
      expect(made.documents).toEqual([typed]);
      const terms = termsOf(made, 'approval/T-01.FSR', '2026-11-26T01:00:00.000Z');
      for (const asked of WAYS) {
        const span = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
        const [term] = termsOfQuery({ document: asked }, span).terms;
        expect(terms).toContain(term?.[0]);
      }
    }
    expect(termsOf(entry({ number: '试〔2026〕11号' }, 'ReplyRecorded', 'project/T-01'), 's/T', '2026-11-26T01:00:00.000Z')).not.toContain(
      'D:试〔2026〕1号',
    );
  });
});

describe('what the search knows of an event', () => {
  it('is who acted and for whom, the outcome, the amount, documents and all texts, without ids', () => {
    const { people, outcome, text, stage, door } = entry({ onBehalfOf: 'ben', choice: 'APPROVE', reason: '材料齐全', seen: 'f00d' });
    expect({ people, outcome, stage, door }).toEqual({ people: ['ann', 'ben'], outcome: 'APPROVE', stage: 'APPROVALS', door: 'link' });
    const { documents, amountFen } = entry(
      { content: { amountFen: 250, documents: [{ title: '可研报告', number: '青发改〔2023〕1号', sha256: 'aa'.repeat(32) }] } },
      'DraftSaved',
    );
    expect(amountFen).toBe(250);
    expect(documents).toEqual(['青发改[2023]1号'.replace('[', '〔').replace(']', '〕'), 'aa'.repeat(32)]);
    expect(text).toContain('材料齐全');
    expect(text).not.toContain('f00d');
  });

  it('names the one who was refused, not the service that noted it', () => {
    const noted = entryOf({
      stream: 'journal/T',
      type: 'AttemptRefused',
      data: {
        stream: 'approval/T-01.FSR',
        command: 'Decide',
        person: 'carl',
        door: 'api',
        code: 'NOT_ASKED',
        at: '2026-11-26T01:00:00.000Z',
        programme: 'T',
      },
      actor: system,
      occurredAt: '2026-11-26T01:00:00.000Z',
      programme: 'T',
      project: null,
    });
    expect(noted).toMatchObject({ people: ['carl'], door: 'api', outcome: 'NOT_ASKED' });
  });

  it('has a term of every group that a question asks for', () => {
    const at = '2026-11-25T16:30:00.000Z';
    const stream = 'approval/T-01.FSR';
    const terms = new Set([
      ...termsOf(entry({ choice: 'APPROVE', reason: '同意' }), stream, at),
      ...termsOf(entry({ content: { amountFen: 5_000, summary: [], documents: [] } }, 'DraftSaved'), stream, at),
    ]);
    const asked = termsOfQuery(
      {
        project: 'T-01',
        person: 'ann',
        action: 'DecisionMade',
        outcome: 'APPROVE',
        text: '同意',
        amountFrom: 4_000,
        amountTo: 6_000,
        from: '2026-11-25T16:00:00.000Z',
      },
      { from: '2020-01-01T00:00:00.000Z', to: '2026-12-31T00:00:00.000Z' },
    );
    expect(asked.terms).toHaveLength(7);
    for (const group of asked.terms) expect(group.some((term) => terms.has(term))).toBe(true);
  });
});

describe('ranges as terms', () => {
  const amount = fc.nat({ max: 1_000_000_000_000 });
  const moment = fc.date({ min: new Date('2019-01-01T00:00:00.000Z'), max: new Date('2031-01-01T00:00:00.000Z'), noInvalidDate: true });

  it('find every amount inside, and none that is a sixteenth of its size outside', () => {
    fc.assert(
      fc.property(amount, amount, amount, (a, b, x) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const terms = amountRange(from, to);
        const found = amountTerms(x).some((term) => terms.includes(term));
        if (x >= from && x <= to) expect(found).toBe(true);
        if (x > 16 && (x * 17 < from * 16 || x * 15 > to * 16)) expect(found).toBe(false);
      }),
    );
  });
  it('find amounts on both sides of a power of two', () => {
    for (const power of [1, 10, 31, 47, 52]) {
      expect(amountTerms(2 ** power)).toEqual([`a:${power}`, `a:${power}.0`]);
      expect(amountTerms(2 ** power - 1)[0]).toBe(`a:${power - 1}`);
    }
    expect(amountRange(undefined, undefined)).toHaveLength(64);
  });
  it('find every moment inside; none outside where both ends are midnights in China', () => {
    fc.assert(
      fc.property(moment, moment, moment, (a, b, x) => {
        const midnight = (date: Date): Date => new Date(`${date.toISOString().slice(0, 10)}T16:00:00.000Z`);
        const [first, last] = [a, b].map(midnight).sort((p, q) => p.getTime() - q.getTime()) as [Date, Date];
        const range = timeRange(first.toISOString(), last.toISOString());
        expect(range.exact).toBe(true);
        expect(timeTerms(x.toISOString()).some((term) => range.terms.includes(term))).toBe(x >= first && x < last);
        const [from, to] = [a, b].sort((p, q) => p.getTime() - q.getTime()) as [Date, Date];
        const ragged = timeRange(from.toISOString(), to.toISOString());
        if (x >= from && x < to) expect(timeTerms(x.toISOString()).some((term) => ragged.terms.includes(term))).toBe(true);
      }),
    );
  });
  it('are few however long they are', () => {
    expect(timeRange('2020-01-01T16:00:00.000Z', '2029-12-30T16:00:00.000Z').terms.length).toBeLessThan(100);
    expect(amountRange(123_456, 987_654_321_012).length).toBeLessThan(60);
  });
});

describe('every event', () => {
  it('tells what it was about', () => {
    expect(
      tellEvent({
        stream: 'project/T-01',
        type: 'ReplyRecorded',
        data: { step: 'FSR', number: '青发改〔2023〕1号', on: '2023-03-29', amountFen: 256_000_000 },
      }),
    ).toEqual({
      zh: '登记批复：可行性研究报告；青发改〔2023〕1号；2023-03-29；256 万元',
      en: 'reply recorded: Feasibility study report; 青发改〔2023〕1号; 2023-03-29; CNY 2,560,000.00',
    });
  });
});

let version = 0;
const event = (type: string, data: object, stream = 'construction/T-01', occurredAt = '2026-11-26T01:00:00.000Z'): ProjectEventOf => {
  version += 1;
  return { stream, version, type, data, occurredAt, actor: ann };
};
const WAN = 1_000_000;
const record = (...events: readonly ProjectEventOf[]): ProjectRecord => ({
  project: 'T-01',
  events,
  elsewhere: { numbers: [], contracts: [] },
  calendar,
});
const codes = (r: ProjectRecord): readonly string[] => findingsIn(r).map(({ code }) => code);
const contract = (on: string, amountFen = 100 * WAN) => event('ContractRecorded', { contractor: '青禾建设', amountFen, on });
const start = (on: string) => event('MilestoneReached', { key: 'START', on, evidence: '', percent: 5 });
const completion = (on: string) => event('MilestoneReached', { key: 'COMPLETION', on, evidence: '', percent: 100 });
const reply = (step: string, number: string, on: string, amountFen: number | null = null) =>
  event('ReplyRecorded', { step, number, on, amountFen }, 'project/T-01');

const passed = (passedOn: string) =>
  event('StageFinished', { stage: 'ACCEPTANCE', outcome: 'DONE', result: { passedOn }, undone: [] }, 'project/T-01');
const handed = (facts: object, more: object = {}) => event('HandoverRecorded', { facts, ...more }, 'project/T-01');

const rulesOpened = event('StageOpened', { standards: { [MANAGEMENT.key]: pinnedOn(MANAGEMENT, [], '2026-03-02') } }, 'management/T-01');

const taken = (fact: object, stage = 'APPROVALS') =>
  event('FactTakenOver', { id: JSON.stringify(fact), stage, fact: { by: '县发改局', ...fact } }, 'project/T-01');
const takenReply = (step: string, document: string, on: string) => taken({ kind: 'STEP_REPLIED', step, document, on });
const closedWith = (...findings: readonly object[]) =>
  event('TakeoverClosed', { document: 'a', on: '2026-03-02', reason: 'r', findings }, 'project/T-01');

describe('the checks of auditors', () => {
  it('read papers that were taken over as they read others, say so, and go by corrections', () => {
    const second = takenReply('PRELIM', '青发改〔2026〕1号', '2026-03-02');
    const papers = [takenReply('FSR', '青发改〔2026〕1号', '2026-03-10'), second];
    expect(codes(record(...papers))).toEqual(['ORDER_INVERTED', 'NUMBER_TWICE']);
    expect(findingsIn(record(...papers))[0]?.evidence.en).toMatch(/\(taken over\) \(2026-03-02\) came before/);
    const fact = { kind: 'STEP_REPLIED', step: 'PRELIM', document: '青发改〔2026〕2号', on: '2026-03-11', by: '县发改局' };
    const right = event('TakenOverCorrected', { id: Object(second.data).id, stage: 'APPROVALS', was: fact, fact, reason: 'r' }, 'project/T-01');
    expect(codes(record(...papers, right))).toEqual([]);
  });

  const NOTED_IN_WORKS = [
    ...(['CONTRACT_WITHOUT_TENDER', 'CONTRACT_SIGNED_LATE', 'CONTRACT_NOT_AS_AWARDED', 'PERFORMANCE_BOND_OVER', 'BID_BOND_OVER'] as const),
    ...(['CANDIDATES_NOT_PUBLISHED', 'CANDIDATES_LATE', 'CANDIDATES_SHORT', 'SMALL_FIRM_TERM_LONG', 'SMALL_FIRM_UNPAID'] as const),
    ...(['SETTLEMENT_REVIEW_LATE', 'SETTLEMENT_UNPAID', 'RETENTION_NOT_RELEASED'] as const),
    ...(['STARTED_WITHOUT_COMMITMENT', 'COMMITTED_AFTER_START', 'INCIDENT_REPORTED_LATE', 'INCIDENT_NOT_REPORTED'] as const),
    ...(['WAGES_NOT_PROVEN', 'WAGE_DEPOSIT_SHORT', 'EMERGENCY_RECORDED_LATE', 'CHANGED_AND_REFUSED'] as const),
    ...(['REPLANNED_BEYOND_PLAN', 'REPLANNED_UNEXCUSED', 'REPLAN_ASKED_LATE'] as const),
  ];
  /** Sums in 万元. */
  const funded = (places: number, county: number, central: number, enterpriseInvested = true) => {
    const funding = { centralFen: central * 1_000_000, countyFen: county * 1_000_000, otherFen: 0 };
    return event('ProjectOpened', { profile: { places, enterpriseInvested, funding } }, 'project/T-01');
  };
  const MONEY = {
    funds: {
      ...NO_LEDGER,
      allocations: {
        'XD-1': {
          key: 'XD-1',
          source: 'ZJ-1',
          project: 'T-01',
          amountFen: 1,
          document: 'a',
          on: '2026-03-02',
          withdrawnFen: 0,
          surplusFen: 0,
          version: 1,
          at: 3,
        },
      },
      paid: { 'T-01': { CONSTRUCTION: { told: 5, paidFen: 2, takenOverFen: 0, at: 4 } } },
    },
  };
  const ofMoney = (code: (typeof FUNDS_FINDINGS)[number]): FundsFinding => ({
    ...{ code, light: 'RED', project: 'T-01', source: 'ZJ-1' },
    what: { zh: '一', en: 'one' },
    rule: { zh: '规则表 FUNDS.x：1，y', en: 'z' },
  });
  const CASES: readonly (readonly [keyof typeof AUDIT_RULES, ProjectRecord, ProjectRecord])[] = [
    [
      'ORDER_INVERTED',
      record(reply('FSR', 'a', '2026-03-10'), contract('2026-03-02')),
      record(reply('FSR', 'a', '2026-03-02'), contract('2026-03-10')),
    ],
    ...(
      [
        'STARTED_WITHOUT_PERMIT',
        'STARTED_WITHOUT_CONTRACT',
        'VALUE_OVER_CONTRACT',
        'ADVANCE_OVER_SHARE',
        'PAID_OVER_SETTLEMENT',
        'PAID_OVER_ALLOCATION',
        'PAID_OVER_SOURCE',
        'REPORT_DIFFERS',
      ] as const
    ).map((code) => [code, record(event('FindingNoted', { code, rule: '', evidence: 'e' })), record(start('2026-03-02'))] as const),
    ...FUNDS_FINDINGS.filter((code) => code !== 'PAID_OVER_SOURCE').map(
      (code) => [code, { ...record(start('2026-03-02')), money: fundsEvidence(MONEY, 'T', [ofMoney(code)]) }, record(start('2026-03-02'))] as const,
    ),
    [
      'REPORT_MISSING',
      record(event('DueTold', { due: 'REPORT.2026-02@2026-03-06', when: 'PAST', on: '2026-03-06', what: {} }, 'construction/T-01')),
      record(
        event('DueTold', { due: 'REPORT.2026-02@2026-03-06', when: 'PAST', on: '2026-03-06', what: {} }, 'construction/T-01'),
        event('ProgressReported', { month: '2026-02' }, 'construction/T-01'),
      ),
    ],
    ['PERMIT_LAPSED', record(event('FindingNoted', { code: 'PERMIT_LAPSED', rule: '', evidence: 'e' })), record(start('2026-03-02'))],
    ...NOTED_IN_WORKS.map((code) => [code, record(event('FindingNoted', { code, rule: '', evidence: 'e' })), record(start('2026-03-02'))] as const),
    [
      'WAGES_IN_ARREARS',
      record(event('WagesRecorded', { month: '2026-01', dueFen: 100, paidFen: 90 })),
      record(
        event('WagesRecorded', { month: '2026-01', dueFen: 100, paidFen: 90 }),
        event('WagesRecorded', { month: '2026-01', dueFen: 100, paidFen: 100 }),
      ),
    ],
    ['CENTRAL_PER_PLACE', record(funded(120, 0, 119)), record(funded(120, 420, 120))],
    ['CENTRAL_OVER_SHARE', record(funded(150, 39, 61, false)), record(funded(150, 1_080, 1_600, false))],
    ['STARTED_BEFORE_PERMIT', record(event('FindingNoted', { code: 'STARTED_BEFORE_PERMIT', rule: '', evidence: 'e' })), record(start('2026-03-02'))],
    [
      'STARTED_BEFORE_CONTRACT',
      record(event('FindingNoted', { code: 'STARTED_BEFORE_CONTRACT', rule: '', evidence: 'e' })),
      record(start('2026-03-02')),
    ],
    [
      'COMPLETION_FILED_LATE',
      record(event('FindingNoted', { code: 'COMPLETION_FILED_LATE', rule: '', evidence: 'e' })),
      record(completion('2026-03-02')),
    ],
    [
      'NOTICE_BEFORE_ACCEPTANCE',
      record(passed('2026-03-20'), handed({ publicNotice: { from: '2026-03-19', to: '2026-03-27', objections: 0 } })),
      record(passed('2026-03-20'), handed({ publicNotice: { from: '2026-03-20', to: '2026-03-30', objections: 0 } })),
    ],
    [
      'DATED_BEFORE_APPROVAL',
      record(event('PlanApproved', { version: 1 }, 'planning/T-01'), event('PlanIssued', { number: 'a', on: '2026-11-25' }, 'planning/T-01')),
      record(event('PlanApproved', { version: 1 }, 'planning/T-01'), event('PlanIssued', { number: 'a', on: '2026-11-26' }, 'planning/T-01')),
    ],
    [
      'PAPERS_OF_BEFORE',
      record(
        event('ProjectOpened', {}, 'project/T-01'),
        event('PlanApproved', { version: 1 }, 'planning/T-01'),
        event('PlanIssued', { number: 'a', on: '2026-11-25' }, 'planning/T-01'),
      ),
      record(
        event('ProjectOpened', {}, 'project/T-01'),
        event('PlanApproved', { version: 1 }, 'planning/T-01'),
        event('PlanIssued', { number: 'a', on: '2026-11-26' }, 'planning/T-01'),
      ),
    ],
    [
      'LEASE_TOO_SHORT',
      record(event('PaperRecorded', { paper: 'LEASE', number: 'Z', on: '2026-03-02', until: '2029-02-28' }, 'acceptance/T-01')),
      record(event('PaperRecorded', { paper: 'LEASE', number: 'Z', on: '2026-03-02', until: '2029-03-01' }, 'acceptance/T-01')),
    ],
    [
      'ROSTER_LATE',
      record(event('RosterConfirmed', { on: '2026-03-06', ready: {}, requiredCarers: 28, lateSince: '2026-03-05' }, 'training/T-01')),
      record(event('RosterConfirmed', { on: '2026-03-06', ready: {}, requiredCarers: 28 }, 'training/T-01')),
    ],
    [
      'ROSTER_SHORT',
      record(event('TraineeLeft', { ref: 'c3', on: '2026-03-06', reason: 'r', lacks: [{ zh: '缺', en: 'lacks' }] }, 'training/T-01')),
      record(event('TraineeLeft', { ref: 'c3', on: '2026-03-06', reason: 'r' }, 'training/T-01')),
    ],
    [
      'REVISION_OVERDUE',
      record(event('DueTold', { due: 'REVISION@2026-03-02', when: 'PAST', on: '2026-03-02', what: {} }, 'management/T-01')),
      record(
        event('DueTold', { due: 'REVISION@2026-03-02', when: 'PAST', on: '2026-03-02', what: {} }, 'management/T-01'),
        event('RulesUnchanged', { on: '2026-03-05', note: 'n' }, 'management/T-01'),
      ),
    ],
    [
      'RULE_NOT_FOLLOWED',
      record(event('RuleInspected', { on: '2026-03-02', rule: 'FEES', followed: false, note: 'n' }, 'management/T-01')),
      record(
        event('RuleInspected', { on: '2026-03-02', rule: 'FEES', followed: false, note: 'n' }, 'management/T-01'),
        event('RuleInspected', { on: '2026-03-09', rule: 'FEES', followed: true, note: '' }, 'management/T-01'),
      ),
    ],
    [
      'CONSENT_WITHOUT_PAPER',
      record(event('ContentCleared', { key: 'X', showsChildren: true, guardianConsent: true, paper: false }, 'publicity/T-01')),
      record(event('ContentCleared', { key: 'X', showsChildren: true, guardianConsent: true, paper: true }, 'publicity/T-01')),
    ],
    [
      'ACTIVITY_WITHOUT_FILE',
      record(event('ActivityRecorded', { key: 'X', on: '2026-03-02', reached: 1, evidence: 'e', bare: true }, 'publicity/T-01')),
      record(event('ActivityRecorded', { key: 'X', on: '2026-03-02', reached: 1, evidence: 'e' }, 'publicity/T-01')),
    ],
    [
      'NOTICE_TOO_SHORT',
      record(
        event(
          'NoticeRecorded',
          { key: 'G1', title: 't', place: 'p', from: '2026-03-02', to: '2026-03-05', objections: 0, needed: 7 },
          'publicity/T-01',
        ),
      ),
      record(event('NoticeRecorded', { key: 'G1', title: 't', place: 'p', from: '2026-03-02', to: '2026-03-08', objections: 0 }, 'publicity/T-01')),
    ],
    [
      'SUPERIOR_MISSING',
      record(
        event('StepOpened', { step: 0, round: 1, fallback: true, ask: { group: { agree: 'ANY', members: [{ superior: 1 }] } } }, 'approval/T-01.X.1'),
      ),
      record(
        event(
          'StepOpened',
          { step: 0, round: 1, fallback: true, ask: { group: { agree: 'ANY', members: [{ role: 'NDRC' }] } } },
          'approval/T-01.X.1',
        ),
      ),
    ],
    [
      'OVER_ENROLLED',
      record(event('RateReported', { rate: 'OCCUPANCY', on: '2026-03-02', have: 151, of: 150, evidence: 'e' }, 'evaluation/T-01')),
      record(event('RateReported', { rate: 'OCCUPANCY', on: '2026-03-02', have: 150, of: 150, evidence: 'e' }, 'evaluation/T-01')),
    ],
    [
      'CHANGED_BEFORE_APPROVAL',
      record(completion('2026-03-02'), event('ChangeApproved', { key: 'BG-1', amountFen: 1, estimateFen: null })),
      record(
        event('ChangeApproved', { key: 'BG-1', amountFen: 1, estimateFen: null }, 'construction/T-01', '2026-03-01T01:00:00.000Z'),
        completion('2026-03-02'),
      ),
    ],
    [
      'SPLIT_CONTRACTS',
      {
        ...record(contract('2026-03-02', 390 * WAN)),
        elsewhere: { numbers: [], contracts: [{ contractor: '青禾建设', amountFen: 20 * WAN, on: '2026-05-01', event: 'x@1', project: 'T-02' }] },
      },
      {
        ...record(contract('2026-03-02', 390 * WAN)),
        elsewhere: { numbers: [], contracts: [{ contractor: '青禾建设', amountFen: 20 * WAN, on: '2028-05-01', event: 'x@1', project: 'T-02' }] },
      },
    ],
    [
      'PAYMENT_OVER_VALUE',
      record(
        event('PaymentRequested', { key: 'Z1', amountFen: 99 * WAN, confirmedValueFen: 100 * WAN, belowLeast: false }),
        event('PaymentApproved', { key: 'Z1', amountFen: 99 * WAN }),
      ),
      record(
        event('PaymentRequested', { key: 'Z1', amountFen: 97 * WAN, confirmedValueFen: 100 * WAN, belowLeast: false }),
        event('PaymentApproved', { key: 'Z1', amountFen: 97 * WAN }),
      ),
    ],
    [
      'PAYMENT_BELOW_LEAST',
      record(event('PaymentRequested', { key: 'Z1', amountFen: 1, confirmedValueFen: 100, belowLeast: true })),
      record(event('PaymentRequested', { key: 'Z1', amountFen: 90, confirmedValueFen: 100, belowLeast: false })),
    ],
    [
      'SELF_APPROVAL',
      record(
        event('ApprovalOpened', { applicant: 'ann' }, 'approval/T-01.A'),
        event('DecisionMade', { person: 'ann', onBehalfOf: null, choice: 'APPROVE' }, 'approval/T-01.A'),
      ),
      record(
        event('ApprovalOpened', { applicant: 'ann' }, 'approval/T-01.A'),
        event('DecisionMade', { person: 'ben', onBehalfOf: null, choice: 'APPROVE' }, 'approval/T-01.A'),
      ),
    ],
    [
      'NUMBER_TWICE',
      record(reply('FSR', '青〔1〕号', '2026-03-02'), reply('PRELIM', '青〔1〕号', '2026-03-10')),
      record(reply('FSR', '青〔1〕号', '2026-03-02'), reply('PRELIM', '青〔2〕号', '2026-03-10')),
    ],
    [
      'TWO_NUMBERS',
      record(reply('FSR', '青〔1〕号', '2026-03-02'), reply('FSR', '青〔2〕号', '2026-03-02')),
      record(reply('FSR', '青〔1〕号', '2026-03-02'), reply('FSR', '青〔1〕号', '2026-03-02')),
    ],
    [
      'REPLY_DIFFERS',
      record(event('StepApplied', { step: 'FSR', amountFen: 5 }, 'project/T-01'), reply('FSR', 'a', '2026-03-02', 6)),
      record(event('StepApplied', { step: 'FSR', amountFen: 5 }, 'project/T-01'), reply('FSR', 'a', '2026-03-02', 5)),
    ],
    [
      'ESTIMATE_OVER_FSR',
      record(reply('FSR', 'a', '2026-03-02', 100), reply('PRELIM', 'b', '2026-03-10', 111)),
      record(reply('FSR', 'a', '2026-03-02', 100), reply('PRELIM', 'b', '2026-03-10', 110)),
    ],
    [
      'SETTLED_OVER_CONTRACT',
      record(
        contract('2026-03-02', 100),
        event('HandoverRecorded', { facts: { finalAccounts: { amountFen: 101, on: '2026-05-06' } } }, 'project/T-01'),
      ),
      record(
        contract('2026-03-02', 100),
        event('HandoverRecorded', { facts: { finalAccounts: { amountFen: 100, on: '2026-05-06' } } }, 'project/T-01'),
      ),
    ],
    [
      'ACCOUNTS_REPLY_LATE',
      record(handed({ finalAccounts: { on: '2026-03-02', approval: { on: '2026-05-12' } } }, { accountsDue: { dueOn: '2026-05-11' } })),
      record(handed({ finalAccounts: { on: '2026-03-02', approval: { on: '2026-05-11' } } }, { accountsDue: { dueOn: '2026-05-11' } })),
    ],
    [
      'FINAL_ACCOUNTS_LATE',
      record(completion('2026-03-02'), event('HandoverRecorded', { facts: { finalAccounts: { amountFen: 1, on: '2026-06-03' } } }, 'project/T-01')),
      record(completion('2026-03-02'), event('HandoverRecorded', { facts: { finalAccounts: { amountFen: 1, on: '2026-06-02' } } }, 'project/T-01')),
    ],
    [
      'TAKEN_OVER_BREACH',
      record(closedWith({ code: 'SAMPLE_SHORT', rule: 'r', evidence: { zh: '样本', en: 'sample' }, facts: ['SURVEY_HELD'] })),
      record(closedWith()),
    ],
    // 2026-10-10 is a Saturday on which offices work (State Council notice for 2026).
    ['DATED_ON_DAY_OFF', record(reply('FSR', 'a', '2026-10-11')), record(reply('FSR', 'a', '2026-10-10'))],
  ];

  it.each(FUNDS_FINDINGS)('%s of the programme’s ledger stands among what was found, with its own rule and events', (code) => {
    const [found] = fundsEvidence(MONEY, 'T', [ofMoney(code)]);
    expect(found).toMatchObject({ code, rule: '规则表 FUNDS.x：1，y', id: `${code}.T-01.ZJ-1` });
    expect(found?.events).toContain('construction/T-01@5');
  });

  it.each(CASES)('%s is found where it is, and not where it is not', (code, bad, good) => {
    expect(codes(bad)).toContain(code);
    expect(codes(good)).not.toContain(code);
    const found = findingsIn(bad).find((one) => one.code === code);
    expect(found?.events.length).toBeGreaterThan(0);
    expect(found?.evidence.zh).not.toBe('');
  });

  const reviewed = event('RulesReviewed', { passed: true, reason: null }, 'management/T-01');
  const issued = (on: string) => event('RulesIssued', { number: `z-${on}`, on }, 'management/T-01');
  const answered = (step: string, outcome = 'APPROVED') => event('StepAnswered', { step, outcome, reason: null }, 'project/T-01');
  const opened = event('ProjectOpened', {}, 'project/T-01');
  const openedBefore = { ...opened, occurredAt: '2026-11-20T02:00:00.000Z' };
  it('papers of before their project came here are one finding, and each of them is named in it', () => {
    const papers = [answered('FSR'), reply('FSR', 'a', '2026-11-25'), answered('PRELIM'), reply('PRELIM', 'b', '2026-11-24')];
    const found = findingsIn(record(opened, ...papers)).filter(({ code }) => code === 'PAPERS_OF_BEFORE');
    expect(found).toMatchObject([{ evidence: { en: expect.stringMatching(/2 papers.*2026-11-26.*a.*b/) }, events: { length: 3 } }]);
    expect(codes(record(openedBefore, ...papers))).not.toContain('PAPERS_OF_BEFORE');
  });
  it.each<[string, ProjectRecord, boolean]>([
    ['rules of the day before', record(reviewed, issued('2026-11-25')), true],
    ['rules of the day itself', record(reviewed, issued('2026-11-26')), false],
    ['rules that no review of this record passed', record(issued('2026-11-25')), false],
    ['a reply of the day before', record(answered('FSR'), reply('FSR', 'a', '2026-11-25')), true],
    ['a reply of the day itself', record(answered('FSR'), reply('FSR', 'a', '2026-11-26')), false],
    ['a reply to another step', record(answered('PRELIM'), reply('FSR', 'a', '2026-11-25')), false],
    ['a reply after a refusal', record(answered('FSR', 'REJECTED'), reply('FSR', 'a', '2026-11-25')), false],
    ['what was decided outside alone', record(reply('FSR', 'a', '2026-11-25')), false],
    ['of the day before the project came here', record(opened, answered('FSR'), reply('FSR', 'a', '2026-11-25')), false],
    ['of the day itself, in a project that came here before', record(openedBefore, answered('FSR'), reply('FSR', 'a', '2026-11-25')), true],
  ])('a paper that is dated before its approval: %s', (_, bad, found) => {
    expect(codes(bad).includes('DATED_BEFORE_APPROVAL')).toBe(found);
  });

  it.each([
    ['青禾建设', true],
    [' 青禾 建设　', true],
    ['青禾建設', false],
    ['青禾市政', false],
  ])('contracts that look split, with %s', (contractor, isFound) => {
    const other = { contractor, amountFen: 20 * WAN, on: '2026-05-01', event: 'x@1', project: 'T-02' };
    const both = { ...record(contract('2026-03-02', 390 * WAN)), elsewhere: { numbers: [], contracts: [other] } };
    expect(codes(both).includes('SPLIT_CONTRACTS')).toBe(isFound);
  });

  it('every rule has a name in both languages, and an unknown code stands for itself', () => {
    for (const code of Object.keys(AUDIT_RULES)) {
      expect(findingName(code).zh).toMatch(/\p{Script=Han}/u);
      expect(findingName(code).en).toMatch(/^[A-Za-z]/);
    }
    expect(findingName('toString')).toEqual({ zh: 'toString', en: 'toString' });
    const raised = { stream: 'findings/T-01', type: 'FindingRaised', data: { code: 'SELF_APPROVAL', rule: '', evidence: { zh: '甲', en: 'a' } } };
    expect(tellEvent(raised)).toEqual({ zh: '发现问题：自批；甲', en: 'finding raised: approved by its applicant; a' });
  });

  it('find a roster late whose day has passed before it is confirmed, and not one that is only near', () => {
    const told = (when: string) =>
      findingsIn(record(event('DueTold', { due: 'ROSTER_READY@2026-03-05', when, on: '2026-03-05', what: {} }, 'training/T-01'))).map(
        ({ code }) => code,
      );
    expect(told('PAST')).toEqual(['ROSTER_LATE']);
    expect(told('SOON')).toEqual([]);
  });

  it('find rules that were revised after their day, and those whose next day had passed when they were entered', () => {
    const unchanged = { on: '2026-03-05', note: 'n' };
    const management = (type: string, data: object) => event(type, data, 'management/T-01');
    expect(codes(record(management('RulesUnchanged', { ...unchanged, lateSince: '2026-03-02' })))).toEqual(['REVISION_OVERDUE']);
    expect(codes(record(management('RulesUnchanged', unchanged)))).toEqual([]);
    expect(codes(record(rulesOpened, management('RulesIssued', { number: 'a', on: '2025-03-05' })))).toContain('REVISION_OVERDUE');
    expect(codes(record(rulesOpened, management('RulesIssued', { number: 'a', on: '2026-03-05' })))).not.toContain('REVISION_OVERDUE');
  });

  it('find a plan that came before the first development plan that lists its project, and go by no later one', () => {
    const listed = (on: string, first: object) =>
      event('DevelopmentPlanTaken', { number: '青政发〔2026〕3号', on, version: 1, places: 1, year: '2026', ...first }, 'project/T-01');
    const plan = event('PlanIssued', { number: 'a', on: '2026-03-10' }, 'planning/T-01');
    const inverted = (...events: readonly ProjectEventOf[]) => codes(record(...events)).filter((code) => code === 'ORDER_INVERTED');
    expect(inverted(listed('2026-03-11', { first: true }), plan)).toEqual(['ORDER_INVERTED']);
    expect(inverted(listed('2026-03-10', { first: true }), plan)).toEqual([]);
    expect(inverted(listed('2026-03-02', { first: true }), plan, listed('2026-09-01', {}))).toEqual([]);
  });

  it('every rule has its case here', () => {
    expect(CASES.map(([code]) => code).sort()).toEqual(Object.keys(AUDIT_RULES).sort());
  });

  it('a number in other brackets and another width is the same number, and stands in the finding as it was typed', () => {
    const elsewhere = { contracts: [], numbers: [{ number: '试[2026]1号', type: 'ReplyRecorded', event: 'project/T-02@9', project: 'T-02' }] };
    const twice = findingsIn({ ...record(reply('FSR', '试（２０２６）1号', '2026-03-02')), elsewhere }).find(({ code }) => code === 'NUMBER_TWICE');
    expect(twice?.evidence.zh).toContain('试（２０２６）1号');
    const again = record(reply('FSR', '试【2026】 1号', '2026-03-02'), reply('FSR', '试〔2026〕1号', '2026-03-02'));
    expect(codes(again)).not.toContain('TWO_NUMBERS');
    expect(codes(record(reply('FSR', '试〔2026〕1号', '2026-03-02'), reply('FSR', '试〔2026〕11号', '2026-03-02')))).toContain('TWO_NUMBERS');
  });

  it('one plan of the county may cover several projects under its one number', () => {
    const plan = record(event('PlanIssued', { number: '青政办发〔2023〕9号', on: '2026-03-02' }, 'planning/T-01'));
    const elsewhere = { contracts: [], numbers: [{ number: '青政办发〔2023〕9号', type: 'PlanIssued', event: 'planning/T-02@9', project: 'T-02' }] };
    expect(codes({ ...plan, elsewhere })).not.toContain('NUMBER_TWICE');
  });
});

describe('what becomes of a finding', () => {
  const found = { id: 'A.1', code: 'A', rule: 'r', evidence: { zh: '一', en: 'one' }, events: ['x@1'] };
  const check = (...all: readonly (typeof found)[]) => ({ type: 'Check' as const, programme: 'T', project: 'T-01', manager: 'mia', found: all });
  const as = (person: string, ...roles: Actor['roles']): Actor => ({ person, door: 'api', assurance: 'session', roles });
  type State = Parameters<typeof findingsLedger.decide>[0];
  const run = (state: State, command: Parameters<typeof findingsLedger.decide>[1], actor: Actor): { state: State; refused: string | null } => {
    const decision = findingsLedger.decide(state, command, { now: '2026-11-26T01:00:00.000Z', actor, commandId: 'c' });
    if (!decision.ok) return { state, refused: decision.rejection.code };
    let next = state;
    decision.events.forEach((e, n) => {
      next = findingsLedger.evolve(next, { ...e, version: n + 1, occurredAt: '2026-11-26T01:00:00.000Z', actor });
    });
    return { state: next, refused: null };
  };
  const raised = run(null, check(found), system).state;

  it('is raised once, however often the same is found', () => {
    const again = findingsLedger.decide(raised, check(found), { now: '2026-11-27T01:00:00.000Z', actor: system, commandId: 'd' });
    expect(again).toEqual({ ok: true, events: [] });
    expect(raised?.findings['A.1']).toMatchObject({ status: 'OPEN', firstSeen: '2026-11-26T01:00:00.000Z' });
  });

  it('is explained by who runs the project, handed over or dismissed by an auditor alone, each with words', () => {
    expect(run(raised, { type: 'Explain', finding: 'A.1', explanation: '因汛期' }, as('mia', 'PROJECT_MANAGER')).state?.findings['A.1']?.status).toBe(
      'EXPLAINED',
    );
    expect(run(raised, { type: 'Explain', finding: 'A.1', explanation: ' ' }, as('mia', 'PROJECT_MANAGER')).refused).toBe('INCOMPLETE');
    expect(run(raised, { type: 'Explain', finding: 'A.1', explanation: 'x' }, as('eve', 'NDRC')).refused).toBe('NOT_YOURS');
    expect(
      run(raised, { type: 'HandOver', finding: 'A.1', to: '县纪委', document: '青审移〔2026〕1号' }, as('sue', 'AUDITOR')).state?.findings['A.1']
        ?.status,
    ).toBe('HANDED_OVER');
    expect(run(raised, { type: 'Dismiss', finding: 'A.1', reason: '误报' }, as('mia', 'PROJECT_MANAGER')).refused).toBe('NOT_YOURS');
    expect(run(raised, { type: 'Dismiss', finding: 'A.1', reason: '误报：同一方案' }, as('sue', 'AUDITOR')).state?.findings['A.1']).toMatchObject({
      status: 'DISMISSED',
      note: '误报：同一方案',
      by: 'sue',
    });
  });

  it('that was dismissed stays dismissed, until its evidence is another', () => {
    const dismissed = run(raised, { type: 'Dismiss', finding: 'A.1', reason: '误报' }, as('sue', 'AUDITOR')).state;
    expect(run(dismissed, check(found), system).state?.findings['A.1']?.status).toBe('DISMISSED');
    expect(run(dismissed, check({ ...found, evidence: { zh: '二', en: 'two' } }), system).state?.findings['A.1']?.status).toBe('OPEN');
  });

  it('that is no longer there has ceased, and keeps when it was first seen when it comes back', () => {
    const ceased = run(raised, check(), system).state;
    expect(ceased?.findings['A.1']?.status).toBe('CEASED');
    expect(run(ceased, check(found), system).state?.findings['A.1']).toMatchObject({ status: 'OPEN', firstSeen: '2026-11-26T01:00:00.000Z' });
  });
});

describe('a case as it stood', () => {
  const raisedAt = (occurredAt: string, evidence: string): ProjectEventOf =>
    event(
      'FindingRaised',
      { id: 'A.1', code: 'A', rule: 'r', evidence: { zh: evidence, en: evidence }, events: [], programme: 'T', project: 'T-01', manager: 'mia' },
      'findings/T-01',
      occurredAt,
    );
  const [first, second] = [raisedAt('2026-11-01T00:00:00.000Z', '一'), raisedAt('2026-11-02T00:00:00.000Z', '二')];

  it('is the fold of what was recorded by then, and differs field by field from another moment', () => {
    const [before, after] = [standingAt('2026-11-01T12:00:00.000Z', [first], null), standingAt('2026-11-03T00:00:00.000Z', [first, second], null)];
    expect(foldCase('findings/T-01', [first])?.version).toBe(first.version);
    const changed = differencesBetween(before, after);
    expect(changed).toContainEqual({ stream: 'findings/T-01', path: 'findings.A.1.evidence.zh', before: '一', after: '二' });
    expect(differencesBetween(after, after)).toEqual([]);
  });

  it('differs in nothing that whoever asks is not shown', () => {
    const [before, after] = [standingAt('2026-11-01T12:00:00.000Z', [first], null), standingAt('2026-11-03T00:00:00.000Z', [first, second], null)];
    expect(differencesBetween(before, after, () => ({}))).toEqual([]);
    expect(differencesBetween(before, after, ({ version }) => ({ version }))).toMatchObject([{ path: 'version' }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { route as routeSchema } from '../../api/schemas/route.ts';
import { faultsOf } from '../../api/schemas/values.ts';
import { type Condition, canHold, evaluate } from '../../domain/approval/condition.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import type { Route } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import { dryRun } from '../../domain/world/dry-run.ts';
import { routes } from '../../scripts/model/routes.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { calendar, content, HOLDERS, route, world } from '../setup/builders.ts';

const english = (texts: readonly Text[]) => texts.map(({ en }) => en);
const faults = (changed: Route) => english(checkRoute(changed).faults);

describe('a route with faults', () => {
  it.each<[string, Route, string]>([
    ['without a step', { ...route({}), steps: [] }, 'steps: must hold at least one step'],
    ['with a key twice', { ...route({}, {}), steps: [...route({}).steps, ...route({}).steps] }, 'steps[1].key: must be given once; s0 appears twice'],
    ['in which a step asks nobody', route({ members: [] }), 'steps[0] (s0).who.members: must ask somebody; nobody is asked'],
    ['in which nobody may approve', route({ may: ['REJECT'] }), 'steps[0] (s0).may: there is no way out: nobody may approve'],
    ['in which nobody may say no', route({ may: ['APPROVE'] }), 'steps[0] (s0).may: nobody may say no (REJECT or RETURN)'],
    [
      'whose return leads nowhere',
      route({ returnTo: [] }),
      'steps[0] (s0).returnTo: must name where a RETURN leads; it is allowed, and leads nowhere',
    ],
    ['whose intake is not the first step', route({}, { kind: 'INTAKE' }), 'steps[1] (s1).kind: only the first step can be the intake (受理)'],
    [
      'whose jump leads to no step',
      route({ next: [{ to: 'nowhere' }] }),
      'steps[0] (s0).next[0].to: must be a step of the route; there is no step nowhere',
    ],
    [
      'whose jump leads back',
      route({}, { next: [{ to: 's0' }] }),
      'steps[1] (s1).next[0].to: must lie ahead; s0 does not, and going back is a return, not a jump',
    ],
    [
      'with a jump that is never looked at',
      route({ next: [{ to: 'END' }, { to: 's1' }] }, {}),
      'steps[0] (s0).next[0].to: must stand last; what stands after it is never looked at',
    ],
    ['with a step that a jump always passes', route({ next: [{ to: 's2' }] }, {}, {}), 'steps[1] (s1): must be reachable; no way leads to it'],
    [
      'with a step whose condition can never hold',
      route({
        when: {
          all: [
            { fact: 'amountFen', atLeast: 200 },
            { fact: 'amountFen', lessThan: 100 },
          ],
        },
      }),
      'steps[0] (s0): must be reachable; its condition can never hold',
    ],
    [
      'with a step that can only be reached where its condition fails',
      route({ next: [{ when: { fact: 'kind', is: 'NEW' }, to: 's2' }] }, { when: { fact: 'kind', is: 'NEW' } }, {}),
      'steps[1] (s1): must be reachable; no way leads to it',
    ],
    [
      'with a vote without threshold',
      route({ who: { agree: 'VOTE', members: [{ person: 'ann' }] } }),
      'steps[0] (s0).who.vote: must be given: a vote needs a threshold',
    ],
    [
      'with a threshold where nobody votes',
      route({ who: { agree: 'ALL', members: [{ person: 'ann' }], vote: { count: 'HEADS', threshold: 1 } } }),
      'steps[0] (s0).who.vote: must not be given: it belongs to VOTE alone',
    ],
    [
      'with a threshold that cannot be reached',
      route({ who: { agree: 'VOTE', members: [{ person: 'ann' }, { person: 'ben' }], vote: { count: 'HEADS', threshold: 3 } } }),
      'steps[0] (s0).who.vote.threshold: must be one that can be reached; 3 can never be reached by 2',
    ],
    [
      'with a share of more than all',
      route({ who: { agree: 'VOTE', members: [{ person: 'ann' }], vote: { count: 'HEADS', threshold: { part: 1, of: 1 }, compare: 'MORE_THAN' } } }),
      'steps[0] (s0).who.vote.threshold: must be one that can be reached; more than all never is',
    ],
    [
      'with a weight that is no number of votes',
      route({ members: [{ person: 'ann', weight: 0.5 }] }),
      'steps[0] (s0).who.members[0].weight: must be a whole number above zero',
    ],
    [
      'without a substitute that it needs',
      route({ rules: { substitute: [] } }),
      'steps[0] (s0).rules.substitute: must name a role that could be asked',
    ],
  ])('%s', (_what, broken, fault) => {
    expect(faults(broken)).toContain(fault);
  });

  it('is told all of them at once, and which roles nobody holds and which people there are not', () => {
    const broken = route(
      { members: [{ role: 'FIRE' }, { person: 'ghost' }], may: ['REJECT'] },
      { members: [{ group: { agree: 'ANY', members: [{ role: 'ECOLOGY' }] } }] },
    );
    const report = checkRoute(broken, { held: (role) => HOLDERS[role] !== undefined, knows: (person) => person !== 'ghost' });
    expect(english(report.faults)).toEqual([
      'steps[0] (s0).may: there is no way out: nobody may approve',
      'steps[0] (s0).who: nobody holds FIRE',
      'steps[0] (s0).who: there is no person ghost',
      'steps[1] (s1).who: nobody holds ECOLOGY',
    ]);
  });

  it('asks no auditor to decide, in whichever place it names them; a route that was adopted before stays readable', () => {
    const audits = route(
      { members: [{ group: { agree: 'ANY', members: [{ role: 'AUDITOR' }, { role: 'HEALTH' }] } }] },
      { rules: { substitute: ['AUDITOR'], extension: { by: ['AUDITOR'], most: 2 } }, copyTo: [{ role: 'AUDITOR' }] },
    );
    const refused = 'AUDITOR must not be asked to decide; auditors read, and act on findings alone';
    expect(faults({ ...audits, rules: { substitute: ['AUDITOR'] } })).toEqual([
      `steps[0] (s0).who: ${refused}`,
      `steps[1] (s1).rules.substitute: ${refused}`,
      `steps[1] (s1).rules.extension.by: ${refused}`,
      `rules.substitute: ${refused}`,
    ]);
    expect(checkRoute(audits, undefined, { auditors: true }).faults).toEqual([]);
  });

  it('is warned of what is allowed and should be known', () => {
    const { faults: none, warnings } = checkRoute({
      ...route({ rules: { nobody: 'SKIP', timeout: { action: 'PASS', afterWorkdays: 1 } }, when: { fact: 'colour', is: 'red' } }),
      rules: { ownApplication: 'ALLOW' },
    });
    expect(none).toEqual([]);
    expect(english(warnings)).toEqual([
      'steps[0] (s0): asks about colour, which the product does not give by itself',
      'steps[0] (s0).rules.nobody: SKIP lets the step pass when nobody is found',
      'steps[0] (s0).rules.timeout: PASS lets silence approve',
      'rules.ownApplication: ALLOW lets applicants decide on their own application; the law wants recusal (回避)',
    ]);
  });

  it('is warned of a vote that those who hold its roles today cannot reach', () => {
    const vote = (threshold: number) =>
      route({ who: { agree: 'VOTE', vote: { count: 'HEADS', threshold }, members: [{ role: 'HEALTH' }, { role: 'FIRE' }, { person: 'ann' }] } });
    const county = { held: () => true, knows: () => true, holders: (role: string) => (role === 'HEALTH' ? 2 : 1) };
    const told = (threshold: number) => english(checkRoute(vote(threshold), county).warnings).filter((warning) => warning.includes('threshold'));
    expect(told(4)).toEqual([]);
    expect(told(5)).toEqual(['steps[0] (s0).who.vote.threshold: is out of reach today: those who hold these roles have 4, and 5 are needed']);
  });

  it('is told limits of nothing and roles in its rules that nobody holds', () => {
    const rules = { deficiency: { n: 0, unit: 'WD' }, substitute: ['FIRE'], extension: { by: ['HEALTH'], most: 5 } } as const;
    const nothing = { ...route({ limit: { n: 0, unit: 'WD' } }), limit: { n: 0, unit: 'WD' }, rules } as const;
    const report = checkRoute(nothing, { held: (role) => role === 'HEALTH', knows: () => true });
    expect(english(report.faults)).toEqual([
      'steps[0] (s0).limit: must be at least one',
      'limit: must be at least one',
      'rules.deficiency: must be at least one',
    ]);
    expect(english(report.warnings).filter((warning) => warning.includes('nobody holds'))).toEqual(['rules: nobody holds FIRE']);
  });

  it('whose shape is wrong is told every path', () => {
    const wrong = {
      code: 'fsr',
      name: { zh: '可研' },
      steps: [{ key: '1', name: { zh: 'a', en: 'b' }, who: { agree: 'SOME', members: [{ persons: 'x' }] }, limit: { n: 0.5, unit: 'WD' } }],
    };
    const parsed = routeSchema.safeParse(wrong);
    expect(parsed.success ? [] : english(faultsOf(parsed.error))).toEqual([
      'code: must be a code like FSR',
      'name: must be text, or an object of zh and en',
      'steps[0].key: must be a key like review',
      expect.stringMatching(/^steps\[0\].who.agree: /),
      'steps[0].who.members[0]: must be one of {"person":…}, {"role":…}, {"named":…}, {"superior":1}, {"group":…}',
      'steps[0].limit.n: must be a whole number',
    ]);
  });
});

describe('the routes that are shipped', () => {
  it('cover every step of domain facts 2.3, each with its document, and have no fault where their roles are held', () => {
    for (const code of [
      'SURVEY',
      'DEVPLAN',
      'IMPLPLAN',
      'PROPOSAL',
      'LAND_PRE',
      'FSR',
      'EIA',
      'PRELIM',
      'FISCAL',
      'TENDER',
      'LAND_PERMIT',
      'BUILD_PERMIT',
      'DRAWINGS',
      'FIRE_DESIGN',
      'CONSTR_PERMIT',
    ])
      expect(shippedRoutes().map((r) => r.code)).toContain(code);
    for (const shipped of shippedRoutes()) {
      const { faults, warnings } = checkRoute(shipped);
      expect(faults).toEqual([]);
      // Silence on a panel decides nothing: who is absent gives no score, and the stage looks at the quorum.
      expect(warnings.map(({ en }) => en)).toEqual(
        shipped.code === 'PANEL_SCORE' ? ['steps[0] (score).rules.timeout: PASS lets silence approve'] : [],
      );
      expect(shipped.basis ?? '').not.toBe('');
      // What the API takes is what the product ships.
      expect(routeSchema.parse(JSON.parse(JSON.stringify(shipped)))).toEqual(shipped);
    }
  });

  it('survive the API’s schema, whatever a county writes', () => {
    fc.assert(
      fc.property(routes, (any) => {
        expect(routeSchema.parse(JSON.parse(JSON.stringify(any)))).toEqual(any);
      }),
      { numRuns: 200 },
    );
  });
});

describe('conditions', () => {
  it('are total: a fact that is not there makes every question about it false', () => {
    const all: readonly Condition[] = [
      { fact: 'x', is: 1 },
      { fact: 'x', in: ['a'] },
      { fact: 'x', atLeast: 0 },
      { fact: 'x', moreThan: 0 },
      { fact: 'x', atMost: 0 },
      { fact: 'x', lessThan: 0 },
    ];
    for (const condition of all) {
      expect(evaluate(condition, {})).toEqual({ holds: false, values: { x: null } });
      expect(evaluate({ not: condition }, {}).holds).toBe(true);
    }
    expect(evaluate(undefined, {})).toEqual({ holds: true, values: {} });
    expect(evaluate({ fact: 'x', atLeast: 1 }, { x: 'many' }).holds).toBe(false);
  });

  it('tell a threshold at least from one more than', () => {
    for (const [condition, at, above] of [
      [{ fact: 'amountFen', atLeast: 100 }, true, true],
      [{ fact: 'amountFen', moreThan: 100 }, false, true],
      [{ fact: 'amountFen', atMost: 100 }, true, false],
      [{ fact: 'amountFen', lessThan: 100 }, false, false],
    ] as const) {
      expect(evaluate(condition, { amountFen: 100 }).holds).toBe(at);
      expect(evaluate(condition, { amountFen: 101 }).holds).toBe(above);
    }
  });

  it('whatever holds for some application can hold', () => {
    const leaf: fc.Arbitrary<Condition> = fc.oneof(
      fc.record({ fact: fc.constantFrom('a', 'b'), atLeast: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ fact: fc.constantFrom('a', 'b'), lessThan: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ fact: fc.constantFrom('c'), is: fc.constantFrom('x', 'y') }),
    );
    const tree: fc.Arbitrary<Condition> = fc.oneof(
      leaf,
      fc.record({ all: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: leaf }),
    );
    const facts = fc.record({ a: fc.integer({ min: 0, max: 4 }), b: fc.integer({ min: 0, max: 4 }), c: fc.constantFrom('x', 'y', 'z') });
    fc.assert(fc.property(tree, facts, (condition, given) => !evaluate(condition, given).holds || canHold([condition])));
    expect(
      canHold([
        { fact: 'a', is: 'x' },
        { fact: 'a', is: 'y' },
      ]),
    ).toBe(false);
  });
});

describe('a dry run', () => {
  const request = (changed: Route) => ({ route: changed, content, applicant: 'manager', project: 'QH-01', named: {}, from: '2023-03-13' });

  it('says who would be asked, on whose behalf, and until when at the latest, and what is skipped and why', () => {
    const tried = {
      ...route(
        { members: [{ role: 'NDRC' as const }], limit: { n: 5, unit: 'WD' } },
        { when: { fact: 'amountFen', lessThan: 1 } },
        { members: [{ role: 'NDRC_HEAD' as const }, { role: 'NDRC' as const }], agree: 'ALL', rules: { repeated: 'SKIP_ANY' } },
      ),
      limit: { n: 20, unit: 'WD' as const },
    };
    const standIns = { 'ndrc-1': { delegate: 'carl', mandate: 'DL-1' } };
    const { steps, dueOn, faults: none } = dryRun(request(tried), world(calendar, HOLDERS, { standIns }));
    expect(none).toEqual([]);
    expect(dueOn).toBe('2023-04-11');
    expect(steps.map((s) => [s.key, s.result, s.dueOn])).toEqual([
      ['s0', 'ASKED', '2023-03-20'],
      ['s1', 'SKIPPED', null],
      ['s2', 'ASKED', '2023-04-03'],
    ]);
    expect(steps[0]?.people).toEqual([
      { person: 'carl', onBehalfOf: 'ndrc-1', origin: 'STAND_IN' },
      { person: 'ndrc-2', onBehalfOf: null, origin: 'ROUTE' },
    ]);
    expect(steps[1]?.values).toEqual({ amountFen: 2_680_000_000 });
    expect(steps[2]).toMatchObject({ agree: 'ALL of 3', automatic: ['carl', 'ndrc-2'] });
  });

  it('reports what the people or the calendar cannot answer, and goes on', () => {
    const vacant = route({ members: [{ role: 'FIRE' }], rules: { nobody: 'REFUSE' } }, { people: ['ann'] });
    const report = dryRun(request(vacant), world(calendar, {}));
    expect(report.steps.map((s) => s.result)).toEqual(['FAULT', 'ASKED']);
    expect(report.faults[0]).toMatch(/^s0: nobody holds FIRE/);
    expect(dryRun({ ...request(route({ limit: { n: 20, unit: 'WD' } })), from: '2026-12-25' }, world()).faults[0]).toContain(
      'tuojian calendar import',
    );
    expect(dryRun(request(route({ members: [{ role: 'FIRE' }], rules: { nobody: 'SKIP' } })), world(calendar, {})).steps[0]?.result).toBe('NOBODY');
  });

  it('asks the very people whom the real thing asks', () => {
    for (const shipped of shippedRoutes().filter((r) =>
      r.steps.every((s) => s.who.members.every((m) => 'role' in m && HOLDERS[m.role] !== undefined)),
    )) {
      const box = new ApprovalBox(shipped);
      const [first] = dryRun(request(shipped), world()).steps;
      expect(first?.people.map((p) => p.person)).toEqual(box.state.tasks.map((t) => t.person));
      expect(first?.dueOn).toBe(box.state.opening?.deadline?.dueOn);
    }
  });
});

describe('the history in sentences', () => {
  const names: Readonly<Record<string, readonly [string, string]>> = {
    ann: ['方圆', 'Fang Yuan'],
    ben: ['郑岩', 'Zheng Yan'],
    carl: ['钱宁', 'Qian Ning'],
    manager: ['高林', 'Gao Lin'],
  };
  const nameOf = (id: string) => ({ zh: names[id]?.[0] ?? id, en: names[id]?.[1] ?? id });

  it('says who, on whose behalf, what, and why it ended; an automatic step never reads as a person’s', () => {
    const standIns = { ann: { delegate: 'carl', mandate: 'DL-1' } };
    const box = new ApprovalBox(
      route({ people: ['ann'] }, { people: ['ben'], limit: { n: 1, unit: 'WD' }, rules: { timeout: { action: 'PASS', afterWorkdays: 0 } } }),
      { world: world(undefined, undefined, { standIns }) },
    );
    box.decide('carl', 'APPROVE', '同意');
    box.until('2023-03-14T16:00:00.000Z');
    const lines = box.events.map((event) => narrate(box.state, event, nameOf).text.zh);
    expect(lines).toEqual([
      '收到申请（2023年3月13日）',
      '受理（2023年3月13日）',
      '第 1 轮“第1步”开始，请钱宁（代 方圆）审批',
      '钱宁（代 方圆）同意：同意',
      '“第1步”通过：或签，有一方同意即通过。',
      '第 1 轮“第2步”开始，请郑岩审批',
      '首封通知于 2023-03-13 10:00 发出，期限 2023年3月14日',
      '到期，亮红灯，待郑岩处理',
      '时限届满，按路线自动处理',
      '“第2步”自动通过：时限届满，按路线自动通过（并非任何人同意）。',
      '办结（2023年3月15日）：同意（系统自动）',
    ]);
    const english = box.events.map((event) => narrate(box.state, event, nameOf).text.en);
    expect(english[3]).toBe('Qian Ning on behalf of Fang Yuan approved: 同意');
    expect(english.at(-1)).toBe('Closed (15 Mar 2023): approved (automatic)');
  });
});

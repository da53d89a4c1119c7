/** Random routes and actions for the model (approval-model.ts). */
import fc from 'fast-check';
import type { Condition } from '../../domain/approval/condition.ts';
import type { Group, Member, Route, RouteStep, Rules, VoteRule } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { UnitTree } from '../../domain/programme/units.ts';
import { ACTS, type Act } from '../../domain/words/lists.ts';

export const PEOPLE = ['ann', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'hana'] as const;
export const APPLICANT = 'manager';
export const ROLES_HELD: Readonly<Partial<Record<Role, readonly string[]>>> = {
  NDRC: ['ann', 'ben'],
  FINANCE: ['carl', 'manager'],
  HEALTH: ['dora', 'emil', 'fay'],
  PROGRAMME_OFFICER: ['gus'],
  OFFICE_DIRECTOR: ['hana'],
  NDRC_HEAD: ['ben'],
};
export const UNITS: Readonly<Record<string, string>> = {
  ann: 'A',
  ben: 'A',
  carl: 'B',
  dora: 'C',
  emil: 'C',
  fay: 'D',
  gus: 'E',
  hana: 'E',
  manager: 'B',
};

/** B is the applicant's; C above it has a deputy alone, and D above all is vacant. */
export const TREE: Pick<UnitTree, 'units'> = {
  units: [
    { unit: 'B', parent: 'C', head: 'carl', deputy: 'fay' },
    { unit: 'C', parent: 'A', head: null, deputy: 'dora' },
    { unit: 'A', parent: 'D', head: 'ann', deputy: 'ben' },
    { unit: 'D', parent: null, head: null, deputy: null },
  ],
};

const anyRole = fc.constantFrom<Role>('NDRC', 'FINANCE', 'HEALTH', 'NDRC_HEAD', 'FIRE');
const weight = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
const plain: fc.Arbitrary<Member> = fc.oneof(
  fc.record({ person: fc.constantFrom<string>(...PEOPLE, APPLICANT) }),
  fc.record({ role: anyRole }),
  fc.constant<Member>({ named: 'panel' }),
  fc.record({ superior: fc.integer({ min: 1, max: 3 }) }),
);
const weighed = (member: fc.Arbitrary<Member>): fc.Arbitrary<Member> =>
  fc.tuple(member, weight).map(([m, w]) => (w === undefined ? m : { ...m, weight: w }));

const vote: fc.Arbitrary<VoteRule> = fc.record(
  {
    count: fc.constantFrom('HEADS', 'WEIGHT'),
    threshold: fc.oneof(
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom({ part: 1, of: 2 }, { part: 2, of: 3 }, { part: 1, of: 3 }, { part: 1, of: 1 }),
    ),
    compare: fc.constantFrom('AT_LEAST', 'MORE_THAN'),
  },
  { requiredKeys: ['count', 'threshold'] },
);
const refusal = fc.option(fc.constantFrom<'VETO' | 'VOTE'>('VETO', 'VOTE'), { nil: undefined });

function group(depth: number): fc.Arbitrary<Group> {
  const member =
    depth === 0
      ? weighed(plain)
      : fc.oneof({ weight: 4, arbitrary: weighed(plain) }, { weight: 1, arbitrary: group(depth - 1).map((g): Member => ({ group: g })) });
  return fc
    .record({
      agree: fc.constantFrom<Group['agree']>('ALL', 'ANY', 'IN_ORDER', 'VOTE', 'ONE_OF_EACH'),
      members: fc.array(member, { minLength: 1, maxLength: 4 }),
      vote,
      refusal,
    })
    .map(
      ({ agree, members, vote: rule, refusal: policy }): Group => ({
        agree,
        members,
        ...(agree === 'VOTE' ? { vote: rule } : {}),
        ...(policy === undefined ? {} : { refusal: policy }),
      }),
    );
}

/** Branches side by side, each with steps of its own; nobody is in two of them. */
const branched: fc.Arbitrary<Group> = fc
  .record({
    people: fc.shuffledSubarray([...PEOPLE, APPLICANT], { minLength: 6 }),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 2, size: 'max' }),
    agree: fc.constantFrom<'ALL' | 'ANY' | 'VOTE'>('ALL', 'ALL', 'ANY', 'VOTE'),
    inner: fc.constantFrom<'ALL' | 'ANY'>('ALL', 'ANY'),
    refusal,
    amount: fc.option(fc.constantFrom(100, 200), { nil: undefined }),
  })
  .map(({ people, sizes, agree, inner, refusal: policy, amount }): Group => {
    const places = sizes.flatMap((size, branch) => Array.from({ length: size }, (_, part) => ({ branch, part })));
    const members = sizes.map((_, branch): Member => {
      const parts = places.flatMap(({ branch: of, part }, place): readonly Member[] => {
        const here = people.filter((_, index) => index % places.length === place);
        if (of !== branch || here.length === 0) return [];
        const key = `b${branch}p${part}`;
        return [{ group: { agree: inner, key, name: { zh: key, en: key }, members: here.map((person) => ({ person })) } }];
      });
      const key = `b${branch}`;
      const when: Pick<Group, 'when'> = amount === undefined || branch === 0 ? {} : { when: { fact: 'amountFen', atLeast: amount } };
      return { group: { agree: 'IN_ORDER', key, name: { zh: key, en: key }, members: parts, ...when } };
    });
    return {
      agree,
      members,
      ...(agree === 'VOTE' ? { vote: { count: 'HEADS', threshold: { part: 1, of: 2 } } } : {}),
      ...(policy === undefined ? {} : { refusal: policy }),
    };
  });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: fc.constant('amountFen'), atLeast: fc.constantFrom(100, 200) }),
  fc.record({ fact: fc.constant('amountFen'), lessThan: fc.constantFrom(100, 200) }),
  fc.record({ fact: fc.constant('kind'), is: fc.constantFrom('NEW', 'CONVERT') }),
);

const rules: fc.Arbitrary<Partial<Rules>> = fc.record(
  {
    addedCount: fc.boolean(),
    rest: fc.constantFrom('CLOSE', 'LEAVE_OPEN'),
    afterReturn: fc.constantFrom('FROM_TARGET', 'BACK_TO_RETURNER', 'RETURNER_CHOOSES', 'APPLICANT_CHOOSES'),
    reentryClock: fc.constantFrom('ANEW', 'GOES_ON'),
    withdraw: fc.constantFrom('ANY_TIME', 'BEFORE_FIRST_HANDLING'),
    absentMayAct: fc.boolean(),
    removal: fc.constantFrom('ADDER', 'ADDER_OR_OFFICE', 'ANY_APPROVER'),
    removes: fc.constantFrom('ADDED', 'ALSO_ROUTE'),
    ownApplication: fc.constantFrom('EXCLUDE', 'SKIP', 'SUBSTITUTE', 'ALLOW'),
    nobody: fc.constantFrom('ASK_SUBSTITUTE', 'SKIP', 'RETURN'),
    repeated: fc.constantFrom('ASK_AGAIN', 'SKIP_ADJACENT', 'SKIP_ANY'),
    copies: fc.constantFrom('EACH_TIME', 'ONCE'),
    unreachable: fc.constantFrom('TELL', 'ASK_SUBSTITUTE'),
    escalation: fc.array(
      fc.record(
        {
          afterWorkdays: fc.integer({ min: 0, max: 3 }),
          to: fc.uniqueArray(fc.constantFrom<Role>('OFFICE_DIRECTOR', 'NDRC_HEAD', 'HEALTH', 'FIRE'), { minLength: 1, maxLength: 2 }),
          moves: fc.boolean(),
        },
        { requiredKeys: ['afterWorkdays', 'to'] },
      ),
      { maxLength: 3 },
    ),
    remindEvery: fc.constantFrom(null, 5),
    timeout: fc.record({ action: fc.constantFrom('REMIND', 'ESCALATE', 'PASS', 'RETURN', 'REJECT'), afterWorkdays: fc.integer({ min: 0, max: 4 }) }),
    extension: fc.constantFrom(null, { by: ['NDRC_HEAD' as const], most: 10 }),
  },
  { requiredKeys: [] },
);

const limit = fc
  .record({ n: fc.integer({ min: 1, max: 12 }), unit: fc.constantFrom<'WD' | 'CD' | 'MONTH'>('WD', 'WD', 'CD', 'MONTH') })
  .map((l) => (l.unit === 'MONTH' ? { ...l, n: 1 } : l));

const step = fc.record(
  {
    who: fc.oneof({ weight: 2, arbitrary: group(1) }, { weight: 1, arbitrary: branched }),
    may: fc.oneof(
      { weight: 3, arbitrary: fc.constant<readonly Act[]>(ACTS) },
      { weight: 1, arbitrary: fc.subarray<Act>([...ACTS], { minLength: 6 }) },
    ),
    limit,
    when: condition,
    rules,
    copyTo: fc.array(plain, { maxLength: 2 }),
    jump: fc.option(condition, { nil: undefined }),
  },
  { requiredKeys: ['who'] },
);

/** Keys of branches are the route's own: `s1b0p2`. */
const withKeys = (who: Group, step: number): Group => ({
  ...who,
  ...(who.key === undefined ? {} : { key: `s${step}${who.key}` }),
  members: who.members.map((member) => ('group' in member ? { ...member, group: withKeys(member.group, step) } : member)),
});

/** A route that the county could adopt: whatever has a fault is left out. */
export const routes: fc.Arbitrary<Route> = fc
  .record(
    {
      steps: fc.array(step, { minLength: 1, maxLength: 4, size: 'max' }),
      intake: fc.boolean(),
      rules,
      limit,
      copyTo: fc.array(plain, { maxLength: 2 }),
    },
    { requiredKeys: ['steps', 'intake'] },
  )
  .map(({ steps, intake, rules: own, limit: whole, copyTo }): Route => {
    const all = steps.map(({ jump, ...rest }, index): RouteStep => {
      const isIntake = intake && index === 0;
      const { when: _, ...unconditional } = rest;
      const who = withKeys(rest.who, index);
      return {
        ...(isIntake ? unconditional : rest),
        who,
        key: `s${index}`,
        name: { zh: `第${index + 1}步`, en: `Step ${index + 1}` },
        ...(isIntake ? { kind: 'INTAKE' as const } : {}),
        ...(jump === undefined ? {} : { next: [{ when: jump, to: index + 2 < steps.length ? `s${index + 2}` : 'END' }] }),
      };
    });
    return {
      code: 'MODEL',
      version: 1,
      name: { zh: '模型', en: 'Model' },
      steps: all,
      ...(own === undefined ? {} : { rules: own }),
      ...(whole === undefined ? {} : { limit: whole }),
      ...(copyTo === undefined ? {} : { copyTo }),
    };
  })
  .filter((route) => checkRoute(route).faults.length === 0);

/** What somebody tries: resolved against the state when its turn comes, so that most tries make sense and some do not. */
export const KINDS = [
  'Decide',
  'Decide',
  'Decide',
  'Decide',
  'Decide',
  'TakeBack',
  'HandOver',
  'AskOpinion',
  'GiveOpinion',
  'RecallOpinion',
  'AddApprovers',
  'RemoveApprover',
  'Recuse',
  'Ask',
  'Answer',
  'Comment',
  'Copy',
  'MarkRead',
  'MarkSeen',
  'Pause',
  'ResumeClock',
  'ExtendLimit',
  'SaveDraft',
  'Submit',
  'Resubmit',
  'Supplement',
  'Withdraw',
  'Nudge',
  'StandIn',
  'StandInEnds',
  'PersonLeft',
  'MailBounced',
  'CalendarChanged',
  'Cancel',
] as const;
export type Kind = (typeof KINDS)[number];

/** Without fast-check's bias to small and extreme numbers: they choose among possibilities here, all as good as another. */
const any = (max: number) => fc.noBias(fc.nat(max));

export const actions = fc.array(
  fc.record({
    kind: fc.noBias(fc.constantFrom<Kind>(...KINDS)),
    /** Who does it: one of those who can, or anybody. */
    fitting: any(9),
    a: any(1_000),
    b: any(1_000),
    c: any(1_000),
    /** Minutes that pass before it. */
    later: fc.oneof({ weight: 8, arbitrary: any(400) }, { weight: 1, arbitrary: any(15_000) }),
    stale: any(29),
    /** Whether somebody does first what the case waits for (hand in, resubmit, supplement …). */
    helps: any(9),
  }),
  { minLength: 12, maxLength: 45, size: 'max' },
);
export const starts = any(100);
export type Action = ReturnType<typeof actions.generate>['value'][number];

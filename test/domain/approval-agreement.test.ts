import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { active, type Ballot, countVotes, needed, reasonOf, spare, type Vote } from '../../domain/approval/ballot.ts';
import type { Group, VoteRule } from '../../domain/approval/route.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route, world } from '../setup/builders.ts';

const five = ['ann', 'ben', 'carl', 'dora', 'emil'];
const group = (who: Group) => route({ who });
const people = (...ids: readonly string[]) => ids.map((person) => ({ person }));
const vote = (rule: VoteRule, ids = five, refusal: 'VETO' | 'VOTE' = 'VOTE') =>
  group({ agree: 'VOTE', members: people(...ids), vote: rule, refusal });

describe('会签, 或签, 顺签 (all, any, in order)', () => {
  it('ALL closes when everybody has agreed, and says so in words', () => {
    const box = new ApprovalBox(group({ agree: 'ALL', members: people('ann', 'ben', 'carl') }));
    for (const who of ['carl', 'ann']) {
      expect(box.approve(who)).toBeNull();
      expect(box.state.status).toBe('OPEN');
    }
    box.approve('ben');
    expect(box.state).toMatchObject({ status: 'APPROVED', closedBy: 'ben', automatic: false });
    expect(box.last('StepClosed')).toMatchObject({
      result: 'AGREED',
      tally: { yes: 3, no: 0, open: 0 },
      why: { zh: '会签 3 全部同意。', en: 'all 3 agreed.' },
    });
  });

  it('ALL: one refusal is the veto of a countersigning department, with what is left open said', () => {
    const box = new ApprovalBox(group({ agree: 'ALL', members: people('ann', 'ben', 'carl') }));
    box.reject('ben');
    expect(box.state).toMatchObject({ status: 'REJECTED', closeReason: '资金未落实', closedBy: 'ben' });
    expect(box.last('StepClosed').why.zh).toBe('有 1 不同意，按一票否决不通过；其余 2 不影响结果。');
  });

  it('ANY: the first answer counts, a refusal too (RuoYi#939: the others did not decide, and nothing says they did)', () => {
    const yes = new ApprovalBox(group({ agree: 'ANY', members: people('ann', 'ben') }));
    yes.approve('ben');
    expect(yes.state.tasks.map((t) => t.status)).toEqual(['CLOSED', 'APPROVED']);
    const no = new ApprovalBox(group({ agree: 'ANY', members: people('ann', 'ben') }));
    no.reject('ann');
    expect(no.state.status).toBe('REJECTED');
    expect(no.state.decisions.map((d) => d.person)).toEqual(['ann']);
  });

  it('ANY by vote: one agreement is enough, and only all refusals refuse', () => {
    const box = new ApprovalBox(group({ agree: 'ANY', members: people('ann', 'ben'), refusal: 'VOTE' }));
    box.reject('ann');
    expect(box.state.status).toBe('OPEN');
    box.approve('ben');
    expect(box.state.status).toBe('APPROVED');
  });

  it('IN_ORDER: nobody before his turn, and each is told when it comes', () => {
    const box = new ApprovalBox(group({ agree: 'IN_ORDER', members: people('ann', 'ben', 'carl') }));
    expect(box.desk()).toEqual(['ann']);
    expect(box.approve('carl')).toBe('NOT_YOUR_TURN');
    box.approve('ann');
    expect(box.events.flatMap((event) => (event.type === 'TurnPassed' ? box.told(event) : []))).toEqual(['task:ben']);
    box.approve('ben');
    box.approve('carl');
    expect(box.state.status).toBe('APPROVED');
  });

  it('one of each department: two people of one unit are one voice, and every unit must speak', () => {
    const units = { ann: '发改局', ben: '发改局', carl: '财政局', dora: '卫健局' };
    const box = new ApprovalBox(group({ agree: 'ONE_OF_EACH', members: people('ann', 'ben', 'carl', 'dora') }), {
      world: world(undefined, undefined, { units }),
    });
    box.approve('ben');
    expect(box.desk()).toEqual(['carl', 'dora']);
    box.approve('carl');
    expect(box.state.status).toBe('OPEN');
    box.approve('dora');
    expect(box.state.status).toBe('APPROVED');
  });

  it('nested groups: any of the bureau, then in order two of three experts and the head', () => {
    const experts: Group = { agree: 'VOTE', members: people('ann', 'ben', 'carl'), vote: { count: 'HEADS', threshold: 2 } };
    const box = new ApprovalBox(
      group({ agree: 'IN_ORDER', members: [{ group: { agree: 'ANY', members: people('dora', 'emil') } }, { group: experts }, { person: 'fay' }] }),
    );
    expect(box.desk()).toEqual(['dora', 'emil']);
    box.approve('emil');
    expect(box.desk()).toEqual(['ann', 'ben', 'carl']);
    box.reject('ann');
    box.approve('ben');
    expect(box.desk()).toEqual(['ben', 'carl'].slice(1));
    box.approve('carl');
    expect(box.desk()).toEqual(['fay']);
    box.approve('fay');
    expect(box.state.status).toBe('APPROVED');
  });
});

describe('票签 (votes) end only when their result is certain (RuoYi#1069)', () => {
  it.each<[string, VoteRule, string, string, string]>([
    ['half of five must agree: the first refusal ends nothing', { count: 'HEADS', threshold: { part: 1, of: 2 } }, 'n', 'OPEN', ''],
    [
      'half of five: three agreements are certain',
      { count: 'HEADS', threshold: { part: 1, of: 2 } },
      'yny y',
      'AGREED',
      '票签：同意 3、不同意 1，共 5 票；须不少于 2 分之 1（即 3），已达到；其余 1 不影响结果。',
    ],
    [
      'half of five: three refusals make it impossible',
      { count: 'HEADS', threshold: { part: 1, of: 2 } },
      'nnn',
      'REFUSED',
      '票签：同意 0、不同意 3，共 5 票；须不少于 2 分之 1（即 3），已不可能达到；其余 2 不影响结果。',
    ],
    ['two thirds of five need four', { count: 'HEADS', threshold: { part: 2, of: 3 } }, 'yyy', 'OPEN', ''],
    [
      'two thirds of five: two refusals are the end',
      { count: 'HEADS', threshold: { part: 2, of: 3 } },
      'ynn',
      'REFUSED',
      '票签：同意 1、不同意 2，共 5 票；须不少于 3 分之 2（即 4），已不可能达到；其余 2 不影响结果。',
    ],
    [
      'three votes: by count',
      { count: 'HEADS', threshold: 3 },
      'yyy',
      'AGREED',
      '票签：同意 3、不同意 0，共 5 票；须不少于 3 票（即 3），已达到；其余 2 不影响结果。',
    ],
    ['more than three votes', { count: 'HEADS', threshold: 3, compare: 'MORE_THAN' }, 'yyy', 'OPEN', ''],
    [
      'more than three votes: two refusals',
      { count: 'HEADS', threshold: 3, compare: 'MORE_THAN' },
      'nn',
      'REFUSED',
      '票签：同意 0、不同意 2，共 5 票；须超过 3 票（即 4），已不可能达到；其余 3 不影响结果。',
    ],
  ])('%s', (_title, rule, answers, result, why) => {
    const box = new ApprovalBox(vote(rule));
    const wanted = answers.replaceAll(' ', '');
    [...wanted].forEach((answer, index) => {
      const who = five[index] ?? '';
      expect(answer === 'y' ? box.approve(who) : box.reject(who)).toBeNull();
      if (index < wanted.length - 1) expect(box.state.status).toBe('OPEN');
    });
    expect(box.state.status).toBe({ OPEN: 'OPEN', AGREED: 'APPROVED', REFUSED: 'REJECTED' }[result]);
    if (why !== '') expect(box.last('StepClosed').why.zh).toBe(why);
  });

  it('by weight: the bureau head has three votes of five', () => {
    const members = [{ person: 'ann', weight: 3 }, { person: 'ben' }, { person: 'carl' }];
    const box = new ApprovalBox(group({ agree: 'VOTE', members, vote: { count: 'WEIGHT', threshold: { part: 3, of: 5 } } }));
    box.reject('ben');
    expect(box.state.status).toBe('OPEN');
    box.approve('ann');
    expect(box.state.status).toBe('APPROVED');
    expect(box.last('StepClosed').why.en).toBe(
      'vote: 3 for, 1 against of 5 of weight; at least 3 of 5 are needed (3), reached; the remaining 1 cannot change it.',
    );
  });

  it('with a veto: enough agreements pass it, and one refusal before that ends it', () => {
    const pinned = vote({ count: 'HEADS', threshold: 2 }, ['ann', 'ben', 'carl'], 'VETO');
    const passes = new ApprovalBox(pinned);
    passes.approve('ann');
    expect(passes.state.status).toBe('OPEN');
    passes.approve('ben');
    expect(passes.state).toMatchObject({ status: 'APPROVED', route: { voteEnds: 'CERTAIN' } });
    expect(passes.reject('carl')).toBe('ALREADY_DECIDED');
    const ends = new ApprovalBox(pinned);
    ends.approve('ann');
    ends.reject('carl');
    expect(ends.state.status).toBe('REJECTED');
  });

  it('with a veto, on a route that was adopted or pinned under 0.4.0: everybody must speak, as it was then', () => {
    const box = new ApprovalBox({ ...vote({ count: 'HEADS', threshold: 2 }, ['ann', 'ben', 'carl'], 'VETO'), adoptedBy: 'QH' });
    box.approve('ann');
    box.approve('ben');
    expect(box.state.status).toBe('OPEN');
    box.reject('carl');
    expect(box.state.status).toBe('REJECTED');
  });

  it('whose threshold the people found cannot reach asks substitutes, or refuses to open when there are none', () => {
    const box = new ApprovalBox(group({ agree: 'VOTE', members: [{ role: 'NDRC' }], vote: { count: 'HEADS', threshold: 3 } }));
    expect(box.desk()).toEqual(['ndrc-1', 'ndrc-2', 'officer']);
    expect(() => new ApprovalBox(group({ agree: 'VOTE', members: [{ role: 'NDRC' }], vote: { count: 'HEADS', threshold: 9 } }))).toThrow(
      'enough votes',
    );
  });

  it('the rest of a satisfied group is closed, or left open to be heard, as the route says', () => {
    const inner: Group = { agree: 'ANY', members: people('ann', 'ben') };
    const who: Group = { agree: 'ALL', members: [{ group: inner }, { person: 'carl' }] };
    const closes = new ApprovalBox(route({ who }));
    closes.approve('ann');
    expect(closes.desk('CLOSED')).toEqual(['ben']);
    expect(closes.approve('ben')).toBe('ALREADY_DECIDED');
    const leaves = new ApprovalBox(route({ who, rules: { rest: 'LEAVE_OPEN' } }));
    leaves.approve('ann');
    expect(leaves.desk()).toEqual(['ben', 'carl']);
    expect(leaves.approve('ben')).toBeNull();
    leaves.approve('carl');
    expect(leaves.state.status).toBe('APPROVED');
  });
});

describe('the arithmetic of a ballot, whatever it looks like', () => {
  const votes = fc.array(fc.constantFrom<Vote>('YES', 'NO', 'OPEN', 'ABSENT'), { minLength: 1, maxLength: 8 });
  const rule: fc.Arbitrary<VoteRule> = fc.record({
    count: fc.constantFrom('HEADS', 'WEIGHT'),
    threshold: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom({ part: 1, of: 2 }, { part: 2, of: 3 }, { part: 3, of: 4 })),
    compare: fc.constantFrom('AT_LEAST', 'MORE_THAN'),
  });

  it('never changes its mind: what is certain stays, however the open ones answer', () => {
    fc.assert(
      fc.property(
        votes,
        rule,
        fc.constantFrom('ALL', 'ANY', 'IN_ORDER', 'VOTE'),
        fc.constantFrom('VETO', 'VOTE'),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (given, by, agree, refusal, later) => {
          const ballot: Ballot = { agree, refusal, members: given.map((_, i) => i), vote: by };
          const before = countVotes(ballot, (seat) => given[seat] ?? 'ABSENT');
          if (before.result === 'OPEN' || before.result === 'EMPTY' || (agree === 'ANY' && refusal === 'VETO')) return;
          const after = countVotes(ballot, (seat) => (given[seat] === 'OPEN' ? (later[seat] === true ? 'YES' : 'NO') : (given[seat] ?? 'ABSENT')));
          // A veto that comes later is no surprise: it is refused at once, never agreed before.
          expect(after.result).toBe(before.result);
          expect(reasonOf(ballot, before).zh).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('needs as many votes as its share says, exactly', () => {
    for (const [share, total, need] of [
      [{ part: 2, of: 3 }, 3, 2],
      [{ part: 2, of: 3 }, 4, 3],
      [{ part: 1, of: 2 }, 4, 2],
      [{ part: 1, of: 3 }, 10, 4],
    ] as const) {
      expect(needed({ count: 'HEADS', threshold: share }, total)).toBe(need);
    }
    expect(needed({ count: 'HEADS', threshold: { part: 1, of: 2 }, compare: 'MORE_THAN' }, 4)).toBe(3);
  });

  it('gives a turn to nobody in a group whose answer is certain', () => {
    fc.assert(
      fc.property(votes, fc.constantFrom('ALL', 'ANY', 'IN_ORDER'), (given, agree) => {
        const ballot: Ballot = { agree, refusal: 'VETO', members: given.map((_, i) => i) };
        const voteOf = (seat: number): Vote => given[seat] ?? 'ABSENT';
        const { result } = countVotes(ballot, voteOf);
        const turn = active(ballot, voteOf);
        if (result === 'OPEN') expect(Object.keys(turn).length).toBeGreaterThan(0);
        else for (const seat of Object.keys(turn)) expect(spare(ballot, voteOf)[Number(seat)]).toBe(true);
      }),
    );
  });
});

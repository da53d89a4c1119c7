import { describe, expect, it } from 'vitest';
import { actsNow } from '../../domain/approval/acts-now.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import { readingOf } from '../../domain/approval/reader-view.ts';
import type { Group, Member, Route } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { wayOf } from '../../domain/approval/way.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dryRun } from '../../domain/world/dry-run.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { calendar, content, person, route, world } from '../setup/builders.ts';

const part = (key: string, ...people: readonly string[]): Member => ({
  group: { agree: 'ALL', key, name: { zh: `${key}环节`, en: `${key} step` }, members: people.map((id) => ({ person: id })) },
});
const branch = (key: string, members: readonly Member[], more: Partial<Group> = {}): Member => ({
  group: { agree: 'IN_ORDER', key, name: { zh: `${key}分支`, en: `${key} branch` }, members, ...more },
});
const WORKS = branch('works', [part('design', 'ann'), part('cost', 'ben')]);
const MONEY = branch('money', [part('budget', 'carl'), part('cash', 'dora'), part('sign', 'emil')]);
const forked = (who: Partial<Group> = {}): Route =>
  route({ people: ['fay'] }, { who: { agree: 'ALL', members: [WORKS, MONEY], ...who } }, { people: ['gus'] });
const atFork = (who: Partial<Group> = {}): ApprovalBox => {
  const box = new ApprovalBox(forked(who));
  box.approve('fay');
  return box;
};
const faultsOf = (who: Group): readonly string[] => checkRoute(route({ who })).faults.map(({ en }) => en);
const sentences = (box: ApprovalBox): readonly string[] => box.events.map((event) => narrate(box.state, event, (id) => ({ zh: id, en: id })).text.en);

describe('branches side by side (并行分支)', () => {
  it('each go on by themselves in their own order, and join when all are through', () => {
    const box = atFork();
    expect([box.desk(), box.desk('WAITING')]).toEqual([
      ['ann', 'carl'],
      ['ben', 'dora', 'emil'],
    ]);
    box.approve('carl');
    box.approve('dora');
    expect(box.desk()).toEqual(['ann', 'emil']);
    box.approve('emil');
    expect(box.state.step).toBe(1);
    expect(sentences(box)).toContain('Branch “money branch” passed: all 3 agreed in order.');
    box.approve('ann');
    box.approve('ben');
    expect(box.state.step).toBe(2);
    box.approve('gus');
    expect(box.state.status).toBe('APPROVED');
  });

  it('a refusal in one ends the case where all must be through, and only its branch where the route says one is enough', () => {
    const ends = atFork();
    ends.approve('ann');
    ends.reject('ben');
    expect(ends.state.status).toBe('REJECTED');
    const goesOn = atFork({ agree: 'ANY', refusal: 'VOTE' });
    goesOn.reject('ann');
    expect(goesOn.state.status).toBe('OPEN');
    expect(goesOn.last('BranchEnded')).toMatchObject({ branch: 'works', result: 'REFUSED' });
    for (const who of ['carl', 'dora', 'emil']) goesOn.approve(who);
    expect(goesOn.state.step).toBe(2);
  });

  it('joins by a share of branches: two of three are enough', () => {
    const third = branch('land', [part('site', 'hal')]);
    const box = atFork({ agree: 'VOTE', vote: { count: 'HEADS', threshold: { part: 2, of: 3 } }, members: [WORKS, MONEY, third] });
    box.approve('hal');
    box.approve('ann');
    expect(box.state.step).toBe(1);
    box.approve('ben');
    expect(box.state.step).toBe(2);
  });
});

describe('a return in a branch', () => {
  it('goes to an earlier step of the same branch: the other goes on, and what was agreed there before counts for nothing', () => {
    const box = atFork();
    box.decide('carl', 'APPROVE_WITH_CONDITIONS', '同意', { conditions: ['先到位资金'] });
    box.approve('dora');
    box.approve('ann');
    expect(box.decide('emil', 'RETURN', '口径不符', { to: 'budget' })).toBeNull();
    expect(box.state).toMatchObject({ status: 'OPEN', step: 1, round: 1 });
    expect([box.desk(), box.desk('WAITING')]).toEqual([
      ['ben', 'carl'],
      ['dora', 'emil'],
    ]);
    expect(sentences(box)).toContain(
      'emil returned it within the branch to “money branch · budget step”, where carl, dora, emil are asked anew; the other branches go on: 口径不符',
    );
    expect(box.told(box.events.findLast(({ type }) => type === 'BranchReturned') as never)).toEqual(['task:carl']);
    expect(box.ask('emil', { type: 'TakeBack' })).toBe('NOTHING_TO_TAKE_BACK');
    box.approve('ben');
    box.approve('carl');
    box.approve('dora');
    box.approve('emil');
    box.approve('gus');
    expect(box.state).toMatchObject({ status: 'APPROVED', conditions: [] });
  });

  it('goes no further back than the route says, nor into another branch', () => {
    const box = atFork();
    box.approve('ann');
    expect(box.decide('ben', 'RETURN', 'x', { to: 'budget' })).toBe('UNKNOWN_ITEM');
    expect(box.decide('ben', 'RETURN', 'x', { to: 'cost' })).toBe('UNKNOWN_ITEM');
    expect(box.decide('carl', 'RETURN', 'x', { to: 'budget' })).toBe('UNKNOWN_ITEM');
    const actor = { ...person('ben'), person: 'ben' };
    const acts = actsNow(box.state, { context: { now: box.now, actor, commandId: 'c', rules: RULES }, may: () => null });
    expect(acts.find(({ act }) => act === 'RETURN')?.fields.find(({ name }) => name === 'to')?.choices).toEqual(['APPLICANT', 's0', 'design']);
    const strict = new ApprovalBox({ ...forked(), steps: forked().steps.map((step) => ({ ...step, returnTo: ['APPLICANT'] as const })) });
    strict.approve('fay');
    strict.approve('ann');
    expect(strict.decide('ben', 'RETURN', 'x', { to: 'design' })).toBe('UNKNOWN_ITEM');
  });

  it('to the applicant, or to before the branches, ends them all and says so', () => {
    const box = atFork();
    box.approve('carl');
    box.decide('ann', 'RETURN', '材料不全');
    expect(box.state).toMatchObject({ status: 'RETURNED', opening: null });
    expect(box.state.tasks.filter(({ status }) => status === 'PENDING' || status === 'WAITING')).toEqual([]);
    const event = box.events.find(({ type }) => type === 'ContentReturned');
    if (event === undefined) throw new Error('no return');
    expect(box.told(event)).toEqual(['returned:manager', 'superseded:ben', 'superseded:dora', 'superseded:emil']);
    expect(sentences(box).at(-1)).toBe('ann returned it to the applicant: 材料不全; the other branches end with it: “money branch”');
    const before = atFork();
    before.decide('ann', 'RETURN', 'x', { to: 's0' });
    expect(before.desk()).toEqual(['fay']);
  });

  it('finds its people anew: who left is replaced, and whoever sits in another branch is not asked twice', () => {
    const left: string[] = [];
    const box = new ApprovalBox(forked(), { world: world(undefined, undefined, { left }) });
    box.approve('fay');
    box.approve('carl');
    left.push('carl');
    box.decide('dora', 'RETURN', 'x', { to: 'budget' });
    expect(box.desk()).toEqual(['ann', 'officer', 'director']);
    box.approve('officer');
    expect(box.desk()).toEqual(['ann', 'dora']);
  });
});

describe('found by random commands (scripts/model)', () => {
  it('people who were added before the return wait for nothing after it', () => {
    const box = atFork();
    box.approve('carl');
    box.ask('dora', { type: 'AddApprovers', people: ['hal'], where: 'AFTER', reason: '会商' });
    box.decide('dora', 'RETURN', 'x', { to: 'budget' });
    expect(box.state.tasks.filter(({ person: who }) => who === 'hal').map(({ status }) => status)).toEqual(['CLOSED']);
    box.approve('carl');
    box.approve('dora');
    expect(box.desk()).toEqual(['ann', 'emil']);
    expect(box.decide('hal', 'APPROVE')).toBe('ALREADY_DECIDED');
  });

  it('whoever lost their task by a mail that came back is asked again, and a place never vanishes', () => {
    const box = atFork();
    box.system({ type: 'MailBounced', person: 'carl', reply: '550' });
    box.approve('officer');
    box.decide('dora', 'RETURN', 'x', { to: 'budget' });
    expect(box.desk()).toEqual(['ann', 'carl']);
  });

  it('there is none where one place counts in two branches, as it does where the same people stand in for both', () => {
    const nobody = (key: string): Member => ({ group: { agree: 'ALL', key, name: { zh: key, en: key }, members: [{ role: 'FIRE' }] } });
    const absent = (key: string): Member => ({ group: { agree: 'ALL', key, name: { zh: key, en: key }, members: [{ named: 'panel' }] } });
    const box = atFork({ members: [branch('one', [part('design', 'ann'), nobody('fire')]), branch('two', [absent('panel')])] });
    expect(box.desk()).toEqual(['ann', 'officer', 'director']);
    box.approve('ann');
    expect(box.decide('officer', 'RETURN', 'x', { to: 'design' })).toBe('UNKNOWN_ITEM');
  });
});

describe('branches on conditions (条件并行)', () => {
  const big = branch('big', [part('leader', 'hal')], { when: { fact: 'amountFen', atLeast: 5_000_000_000 } });

  it('are left out where theirs does not hold, with the values on record; the step is skipped where none is left', () => {
    const box = atFork({ members: [WORKS, MONEY, big] });
    expect(box.desk()).toEqual(['ann', 'carl']);
    expect(box.last('StepOpened').values).toEqual({ amountFen: content.amountFen });
    const none = new ApprovalBox(
      route(
        { who: { agree: 'ALL', members: [big, branch('huge', [part('group', 'ida')], { when: { fact: 'amountFen', atLeast: 9_000_000_000 } })] } },
        { people: ['gus'] },
      ),
    );
    expect(none.state.step).toBe(1);
    const tried = dryRun(
      { route: forked({ members: [WORKS, MONEY, big] }), content, applicant: 'manager', project: null, named: {}, from: '2026-11-24' },
      world(),
    );
    expect(tried.steps[1]?.people.map((one) => one.person)).toEqual(['ann', 'ben', 'carl', 'dora', 'emil']);
  });
});

describe('where its branches are, as people read it', () => {
  it('stands in the way, and beside each task and answer', () => {
    const box = atFork();
    box.approve('carl');
    expect(wayOf(box.state).find(({ stage }) => stage === 'NOW')?.name.en).toBe('Step 2 (works branch · design step; money branch · cash step)');
    const reading = readingOf(box.state, { today: '2023-03-20', calendar, holders: () => [] }, false);
    const step = reading.steps[1];
    expect(step?.tasks.map((task) => [task.person, task.place?.en])).toContainEqual(['emil', 'money branch · sign step']);
    expect(step?.answers.map((answer) => [answer.person, answer.place?.zh, answer.anew])).toEqual([['carl', 'money分支 · budget环节', false]]);
    expect(step?.parts.map(({ key }) => key)).toEqual(['design', 'cost', 'budget', 'cash', 'sign']);
  });
});

describe('branches that a check of the route refuses', () => {
  it('each with its place', () => {
    expect(faultsOf({ agree: 'ALL', members: [WORKS] })).toEqual(['steps[0] (s0).who.members: must hold two branches or more']);
    expect(faultsOf({ agree: 'ALL', members: [WORKS, { person: 'ida' }] })).toEqual([
      'steps[0] (s0).who.members[1]: must be a branch: where there are branches, all of the step is in one',
      'steps[0] (s0).who.members: must hold two branches or more',
    ]);
    expect(faultsOf({ agree: 'IN_ORDER', members: [WORKS, MONEY] })).toEqual([
      'steps[0] (s0).who.agree: must be ALL, ANY or VOTE: branches run side by side',
    ]);
    expect(faultsOf({ agree: 'ALL', members: [WORKS, branch('works', [part('s0', 'carl')])] })).toEqual([
      'steps[0] (s0).who.members[1].group.key: must be given once; works means something else here',
      'steps[0] (s0).who.members[1].group.members[0].group.key: must be given once; s0 means something else here',
    ]);
    expect(faultsOf({ agree: 'ALL', members: [WORKS, branch('more', [part('again', 'ann')])] })).toEqual([
      'steps[0] (s0).who.members: must name ann once: a person has one place in a step, whatever its branches',
    ]);
    expect(faultsOf({ agree: 'ALL', members: [WORKS, branch('loose', [{ person: 'carl' }])] })).toEqual([
      'steps[0] (s0).who.members[1].group.members[0]: must be a step of the branch: a group with "key" and "name"',
    ]);
    const deep: Group = { agree: 'ALL', members: [{ group: { agree: 'ALL', members: [part('deep', 'ann')] } }] };
    expect(faultsOf(deep)).toEqual([
      'steps[0] (s0).who.members[0].group.members[0].group: must not have "key", "name" or "when": only branches and their steps do',
    ]);
  });

  it('a number of branches where conditions leave open how many there are', () => {
    const sometimes = branch('sometimes', [part('maybe', 'hal')], { when: { fact: 'amountFen', atLeast: 1 } });
    expect(faultsOf({ agree: 'VOTE', vote: { count: 'HEADS', threshold: 2 }, members: [WORKS, MONEY, sometimes] })).toEqual([
      'steps[0] (s0).who.vote.threshold: must be a share where branches have conditions: how many there are is not known before',
    ]);
  });
});

/** What a list of people offers is what the decisions take: nothing more, and nothing less. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { addressTakesTwo, awayToday, mandatesShown, postsOf, proposalsShown, secondPeople } from '../../domain/programme/roster.ts';
import { openProgramme, person, Sandbox, world } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const director = person('director', 'OFFICE_DIRECTOR');
const leader = person('leader', 'GROUP_LEADER');
const ben = person('ben', 'FINANCE');
const NOW = '2024-09-10T02:00:00.000Z';

function opened() {
  const box = new Sandbox(programmeCase, world());
  box.now = NOW;
  box.send(
    openProgramme([
      { role: 'PROGRAMME_OFFICER', person: 'officer' },
      { role: 'OFFICE_DIRECTOR', person: 'director' },
      { role: 'GROUP_LEADER', person: 'leader' },
      { role: 'AUDITOR', person: 'auditor' },
      { role: 'FINANCE', person: 'ben' },
      { role: 'MATERNAL_HEALTH', person: 'bai' },
    ]),
    officer,
  );
  return box;
}
const stateOf = (box: ReturnType<typeof opened>): ProgrammeState => box.state as ProgrammeState;
const looking = (actor: Actor) => ({ actor, now: NOW });
const basis = '青组〔2024〕1号';

describe('what is offered for a role', () => {
  it.each([
    ['an officer', officer],
    ['the leader', leader],
    ['the director', director],
    ['somebody of a department', ben],
  ])('to %s is what is recorded when it is sent, for each role and person', (_, actor) => {
    for (const who of ['ben', 'bai', 'auditor', 'officer', 'newcomer'])
      for (const { role, held, change } of postsOf(stateOf(opened()), who, looking(actor))) {
        const box = opened();
        const refused = box.send({ type: held ? 'RevokeRole' : 'AssignRole', role, person: who, basis }, actor);
        const last = box.types.at(-1);
        const how = refused !== null ? 'NOT' : last === 'RoleProposed' ? 'PROPOSED' : 'AT_ONCE';
        expect([who, role, change.how]).toEqual([who, role, how]);
        expect(change.why).toEqual(refused === null ? null : refused.message);
      }
  });

  it('names every role once, and says of each whether it is held', () => {
    const posts = postsOf(stateOf(opened()), 'ben', looking(officer));
    expect(posts.map(({ role }) => role)).toEqual(ROLES);
    expect(posts.flatMap(({ role, held }) => (held ? [role] : []))).toEqual(['FINANCE']);
  });
});

describe('a proposal', () => {
  it('is shown to confirm to a second person alone, to take back to whoever made it, to decline to whom it is about', () => {
    const box = opened();
    box.send({ type: 'AssignRole', role: 'FIRE', person: 'bai', basis }, officer);
    const seen = (actor: Actor) =>
      proposalsShown(stateOf(box), looking(actor)).map(({ mayConfirm, mayRefuse, mine }) => [mayConfirm, mayRefuse, mine])[0];
    expect(seen(officer)).toEqual([false, true, true]);
    expect(seen(director)).toEqual([true, true, false]);
    expect(seen(person('bai', 'MATERNAL_HEALTH'))).toEqual([false, true, false]);
    expect(seen(ben)).toEqual([false, false, false]);
    expect(secondPeople(stateOf(box))).toEqual(['officer', 'leader', 'director']);
  });
});

describe('a mandate', () => {
  it('is shown to end to its principal and the office, with those that meet it; whoever is away by it is known', () => {
    const box = opened();
    const grant = { type: 'GrantMandate', from: '2024-09-10', to: '2024-09-20', basis } as const;
    expect(box.send({ ...grant, principal: 'ben', delegate: 'bai' }, ben)).toBeNull();
    expect(box.send({ ...grant, principal: 'officer', delegate: 'bai', from: '2024-09-18', to: '2024-09-30' }, officer)).toBeNull();
    const seen = (actor: Actor) => mandatesShown(stateOf(box), looking(actor)).map(({ mayEnd, meets }) => [mayEnd, meets]);
    expect(seen(ben)).toEqual([
      [true, ['DL-2']],
      [false, ['DL-1']],
    ]);
    expect(seen(officer).map(([mayEnd]) => mayEnd)).toEqual([true, true]);
    expect(seen(director).map(([mayEnd]) => mayEnd)).toEqual([false, false]);
    expect(awayToday(stateOf(box), 'ben', NOW)).toEqual({ mandate: 'DL-1', until: '2024-09-20', by: 'bai' });
    expect(awayToday(stateOf(box), 'officer', NOW)).toBeNull();
  });
});

it('an address is no one person’s to change where it opens what takes two people', () => {
  const state = stateOf(opened());
  expect(['ben', 'auditor', 'leader', 'officer'].map((who) => addressTakesTwo(state, who))).toEqual([true, true, true, true]);
  expect(['bai', 'newcomer'].map((who) => addressTakesTwo(state, who))).toEqual([false, false]);
});

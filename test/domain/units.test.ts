import { describe, expect, it } from 'vitest';
import type { Asking } from '../../domain/approval/facts.ts';
import type { Group } from '../../domain/approval/route.ts';
import { NobodyFound, seat } from '../../domain/approval/seating.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { superiorIn, type Unit } from '../../domain/programme/units.ts';
import { clock, openProgramme, person, Sandbox, world } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const leader = person('leader', 'GROUP_LEADER');
const unit = (name: string, parent: string | null, head: string | null, deputy: string | null = null): Unit => ({ unit: name, parent, head, deputy });
/** 县政府 > 卫健局 > 托育科. */
const TREE = [unit('县政府', null, 'mayor', 'vice'), unit('卫健局', '县政府', 'chief', 'second'), unit('托育科', '卫健局', 'head', 'deputy')];

describe('a tree of units', () => {
  const opened = () => {
    const box = new Sandbox(programmeCase, world());
    box.now = '2026-11-24T02:00:00.000Z';
    box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer);
    return box;
  };
  const propose = (units: readonly Unit[] = TREE, replaces = 0, basis = '青托办〔2026〕8号') =>
    ({ type: 'ProposeUnits', replaces, basis, units }) as const;

  it('is proposed by one and confirmed by another, and each version replaces the one that was seen', () => {
    const box = opened();
    expect(box.send(propose(), person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(propose(), officer)).toBeNull();
    expect(box.send(propose(), officer)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'ConfirmUnits', proposal: 'UN-1' }, officer)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.state.unitTree).toBeUndefined();
    expect(box.send({ type: 'ConfirmUnits', proposal: 'UN-1' }, leader)).toBeNull();
    expect(box.state.unitTree).toEqual({ version: 1, basis: '青托办〔2026〕8号', units: TREE });
    expect(box.state.unitProposals).toEqual({});
    expect(box.send(propose(TREE.slice(0, 1)), officer)).toMatchObject({ code: 'SUPERSEDED' });
    expect(box.send(propose(TREE.slice(0, 1), 1), officer)).toBeNull();
    expect(programmeCase.summary(box.state).organisation).toMatchObject({ unitTree: { version: 1 } });
  });

  it('is refused with every fault at once, and nothing of it is kept', () => {
    const box = opened();
    const units = [unit('a', 'b', null), unit('b', 'a', 'x', 'x'), unit('Ａ ', null, null), unit('c', 'none', null)];
    const refused = box.send(propose(units, 0, ' '), officer);
    expect(refused?.faults).toEqual([
      'basis must be the document that sets it',
      'units[0] (a): must not be above itself',
      'units[1] (b): must not be above itself',
      'units[1] (b): head and deputy must be two people',
      'units[2] (Ａ ): must be there once',
      'units[3] (c): parent must be a unit of the tree, which has no “none”',
    ]);
    expect(box.state.unitProposals).toBeUndefined();
  });

  it('that nobody confirms in time, or that is refused, changes nothing', () => {
    const box = opened();
    box.send(propose(), officer);
    expect(box.send({ type: 'ExpireUnits', proposal: 'UN-1' }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    const [next] = programmeCase.agenda(box.state).filter(({ command }) => command.type === 'ExpireUnits');
    expect(next?.command).toEqual({ type: 'ExpireUnits', proposal: 'UN-1' });
    expect(box.send({ type: 'ExpireUnits', proposal: 'UN-1' }, clock)).toBeNull();
    box.send(propose(), officer);
    expect(box.send({ type: 'RefuseUnits', proposal: 'UN-2', reason: 'x' }, leader)).toBeNull();
    expect(box.state.unitTree).toBeUndefined();
  });
});

describe('a superior', () => {
  const superior = (
    of: string,
    level: number,
    { aside = [], gone = [] }: { aside?: readonly string[]; gone?: readonly string[] } = {},
    units = TREE,
  ) => superiorIn({ units }, of, level, { aside: (id) => aside.includes(id), there: (id) => !gone.includes(id) });

  it('is the head of the own unit, and so many levels up', () => {
    expect([1, 2, 3, 4].map((level) => superior('托育科', level))).toEqual(['head', 'chief', 'mayor', null]);
    expect(superior(' 托育 科', 1)).toBe('head');
    expect(superior('elsewhere', 1)).toBeNull();
  });

  it('of a head is the next one up, and never their own deputy', () => {
    expect([1, 2].map((level) => superior('托育科', level, { aside: ['head'] }))).toEqual(['chief', 'mayor']);
    expect(superior('县政府', 1, { aside: ['mayor'] })).toBeNull();
  });

  it('is the deputy where there is no head, or the head has left; nobody where neither is there', () => {
    expect(superior('托育科', 1, { gone: ['head'] })).toBe('deputy');
    expect(superior('托育科', 1, { gone: ['head', 'deputy'] })).toBeNull();
    expect(superior('x', 1, {}, [unit('x', null, null, 'deputy')])).toBe('deputy');
    expect(superior('x', 1, { aside: ['deputy'] }, [unit('x', null, null, 'deputy')])).toBeNull();
  });

  it('is not sought for ever in a tree that an error made a loop of', () => {
    expect(superior('a', 2, {}, [unit('a', 'b', 'x'), unit('b', 'a', 'y')])).toBeNull();
  });
});

describe('a seat of the applicant’s superior', () => {
  const asking = (group: Group, applicant = 'clerk', not: readonly string[] = []): Asking => ({
    group,
    named: {},
    applicant,
    not,
    ownApplication: 'EXCLUDE',
    nobody: 'ASK_SUBSTITUTE',
    substitute: ['PROGRAMME_OFFICER'],
    matter: { route: 'R', project: null },
  });
  const found = (ask: Asking, units: readonly Unit[] = TREE, away: Readonly<Record<string, string>> = {}) =>
    seat(
      ask,
      {
        holders: (role) => (role === 'PROGRAMME_OFFICER' ? ['officer'] : []),
        knows: () => true,
        hasLeft: () => false,
        unitOf: () => '托育科',
        superior: (_, level, aside) => superiorIn({ units }, '托育科', level, { aside, there: () => true }),
        standIn: (id) => (away[id] === undefined ? null : { delegate: away[id], mandate: 'DL-1' }),
      },
      1,
    );
  const ONE: Group = { agree: 'ALL', members: [{ superior: 1 }, { superior: 2 }] };
  const people = (result: ReturnType<typeof found>) => result.seats.map(({ person: id, origin }) => `${id} ${origin}`);

  it('is taken by them, or by who stands in for them', () => {
    expect(people(found(asking(ONE)))).toEqual(['head ROUTE', 'chief ROUTE']);
    expect(people(found(asking(ONE), TREE, { head: 'other' }))).toEqual(['other STAND_IN', 'chief ROUTE']);
  });

  it('goes up where the head applies themselves, or has recused themselves', () => {
    expect(people(found(asking(ONE, 'head')))).toEqual(['chief ROUTE', 'mayor ROUTE']);
    expect(people(found(asking(ONE, 'clerk', ['head'])))).toEqual(['chief ROUTE', 'mayor ROUTE']);
  });

  it('falls to the office where it is empty, and says so; a route may refuse that', () => {
    const empty = [unit('托育科', null, null)];
    const result = found(asking({ agree: 'ALL', members: [{ superior: 1 }] }), empty);
    expect(people(result)).toEqual(['officer SUBSTITUTE']);
    expect(result.fallback).toBe(true);
    expect(() => found({ ...asking({ agree: 'ALL', members: [{ superior: 1 }] }), nobody: 'REFUSE' }, empty)).toThrow(NobodyFound);
  });
});

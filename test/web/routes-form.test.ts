import { describe, expect, it } from 'vitest';
import type { Route } from '../../domain/approval/route.ts';
import { routeChanges } from '../../domain/approval/route-changes.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { placeOf } from '../../domain/kernel/fault.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import { FIELDS, fieldOf, fieldPath, moved, newStep, put, toSend } from '../../web/admin/routes/editing.ts';

const routes = shippedRoutes();
const at = (whole: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, key) => (found === undefined ? undefined : Reflect.get(Object(found), key)), whole);
/** Every place of a route that a field of the form writes. */
const placesOf = (route: Route): readonly string[] =>
  FIELDS.flatMap((pattern) =>
    pattern
      .split('.')
      .reduce<readonly string[]>(
        (paths, part) =>
          part === '*'
            ? paths.flatMap((path) => Object.keys(Object(at(route, path))).map((key) => `${path}.${key}`))
            : paths.map((path) => (path === '' ? part : `${path}.${part}`)),
        [''],
      ),
  );
const [first] = routes.filter(({ steps }) => steps.length > 1);
if (first === undefined) throw new Error('there is a route of two steps');
const two: Route = first;
const [one] = two.steps;

describe('the form of a route', () => {
  it.each(routes.map((route) => [route.code, route] as const))('writes back what it read of %s, and loses nothing', (_, route) => {
    for (const path of placesOf(route)) {
      const value = at(route, path);
      expect(put(route, path, value), path).toEqual(route);
      // Taken away, and put back: as it was.
      if (value !== undefined) expect(put(put(route, path, undefined), path, value), path).toEqual(route);
    }
    const { adoptedBy, voteEnds, ...sent } = route;
    expect({ ...toSend(route), adoptedBy, voteEnds }).toEqual({ ...sent, adoptedBy, voteEnds });
  });

  /** Each plants one fault of route-faults.ts. */
  const wrong: Readonly<Record<string, Route>> = {
    'no step': { ...two, steps: [] },
    'a key twice': { ...two, steps: [...two.steps, ...two.steps.slice(0, 1)] },
    'a key that means something else': put(two, 'steps.0.key', 'END'),
    'an intake that is not first': put(two, 'steps.1.kind', 'INTAKE'),
    'an intake that is skipped': put(put(two, 'steps.0.kind', 'INTAKE'), 'steps.0.when', { fact: 'amountFen', atLeast: 1 }),
    'no way out': put(two, 'steps.0.may', ['REJECT']),
    'nobody says no': put(two, 'steps.0.may', ['APPROVE']),
    'a batch of what is signed': put(put(two, 'steps.0.batch', true), 'steps.0.rules', { signature: 'REQUIRED' }),
    'a return to nowhere': put(put(two, 'steps.0.returnTo', []), 'steps.0.may', ['APPROVE', 'RETURN']),
    'a limit of nothing': put(two, 'steps.0.limit', { n: 0, unit: 'WD' }),
    'a limit of the whole of nothing': put(two, 'limit', { n: 0, unit: 'WD' }),
    'a deficiency of nothing': put(two, 'steps.0.rules', { deficiency: { n: 0, unit: 'WD' } }),
    'a pause of nothing': put(two, 'rules', { pauseMost: { EXPERT_REVIEW: { n: 0, unit: 'WD' } } }),
    'a time that cannot run out': put(put(two, 'steps.0.limit', undefined), 'steps.0.rules', { timeout: { action: 'RETURN', afterWorkdays: 1 } }),
    'no substitute': put(two, 'steps.0.rules', { substitute: [] }),
    'nobody for the applicant': put(two, 'steps.0.rules', { substitute: [], ownApplication: 'SUBSTITUTE', nobody: 'SKIP' }),
    'nobody is asked': put(two, 'steps.0.who', { agree: 'ANY', members: [] }),
    'a vote without a threshold': put(two, 'steps.0.who', { agree: 'VOTE', members: [{ role: 'NDRC' }] }),
    'a threshold that is none': put(two, 'steps.0.who', { agree: 'VOTE', members: [{ role: 'NDRC' }], vote: { count: 'HEADS', threshold: 0 } }),
    'a threshold beyond reach': put(two, 'steps.0.who', { agree: 'VOTE', members: [{ person: 'x' }], vote: { count: 'HEADS', threshold: 3 } }),
    'a share that is none': put(two, 'steps.0.who', {
      agree: 'VOTE',
      members: [{ role: 'NDRC' }],
      vote: { count: 'HEADS', threshold: { part: 3, of: 2 } },
    }),
    'a weight of nothing': put(two, 'steps.0.who', { agree: 'ANY', members: [{ role: 'NDRC', weight: 0 }] }),
    'a fault in a group of its own': put(two, 'steps.0.who', { agree: 'ANY', members: [{ group: { agree: 'ANY', members: [] } }] }),
    'a jump to nowhere': put(two, 'steps.0.next', [{ to: 'nowhere' }]),
    'a jump back': put(two, 'steps.1.next', [{ to: one?.key }]),
    'a jump that hides another': put(two, 'steps.0.next', [{ to: 'END' }, { to: 'END' }]),
    'a jump that cannot be': put(two, 'steps.0.next', [
      {
        to: 'END',
        when: {
          all: [
            { fact: 'kind', is: 'a' },
            { fact: 'kind', is: 'b' },
          ],
        },
      },
    ]),
    'a condition that cannot be': put(two, 'steps.1.when', {
      all: [
        { fact: 'kind', is: 'a' },
        { fact: 'kind', is: 'b' },
      ],
    }),
    'a step that no way reaches': put(two, 'steps.0.next', [{ to: 'END' }]),
    'an auditor who decides': put(two, 'steps.0.who', { agree: 'ANY', members: [{ role: 'AUDITOR' }] }),
    'an auditor who extends': put(two, 'rules', { extension: { by: ['AUDITOR'], most: 3 } }),
    'an auditor instead': put(two, 'steps.0.rules', { substitute: ['AUDITOR'] }),
    'a field without a key of its own': put(two, 'form', [
      { key: 'a', label: { zh: '甲', en: 'a' }, type: 'TEXT' },
      { key: 'a', label: { zh: '乙', en: 'b' }, type: 'TEXT' },
    ]),
  };
  it.each(Object.entries(wrong))('has a field for each fault: %s', (_, route) => {
    const { faults, warnings } = checkRoute(route, { held: () => true, knows: () => true });
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of [...faults, ...warnings]) {
      const { at: place } = placeOf(fault);
      expect(place, fault.en).not.toBeNull();
      // Its own, not one further out.
      const path = fieldPath(place ?? '').split('.');
      const deep = path[0] === 'steps' || path[0] === 'rules' || path[0] === 'form' ? (path.includes('rules') ? path.indexOf('rules') + 2 : 3) : 1;
      const own = path.slice(0, path[0] === 'form' ? 2 : deep).join('.');
      expect(fieldOf(place ?? ''), fault.en).toBe(own);
    }
  });
  it('has a field for what a county lacks', () => {
    const { faults, warnings } = checkRoute(two, { held: () => false, knows: () => false });
    const places = [...faults, ...warnings].map((fault) => fieldOf(placeOf(fault).at ?? ''));
    expect(places).toContain('steps.0.who');
    expect(places).not.toContain(null);
  });

  it('adds steps with keys of their own, and moves them', () => {
    const more = [newStep(two), newStep({ ...two, steps: [...two.steps, newStep(two)] })].map(({ key }) => key);
    expect(new Set([...more, ...two.steps.map(({ key }) => key)]).size).toBe(two.steps.length + 2);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  });
});

describe('what two versions of a route differ in', () => {
  it('is nothing where they are the same, whatever stands first in them', () => {
    for (const route of routes)
      expect(routeChanges(route, { ...Object.fromEntries(Object.entries(route).reverse()), version: 9 } as Route)).toEqual([]);
  });
  it('is told place by place, with the step in which it lies', () => {
    const will = put(put(two, 'steps.0.limit', { n: 3, unit: 'WD' }), 'rules', { ...two.rules, withdraw: 'BEFORE_FIRST_HANDLING' });
    expect(routeChanges(two, will)).toEqual([
      { step: null, at: 'rules.withdraw', will: 'BEFORE_FIRST_HANDLING' },
      { step: one?.key, at: 'limit', was: one?.limit, will: { n: 3, unit: 'WD' } },
    ]);
  });
  it('tells a step that moves as moved, and one that goes as gone', () => {
    const keys = two.steps.map(({ key }) => key);
    expect(routeChanges(two, { ...two, steps: [...two.steps].reverse() })).toEqual([
      { step: null, at: 'steps', was: keys, will: [...keys].reverse() },
    ]);
    expect(routeChanges(two, { ...two, steps: two.steps.slice(1) })).toEqual([{ step: one?.key, at: '', was: one }]);
  });
});

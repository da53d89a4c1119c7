/** The tour leads to pages that there are, and everybody has one. */
import { expect, it } from 'vitest';
import { PATTERNS } from '../../web/app/addresses.ts';
import { TOUR_ROLES, TOURS, tourRole } from '../../web/app/tour/steps.ts';

const HAN = /\p{Script=Han}/u;
/** As the router reads it. */
const fits = (pattern: string, path: string): boolean => new RegExp(`^${pattern.replaceAll(/\$\w+/g, '[^/]+')}$`).test(path);

it.each(TOUR_ROLES)('has five steps for %s, each to a page that there is, in both languages', (role) => {
  const steps = TOURS[role];
  expect(steps).toHaveLength(5);
  for (const { href, title, text } of steps) {
    const { pathname } = new URL(href, 'http://localhost');
    expect(
      PATTERNS.some((pattern) => fits(pattern, pathname)),
      href,
    ).toBe(true);
    for (const told of [title, text]) {
      expect(HAN.test(told.zh), told.zh).toBe(true);
      expect(HAN.test(told.en), told.en).toBe(false);
    }
  }
});

it('is that of what somebody does most', () => {
  const of = (...held: readonly string[]) => tourRole({ roles: { QH: held } } as never); // roles alone are read
  expect(of('PROGRAMME_OFFICER', 'FINANCE')).toBe('OFFICE');
  expect(of('GROUP_LEADER')).toBe('LEADER');
  expect(of('AUDITOR')).toBe('AUDITOR');
  expect(of('FINANCE', 'PANEL')).toBe('DECIDER');
  expect(of()).toBe('MANAGER');
});

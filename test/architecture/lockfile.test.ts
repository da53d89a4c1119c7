import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advisoriesIn, lockFaults } from '../../scripts/lock-faults.ts';

const HASH = `sha512-${'A'.repeat(86)}==`;
const locked = (packages: object) => lockFaults({ lockfileVersion: 3, packages: { '': { name: 'tuojian' }, ...packages } });

describe('the lockfile', () => {
  it('has the hash of every package, for every system that somebody installs on', () => {
    expect(lockFaults(JSON.parse(readFileSync('package-lock.json', 'utf8')))).toEqual([]);
  });

  it.each([
    ['without a hash', { version: '1.0.0' }, 'must have its integrity'],
    ['that is optional and without a hash', { version: '1.0.0', optional: true, os: ['win32'] }, 'must have its integrity'],
    ['with a weak hash', { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'must have its integrity'],
    ['from a place of its own', { version: '1.0.0', integrity: HASH, resolved: 'git+ssh://git@evil.example/a.git#1' }, 'must not say where'],
  ])('with a package %s is refused by name', (_what, entry, fault) => {
    expect(locked({ 'node_modules/a': entry })).toEqual([expect.stringMatching(new RegExp(`node_modules/a ${fault}`))]);
  });

  it('may hold what lies inside another package', () => {
    expect(locked({ 'node_modules/a': { integrity: HASH }, 'node_modules/a/node_modules/b': { inBundle: true }, c: { link: true } })).toEqual([]);
    expect(lockFaults({})).toHaveLength(1);
  });
});

describe('advisories', () => {
  it('of grade high and above count, others do not; no answer is no advisory', () => {
    const said = { vulnerabilities: { a: { severity: 'high', range: '<2' }, b: { severity: 'critical', range: '*' }, c: { severity: 'moderate' } } };
    expect(advisoriesIn(JSON.stringify(said))).toEqual(['a <2: high', 'b *: critical']);
    expect(advisoriesIn('{"vulnerabilities":{}}')).toEqual([]);
    for (const none of ['', 'npm ERR!', '{"statusCode":405}', 'null']) expect(advisoriesIn(none)).toBeNull();
  });
});

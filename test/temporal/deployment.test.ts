import { describe, expect, it } from 'vitest';
import { buildIdOf, type Deployment, faultOf, newerRelease } from '../../temporal/deployment.ts';
import { placeOf } from '../../worker/take-over.ts';

const build = (buildId: string, { workers = 1, wasCurrent = false } = {}) => ({ buildId, since: null, until: null, wasCurrent, workers });
const deployment = (current: string | null, builds: Deployment['builds'], unversioned = 0): Deployment => ({
  current,
  ramping: null,
  builds,
  unversioned,
});
const [OLD, NEW] = ['0.7.0-aaaaaaaaaaaa', '0.8.0-bbbbbbbbbbbb'];

describe('the place of a worker', () => {
  it.each([
    ['the first of all becomes the current one', deployment(null, [build(NEW)]), NEW, 'TAKE'],
    ['so does the first with a build, beside workers of a release that says none', deployment(null, [build(NEW)], 2), NEW, 'TAKE'],
    ['a newer release takes over', deployment(OLD, [build(NEW), build(OLD, { wasCurrent: true })]), NEW, 'TAKE'],
    ['another build of the same release takes over', deployment(OLD, [build('0.7.0-c'), build(OLD, { wasCurrent: true })]), '0.7.0-c', 'TAKE'],
    ['an older release that is new here waits', deployment(NEW, [build(OLD), build(NEW, { wasCurrent: true })]), OLD, 'WAIT'],
    ['a worker of the current build works', deployment(NEW, [build(NEW, { wasCurrent: true })]), NEW, 'CURRENT'],
    [
      'one that was gone back from does not take over again when it starts again',
      deployment(OLD, [build(NEW, { wasCurrent: true }), build(OLD, { wasCurrent: true })]),
      NEW,
      'WAIT',
    ],
    [
      'nor the older one, when it starts again beside the newer',
      deployment(NEW, [build(OLD, { wasCurrent: true }), build(NEW, { wasCurrent: true })]),
      OLD,
      'WAIT',
    ],
    [
      'whoever is there takes over where nobody works for the current build',
      deployment(NEW, [build(OLD, { wasCurrent: true }), build(NEW, { wasCurrent: true, workers: 0 })]),
      OLD,
      'TAKE',
    ],
    ['a worker without a build waits for a build that works', deployment(NEW, [build(NEW, { wasCurrent: true })], 1), null, 'WAIT'],
    ['and takes over from one that nobody works for', deployment(NEW, [build(NEW, { wasCurrent: true, workers: 0 })], 1), null, 'TAKE'],
  ] as const)('%s', (_what, stands, own, place) => {
    expect(placeOf(stands, own, false)).toBe(place);
  });

  it('waits for a person where it was told to, and yet does not leave cases alone', () => {
    expect(placeOf(deployment(OLD, [build(NEW), build(OLD, { wasCurrent: true })]), NEW, true)).toBe('WAIT');
    expect(placeOf(deployment(OLD, [build(NEW), build(OLD, { wasCurrent: true, workers: 0 })]), NEW, true)).toBe('TAKE');
    expect(placeOf(deployment(null, [build(NEW)]), NEW, true)).toBe('TAKE');
  });
});

describe('builds of workers', () => {
  it('are of a release and of what its workflows do, wherever they were bundled', () => {
    const code = 'work();';
    const id = buildIdOf('0.7.0', { code });
    expect(id).toMatch(/^0\.7\.0-[0-9a-f]{12}$/);
    expect(buildIdOf('0.7.0', { code: `${code}\n//# sourceMappingURL=data:application/json;base64,L2hvbWUv\n` })).toBe(id);
    expect(buildIdOf('0.7.1', { code })).not.toBe(id);
    expect(buildIdOf('0.7.0', { code: 'other();' })).not.toBe(id);
  });

  it('are compared by the numbers of their releases', () => {
    expect(newerRelease('0.10.0-a', '0.9.9-b')).toBe(true);
    expect(newerRelease('0.9.9-b', '0.10.0-a')).toBe(false);
    expect(newerRelease('1.0.0-b', '1.0.0-a')).toBe(false);
  });

  it('that cases are sent to without anybody there are told of, with who waits beside them', () => {
    expect(faultOf(deployment(OLD, [build(OLD)]))).toBeNull();
    expect(faultOf(deployment(null, [], 1))).toBeNull();
    expect(faultOf(deployment(null, []))).toMatch(/no worker is at work/);
    expect(faultOf(deployment(null, [build(NEW)]))).toMatch(/no build is the current one, and 0\.8\.0-b+ waits/);
    expect(faultOf(deployment(OLD, [build(NEW), build(OLD, { workers: 0 })], 1))).toMatch(
      /current build 0\.7\.0-a+ has no worker, and 0\.8\.0-b+, workers without a build may not/,
    );
    const ramping = { ...deployment(OLD, [build(NEW, { workers: 0 }), build(OLD)]), ramping: { buildId: NEW, percent: 10 } };
    expect(faultOf(ramping)).toMatch(/10 % of the cases go to 0\.8\.0-b+, which has no worker/);
  });
});

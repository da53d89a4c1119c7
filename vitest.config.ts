import { defineConfig } from 'vitest/config';

/** Start what they need themselves, and never ask the shared service. */
const ALONE = [
  'test/trouble/{backup,faults,fuzz,half-way,payloads,poisoned,real-server,rolling,seen-from-outside,stopping,trouble,watched}.test.ts',
  'test/browser/whole-project.test.ts',
];

/** Puts a module of its own in the place of one of ours, and so must not share modules with other tests. */
const MOCKED = ['test/domain/every-text.test.ts'];

/**
 * Tests by cost. `pure` needs nothing, and its files share what they import, which takes a third of its processor time
 * otherwise; `mocked` is of its kind; `workflows` a time-skipping Temporal; `database` one PostgreSQL, `service` one running
 * stack, each started once (test/setup/database.ts, service.ts); `alone` starts stacks of its own. scripts/run-tests.ts runs
 * `service` and `alone` beside each other and all others.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          isolate: false,
          exclude: MOCKED,
          include: [
            'test/{domain,documents,model,proof,notices,sheets,previews,intake,architecture,bench,cli,pages,temporal,local,jobs,rules,web}/**/*.test.{ts,tsx}',
          ],
        },
      },
      { extends: true, test: { name: 'mocked', include: MOCKED } },
      { extends: true, test: { name: 'workflows', include: ['test/{workflows,replay}/**/*.test.ts'], fileParallelism: false } },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['test/prisma/**/*.test.ts'],
          globalSetup: ['test/setup/database.ts'],
          fileParallelism: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, fileParallelism: false } },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/{api,browser,trouble}/**/*.test.ts'],
          exclude: ALONE,
          globalSetup: ['test/setup/service.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});

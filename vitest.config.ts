import { defineConfig } from 'vitest/config';

/** Tests by cost. `pure` needs nothing; `service` gets one running stack, started once (test/setup/service.ts). */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: [
            'test/{domain,model,proof,notices,sheets,previews,intake,architecture,cli,pages,temporal,local,jobs,rules,web}/**/*.test.{ts,tsx}',
          ],
        },
      },
      { extends: true, test: { name: 'workflows', include: ['test/{workflows,replay}/**/*.test.ts'], fileParallelism: false } },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/{prisma,api,browser,trouble}/**/*.test.ts'],
          globalSetup: ['test/setup/service.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});

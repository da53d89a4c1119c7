/** One PostgreSQL for all tests of prisma/; each file makes a database of its own in it (fresh-database.ts). */
import type { TestProject } from 'vitest/node';
import { guarded } from '../../scripts/guarded.ts';
import { freshPostgres } from '../../scripts/record/fresh-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a server on which a test may make databases. */
    readonly serverUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A run of vitest that is interrupted tears nothing down.
  const guard = guarded();
  const server = await freshPostgres('test-database');
  guard.removes(server.folder);
  project.provide('serverUrl', server.url);
  return () => server.stop();
}

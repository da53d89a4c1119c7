/** Whether the service is well: asked now, and answered in codes that name nobody. */

import type { Client, Connection } from '@temporalio/client';
import { countsInWords } from '../../domain/aside.ts';
import { countAside } from '../../prisma/aside.ts';
import { answers, type Database } from '../../prisma/database.ts';
import { latenessOf } from '../../prisma/log/log.ts';
import { partAnswers } from '../../telemetry/metrics.ts';
import type { Health } from '../ports/office.ts';

export function healthOf(database: Database, client: Client, connection: Connection, namespace: string): Health {
  const shown = async <T>(work: Promise<T>, words: (found: T) => string, otherwise: (error: unknown) => string): Promise<string> =>
    work.then(words, otherwise);
  return {
    async check() {
      const [postgres, temporalServer, record, aside] = await Promise.all([
        shown(answers(database), () => 'ok', codeOfFault),
        shown(
          client.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace })),
          () => 'ok',
          codeOfFault,
        ),
        shown(
          latenessOf(database),
          (says) => says,
          () => 'unknown',
        ),
        shown(countAside(database), countsInWords, () => 'unknown'),
      ]);
      return { postgres, temporal: temporalServer, record, aside };
    },
  };
}

/** `ECONNREFUSED`, `57P03`, `gRPC 14`; what an error says besides can name hosts and people. */
function codeOfFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'number' ? `gRPC ${code}` : typeof code === 'string' && /^[A-Z0-9_]{3,30}$/.test(code) ? code : 'no answer';
}

/** Whether the parts that the API needs answer it now, as metrics. */
export async function askParts(health: Health): Promise<void> {
  const { postgres, temporal } = await health.check();
  partAnswers.set({ part: 'postgres' }, postgres === 'ok' ? 1 : 0);
  partAnswers.set({ part: 'temporal' }, temporal === 'ok' ? 1 : 0);
}

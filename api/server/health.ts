/** Whether the service is well: asked now, and answered in codes that name nobody. */

import type { Client, Connection } from '@temporalio/client';
import type { Scanner } from '../../documents/clamd.ts';
import { countsInWords } from '../../domain/aside.ts';
import { StoreFault } from '../../domain/document-store.ts';
import type { OwnPart } from '../../domain/office.ts';
import { inTime } from '../../jobs/in-time.ts';
import { countAside } from '../../prisma/aside.ts';
import { answers, type Database } from '../../prisma/database.ts';
import { latenessOf } from '../../prisma/log/log.ts';
import { partAnswers } from '../../telemetry/metrics.ts';
import { deploymentIn, faultOf, knowsDeployments } from '../../temporal/deployment.ts';
import { TASK_QUEUE } from '../../workflows/contract.ts';
import type { Health } from '../ports/office.ts';

/** What says nothing for so long counts as away, whatever it waits for: whoever asks is answered within 3 s, however busy the machine. Milliseconds. */
const ANSWER_MS = 2_000;

const noAnswer = (): never => {
  throw new Error('no answer');
};

/** What is said of a part that is being started again. */
const RESTARTING = 'restarting';

export type Asked = {
  readonly database: Database;
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  readonly ownParts: () => readonly OwnPart[];
  readonly scanner: Scanner | null;
};

export function healthOf({ database, client, connection, namespace, ownParts, scanner }: Asked): Health {
  const shown = async <T>(work: Promise<T>, words: (found: T) => string, otherwise: (error: unknown) => string): Promise<string> =>
    inTime(work, ANSWER_MS, noAnswer).then(words, otherwise);
  const away = (): readonly OwnPart['part'][] => ownParts().flatMap(({ part, runs }) => (runs ? [] : [part]));
  /** One that is known to be away is not asked, and one that went away while it was asked has not answered for now. */
  const unlessAway = async (part: OwnPart['part'], ask: () => Promise<string>): Promise<string> => {
    const said = away().includes(part) ? RESTARTING : await ask();
    return away().includes(part) ? RESTARTING : said;
  };
  return {
    ownParts,
    documents: { place: database.documents?.keeps?.place ?? 'database', unscanned: scanner?.open === true },
    async check() {
      const [documents, scanning, postgres, temporalServer, record, aside, workers] = await Promise.all([
        shown(
          database.documents?.keeps?.check() ?? Promise.resolve(),
          () => 'ok',
          (error) => (error instanceof StoreFault ? error.code : 'no answer'),
        ),
        scanner === null
          ? 'none'
          : shown(
              scanner.answers(),
              (does) => (does ? 'ok' : 'no answer'),
              () => 'no answer',
            ),
        unlessAway('postgres', () => shown(answers(database), () => 'ok', codeOfFault)),
        unlessAway('temporal', () =>
          shown(
            client.withDeadline(Date.now() + ANSWER_MS, () => connection.workflowService.describeNamespace({ namespace })),
            () => 'ok',
            codeOfFault,
          ),
        ),
        shown(
          latenessOf(database),
          (says) => says,
          () => 'unknown',
        ),
        shown(countAside(database), countsInWords, () => 'unknown'),
        shown(
          client.withDeadline(Date.now() + ANSWER_MS, () => workersAt(connection.workflowService, namespace)),
          (says) => says,
          () => 'unknown',
        ),
      ]);
      return { postgres, temporal: temporalServer, record, documents, scanner: scanning, aside, workers, restarting: away().join(', ') || 'ok' };
    },
  };
}

/** Names no release: whoever asks is not known. Where Temporal knows no builds, nobody can wait for another one. */
async function workersAt(server: Connection['workflowService'], namespace: string): Promise<string> {
  if (!(await knowsDeployments(server, namespace))) return 'ok';
  const deployment = await deploymentIn(server, namespace, TASK_QUEUE);
  if (faultOf(deployment) === null) return 'ok';
  return deployment.unversioned + deployment.builds.reduce((sum, { workers }) => sum + workers, 0) === 0 ? 'none' : 'not of the current build';
}

/** `ECONNREFUSED`, `57P03`, `gRPC 14`; what an error says besides can name hosts and people. */
function codeOfFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'number' ? `gRPC ${code}` : typeof code === 'string' && /^[A-Z0-9_]{3,30}$/.test(code) ? code : 'no answer';
}

/** Whether the parts that the API needs answer it now, as metrics. */
export async function askParts(health: Health): Promise<void> {
  const { postgres, temporal, workers } = await health.check();
  partAnswers.set({ part: 'postgres' }, postgres === 'ok' ? 1 : 0);
  partAnswers.set({ part: 'temporal' }, temporal === 'ok' ? 1 : 0);
  // While Temporal itself is away nobody knows.
  partAnswers.set({ part: 'workers' }, workers === 'ok' || workers === 'unknown' ? 1 : 0);
}

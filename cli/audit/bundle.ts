/** An evidence bundle into a folder; that it was made is an event. Deliberately absent: what it holds (exports/bundle.ts). */
import { readSettings } from '../../config/env.ts';
import { bundleSource } from '../../exports/bundle.ts';
import { SetupError } from '../../local/setup-error.ts';
import { LogKeys } from '../../log/keys.ts';
import type { Database } from '../../prisma/database.ts';
import { newestCheckpoint } from '../../prisma/log/checkpoints.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { noteInJournal } from '../../prisma/record/ledgers.ts';
import type { RecordScope } from '../../prisma/record/record-source.ts';
import { programmeOfStream } from '../../prisma/record/streams.ts';
import { type Manifest, writeBundle } from '../../proof/bundle.ts';
import { reportPdf } from '../../sheets/report.ts';

/** `by` and `what` stand in the journal. Error: SetupError when nothing is signed yet, or the project or case is not known. */
export async function bundleTo(db: Database, folder: string, scope: RecordScope, by: string, what: string): Promise<Manifest> {
  if ((await newestCheckpoint(db)) === null) {
    throw new SetupError('Nothing is signed yet: the log has no checkpoint.', 'Let a worker run for a minute (`npm start`), then export again.');
  }
  const { project, stream = project === undefined ? undefined : `project/${project}` } = scope;
  const programme = scope.programme ?? (stream === undefined ? '' : await programmeOf(db, stream));
  const query = (['programme', 'project', 'stream'] as const)
    .flatMap((name) => (scope[name] === undefined ? [] : [`${name}=${scope[name]}`]))
    .join('&');
  await noteInJournal(db, recorderOf(db), {
    programme,
    commandId: `bundle/${by}/${Date.now()}`,
    actor: { person: by, door: 'console', assurance: 'system', roles: [] },
    events: [{ type: 'ExportMade', data: { what, format: 'bundle', query } }],
  });
  const keys = LogKeys.open(readSettings().auditLog.keys)?.publicKeys ?? [];
  return writeBundle(folder, await bundleSource(db, scope, { keys, report: reportPdf }));
}

async function programmeOf(db: Database, stream: string): Promise<string> {
  const programme = await programmeOfStream(db, stream);
  if (programme === null) throw new SetupError(`There is no ${stream}.`, 'Look with `npx tuojian audit search`.');
  return programme;
}

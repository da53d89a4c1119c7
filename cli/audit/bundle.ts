/** An evidence bundle with what people open first; that it was made is an event. Deliberately absent: its format (proof/bundle.ts). */
import { readSettings } from '../../config/env.ts';
import { exportHead, exportRow } from '../../domain/audit/columns.ts';
import { storyReport } from '../../domain/audit/report.ts';
import { SetupError } from '../../local/setup-error.ts';
import { LogKeys } from '../../log/keys.ts';
import type { Database } from '../../prisma/database.ts';
import { listFindings } from '../../prisma/history/findings.ts';
import { readStory } from '../../prisma/history/story.ts';
import { newestCheckpoint } from '../../prisma/log/checkpoints.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { noteInJournal } from '../../prisma/record/ledgers.ts';
import { openRecord, type RecordScope } from '../../prisma/record/record-source.ts';
import { programmeCodes, programmeOfStream } from '../../prisma/record/streams.ts';
import { eachMatch } from '../../prisma/search/audit-search.ts';
import { type BundleSource, type Manifest, writeBundle } from '../../proof/bundle.ts';
import { reportPdf } from '../../sheets/report.ts';
import { tableFile } from '../../sheets/table.ts';

/** `by` and `what` stand in the journal. Error: SetupError when nothing is signed yet, or the project is not known. */
export async function bundleTo(db: Database, folder: string, scope: RecordScope, by: string, what: string): Promise<Manifest> {
  if ((await newestCheckpoint(db)) === null) {
    throw new SetupError('Nothing is signed yet: the log has no checkpoint.', 'Let a worker run for a minute (`npm start`), then export again.');
  }
  const programme = scope.programme ?? (scope.project === undefined ? '' : await programmeOf(db, scope.project));
  const query = [
    ...(scope.programme === undefined ? [] : [`programme=${scope.programme}`]),
    ...(scope.project === undefined ? [] : [`project=${scope.project}`]),
  ].join('&');
  await noteInJournal(db, recorderOf(db), {
    programme,
    commandId: `bundle/${by}/${Date.now()}`,
    actor: { person: by, door: 'console', assurance: 'system', roles: [] },
    events: [{ type: 'ExportMade', data: { what, format: 'bundle', query } }],
  });
  const keys = LogKeys.open(readSettings().auditLog.keys)?.publicKeys ?? [];
  const source = await openRecord(db, scope);
  return writeBundle(folder, { ...source, keys, forPeople: filesForPeople(db, scope) });
}

async function programmeOf(db: Database, project: string): Promise<string> {
  const programme = await programmeOfStream(db, `project/${project}`);
  if (programme === null) throw new SetupError(`There is no project ${project}.`, 'Look with `npx tuojian audit search`.');
  return programme;
}

/** What people open first: a table, the story as PDF where it is one project, and what to do with the rest. */
function filesForPeople(db: Database, scope: RecordScope): BundleSource['forPeople'] {
  const { project, programme } = scope;
  return {
    'README.txt': (write) => write(README),
    'events.csv': async (write) => {
      const programmes = await programmeCodes(db);
      const query = { ...(project === undefined ? {} : { project }), ...(programme === undefined ? {} : { programme }) };
      const pages = async function* () {
        for await (const events of eachMatch(db, query, { programmes })) yield events.map(exportRow);
      };
      for await (const chunk of tableFile('csv', { head: exportHead('zh-CN'), pages: pages() })) await write(chunk);
    },
    ...(project === undefined
      ? {}
      : {
          'story.pdf': async (write) => {
            const story = await readStory(db, project);
            if (story === null) return;
            const findings = await listFindings(db, null, { project });
            await write(await reportPdf(storyReport(story, findings, 'zh-CN', new Date().toISOString())));
          },
        }),
  };
}

const README = `本文件夹是托建系统的审计证据包。events.csv 与 story.pdf 供阅读；证明在其余文件中。
核对（无需连接系统）： npx tuojian audit verify 本文件夹 --key 公钥 --outside 另存的检查点文件
格式说明见 docs/audit-bundle.md，任何人都可以据此另写核对程序。

This folder is an evidence bundle. events.csv and story.pdf are for reading; the proof is in the other files.
Check it without the service: npx tuojian audit verify THIS-FOLDER --key KEY --outside CHECKPOINTS
The format is described in docs/audit-bundle.md, exactly enough to write another verifier.
`;

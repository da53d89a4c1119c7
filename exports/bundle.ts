/** An evidence bundle with what people open first. Deliberately absent: its format (proof/bundle.ts), and who asks for it. */
import { exportHead, exportRow } from '../domain/audit/columns.ts';
import { storyReport } from '../domain/audit/report.ts';
import type { Report } from '../domain/kernel/report.ts';
import type { Database } from '../prisma/database.ts';
import { listFindings } from '../prisma/history/findings.ts';
import { readStory } from '../prisma/history/story.ts';
import { openRecord, type RecordScope } from '../prisma/record/record-source.ts';
import { programmeCodes } from '../prisma/record/streams.ts';
import { eachMatch } from '../prisma/search/audit-search.ts';
import type { BundleSource } from '../proof/bundle.ts';
import { tableFile } from '../sheets/table.ts';

export type BundleOptions = {
  /** Public keys of the log as text, the first one first. */
  readonly keys: readonly string[];
  readonly report: (report: Report) => Promise<Buffer>;
};

/** All of a scope, as it stands now. */
export async function bundleSource(db: Database, scope: RecordScope, { keys, report }: BundleOptions): Promise<BundleSource> {
  return { ...(await openRecord(db, scope)), keys, forPeople: filesForPeople(db, scope, report) };
}

/** A table, the story as PDF where it is one project, and what to do with the rest. */
function filesForPeople(db: Database, { project, programme, stream }: RecordScope, report: BundleOptions['report']): BundleSource['forPeople'] {
  return {
    'README.txt': (write) => write(README),
    'events.csv': async (write) => {
      const programmes = await programmeCodes(db);
      const query = {
        ...(project === undefined ? {} : { project }),
        ...(programme === undefined ? {} : { programme }),
        ...(stream === undefined ? {} : { stream }),
      };
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
            await write(await report(storyReport(story, findings, 'zh-CN', new Date().toISOString())));
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

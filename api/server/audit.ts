/** What auditors ask of the history: from the search, the record and the log. */
import { randomUUID } from 'node:crypto';
import { streamOf } from '../../domain/kernel/stream.ts';
import { reads } from '../../domain/permission/ask.ts';
import { holds, OVERSEERS } from '../../domain/permission/relation.ts';
import { relationTo } from '../../prisma/cases/cases.ts';
import type { Database, ReadOnly } from '../../prisma/database.ts';
import { asOf, historyScope, scopeOf } from '../../prisma/history/as-of.ts';
import { listFindings } from '../../prisma/history/findings.ts';
import { listSearches, noteReading, removeSearch, saveSearch } from '../../prisma/history/readings.ts';
import { readStory } from '../../prisma/history/story.ts';
import { newestCheckpoint } from '../../prisma/log/checkpoints.ts';
import { proveEvent } from '../../prisma/log/event-proof.ts';
import { over } from '../../prisma/over.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { commandLedger, noteInJournal } from '../../prisma/record/ledgers.ts';
import { headOf } from '../../prisma/record/streams.ts';
import { eachMatch, searchHistory } from '../../prisma/search/audit-search.ts';
import { caseTitles, countFacets, tellFound } from '../../prisma/search/facets.ts';
import { parseVerifierKey } from '../../proof/note.ts';
import type { PdfThreads } from '../../sheets/pdf-threads.ts';
import { tableFile, workbook } from '../../sheets/table.ts';
import type { Audit } from '../ports/audit.ts';
import { readerActor } from '../reader-actor.ts';

/** What is known of the log beside the database: whose signatures count, and what was kept outside; null: it is not here. */
export type LogBeside = { readonly keys: () => readonly string[]; readonly outside: () => readonly string[] | null };

export function auditOf(
  { database, logBeside }: { readonly database: Database; readonly logBeside: LogBeside },
  pdfs: PdfThreads,
  questions: ReadOnly,
): Audit {
  const recorder = recorderOf(database);
  return {
    ...over(questions, { scopeOf: historyScope, search: searchHistory, each: eachMatch, story: readStory, findings: listFindings }),
    ...over(questions, { caseTitles, countFacets, tellFound }),
    ...over(database, { savedSearches: listSearches, saveSearch, removeSearch }),
    async asOf(reader, scope, at) {
      const stream = 'stream' in scope ? scope.stream : 'project' in scope ? `project/${scope.project}` : `programme/${scope.programme}`;
      const relation = await relationTo(questions, reader, stream);
      // A whole programme as it stood is for those who oversee it; whoever holds a role there sees who else does.
      if (relation === null || !reads(relation) || ('programme' in scope && !holds(relation.roles, OVERSEERS))) return null;
      const found = await scopeOf(questions, scope);
      return found === null ? null : { ...(await asOf(questions, found, at)), programme: found.programme };
    },
    async commandFinding(project, command, actor, commandId) {
      const stream = streamOf('findings', project);
      const outcome = await commandLedger(database, recorder, { stream, command, actor, commandId });
      if (outcome.kind === 'REFUSED') return outcome;
      const { events } = outcome.answer;
      const row = await headOf(database, stream);
      return {
        kind: 'RECORDED',
        answer: { stream, version: row?.version ?? 0, status: row?.status ?? 'NEW', events: events.map(({ version, type }) => ({ version, type })) },
      };
    },
    noteReading: (reader, programmes, what) => noteReading(database, reader.person, programmes, what),
    async noteExport(reader, programme, made) {
      const events = [{ type: 'ExportMade' as const, data: made }];
      await noteInJournal(database, recorder, { programme, commandId: `export/${randomUUID()}`, actor: readerActor(reader, programme), events });
    },
    prove: (event) =>
      proveEvent(questions, event, {
        keys: logBeside.keys().flatMap((key) => parseVerifierKey(key) ?? []),
        outside: logBeside.outside(),
      }),
    checkpoint: async () => (await newestCheckpoint(questions))?.note ?? null,
    table: (format, table) => tableFile(format, table),
    report: (report) => pdfs.report(report),
    workbook,
  };
}

/** `tuojian documents`: where the bytes of documents lie, and moving them. */
import { Command, Option } from 'commander';
import { DOCUMENT_PLACES, type DocumentPlace } from '../../domain/document-store.ts';
import { lastLine, progress, say } from '../output.ts';
import { exitOnSignals, withOwnerDatabase } from '../owner-database.ts';

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

export const documentsCommand = new Command('documents')
  .addOption(new Option('--move <place>', 'copy all of them there, look at each, and read them there from now on').choices(DOCUMENT_PLACES))
  .description('where the bytes of documents lie; --move takes them elsewhere while the service goes on')
  .action(async ({ move }: { readonly move?: DocumentPlace }) => {
    const { readSettings } = await import('../../config/env.ts');
    const { openDatabase } = await import('../../prisma/database.ts');
    const { documentPlaces, moveDocuments } = await import('../../prisma/cases/document-bytes.ts');
    const { documentStores } = await import('../../documents/stores.ts');
    const { documents } = readSettings();
    exitOnSignals();
    const going = progress();
    const found = await withOwnerDatabase(async (url) => {
      const db = openDatabase(url, { poolSize: 1, documents: documentStores(documents) });
      try {
        const moved =
          move === undefined ? null : await moveDocuments(db, move, (files, bytes) => going.show(`${files} documents, ${megabytes(bytes)} …`));
        return { moved, places: await documentPlaces(db) };
      } finally {
        await db.close();
      }
    }).finally(() => going.clear());
    const { moved, places } = found;
    if (moved !== null)
      say(`${moved.files} documents (${megabytes(moved.bytes)}) were moved to ${move}; what lay outside the database stays there too.`);
    for (const { place, files, bytes } of places) say(`${place}: ${files} documents, ${megabytes(bytes)}`);
    say(`New ones go to ${documents.keeps} (TUOJIAN_FILES).`);
    const lost = moved?.lost ?? [];
    for (const sha256 of lost.slice(0, 50)) say(`✗ ${sha256} is not there as it was handed in, and was left where it is.`);
    lastLine({ places, keeps: documents.keeps, moved: moved?.files ?? 0, lost: lost.length });
    if (lost.length > 0) process.exitCode = 1;
  });

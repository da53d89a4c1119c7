/** Of the files of cases those that a reader may not see, because a form of an approval hides them (docs/adr/0065). */
import type { readBy } from '../../domain/approval/audience.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { filesIn } from '../../domain/approval/form.ts';
import type { FileOfCase, FolderAsked, FolderOf, FolderPage } from '../../domain/folder/list.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { approvalReadBy } from '../read-by.ts';
import { createSharedReading } from '../shared-reading.ts';

/** Of these files those that are not hidden. */
export async function shownToReader<F extends FileOfCase>(
  { reading }: Pick<ApiDeps, 'reading'>,
  files: readonly F[],
  reader: Reader,
  relation: Relation | null,
): Promise<readonly F[]> {
  const streams = [...new Set(files.map(({ stream }) => stream))].filter((stream) => stream.startsWith('approval/'));
  if (streams.length === 0) return files;
  const hidden = new Set(hiddenFrom(await reading.approvalsWithForms(streams), reader, relation).map(nameOf));
  return files.filter((file) => !hidden.has(nameOf(file)));
}
const nameOf = ({ stream, sha256 }: FileOfCase): string => `${stream} ${sha256}`;

/** `forms`: approvals that may hide something. */
function hiddenFrom(forms: ReadonlyMap<string, ApprovalState>, reader: Reader, relation: Relation | null): readonly FileOfCase[] {
  return [...forms].flatMap(([stream, state]) => {
    const read = approvalReadBy({ stream, programme: relation?.programme ?? '', state: { ...state } }, reader, relation);
    const shown = new Set(hashesOf(read));
    return hashesOf(state).flatMap((sha256) => (shown.has(sha256) ? [] : [{ stream, sha256 }]));
  });
}
const hashesOf = ({ content, draft }: ReturnType<typeof readBy>): readonly string[] =>
  [...content.documents, ...filesIn(content), ...(draft?.documents ?? []), ...filesIn(draft ?? {})].flatMap(({ sha256 }) =>
    sha256 === undefined ? [] : [sha256],
  );

/** Folders of which it is kept what their approvals hide; those that were asked for last. */
const KEPT = 64;
/** An approval that is written between two statements is looked at again; so often in a row nobody writes. */
const TRIES = 10;

/**
 * Pages of folders as somebody may see them. What approvals hide is kept while none of the folder's changes: each page says at
 * what they stood when it was read, so that nothing that was hidden meanwhile is on it. Null: as `folderPage` says it.
 */
export function createShownFolders({ folders }: Pick<ApiDeps, 'folders'>) {
  // Windows that are open on one folder ask for it all at once when something of it changed.
  const pageOf = createSharedReading(
    ({ of, hidden, asked }: { readonly of: FolderOf; readonly hidden: readonly FileOfCase[]; readonly asked: FolderAsked }) =>
      folders.folderPage(of, hidden, asked),
    JSON.stringify,
  );
  const kept = new Map<string, Awaited<ReturnType<typeof folders.hidingApprovals>>>();
  return async (of: FolderOf, reader: Reader, relation: Relation | null, asked: FolderAsked): Promise<FolderPage | null> => {
    const key = JSON.stringify(of);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const hiding = kept.get(key) ?? (await folders.hidingApprovals(of));
      kept.delete(key);
      kept.set(key, hiding);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
      const page = await pageOf({ of, hidden: hiddenFrom(hiding.states, reader, relation), asked });
      if (page === null || page.version === hiding.version) return page;
      if (kept.get(key) === hiding) kept.delete(key);
    }
    throw new Error(`approvals of ${key} changed between each two readings of its files`);
  };
}

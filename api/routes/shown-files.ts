/** Of the files of cases those that a reader may see, because no form of an approval hides them (docs/adr/0065). */
import type { readBy } from '../../domain/approval/audience.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { filesIn } from '../../domain/approval/form.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { approvalReadBy } from '../read-by.ts';

/** `hiding`: approvals whose form hides something; null: not known, all are looked at. */
export async function shownToReader<F extends { readonly stream: string; readonly sha256: string }>(
  { reading }: Pick<ApiDeps, 'reading'>,
  files: readonly F[],
  hiding: readonly string[] | null,
  reader: Reader,
  relation: Relation | null,
): Promise<readonly F[]> {
  const streams = hiding ?? [...new Set(files.map(({ stream }) => stream))].filter((stream) => stream.startsWith('approval/'));
  const forms = streams.length === 0 ? new Map<string, ApprovalState>() : await reading.approvalsWithForms(streams);
  const hidden = new Map<string, ReadonlySet<string>>();
  for (const [stream, state] of forms) {
    const read = approvalReadBy({ stream, programme: relation?.programme ?? '', state: { ...state } }, reader, relation);
    const shown = new Set(hashesOf(read));
    hidden.set(stream, new Set(hashesOf(state).filter((hash) => !shown.has(hash))));
  }
  return files.filter(({ stream, sha256 }) => hidden.get(stream)?.has(sha256) !== true);
}
const hashesOf = ({ content, draft }: ReturnType<typeof readBy>): readonly string[] =>
  [...content.documents, ...filesIn(content), ...(draft?.documents ?? []), ...filesIn(draft ?? {})].flatMap(({ sha256 }) =>
    sha256 === undefined ? [] : [sha256],
  );

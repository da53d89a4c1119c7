/** Where the files that prove an act stand: with its event, and before whoever is asked for an approval by it. Deliberately absent: which act takes them (commands.ts). */
import type { Content, DocumentRef } from '../approval/facts.ts';
import type { Decision, Draft } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import type { ProvingFile } from './commands.ts';

/** Events that carry the content of what somebody is asked to approve. */
const ASKS: readonly string[] = ['ApprovalAsked', 'StepApplied'];

/**
 * What proves the act stands in the first of its own events; an event that says itself where the files belong keeps that.
 * `common`: events that are nobody's act.
 */
export function withProof<E extends Draft>(decision: Decision<E>, command: AnyCommand, common: readonly string[] = []): Decision<E> {
  const { files = [] } = command as { readonly files?: readonly ProvingFile[] }; // every command of people takes them (commands.ts)
  if (!decision.ok || files.length === 0) return decision;
  const own = decision.events.findIndex(({ type }) => !common.includes(type));
  const proven: readonly unknown[] = decision.events.map((event: Draft, index): Draft => {
    if (ASKS.includes(event.type)) {
      const { content } = event.data as { readonly content: Content }; // told by its type
      return { ...event, data: { ...event.data, content: { ...content, documents: withFiles(content.documents, files) } } };
    }
    return index === own && !('files' in event.data) ? { ...event, data: { ...event.data, files } } : event;
  });
  return { ok: true, events: proven as readonly E[] }; // the same events, with more in their data
}

/** Each file once for each paper that it is; one that is among the documents already is told what paper it is. */
function withFiles(documents: readonly DocumentRef[], files: readonly ProvingFile[]): readonly DocumentRef[] {
  const unnamed = (sha256: string | undefined) => files.find((file) => file.sha256 === sha256 && file.paper !== undefined);
  const there = documents.map((document): DocumentRef => {
    const { paper } = unnamed(document.sha256) ?? {};
    return paper === undefined || document.paper !== undefined ? document : { ...document, paper };
  });
  const known = (file: ProvingFile): boolean =>
    there.some(({ sha256, paper }) => sha256 === file.sha256 && (file.paper === undefined || paper === file.paper));
  return [...there, ...files.filter((file) => !known(file))];
}

/** The stores of documents as the settings name them: where new ones go, and where any may lie from before. */
import type { DocumentSettings } from '../config/documents.ts';
import type { ByteStore, DocumentStores } from '../domain/document-store.ts';
import { diskStore } from './disk.ts';
import { s3Store } from './s3.ts';

export function documentStores({ keeps, folder, s3 }: DocumentSettings): DocumentStores {
  const known: readonly ByteStore[] = [diskStore(folder), ...(s3 === null ? [] : [s3Store(s3)])];
  const at = (place: string): ByteStore | null => known.find((store) => store.place === place) ?? null;
  return { keeps: at(keeps), at };
}

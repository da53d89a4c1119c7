/** A document that was handed in before, as a command or an event refers to it. Deliberately absent: its bytes, and who may read them. */
import { plain, record, type Shape } from './shape.ts';

/** `sha256`: of its bytes, lower-case hex; by it they are found. */
export type FileRef = { readonly title: string; readonly sha256: string };

/** As readers are shown it. */
export const fileRef: Shape<FileRef> = record({ title: plain, sha256: plain });

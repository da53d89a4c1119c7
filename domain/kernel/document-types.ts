/** What a document may be, and how its name ends. Deliberately absent: how its kind is told from its bytes (intake/document-file.ts). */

/** By media type; the first ending is that of a name that has none. */
export const DOCUMENT_ENDINGS = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  // GB/T 33190: a ZIP whose root names itself.
  'application/ofd': ['ofd'],
} as const satisfies Record<string, readonly string[]>;

const ENDINGS: Readonly<Record<string, readonly string[]>> = DOCUMENT_ENDINGS;

/** The name of a document as it is saved: 「隐蔽工程影像」 that is a PDF as 「隐蔽工程影像.pdf」, since nothing opens a name without its ending. */
export function endedAs(name: string, mediaType: string): string {
  const endings = ENDINGS[mediaType];
  const lower = name.toLowerCase();
  return endings === undefined || endings.some((ending) => lower.endsWith(`.${ending}`)) ? name : `${name}.${endings[0]}`;
}

/**
 * The address of an approval's door page: printed as a QR code, put into chat cards and overviews. It names the content
 * that paper or card tells of, so that it leads nowhere once that has changed; it is no key to anything.
 */
const MARK_CHARACTERS = 16;

export const doorMark = (contentHash: string): string => contentHash.slice(0, MARK_CHARACTERS);
export const doorPath = (id: string, contentHash: string): string => `/open/${id}/${doorMark(contentHash)}`;

/**
 * What may stand as a signature: a picture of it, or of a seal, which whoever decides handed in themselves and which can be
 * drawn on the sheet. Deliberately absent: whether a step asks for one (domain/approval/route.ts).
 */
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { DocumentFile } from '../domain/views.ts';
import type { ApiDeps } from './ports.ts';

/** A photograph of a seal by a phone has 3 to 5 MB. */
export const SIGNATURE_MAX_BYTES = 6 * 1_048_576;
export const SIGNATURE_TYPES: readonly string[] = ['image/png', 'image/jpeg'];

type Kept = DocumentFile & { readonly sha256: string };
type Deps = Pick<ApiDeps, 'files' | 'previews'>;
const said = (zh: string, en: string): readonly Text[] => [{ zh: `须${zh}`, en: `must be ${en}` }];
const NOT_YOURS = said('为您自己提交的图片', 'a picture that you handed in yourself');
const NO_PICTURE = said('为能打开的 PNG 或 JPEG 图片', 'a PNG or JPEG picture that can be opened');

/** What is wrong with the signature that a command brings, at its place; none: it brings none, or it may stand. */
export const signatureFaults = async (deps: Deps, person: string, command: { readonly type: string }): Promise<readonly Text[]> =>
  (await faultsIn(deps, person, command)).map((fault) => faultAt('signature', fault));

async function faultsIn(deps: Deps, person: string, command: { readonly type: string }): Promise<readonly Text[]> {
  const { signature } = command as { readonly signature?: { readonly sha256?: unknown } }; // of Decide alone; read, never trusted
  if (command.type !== 'Decide' || signature === undefined) return [];
  const sha256 = String(signature.sha256 ?? '');
  const file = await deps.files.ownFile(person, sha256);
  if (file === null) return NOT_YOURS;
  return pictureFaults(deps, person, { ...file, sha256 });
}

/** By its kind and its size; and whether it can be drawn, which bounds its pixels too. */
export async function pictureFaults(deps: Pick<Deps, 'previews'>, person: string, file: Kept): Promise<readonly Text[]> {
  if (!SIGNATURE_TYPES.includes(file.mediaType)) return NO_PICTURE;
  const megabytes = SIGNATURE_MAX_BYTES / 1_048_576;
  if (file.bytes.length > SIGNATURE_MAX_BYTES) return said(`不超过 ${megabytes} MB`, `at most ${megabytes} MB`);
  // Drawn once, in a process of its own: what cannot be drawn would be missing on the sheet.
  return (await deps.previews.preview(file, file.sha256, person)) === null ? NO_PICTURE : [];
}

/** The papers that an act brings because its route asks for them, written and handed in. Deliberately absent: which they are (domain/stages/papers-asked.ts). */
import type { ProvingFile } from '../../domain/stages/commands.ts';
import { shippedPapersOf } from '../../domain/stages/papers-asked.ts';
import { onePagePdf } from './pdf.ts';

/** `stream`: of the stage; `handIn`: as whoever acts, gives the hash. */
export async function papersFor(
  stream: string,
  type: string,
  handIn: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<readonly ProvingFile[]> {
  const [kind = '', id = ''] = stream.split('/');
  const files: ProvingFile[] = [];
  for (const { key, label } of shippedPapersOf(kind, type)) {
    const title = `${label.zh}.pdf`;
    files.push({
      title,
      sha256: await handIn(title, onePagePdf(label.en, `${id}  ${type}`, 'Example of Tuojian. No real county, no real people.')),
      paper: key,
    });
  }
  return files;
}

/** The bytes of a file that a person names; what is wrong in words, never an error of the system. */
import { readFileSync, statSync } from 'node:fs';
import { SetupError } from '../local/setup-error.ts';

const LARGEST = 64 * 1_024 * 1_024;

/** `fault` begins with a verb, so that the caller can put the file's name before it. */
export function bytesIn(file: string): { readonly bytes: Buffer } | { readonly fault: string } {
  try {
    const { size } = statSync(file);
    return size > LARGEST ? { fault: `is larger than ${LARGEST / 1_048_576} MB` } : { bytes: readFileSync(file) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { fault: 'does not exist: there is no such file' };
    if (code === 'EISDIR') return { fault: 'is a folder, not a file' };
    if (code === 'EACCES' || code === 'EPERM') return { fault: 'may not be read by you' };
    return { fault: `cannot be read (${String(code)})` };
  }
}

/** Error: SetupError that names the file and what is wrong with it. */
export function bytesOfFile(file: string): Buffer {
  const found = bytesIn(file);
  if ('fault' in found) throw new SetupError(`${file} cannot be read: it ${found.fault}.`, 'Name a file that is there and that you may read.');
  return found.bytes;
}

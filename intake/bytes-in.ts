/** The bytes of a file on this machine that a person names; what is wrong in words, never an error of the system. */
import { readFileSync, statSync } from 'node:fs';
import type { Text } from '../domain/kernel/values.ts';

const LARGEST = 64 * 1_024 * 1_024;

/** `fault` begins with a verb, so that the caller can put the file's name before it. */
export function bytesIn(file: string): { readonly bytes: Buffer } | { readonly fault: Text } {
  try {
    const { size } = statSync(file);
    return size > LARGEST
      ? { fault: { zh: `超过 ${LARGEST / 1_048_576} MB`, en: `is larger than ${LARGEST / 1_048_576} MB` } }
      : { bytes: readFileSync(file) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { fault: { zh: '不存在：没有这个文件', en: 'does not exist: there is no such file' } };
    if (code === 'EISDIR') return { fault: { zh: '是文件夹，不是文件', en: 'is a folder, not a file' } };
    if (code === 'EACCES' || code === 'EPERM') return { fault: { zh: '您无权读取', en: 'may not be read by you' } };
    return { fault: { zh: `无法读取（${String(code)}）`, en: `cannot be read (${String(code)})` } };
  }
}

/** The bytes of a file that a command names, or the reason to stop. */
import type { Text } from '../domain/kernel/values.ts';
import { bytesIn } from '../intake/bytes-in.ts';
import { setupError } from './declare.ts';

const NAME_ANOTHER: Text = { zh: '请写明存在且您有权读取的文件。', en: 'Name a file that is there and that you may read.' };

/** Error: SetupError that names the file and what is wrong with it. */
export function bytesOfFile(file: string, lang: string): Buffer {
  const found = bytesIn(file);
  if ('fault' in found) {
    const { zh, en } = found.fault;
    throw setupError(lang, { zh: `无法读取 ${file}：${zh}。`, en: `${file} cannot be read: it ${en}.` }, NAME_ANOTHER);
  }
  return found.bytes;
}

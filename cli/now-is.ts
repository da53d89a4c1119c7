/** How a case stands after what was just asked of it. Deliberately absent: what its statuses are called (domain/words/). */
import type { Text } from '../domain/kernel/values.ts';
import { statusWords } from '../domain/words/cases.ts';

export function nowIs({ stream, status }: { readonly stream: string; readonly status: string }): Text {
  const { zh, en } = statusWords(stream.split('/')[0] ?? '', status);
  return { zh: `${stream} 现状：${zh}`, en: `${stream} is ${en}` };
}

/** JSON that a person brings as a file, in any encoding that intake/text.ts reads. Deliberately absent: what it must hold. */
import type { Text } from '../domain/kernel/values.ts';
import { decodeText } from './text.ts';

type JsonRead = { readonly value: unknown } | { readonly fault: Text };

/** `fault` begins with a verb, so that the caller can put the file's name before it. */
export function parseJsonBytes(bytes: Uint8Array): JsonRead {
  const decoded = decodeText(bytes, { zh: '请另存为 UTF-8', en: 'save it as UTF-8' });
  return 'fault' in decoded ? { fault: decoded.fault } : parseJsonText(decoded.text);
}

/** Errors of the parser name a place in characters; people look for a line. */
export function parseJsonText(text: string): JsonRead {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const at = Number(/at position (\d+)/.exec(said)?.[1] ?? Number.NaN);
    const line = Number.isNaN(at) ? null : text.slice(0, at).split('\n').length;
    return {
      fault: {
        zh: `不是 JSON${line === null ? '' : `（第 ${line} 行）`}：${said}`,
        en: `is no JSON${line === null ? '' : ` (line ${line})`}: ${said}`,
      },
    };
  }
}

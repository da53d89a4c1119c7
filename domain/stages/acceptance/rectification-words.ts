/** How people are told what must be rectified. Deliberately absent: what that is (stage.ts), until when, and the rest of the mail. */
import type { Text } from '../../kernel/values.ts';

/** Items by their numbers, and what the air test found. */
export function toRectify({
  ordered,
  air,
}: {
  readonly ordered: readonly number[];
  readonly air: { readonly faults: readonly string[] } | null;
}): Text {
  const faults = air?.faults.join('; ') ?? '';
  return {
    zh: `验收第 ${ordered.join('、')} 项须整改${faults === '' ? '' : `（${faults}）`}`,
    en: `items ${ordered.join(', ')} must be rectified${faults === '' ? '' : ` (${faults})`}`,
  };
}

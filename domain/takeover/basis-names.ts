/** What the fields are called that every fact rests on; the console's first script has them. Deliberately absent: those of one kind (field-names.ts). */
import type { Text } from '../kernel/values.ts';

export const BASIS_NAMES = {
  document: { zh: '文号', en: 'Document number' },
  on: { zh: '日期', en: 'Day' },
  by: { zh: '办理或出具单位', en: 'Issued or done by' },
  note: { zh: '说明', en: 'Note' },
  files: { zh: '扫描件', en: 'Scans' },
} as const satisfies Readonly<Record<string, Text>>;

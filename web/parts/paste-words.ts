/** Sentences of rows that come from a table. */
import { sentences } from '../app/words.ts';

export const PASTE_WORDS = sentences({
  open: { zh: '从表格粘贴或上传', en: 'Paste or upload a table' },
  how: (columns: string) => ({
    zh: `从 Excel 复制后粘贴，或选择 CSV 文件（UTF-8、GB18030）；第一行为列名：${columns}`,
    en: `Copy from Excel and paste, or choose a CSV file (UTF-8, GB18030). The first line names the columns: ${columns}`,
  }),
  text: { zh: '表格内容', en: 'The table' },
  file: { zh: '选择 CSV 文件', en: 'Choose a CSV file' },
  otherFile: { zh: '选择文件', en: 'Choose a file' },
  take: { zh: '填入表单', en: 'Put into the form' },
  close: { zh: '收起', en: 'Close' },
  taken: (n: number) => ({ zh: `已填入 ${n} 行，请核对后提交`, en: `${n} rows are in the form; look them over, then hand them in` }),
  faults: (n: number) => ({ zh: `有 ${n} 处须更正，没有填入`, en: `${n} faults; nothing was put in` }),
  empty: { zh: '没有内容', en: 'There is nothing in it' },
  most: (most: number) => ({ zh: `一次最多 ${most} 行`, en: `${most} rows at most` }),
  noColumn: (name: string) => ({ zh: `缺少列“${name}”`, en: `the column “${name}” is missing` }),
  unknownColumn: (name: string) => ({ zh: `不认识的列“${name}”`, en: `“${name}” is no column of this form` }),
  cell: (row: number, name: string, value: string, what: string) => ({
    zh: `第 ${row} 行“${name}”：“${value}”${what}`,
    en: `row ${row}, “${name}”: “${value}” ${what}`,
  }),
  mustNumber: { zh: '须为数字', en: 'must be a number' },
  mustDay: { zh: '须为日期，如 2026-11-23', en: 'must be a day like 2026-11-23' },
  mustFlag: { zh: '须为“是”或“否”', en: 'must be yes or no' },
  mustOneOf: (names: string) => ({ zh: `须为：${names}`, en: `must be one of ${names}` }),
  mustThere: { zh: '须填写', en: 'must be filled in' },
  mustOnce: { zh: '在表中出现了两次', en: 'stands in the table twice' },
});

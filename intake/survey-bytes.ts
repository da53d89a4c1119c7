/** A survey file's bytes, CSV or workbook, as answers. Deliberately absent: threads and limits (survey-file.ts). */
import type { Text } from '../domain/kernel/values.ts';
import { csvTable } from './csv.ts';
import { after } from './sentences.ts';
import { headingsIn, type SurveyContext, type SurveyRows, surveyIn } from './survey.ts';
import { decodeText, notATable } from './text.ts';
import { workbookTables } from './workbook.ts';

/** `encoding`: as which text it was read; of a workbook: which sheet. */
export type SurveyReading = SurveyRows & { readonly encoding: string };

/** Told by the bytes: what is called .csv and is a workbook is refused by name. */
export async function surveyFromBytes(fileName: string, bytes: Uint8Array, context: SurveyContext): Promise<SurveyReading> {
  if (bytes.length === 0) return refused(fileName, { zh: '文件为空', en: 'is empty' });
  return /\.xlsx$/i.test(fileName) ? fromWorkbook(fileName, bytes, context) : fromText(fileName, bytes, context);
}

export const refused = (fileName: string, fault: Text): SurveyReading => ({
  answers: [],
  faults: [after(`${fileName}: `, fault)],
  faultCount: 1,
  warnings: [],
  blankRowsPassedOver: 0,
  encoding: '',
});

function fromText(fileName: string, bytes: Uint8Array, context: SurveyContext): SurveyReading {
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return refused(fileName, decoded.fault);
  const other = notATable(decoded.text);
  if (other !== null) return refused(fileName, other);
  const read = csvTable(decoded.text);
  if ('fault' in read) return refused(fileName, read.fault);
  return { ...surveyIn(read.table, fileName, context), encoding: decoded.encoding };
}

async function fromWorkbook(fileName: string, bytes: Uint8Array, context: SurveyContext): Promise<SurveyReading> {
  const read = await workbookTables(bytes);
  if ('fault' in read) return refused(fileName, read.fault);
  const ours = read.sheets.filter(({ table }) => headingsIn(table) !== null);
  const [sheet, ...others] = ours.filter(({ hidden }) => !hidden);
  if (sheet === undefined) {
    const names = read.sheets.map(({ name, hidden }) => `${name}${hidden ? ' (hidden)' : ''}`).join(', ');
    return refused(fileName, {
      zh: `没有一个可见的工作表含有本表的列名；其工作表：${names}`,
      en: `no visible sheet has a row that names our columns; its sheets: ${names}`,
    });
  }
  if (sheet.table.fault !== undefined) return refused(`${fileName} (${sheet.name})`, sheet.table.fault);
  const unread = [...others, ...ours.filter(({ hidden }) => hidden)].map(({ name }) => name);
  const rows = surveyIn(sheet.table, fileName, context);
  const told =
    unread.length === 0
      ? []
      : [
          after(`${fileName}: `, {
            zh: `只读取了工作表 ${sheet.name}；以下工作表列名相同但未读取：${unread.join('、')}`,
            en: `only sheet ${sheet.name} was read; not read, though its columns are ours: ${unread.join(', ')}`,
          }),
        ];
  return { ...rows, warnings: [...told, ...rows.warnings], encoding: `sheet ${sheet.name}` };
}

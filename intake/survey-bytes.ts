/** A survey file's bytes, CSV or workbook, as answers. Deliberately absent: threads and limits (survey-file.ts). */
import { csvTable } from './csv.ts';
import { headingsIn, type SurveyContext, type SurveyRows, surveyIn } from './survey.ts';
import { decodeText } from './text.ts';
import { workbookTables } from './workbook.ts';

/** `encoding`: as which text it was read; of a workbook: which sheet. */
export type SurveyReading = SurveyRows & { readonly encoding: string };

/** Told by the bytes: what is called .csv and is a workbook is refused by name. */
export async function surveyFromBytes(fileName: string, bytes: Uint8Array, context: SurveyContext): Promise<SurveyReading> {
  if (bytes.length === 0) return refused(`${fileName}: is empty`);
  return /\.xlsx$/i.test(fileName) ? fromWorkbook(fileName, bytes, context) : fromText(fileName, bytes, context);
}

export const refused = (...faults: readonly string[]): SurveyReading => ({
  answers: [],
  faults,
  faultCount: faults.length,
  warnings: [],
  blankRowsPassedOver: 0,
  encoding: '',
});

function fromText(fileName: string, bytes: Uint8Array, context: SurveyContext): SurveyReading {
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return refused(`${fileName}: ${decoded.fault}`);
  const read = csvTable(decoded.text);
  if ('fault' in read) return refused(`${fileName}: ${read.fault}`);
  return { ...surveyIn(read.table, fileName, context), encoding: decoded.encoding };
}

async function fromWorkbook(fileName: string, bytes: Uint8Array, context: SurveyContext): Promise<SurveyReading> {
  const read = await workbookTables(bytes);
  if ('fault' in read) return refused(`${fileName}: ${read.fault}`);
  const ours = read.sheets.filter(({ table }) => headingsIn(table) !== null);
  const [sheet, ...others] = ours.filter(({ hidden }) => !hidden);
  if (sheet === undefined) {
    const names = read.sheets.map(({ name, hidden }) => `${name}${hidden ? ' (hidden)' : ''}`).join(', ');
    return refused(`${fileName}: no visible sheet has a row that names our columns; its sheets: ${names}`);
  }
  const unread = [...others, ...ours.filter(({ hidden }) => hidden)].map(({ name }) => name);
  const rows = surveyIn(sheet.table, fileName, context);
  const told =
    unread.length === 0 ? [] : [`${fileName}: only sheet ${sheet.name} was read; not read, though its columns are ours: ${unread.join(', ')}`];
  return { ...rows, warnings: [...told, ...rows.warnings], encoding: `sheet ${sheet.name}` };
}

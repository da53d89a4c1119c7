import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Cell, tableFile, workbook } from '../../sheets/table.ts';

const HEAD = ['时间', 'text'];
async function written(format: 'csv' | 'xlsx' | 'jsonl', rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const pages = async function* () {
    yield rows;
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of tableFile(format, { head: HEAD, pages: pages() })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
/** What a spreadsheet would run, and what looks like it (reliability T15). */
const DANGEROUS = ['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠A1', "=cmd|' /C calc'!A0", '\0=1'];

describe('a table as a file', () => {
  it.each(DANGEROUS)('holds no formula in CSV: %j', async (text) => {
    const csv = (await written('csv', [['x', text]])).toString();
    const cell = csv.split('\r\n')[1]?.split(',').slice(1).join(',').replace(/^"/, '') ?? '';
    expect(cell.startsWith("'") || cell.startsWith(' ')).toBe(true);
  });

  it('begins with the mark by which Excel in Chinese knows UTF-8, and quotes as RFC 4180 says', async () => {
    const csv = (
      await written('csv', [
        ['a "b", c', '第一行\n第二行'],
        [null, -5],
      ])
    ).toString();
    expect(csv).toBe('\uFEFF时间,text\r\n"a ""b"", c","第一行\n第二行"\r\n,-5\r\n');
  });

  it('holds texts as texts and numbers as numbers in XLSX, none of them a formula', async () => {
    const files = unzipSync(await written('xlsx', [...DANGEROUS.map((text) => ['x', text] as const), ['合计 <&>', 12.5], [null, 'bell\u0007']]));
    expect(Object.keys(files).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = Buffer.from(files['xl/worksheets/sheet1.xml'] ?? []).toString();
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<c><v>12.5</v></c>');
    expect(sheet).toContain('合计 &lt;&amp;&gt;');
    expect(sheet).not.toContain('\u0007');
    expect(sheet.match(/<row>/g)).toHaveLength(DANGEROUS.length + 3);
  });

  it('calls sheets of a workbook by whole words, as far as Excel takes them', async () => {
    const chunks: Uint8Array[] = [];
    const sheets = ['Qinghe County childcare facilities (QH)', '5. Projects: places and payments', '八、资金不一致和滞后', '长'.repeat(40)];
    for await (const chunk of workbook(sheets.map((name) => ({ name, head: HEAD, rows: [] })))) chunks.push(chunk);
    const book = Buffer.from(unzipSync(Buffer.concat(chunks))['xl/workbook.xml'] ?? []).toString();
    expect([...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'Qinghe County childcare',
      '5. Projects places and payments',
      '八、资金不一致和滞后',
      '长'.repeat(31),
    ]);
  });

  it('is one object a line in JSON lines', async () => {
    const jsonl = (await written('jsonl', [['早', '=1']])).toString();
    expect(JSON.parse(jsonl)).toEqual({ 时间: '早', text: '=1' });
  });
});

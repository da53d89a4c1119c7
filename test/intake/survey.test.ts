import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { type CellValue, type Cell as SheetCell, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type SurveyReading, surveyFromBytes } from '../../intake/survey-bytes.ts';
import { fileNameFault, readSurveyFile as readFile } from '../../intake/survey-file.ts';

const HEAD = 'area,stratum,ageMonths,need,travelMinutes,feeLimitYuan,secondsToFill,respondent,consent,answeredOn';
const GOOD = '城关街道,URBAN,33,MAYBE,10,1300,531,r00001,yes,2023-02-25';
const CONTEXT = { today: '2026-11-28', areas: ['城关街道', '河口镇'] };
const columns = HEAD.split(',');
/** In English; that both languages say the same is looked at in each case. */
function inEnglish<T extends SurveyReading>(reading: T) {
  for (const { zh, en } of [...reading.faults, ...reading.warnings]) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    const places = (text: string) => [text.match(/^s\.\w+(:\d+)?/)?.[0], text.match(/[A-Z]+\d+(?=[)）]$)/)?.[0]];
    expect(places(zh)).toEqual(places(en));
  }
  return { ...reading, faults: reading.faults.map(({ en }) => en), warnings: reading.warnings.map(({ en }) => en) };
}
const fromBytes = async (...given: Parameters<typeof surveyFromBytes>) => inEnglish(await surveyFromBytes(...given));
const readSurveyFile = async (...given: Parameters<typeof readFile>) => inEnglish(await readFile(...given));
const read = (text: string | Buffer, name = 's.csv') => fromBytes(name, Buffer.from(text as string), CONTEXT);
/** One good row with one cell changed. */
const withCell = (column: string, value: string): string => {
  const cells = GOOD.split(',');
  cells[columns.indexOf(column)] = /[",;\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return `${HEAD}\n${cells.join(',')}\n`;
};
const one = async (column: string, value: string) => {
  const { answers, faults, warnings } = await read(withCell(column, value));
  return { answer: answers[0], faults, warnings };
};

describe('what people write into cells is read as it was meant', () => {
  it.each([
    ['feeLimitYuan', '1,300', { feeLimitFen: 130_000 }],
    ['feeLimitYuan', '２，５００', { feeLimitFen: 250_000 }],
    ['feeLimitYuan', '￥1300.50', { feeLimitFen: 130_050 }],
    ['feeLimitYuan', '¥ 1,300元/月', { feeLimitFen: 130_000 }],
    ['feeLimitYuan', '0.13万元', { feeLimitFen: 130_000 }],
    ['feeLimitYuan', '', { feeLimitFen: null }],
    ['feeLimitYuan', '/', { feeLimitFen: null }],
    ['ageMonths', '３３', { ageMonths: 33 }],
    ['ageMonths', '33个月', { ageMonths: 33 }],
    ['ageMonths', '33.0', { ageMonths: 33 }],
    ['travelMinutes', '10分钟', { travelMinutes: 10 }],
    ['travelMinutes', '无', { travelMinutes: null }],
    ['consent', '是', { consent: true }],
    ['consent', 'FALSE', { consent: false }],
    ['consent', '1', { consent: true }],
    ['need', '一定', { need: 'CERTAIN' }],
    ['stratum', 'ｕｒｂａｎ', { stratum: 'URBAN' }],
    ['stratum', '乡镇', { stratum: 'TOWNSHIP' }],
    ['answeredOn', '2023/2/25', { answeredOn: '2023-02-25' }],
    ['answeredOn', '2023.02.25', { answeredOn: '2023-02-25' }],
    ['answeredOn', '2023年2月25日', { answeredOn: '2023-02-25' }],
    ['feeLimitYuan', '1,300元整', { feeLimitFen: 130_000 }],
    ['answeredOn', '2023-02-25 14:03:00', { answeredOn: '2023-02-25' }],
    ['answeredOn', '2023年2月25日 14时03分', { answeredOn: '2023-02-25' }],
    ['answeredOn', '2023/2/25 下午 2:03', { answeredOn: '2023-02-25' }],
    ['answeredOn', '2023-02-25T14:03:00+08:00', { answeredOn: '2023-02-25' }],
    ['answeredOn', '2023-02-25T16:03:00Z', { answeredOn: '2023-02-26' }],
    ['answeredOn', '2023-02-25 23:30:00-0500', { answeredOn: '2023-02-26' }],
    ['respondent', 'ｒ００００１', { respondent: 'r00001' }],
  ])('%s %s', async (column, value, expected) => {
    const { answer, faults, warnings } = await one(column, value);
    expect({ faults, warnings }).toEqual({ faults: [], warnings: [] });
    expect(answer).toMatchObject(expected);
  });
});

describe('what could be two things, or cannot be, is a fault at its cell', () => {
  it.each([
    ['ageMonths', '', 'nothing'],
    ['ageMonths', '0x21', '"0x21"'],
    ['ageMonths', '1e1', '"1e1"'],
    ['ageMonths', 'Infinity', '"Infinity"'],
    ['ageMonths', 'NaN', '"NaN"'],
    ['ageMonths', '33.5', '"33.5"'],
    ['ageMonths', '-5', '"-5"'],
    ['ageMonths', '3岁', '"3岁"'],
    ['ageMonths', '=B2+1', 'a formula'],
    ['ageMonths', '#REF!', 'an error of the spreadsheet'],
    ['ageMonths', '####', 'an error of the spreadsheet'],
    ['secondsToFill', '', 'nothing'],
    ['feeLimitYuan', '1,30', '"1,30"'],
    ['feeLimitYuan', '-1300', '"-1300"'],
    ['feeLimitYuan', '1300.555', 'two decimals'],
    ['feeLimitYuan', '一千三', '"一千三"'],
    ['travelMinutes', '10-15', '"10-15"'],
    ['answeredOn', '2023-02-30', 'a day of the calendar'],
    ['answeredOn', '2/25/2023', 'year, month, day'],
    ['answeredOn', '44982', 'format the column as a date'],
    ['answeredOn', '', 'nothing'],
    ['respondent', '1.38E+10', 'its digits are lost'],
    ['respondent', '138E8', 'its digits are lost'],
    ['respondent', '13800138000.0', 'a number with decimals'],
    ['respondent', "'00123", 'apostrophe'],
    ['respondent', 'NULL', 'there is none'],
    ['respondent', '无', 'there is none'],
    ['respondent', '', 'nothing'],
    ['answeredOn', '2023-02-25 25:99', 'year, month, day'],
    ['answeredOn', '2023-02-30T01:00:00Z', 'year, month, day'],
    ['answeredOn', '民国112年2月25日', 'year, month, day'],
    ['answeredOn', '二〇二三年二月二十五日', 'year, month, day'],
    ['answeredOn', '23-02-25', 'year, month, day'],
    ['feeLimitYuan', '(1300)', '"(1300)"'],
    ['feeLimitYuan', '0.0013亿元', '亿元'],
    ['feeLimitYuan', '13%', '"13%"'],
    ['feeLimitYuan', '1.3E+03', '"1.3E+03"'],
    ['area', '#SPILL!', 'an error of the spreadsheet'],
    ['area', 'Err:502', 'an error of the spreadsheet'],
    ['area', '合 计', 'a row of totals'],
    ['area', '（总计）', 'a row of totals'],
    ['area', '锟斤拷街道', 'the text is lost'],
    ['area', '', 'nothing'],
    ['area', '=HYPERLINK("x")', 'a formula'],
    ['area', 'a\u202eb', 'U+202E'],
    ['area', '\u3164', 'U+3164'],
    ['area', '长'.repeat(1_000), 'there are 1000'],
    ['consent', 'ja', '"ja"'],
  ])('%s %s', async (column, value, told) => {
    const { answer, faults } = await one(column, value);
    expect(answer).toBeUndefined();
    expect(faults).toEqual([expect.stringContaining(`s.csv:2: ${column}: `)]);
    expect(faults[0]).toContain(told);
    expect(faults[0]).toContain(`(cell ${'ABCDEFGHIJ'[columns.indexOf(column)]}2)`);
  });
});

describe('what is odd is taken with a warning that names row and value', () => {
  it.each([
    ['area', '某街道', 'the area of no project'],
    ['answeredOn', '2099-01-01', 'lies in the future'],
    ['feeLimitYuan', '0.13', 'if 万元 are meant'],
    ['ageMonths', '200', 'unusually large'],
    ['respondent', '110101199001011000', 'ends in zeros'],
    ['respondent', '138 0013 8000', 'was read as 13800138000'],
  ])('%s %s', async (column, value, told) => {
    const { answer, faults, warnings } = await one(column, value);
    expect(faults).toEqual([]);
    expect(answer).toBeDefined();
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`^s\\.csv:2: ${column}: .*${told}`))]);
    expect(warnings[0]).toContain(value);
  });

  it('ids that differ in capital letters alone are told once', async () => {
    const rows = ['r00001', 'R00001', 'r00002', 'R00002'].map((id) => GOOD.replace('r00001', id));
    expect((await read(`${HEAD}\n${rows.join('\n')}\n`)).warnings).toEqual([
      expect.stringMatching(/^s\.csv:3: respondent: "R00001" and "r00001" differ in capital letters alone .*\(2 such\)/),
    ]);
  });

  it('ids of digits that differ in length are told once', async () => {
    const rows = ['0123456789', '123456789', '0123456780'].map((id) => GOOD.replace('r00001', id));
    expect((await read(`${HEAD}\n${rows.join('\n')}\n`)).warnings).toEqual([
      expect.stringMatching(/^s\.csv:3: respondent: .*zeros in front may have been lost/),
    ]);
  });
});

describe('a table as spreadsheets save it', () => {
  it.each([
    ['semicolons', `${HEAD}\n${GOOD}\n`.replaceAll(',', ';')],
    ['tabs', `${HEAD}\n${GOOD}\n`.replaceAll(',', '\t')],
    ['CR line ends', `${HEAD}\r${GOOD}\r`],
    ['mixed line ends', `${HEAD}\r\n${GOOD}\n`],
    [
      'quotes around every cell',
      `${HEAD}\n${GOOD.split(',')
        .map((c) => `"${c}"`)
        .join(',')}\n`,
    ],
    ['empty columns at the right', `${HEAD},,,\n${GOOD},,,\n`],
    ['blanks around cells', `${HEAD.replaceAll(',', ' , ')}\n${GOOD.replaceAll(',', '\u3000,')}\n`],
    ['no line end at the end', `${HEAD}\n${GOOD}`],
    ['line ends of which one is doubled', `${HEAD}\r\r\n${GOOD}\r\r\n`],
    ['its mark twice', `\ufeff\ufeff${HEAD}\n${GOOD}\n`],
    ['tabs, and commas in its sums', `${HEAD}\n${GOOD}\n`.replaceAll(',', '\t').replace('1300', '1,300')],
    ['a first row that names the separator', `sep=;\n${`${HEAD}\n${GOOD}\n`.replaceAll(',', ';')}`],
    ['stars at what must be filled', `*${HEAD.replace(',', '*,*')}\n${GOOD}\n`],
    ['thirty thousand rows of commas below it', `${HEAD}\n${GOOD}\n${`${','.repeat(9)}\n`.repeat(30_000)}`],
  ])('%s', async (_what, text) => {
    const { answers, faults } = await read(text);
    expect(faults).toEqual([]);
    expect(answers).toHaveLength(1);
  });

  it('reads its Chinese headings, in any order and width', async () => {
    const heads = '知情同意,街道,地区类型,月 龄,托育需求,路程（分钟）,月费上限(元),填写用时,答卷编号,填写日期';
    const { answers, faults } = await read(`${heads}\n是,城关街道,城区,33,可能,10,1300,531,r1,2023/2/25\n`);
    expect(faults).toEqual([]);
    expect(answers).toMatchObject([{ consent: true, area: '城关街道', ageMonths: 33, feeLimitFen: 130_000, answeredOn: '2023-02-25' }]);
  });

  it('takes the other questions by key, number or words, and answers by code or words', async () => {
    const heads = `${HEAD},Q6,concerns,您还有什么建议,knowsPolicy`;
    const { answers, faults } = await read(`${heads}\n${GOOD},都在工作,安全、PRICE,多建一些,\n${GOOD.replace('r00001', 'r2')},,,,\n`);
    expect(faults).toEqual([]);
    expect(answers[0]?.questions).toEqual({ work: 'BOTH', concerns: ['PRICE', 'SAFETY'], advice: '多建一些' });
    expect(answers[1]).not.toHaveProperty('questions');
    const wrong = await read(`${heads},work\n${GOOD},也许,安全、师资、价格、距离,好\u202e,WELL,BOTH\n`);
    expect(wrong.faults).toEqual([
      expect.stringMatching(/^s\.csv:1: work: must be there once; column O "work" names it again/),
      expect.stringMatching(/^s\.csv:2: work: must be BOTH, SINGLE, NEITHER, or empty.*cell K2/),
      expect.stringMatching(/^s\.csv:2: concerns: must be at most 3 of them.*cell L2/),
      expect.stringMatching(/^s\.csv:2: advice: contains U\+202E.*cell M2/),
    ]);
  });

  it('passes over blank rows and says how many; rows keep the numbers that Excel shows', async () => {
    const blank = ','.repeat(9);
    const bad = GOOD.replace('33', 'x');
    expect(await read(`${HEAD}\n${blank}\n\n${GOOD}\n${blank}\n`)).toMatchObject({ faults: [], blankRowsPassedOver: 3 });
    expect((await read(`${HEAD}\n${blank}\n\n"${GOOD.split(',')[0]}\n",${bad.split(',').slice(1).join(',')}\n${bad}\n`)).faults).toEqual([
      expect.stringContaining('s.csv:4: ageMonths'),
      expect.stringContaining('s.csv:5: ageMonths'),
    ]);
  });

  it('passes over a title and comments, and says so', async () => {
    const { answers, warnings } = await read(`青禾县调研\n${HEAD}\n# 第一批\n${GOOD}\n`);
    expect(answers).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('1 rows above the heading'), expect.stringContaining('begin with #')]);
  });

  it('tells of a row that is no answer once, of every other fault, and how many there are', async () => {
    const bad = GOOD.replace('33', 'x');
    const { faults, faultCount } = await read(`序号,${HEAD}\n1,${bad}\n2,${GOOD}\n\n注：由街道填写,,,,,,,,,,\n序号,${HEAD}\n3,${GOOD},7\n`);
    expect(faults).toEqual([
      expect.stringMatching(/^s\.csv:1: column A: must be one of ours; "序号" is none/),
      expect.stringMatching(/^s\.csv:2: ageMonths: /),
      expect.stringMatching(/^s\.csv:5: must be an answer; there is only "注：由街道填写"/),
      expect.stringMatching(/^s\.csv:6: must be an answer; the columns are named once more/),
      expect.stringMatching(/^s\.csv:7: column L: must be empty/),
    ]);
    expect(faultCount).toBe(5);
    const shifted = `${GOOD.replace('1300', '1,300')}\n`;
    expect((await read(`${HEAD}\n${shifted.repeat(200)}`)).faults.at(-1)).toMatch(/^… and \d+ more$/);
  });

  it.each([
    ['of a hundred thousand and one answers', `${HEAD}\n${`${GOOD}\n`.repeat(100_001)}`, /more than 100000 rows/],
    ['that is JSON', '[{"area": "城关街道"}]', /is JSON/],
    ['that is a web page', '<html><table><tr><td>area</td></tr></table></html>', /is a web page/],
    ['of Excel 2003 as XML', '<?xml version="1.0"?><Workbook/>', /is XML/],
    ['that is packed', 'Rar!\u001a\u0007', /is a compressed file/],
    ['without headings', `${GOOD}\n`, /no row names the columns/],
    ['with a column twice', `${HEAD},月龄\n${GOOD},33\n`, /s\.csv:1: ageMonths: must be there once; columns C "ageMonths" and K "月龄"/],
    ['without a column', `${HEAD.replace(',consent', '')}\n${GOOD.replace(',yes', '')}\n`, /s\.csv:1: consent: must be there/],
    ['with a column of others', `${HEAD},姓名\n${GOOD},张三\n`, /column K: must be one of ours; "姓名"/],
    ['with values under no heading', `${HEAD}\n${GOOD},7\n`, /s\.csv:2: column K: must be empty/],
    ['with a quotation mark that is not closed', `${HEAD}\n"${GOOD}\n`, /never closed/],
    ['with a quotation mark within', `${HEAD}\n城"关",${GOOD}\n`, /quotation mark/],
    ['of headings alone', `${HEAD}\n`, /holds no answers/],
    ['of 100,000 columns', `${HEAD}${',x'.repeat(100_000)}\n`, /more than 200 columns in row 1/],
    ['with a cell of 2 MB', `${HEAD}\n"${'x'.repeat(2_000_000)}",${GOOD}\n`, /more than 1000000 characters/],
    ['of nothing', '', /is empty/],
  ])('%s is refused in words', async (_what, text, fault) => {
    const { answers, faults } = await read(text);
    expect(answers).toEqual([]);
    expect(faults.join('\n')).toMatch(fault);
  });
});

const VALUES: readonly CellValue[] = ['城关街道', 'URBAN', 33, 'MAYBE', 10, 1300, 531, 'r00001', true, new Date(Date.UTC(2023, 1, 25))];
const workbook = async (sheet: Partial<WriteSheet>, more: readonly WriteSheet[] = [], dateSystem: '1900' | '1904' = '1900') =>
  Buffer.from(await writeXlsx({ dateSystem, sheets: [{ name: '答卷', rows: [columns, [...VALUES]], ...sheet }, ...more] }));
const cells = (column: string, cell: SheetCell) => new Map([[`1,${columns.indexOf(column)}`, cell]]);
const numbered = (column: string, value: number, numFmt: string) => ({
  ...changed(column, value),
  cells: cells(column, { value, type: 'number', style: { numFmt } }),
});
const changed = (column: string, value: CellValue) => ({ rows: [columns, VALUES.map((v, i) => (i === columns.indexOf(column) ? value : v))] });

describe('a workbook', () => {
  const readXlsx = async (bytes: Buffer) => fromBytes('s.xlsx', bytes, CONTEXT);

  it('is read like the CSV of the same table, in a thread, with the hash of its own bytes', async () => {
    const bytes = await workbook({});
    const { answers, faults, warnings, encoding, sha256 } = await readSurveyFile('需求调研.XLSX', bytes, CONTEXT);
    expect({ faults, warnings, encoding }).toEqual({ faults: [], warnings: [], encoding: 'sheet 答卷' });
    expect(answers).toEqual((await read(`${HEAD}\n${GOOD}\n`)).answers);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('counts days in its own system', async () => {
    expect((await readXlsx(await workbook({}, [], '1904'))).answers).toMatchObject([{ answeredOn: '2023-02-25' }]);
    const bare = await readXlsx(await workbook(changed('answeredOn', 44_982)));
    expect(bare).toMatchObject({ answers: [{ answeredOn: '2023-02-25' }], warnings: [expect.stringContaining('was read as the date 2023-02-25')] });
  });

  it.each([
    ['zeros in front that a format shows', numbered('respondent', 123, '00000'), { respondent: '00123' }],
    ['a format of its own', numbered('feeLimitYuan', 1300.5, '¥#,##0.00_);[Red](¥#,##0.00)'), { feeLimitFen: 130_050 }],
    ['a unit behind', numbered('ageMonths', 33, '0"个月"'), { ageMonths: 33 }],
    ['the dust of binary fractions', changed('feeLimitYuan', 1300.1 + 1e-12), { feeLimitFen: 130_010 }],
  ])('reads %s as it is seen', async (_what, sheet, expected) => {
    expect(await readXlsx(await workbook(sheet))).toMatchObject({ faults: [], warnings: [], answers: [expected] });
  });

  it('takes the empty text of a formula for nothing, and rows without a value for none', async () => {
    const empty = await workbook({ cells: cells('travelMinutes', { value: '', type: 'formula', formula: 'IF(1,"","")', formulaResult: '' }) });
    expect(await readXlsx(empty)).toMatchObject({ faults: [], answers: [{ travelMinutes: null }] });
    const far = {
      rows: [columns, [...VALUES], ...Array.from({ length: 30_000 }, () => [])],
      cells: new Map([['29999,0', { value: null, type: 'empty', style: { numFmt: '0' } }]]),
    };
    expect(await readXlsx(await workbook(far as Partial<WriteSheet>))).toMatchObject({ faults: [], answers: [{ ageMonths: 33 }] });
    const wide = await workbook({ cells: new Map([['1,250', { value: 1, type: 'number' }]]) });
    expect((await readXlsx(wide)).faults).toEqual([expect.stringMatching(/more than 200 columns in row 2/)]);
  });

  it('takes the value of a formula as it was saved, and says so', async () => {
    const saved = await readXlsx(await workbook({ cells: cells('ageMonths', { value: 33, type: 'formula', formula: '30+3', formulaResult: 33 }) }));
    expect(saved).toMatchObject({ faults: [], answers: [{ ageMonths: 33 }], warnings: [expect.stringContaining('1 cells hold formulas')] });
  });

  it.each([
    ['an error', changed('ageMonths', '#REF!'), /s\.xlsx:2: ageMonths: .*"#REF!", an error of the spreadsheet/],
    ['a truth value where a number is meant', changed('ageMonths', true), /there is "TRUE"/],
    ['a date where an id is meant', changed('respondent', new Date(Date.UTC(2023, 2, 4))), /respondent: .*the date 2023-03-04/],
    ['an id of 18 digits as a number', changed('respondent', 110_101_199_001_011_000), /has lost some/],
    ['a sum that its format shows in 万元', numbered('feeLimitYuan', 13, '0"万元"'), /feeLimitYuan: .*its number format .* shows another number/],
    ['a sum that its format shows in thousands', numbered('feeLimitYuan', 13_000, '0.0,'), /shows another number/],
    ['a sum that its format shows as a share', numbered('feeLimitYuan', 13, '0%'), /shows another number/],
    ['an id that its format shows as another', numbered('respondent', 1, '"r"00000'), /respondent: .*shows another code/],
    ['merged cells', { merges: [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }] }, /s\.xlsx:2: cells A2:A3: must not be merged/],
  ])('with %s is refused at the cell', async (_what, sheet, fault) => {
    const { answers, faults } = await readXlsx(await workbook(sheet));
    expect(answers).toEqual([]);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  /** A workbook as another program could write it. */
  const rewritten = (bytes: Buffer, change: (xml: string) => string): Buffer => {
    const files = unzipSync(bytes);
    const name = 'xl/worksheets/sheet1.xml';
    return Buffer.from(zipSync({ ...files, [name]: Buffer.from(change(Buffer.from(files[name] ?? []).toString('utf8'))) }));
  };

  it.each([
    [
      'a cell',
      (xml: string) => xml.replace(/<c r="B2"[^>]*>.*?<\/c>/, (cell) => `${cell}${cell.replace('33', '34')}`),
      /s\.xlsx \(答卷\): holds cell B2 twice/,
    ],
    [
      'a cell far behind',
      (xml: string) => xml.replace(/(<row r="2".*?)<\/row>/s, (_all, row) => `${row}<c r='A2' t="inlineStr"><is><t>r99</t></is></c></row>`),
      /cell A2 twice/,
    ],
    ['a row', (xml: string) => xml.replace(/<row r="2".*?<\/row>/s, (row) => `${row}${row}`), /holds row 2 twice/],
  ])('with %s that stands twice is refused there: the last does not win in silence', async (_what, change, fault) => {
    const bytes = rewritten(await workbook({}), change);
    expect(bytes.equals(rewritten(await workbook({}), (xml) => xml))).toBe(false);
    const { answers, faults } = await readXlsx(bytes);
    expect(answers).toEqual([]);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it('says of hidden columns that hold something that they were read', async () => {
    const hide = (xml: string) =>
      xml
        .replace(/<cols>.*?<\/cols>/s, '')
        .replace('<sheetData>', '<cols><col min="2" max="3" hidden="1"/><col min="60" max="16384" hidden="true"/></cols><sheetData>');
    const { answers, faults, warnings } = await readXlsx(rewritten(await workbook({}), hide));
    expect([answers.length, faults, warnings]).toEqual([
      1,
      [],
      [expect.stringContaining('2 hidden columns were read like the others (column B, C)')],
    ]);
  });

  it('says of hidden rows and of sheets that they were read or not', async () => {
    const rowDefs = new Map([[1, { hidden: true }]]);
    expect((await readXlsx(await workbook({ rowDefs }))).warnings).toEqual([expect.stringContaining('1 hidden rows were read')]);
    const two = await readXlsx(await workbook({}, [{ name: '第二批', rows: [columns, [...VALUES]] }]));
    expect(two.answers).toHaveLength(1);
    expect(two.warnings).toEqual([expect.stringContaining('not read, though its columns are ours: 第二批')]);
    const behind = await readXlsx(await workbook({ name: '说明', rows: [['请填写']] }, [{ name: '答卷', rows: [columns, [...VALUES]] }]));
    expect(behind).toMatchObject({ faults: [], encoding: 'sheet 答卷' });
    const none = await readXlsx(await workbook({ rows: [['a']] }, [{ name: '藏', rows: [columns, [...VALUES]], hidden: true }]));
    expect(none.faults).toEqual([expect.stringMatching(/no visible sheet .*: 答卷, 藏 \(hidden\)/)]);
  });

  it('that is none, is damaged or would grow without end is refused in words', async () => {
    expect((await readXlsx(Buffer.from(`${HEAD}\n${GOOD}\n`))).faults).toEqual([expect.stringContaining('give it the ending .csv')]);
    expect((await readXlsx(Buffer.from('<html><table></table></html>'))).faults).toEqual([expect.stringContaining('is a web page')]);
    expect((await readXlsx((await workbook({})).subarray(0, 900))).faults).toEqual([expect.stringContaining('cannot be unpacked')]);
    expect((await readXlsx(Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(9) })))).faults).toEqual([
      expect.stringContaining('is no Excel workbook'),
    ]);
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(9), 'xl/worksheets/sheet1.xml': new Uint8Array(120 * 1_024 * 1_024) });
    expect((await readXlsx(Buffer.from(bomb))).faults).toEqual([expect.stringContaining('larger than 96 MB when unpacked')]);
    const entities = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(99)}">]><workbook>&a;</workbook>`;
    expect((await readXlsx(Buffer.from(zipSync({ 'xl/workbook.xml': Buffer.from(entities) })))).faults).toEqual([
      expect.stringContaining('document type'),
    ]);
  });
});

describe('a survey file', () => {
  it('in GBK is read, and its hash is that of the file', async () => {
    const bytes = execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GBK'], { input: `${HEAD}\n${GOOD}\n` });
    const { answers, sha256, encoding } = await readSurveyFile('survey.csv', bytes, CONTEXT);
    expect({ area: answers[0]?.area, encoding }).toEqual({ area: '城关街道', encoding: 'GB18030' });
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it.each(['需求调研第一批.csv', 'SURVEY.CSV', 'Survey 2.Xlsx', '𠮷家桥（一）.csv'])('may be called %s', (name) =>
    expect(fileNameFault(name)).toBeNull(),
  );
  it.each(['../x.csv', 'a/b.csv', 'c:\\x.csv', '.csv', 'x.pdf', 'x', ' x.csv', 'x\u202e.csv', ''])('may not be called "%s"', (name) =>
    expect(fileNameFault(name)).not.toBeNull(),
  );

  it('with thousands of faults tells fifty and the number of the rest', async () => {
    const { faults, faultCount } = await read(`${HEAD}\n${`${GOOD.replace('33', '')}\n`.repeat(3_000)}`);
    expect(faultCount).toBe(3_000);
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)).toBe('… and 2950 more');
  });
});

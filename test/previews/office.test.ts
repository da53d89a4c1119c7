/** First pages of Word, Excel and OFD: drawn in the bounded process, with their words where they stand; what is none of them has no picture. */
import { fileURLToPath } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../intake/document-file.ts';
import { runBounded } from '../../previews/bounded-process.ts';

const PROGRAM = fileURLToPath(new URL('../../previews/draw.mjs', import.meta.url));
const BOUNDS = { timeMs: 20_000, memoryMb: 512, bytes: 4_000_000 };
const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const packed = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])));

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>';
const docx = packed({
  '[Content_Types].xml': `${TYPES}<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  'word/document.xml': `<w:document xmlns:w="w"><w:body>${'<w:p><w:r><w:t>县托育综合服务中心变更说明</w:t></w:r></w:p>'.repeat(8)}</w:body></w:document>`,
});
const xlsx = packed({
  '[Content_Types].xml': `${TYPES}<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet7.xml"/></Relationships>',
  'xl/sharedStrings.xml': '<sst><si><t>工程量</t></si></sst>',
  'xl/worksheets/sheet7.xml': '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>482</v></c></row></sheetData></worksheet>',
});
/** Text in the lower half, a filled box in the upper left. */
const ofd = packed({
  'OFD.xml': '<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
  'Doc_0/Document.xml':
    '<ofd:Document xmlns:ofd="o"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
  'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page xmlns:ofd="o"><ofd:Content><ofd:Layer>
    <ofd:PathObject Boundary="10 10 40 20" Fill="true" Stroke="false"><ofd:FillColor Value="255 0 0"/><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>
    <ofd:TextObject Boundary="10 90 190 20" Size="12"><ofd:TextCode X="0" Y="12" DeltaX="g 4 12">电子发票甲</ofd:TextCode></ofd:TextObject>
  </ofd:Layer></ofd:Content></ofd:Page>`,
});

async function drawn(mediaType: string, bytes: Uint8Array) {
  const ended = await runBounded(PROGRAM, [mediaType], bytes, BOUNDS);
  if (ended.kind !== 'DONE' || ended.output.length === 0) return null;
  const image = await loadImage(ended.output);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  /** How much of a part of the page is dark or coloured. */
  const ink = (x: number, y: number, w: number, h: number): number => {
    const { data } = context.getImageData(
      Math.round(x * image.width),
      Math.round(y * image.height),
      Math.round(w * image.width),
      Math.round(h * image.height),
    );
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at + 1] ?? 255) < 128) dark += 1;
    return dark / (data.length / 4);
  };
  return { width: image.width, height: image.height, ink };
}

describe('the first page', () => {
  it('of an OFD has its areas and its words where they stand', async () => {
    const page = await drawn('application/ofd', ofd);
    expect([page?.width, page?.height]).toEqual([640, 427]);
    expect(page?.ink(10 / 210, 10 / 140, 40 / 210, 20 / 140)).toBeGreaterThan(0.9);
    expect(page?.ink(10 / 210, 92 / 140, 60 / 210, 14 / 140)).toBeGreaterThan(0.05);
    expect(page?.ink(0.5, 0.3, 0.4, 0.25)).toBe(0);
  });
  it('of a Word document has its paragraphs, and of a workbook the first sheet by its own name', async () => {
    const words = await drawn(`${OFFICE}wordprocessingml.document`, docx);
    expect(words?.ink(0.05, 0.03, 0.5, 0.15)).toBeGreaterThan(0.01);
    const sheet = await drawn(`${OFFICE}spreadsheetml.sheet`, xlsx);
    expect(sheet?.ink(0.005, 0.005, 0.13, 0.02)).toBeGreaterThan(0.01);
    expect(sheet?.ink(0.1, 0.5, 0.8, 0.4)).toBe(0);
  });
  it('is none of what only calls itself so, and a part that would unpack without end is not unpacked', async () => {
    expect(await drawn('application/ofd', packed({ 'OFD.xml': '<a/>' }))).toBeNull();
    expect(await drawn(`${OFFICE}wordprocessingml.document`, strToU8('no zip'))).toBeNull();
    const bomb = packed({ 'word/document.xml': new Uint8Array(40_000_000) });
    expect(await runBounded(PROGRAM, [`${OFFICE}wordprocessingml.document`], bomb, BOUNDS)).toEqual({ kind: 'LIMIT' });
  });
  it('is of files that are taken by their content', async () => {
    for (const [name, bytes] of [
      ['a.docx', docx],
      ['a.xlsx', xlsx],
      ['a.ofd', ofd],
    ] as const)
      expect(await checkFile(name, Buffer.from(bytes)), name).toHaveProperty('file');
  });
});

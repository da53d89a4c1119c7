/** Documents are given to a clamd by INSTREAM; one that holds a virus is not kept, and none is while the scanner is away. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedFile } from '../../api/checked-file.ts';
import { clamd, type Scanner } from '../../documents/clamd.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';

/** The test file of the EICAR, in two parts so that no scanner takes this file for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** As clamd answers: reads pieces behind their lengths until one of none. */
function scanner(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    let got = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      got = Buffer.concat([got, part]);
      if (got.toString('latin1', 0, 6) === 'zPING\0') return void socket.end('PONG\0');
      const command = 'zINSTREAM\0'.length;
      if (got.length < command || got.toString('latin1', 0, command) !== 'zINSTREAM\0') return;
      const parts: Buffer[] = [];
      for (let at = command; at + 4 <= got.length; ) {
        const length = got.readUInt32BE(at);
        if (length === 0) {
          const text = Buffer.concat(parts).toString('latin1');
          return void socket.end(
            text.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : text.includes('GARBLED') ? 'what?\0' : 'stream: OK\0',
          );
        }
        if (at + 4 + length > got.length) return;
        parts.push(got.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const at = server.address();
      resolve({ server, port: typeof at === 'object' && at !== null ? at.port : 0 });
    });
  });
}

let here: Awaited<ReturnType<typeof scanner>>;
let gone = 0;
beforeAll(async () => {
  here = await scanner();
  const other = await scanner();
  gone = other.port;
  await new Promise((resolve) => other.server.close(resolve));
});
afterAll(() => new Promise((resolve) => here.server.close(resolve)));
const at = (port: number, open = false): Scanner => clamd({ at: { host: '127.0.0.1', port }, open });
const pdf = (text: string): Buffer => Buffer.concat([onePagePdf('SCAN'), Buffer.from(`\n%${text}\n%%EOF\n`)]);

describe('the scanner', () => {
  it('finds a virus in a piece however far in, and says what it is called', async () => {
    expect(await at(here.port).scan(Buffer.concat([Buffer.alloc(400_000, 32), Buffer.from(EICAR)]))).toEqual({ virus: 'Eicar-Test-Signature' });
    expect(await at(here.port).scan(Buffer.alloc(400_000, 32))).toBe('CLEAN');
  });
  it('is away where nothing answers, and where the answer is none', async () => {
    expect(await at(gone).scan(Buffer.from('a'))).toBe('AWAY');
    expect(await at(here.port).scan(Buffer.from('GARBLED'))).toBe('AWAY');
    expect([await at(here.port).answers(), await at(gone).answers()]).toEqual([true, false]);
  });
});

describe('a document that is handed in', () => {
  const noted: object[] = [];
  const deps = (one: Scanner | null) =>
    ({ scanner: one, keys: { noteRefusal: async (refusal: object) => void noted.push(refusal) }, log: { error: () => undefined } }) as never; // no more is asked of them
  const by = { person: 'gao-lin', door: 'api', programmes: ['QH'] } as const;

  it('with a virus is refused by its name, and the office’s record holds who and when without the content', async () => {
    const checked = await checkedFile(deps(at(here.port)), { name: '合同.pdf', bytes: pdf(EICAR) }, by);
    expect('faults' in checked && checked.faults.map(({ en }) => en)).toEqual(['the file holds a virus (Eicar-Test-Signature) and was not kept']);
    expect(noted).toMatchObject([{ stream: 'programme/QH', commandType: 'HandInFile', person: 'gao-lin', code: 'VIRUS_FOUND' }]);
    expect(JSON.stringify(noted)).not.toContain('EICAR');
  });
  it('is taken where it is clean, and where no scanner is set', async () => {
    expect(await checkedFile(deps(at(here.port)), { name: 'a.pdf', bytes: pdf('') }, by)).toHaveProperty('file');
    expect(await checkedFile(deps(null), { name: 'a.pdf', bytes: pdf(EICAR) }, by)).toHaveProperty('file');
  });
  it('is not taken while the scanner is away, unless the settings leave that open', async () => {
    const closed = await checkedFile(deps(at(gone)), { name: 'a.pdf', bytes: pdf('') }, by);
    expect('faults' in closed && [closed.away, closed.faults[0]?.zh]).toEqual([true, '病毒扫描暂时不可用，文件没有保存，请几分钟后重试']);
    expect(await checkedFile(deps(at(gone, true)), { name: 'a.pdf', bytes: pdf('') }, by)).toHaveProperty('file');
  });
});

/** What was tried against earlier releases and did no harm; each kept as a short test against the running service. */
import { randomUUID } from 'node:crypto';
import { request as ask } from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkIn, linkIn, type Mail, openLink, submit } from '../../scripts/demo/http.ts';
import { client, mailTo, once, today } from '../setup/office.ts';
import { LEAST_READING_MS } from '../setup/service.ts';

const { apiUrl, tokens } = inject('service');
const { hostname, port } = new URL(apiUrl);
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Raw = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly text: string };
/** Sends as it is, without what fetch would make right. */
const raw = (method: string, path: string, headers: Record<string, string> = {}): Promise<Raw> =>
  new Promise((resolve, reject) => {
    ask({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    })
      .on('error', reject)
      .end();
  });

/** Connections of people whose line is slow, or who only pretend. */
const sockets: net.Socket[] = [];
const opened = (howMany: number, sends: string): readonly net.Socket[] =>
  Array.from({ length: howMany }, () => {
    const socket = net.connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(sends);
    sockets.push(socket);
    return socket;
  });
let began = 0;
let [heads, bodies]: readonly (readonly net.Socket[])[] = [[], []];
let mail: Mail;
let stream = '';

beforeAll(async () => {
  const manager = client('wu-tao');
  await manager.until('project/QH-02', () => true);
  const title = { zh: '道口变更', en: 'Driveway moved' };
  const content = { summary: [], documents: [], amountFen: 100 };
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-02', key: 'STOOD-1', route: 'CHANGE_DEPARTMENT', title, content };
  const begun = await manager.post('approvals', draft);
  expect(begun.status).toBe(200);
  ({ stream } = (await begun.json()) as { stream: string });
  expect(await manager.refused(stream, { type: 'Submit', on: today() })).toBeNull();
  const { tasks } = await once(stream, (state) => state.tasks.length > 0);
  mail = await mailTo(tasks[0]?.person ?? '', '道口变更');
  // They wait while the other tests run.
  began = Date.now();
  const head = `POST /api/v1/programme/QH/commands HTTP/1.1\r\nhost: ${hostname}:${port}\r\n`;
  heads = opened(150, `${head}x-half: `);
  bodies = opened(50, `${head}content-type: application/json\r\ncontent-length: 500\r\n\r\n{"type":`);
  opened(300, '');
}, 60_000);
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

describe('who says that they came by another name', () => {
  it.each(['x-forwarded-host', 'forwarded', 'x-original-url', 'x-rewrite-url', 'x-forwarded-proto', 'x-forwarded-prefix', 'x-http-method-override'])(
    'in %s has no effect on where links lead, which page is shown and which cookie is set',
    async (name) => {
      const said = name === 'forwarded' ? 'host=evil.example;proto=https' : name.endsWith('url') ? '/readyz' : 'evil.example';
      const path = new URL(linkIn(mail) ?? '').pathname;
      for (const asked of [path, '/', '/api/v1/docs', '/mails']) {
        const headers = { host: `${hostname}:${port}`, accept: 'text/html' };
        const [plain, given] = [await raw('GET', asked, headers), await raw('GET', asked, { ...headers, [name]: said })];
        expect([asked, given.status, given.headers.location]).toEqual([asked, plain.status, plain.headers.location]);
        expect(JSON.stringify(given.headers) + given.text).not.toContain('evil.example');
        expect(String(given.headers['set-cookie']).includes('Secure')).toBe(String(plain.headers['set-cookie']).includes('Secure'));
      }
    },
  );

  it.each(['evil.example', `evil.example:${port}`, `${hostname}:1`, `${hostname}:${port}.evil.example`, hostname])(
    'in Host %j is not answered',
    async (host) => {
      for (const path of ['/', '/livez', '/mails', new URL(linkIn(mail) ?? '').pathname])
        expect([path, (await raw('GET', path, { host })).status]).toEqual([path, expect.toSatisfy((status) => status === 421 || status === 400)]);
    },
  );
});

describe('an address that reaches for files', () => {
  const UP = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '%252e%252e%252f', '..%c0%af', '%u002e%u002e/', '..;/', './.././'];
  const FROM = ['/', '/api/v1/files/', '/api/v1/docs/', '/a/', '/fonts/', '/static/'];

  it.each(['GET', 'HEAD', 'PUT', 'TRACE', 'POST', 'OPTIONS'])(
    'by %s finds none, and no fault of the server',
    async (method) => {
      for (const from of FROM)
        for (const up of UP)
          for (const file of ['package.json', 'etc/passwd', '.env']) {
            const path = `${from}${up.repeat(4)}${file}`;
            const { status, text } = await raw(method, path, { host: `${hostname}:${port}`, authorization: `Bearer ${tokens['xu-jianing']}` });
            expect([path, status < 500 && (status >= 400 || status === 204)]).toEqual([path, true]);
            expect(text).not.toMatch(/"devDependencies"|root:.*:0:0|postgres:\/\//);
            if (method === 'TRACE') expect(text).not.toContain(tokens['xu-jianing'] ?? '-');
          }
    },
    60_000,
  );

  it('that is absolute, empty or of stars is answered without a fault', async () => {
    for (const path of [
      'http://evil.example/',
      '//evil.example/api/v1/me',
      '/\\evil.example',
      '*',
      '/%',
      '/%zz',
      '/a//b',
      '/api/v1/./me',
      `/${'a/'.repeat(3_000)}`,
    ]) {
      const { status, headers } = await raw('GET', path, { host: `${hostname}:${port}` }).catch(() => ({ status: 400, headers: { location: '' } }));
      expect([path, status < 500]).toEqual([path, true]);
      expect(headers.location ?? '').not.toMatch(/^(https?:)?\/\/evil|^\/\\/);
    }
  });
});

describe('fields that reach into objects', () => {
  const NAMES = ['__proto__[seen]', '__proto__.seen', 'constructor[prototype][seen]', 'constructor', '__proto__', 'toString', 'hasOwnProperty'];
  it('of a form, whether by letters or with files, change nothing', async () => {
    for (const [nth, name] of NAMES.entries()) {
      const opened = await openLink(mail);
      await later(LEAST_READING_MS + 50);
      const files = nth % 2 === 0 ? [] : [new File([new Uint8Array(4)], '__proto__')];
      const { status } = await submit(opened, { check: '0000', choice: 'COMMENT', reason: '看过了', [name]: 'yes' }, {}, files);
      expect([name, status]).toEqual([name, 422]);
    }
    const { status, text } = await raw('GET', '/api/v1/me', { host: `${hostname}:${port}`, authorization: `Bearer ${tokens['xu-jianing']}` });
    expect([status, text.includes('seen')]).toEqual([200, false]);
  }, 60_000);

  it('of a query change nothing', async () => {
    for (const name of NAMES) {
      const query = `${encodeURIComponent(name)}=1`;
      const { status } = await raw('GET', `/api/v1/cases?${query}`, { host: `${hostname}:${port}`, authorization: `Bearer ${tokens['xu-jianing']}` });
      expect([name, status]).toEqual([name, 422]);
    }
  });
});

describe('a file', () => {
  const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const PAGE = '<!doctype html><html><body><script>alert(1)</script></body></html>';
  it.each([
    ['a picture that draws by script.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page.html', PAGE],
    ['a page.pdf.html', PAGE],
    ['a page.jpg', `\xff\xd8\xff\xe0${PAGE}`],
    ['a page.gif', `GIF89a/*${PAGE}*/`],
    ['a page.txt', PAGE],
    ['a program.js', 'alert(1)'],
    ['a shortcut.url', '[InternetShortcut]\r\nURL=https://evil.example'],
    ['two things.png', `${PNG.toString('latin1')}<?php system($_GET[0]); ?>${PAGE}`],
    ['con.pdf.', '%PDF-1.4'],
    ['a name with a line\r\nset-cookie: a=b.png', PNG.toString('latin1')],
  ])('like %j is refused', async (name, bytes) => {
    const { status } = await client('wu-tao').upload(name, new Uint8Array(Buffer.from(bytes, 'latin1')));
    expect([name, status]).toEqual([name, 422]);
  });
});

describe('one form', () => {
  it('sent forty times at once is one remark', async () => {
    const opened = await openLink(mail);
    await later(LEAST_READING_MS + 50);
    const fields = { check: checkIn(mail), choice: 'COMMENT', reason: `四十次 ${randomUUID()}` };
    const answers = await Promise.all(Array.from({ length: 40 }, () => submit(opened, fields)));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.some(({ status }) => status === 303)).toBe(true);
    const { remarks } = await once(stream, (state) => state.remarks.some(({ text }) => text === fields.reason));
    expect(remarks.filter(({ text }) => text === fields.reason)).toHaveLength(1);
  }, 60_000);
});

describe('slow clients', () => {
  it('hold nobody up: 150 half heads, 50 half bodies and 300 that say nothing, while the service answers', async () => {
    const slowest: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const asked = performance.now();
      expect((await raw('GET', '/livez', { host: `${hostname}:${port}` })).status).toBe(200);
      slowest.push(performance.now() - asked);
    }
    expect(Math.max(...slowest)).toBeLessThan(1_000);
  });

  it('are let go: who sends half a head within 25 seconds, half a body within 40', async () => {
    const goneAfter = async (of: readonly net.Socket[], seconds: number): Promise<number> => {
      while (of.some((socket) => !socket.closed) && Date.now() - began < seconds * 1_000) await later(250);
      return of.filter((socket) => !socket.closed).length;
    };
    expect(await goneAfter(heads ?? [], 25)).toBe(0);
    expect(await goneAfter(bodies ?? [], 40)).toBe(0);
  }, 60_000);
});

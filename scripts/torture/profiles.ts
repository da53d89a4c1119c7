/**
 * Machines that come by a link, as they are met in the field: what each does to a link it has found in a mail. None of
 * them knows the mail's digits, and each tries all it can otherwise. A visit is one machine's whole dealing with one link.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

export type Machine = {
  readonly name: string;
  /** Where such a machine was seen. */
  readonly seen: string;
  visit(link: string, lab: Lab): Promise<void>;
  /** Of a hundred visits; a browser costs a thousand times a request. */
  readonly share: number;
};
export type Lab = { readonly browser: () => Promise<Browser>; readonly waitMs: number; readonly random: () => number };

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

/** A client with a cookie jar that keeps to paths, as a browser does. */
class Client {
  readonly #jar: { readonly pair: string; readonly path: string }[] = [];
  readonly #headers: Readonly<Record<string, string>>;
  constructor(headers: Readonly<Record<string, string>>) {
    this.#headers = headers;
  }

  async send(
    url: string | URL,
    init: { readonly method?: string; readonly body?: BodyInit; readonly headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const target = new URL(url);
    const cookie = this.#jar.filter(({ path }) => target.pathname.startsWith(path)).map(({ pair }) => pair);
    const response = await fetch(target, {
      redirect: 'manual',
      ...init,
      headers: { ...this.#headers, ...init.headers, ...(cookie.length === 0 ? {} : { cookie: cookie.join('; ') }) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      this.#jar.push({ pair, path: /path=([^;]+)/i.exec(set)?.[1] ?? '/' });
    }
    return response;
  }

  /** Follows redirects, as far as they go. */
  async open(
    url: string | URL,
    init: Parameters<Client['send']>[1] = {},
  ): Promise<{ readonly url: URL; readonly page: string; readonly status: number }> {
    let target = new URL(url);
    let response = await this.send(target, init);
    for (let hops = 0; hops < 5 && response.status >= 300 && response.status < 400; hops += 1) {
      target = new URL(response.headers.get('location') ?? '', target);
      response = await this.send(target);
    }
    return { url: target, page: await response.text(), status: response.status };
  }
}

const browserLike = { 'user-agent': CHROME, accept: 'text/html', 'accept-language': 'zh-CN,zh;q=0.9' };

type Form = {
  readonly action: string;
  readonly multipart: boolean;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly values: readonly string[] }[];
};

const plainText = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x27;', "'");
const attribute = (tag: string, name: string): string => plainText(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** Every form of a page with every field and what may be chosen in it, hidden ones and buttons included. */
export function formsOf(page: string): readonly Form[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => {
    const found = new Map<string, { type: string; values: string[] }>();
    for (const [tag, kind] of body.matchAll(/<(input|select|textarea|button)\b[^>]*>/g)) {
      const name = attribute(tag, 'name');
      if (name === '') continue;
      const field = found.get(name) ?? { type: attribute(tag, 'type') || (kind ?? ''), values: [] };
      const value = attribute(tag, 'value');
      if (value !== '') field.values.push(value);
      found.set(name, field);
    }
    for (const [, name = '', options = ''] of body.matchAll(/<select\b[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
      found.set(name, { type: 'select', values: [...options.matchAll(/value="([^"]+)"/g)].map(([, value = '']) => plainText(value)) });
    return {
      action: attribute(head, 'action'),
      multipart: head.includes('multipart'),
      fields: [...found].map(([name, field]) => ({ name, ...field })),
    };
  });
}

/** What a machine puts into a field that it knows nothing of. */
const GUESSES = ['test', '1234', '0000', 'yes', 'admin@example.com', '同意', 'ok', '1', 'on', 'APPROVE', '123456'];

/** Fills in a form from top to bottom; `skip`: fields left alone, as by a machine that knows about decoys. */
function filled(form: Form, pick: () => number, skip: readonly string[] = []): URLSearchParams | FormData {
  const body: URLSearchParams | FormData = form.multipart ? new FormData() : new URLSearchParams();
  for (const { name, type, values } of form.fields) {
    if (skip.includes(name) || type === 'file') continue;
    const among = values.length > 0 ? values : GUESSES;
    body.append(name, among[Math.floor(pick() * among.length)] ?? '');
  }
  return body;
}

async function postAll(client: Client, opened: { readonly url: URL; readonly page: string }, lab: Lab, skip: readonly string[] = []): Promise<void> {
  for (const form of formsOf(opened.page)) {
    const action = new URL(form.action === '' ? opened.url : form.action, opened.url);
    const answer = await client.send(action, { method: 'POST', body: filled(form, lab.random, skip), headers: { origin: opened.url.origin } });
    await answer.arrayBuffer();
  }
}

async function readAll(response: Promise<Response>): Promise<void> {
  await (await response).arrayBuffer();
}

/** Every address on a page, as a crawler finds them. */
const linksIn = (page: string, base: URL): readonly URL[] =>
  [...page.matchAll(/\b(?:href|src|action)="([^"]+)"/g)].flatMap(([, href = '']) => {
    try {
      const url = new URL(plainText(href), base);
      return url.origin === base.origin ? [url] : [];
    } catch {
      return [];
    }
  });

const CHATS: readonly string[] = [
  'DingTalk-LinkPreview/1.0',
  'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 MicroMessenger/8.0.40 wxwork/4.1.0 preview',
  'Lark-LinkPreview/1.0 (Feishu)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'TelegramBot (like TwitterBot)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  'WhatsApp/2.23.20.0 A',
];

export const MACHINES: readonly Machine[] = [
  {
    name: 'head',
    seen: 'link checkers of mail gateways: HEAD on the link and on where it leads',
    share: 12,
    async visit(link) {
      const client = new Client({ 'user-agent': 'Barracuda Sentinel' });
      const first = await client.send(link, { method: 'HEAD' });
      const location = first.headers.get('location');
      if (location !== null) await readAll(client.send(new URL(location, link), { method: 'HEAD' }));
    },
  },
  {
    name: 'get',
    seen: 'Mimecast, Proofpoint: GET, redirects followed, with and without cookies',
    share: 14,
    async visit(link, lab) {
      const client = new Client(lab.random() < 0.5 ? browserLike : {});
      const opened = await client.open(link);
      for (const url of linksIn(opened.page, opened.url)) await readAll(client.send(url));
      await readAll(fetch(opened.url));
    },
  },
  {
    name: 'options',
    seen: 'security scanners: every method on every address',
    share: 10,
    async visit(link) {
      const client = new Client(browserLike);
      const opened = await client.open(link);
      for (const url of [new URL(link), opened.url, new URL(`${opened.url.pathname}/decision`, opened.url)])
        for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'POST']) await readAll(client.send(url, { method }));
    },
  },
  {
    name: 'prefetch',
    seen: 'browsers and mail programs that load what might be opened next',
    share: 12,
    async visit(link) {
      const client = new Client({
        ...browserLike,
        'sec-purpose': 'prefetch;prerender',
        purpose: 'prefetch',
        'x-moz': 'prefetch',
        'sec-fetch-mode': 'no-cors',
      });
      await client.open(link);
    },
  },
  {
    name: 'chat-preview',
    seen: 'DingTalk, WeCom, Feishu, Slack, Teams, Telegram, WhatsApp: previews of a pasted link',
    share: 14,
    async visit(link, lab) {
      const client = new Client({ 'user-agent': CHATS[Math.floor(lab.random() * CHATS.length)] ?? '', range: 'bytes=0-65535' });
      const opened = await client.open(link);
      for (const url of linksIn(opened.page, opened.url).filter(({ pathname }) => !pathname.includes('/decision'))) await readAll(client.send(url));
    },
  },
  {
    name: 'rewriting-proxy',
    seen: 'Microsoft Safe Links: the link rewritten, changed on its way, opened at every click by the proxy before the person',
    share: 12,
    async visit(link, lab) {
      const client = new Client(browserLike);
      const changed = [link, `${link}?utm_source=mail`, `${link}/`, `${link}.`, link.toLowerCase(), encodeURI(link), `${link}#x`];
      const opened = await client.open(changed[Math.floor(lab.random() * changed.length)] ?? link);
      await postAll(client, opened, lab);
      await client.open(link);
    },
  },
  {
    name: 'parallel',
    seen: 'sandboxes of one gateway: many machines at once, and again hours later',
    share: 10,
    async visit(link) {
      await Promise.all(Array.from({ length: 8 }, () => new Client(browserLike).open(link)));
    },
  },
  {
    name: 'fast-poster',
    seen: 'Bert Hubert, "Microsoft security POST-ing to you": every form filled in and posted at once',
    share: 10,
    async visit(link, lab) {
      const client = new Client(browserLike);
      const opened = await client.open(link);
      await postAll(client, opened, lab);
      await postAll(client, opened, lab);
    },
  },
  {
    name: 'patient-poster',
    seen: 'FusionAuth#2443: forms submitted; here by one that waits as long as a person and leaves hidden fields alone',
    share: 4,
    async visit(link, lab) {
      const client = new Client({ ...browserLike, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-user': '?1' });
      const opened = await client.open(link);
      await sleep(lab.waitMs);
      await postAll(client, opened, lab, ['website', 'everything']);
    },
  },
  {
    name: 'browser',
    seen: 'Defender detonation, sandboxes: a real Chromium with script that fills in, clicks and submits all that it finds',
    share: 2,
    visit: browse,
  },
];

/** A real browser: script runs, every field is filled in, everything that can be clicked is clicked, every form is submitted. */
async function browse(link: string, lab: Lab): Promise<void> {
  const context = await (await lab.browser()).newContext({ locale: 'zh-CN', ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    await page.goto(link, { waitUntil: 'load', timeout: 15_000 });
    if (lab.random() < 0.7) await page.waitForTimeout(lab.waitMs);
    const guesses = GUESSES;
    const seed = lab.random();
    // As a string: it runs in the page, where none of ours is.
    await page.evaluate(`(() => {
      const guesses = ${JSON.stringify(guesses)};
      let n = Math.floor(${seed} * guesses.length);
      const everywhere = ${seed < 0.5};
      for (const field of document.querySelectorAll('input, textarea, select')) {
        if (!everywhere && field.offsetParent === null) continue;
        if (field.type === 'radio' || field.type === 'checkbox') { if ((n += 1) % 3 === 0) field.click(); }
        else if (field.tagName === 'SELECT') field.selectedIndex = field.options.length - 1;
        else if (field.type !== 'file' && field.type !== 'hidden') field.value = guesses[(n += 1) % guesses.length];
      }
      const radios = [...document.querySelectorAll('input[type=radio]')];
      if (radios.length > 0 && !radios.some((radio) => radio.checked)) radios[0].click();
      window.__opened = document.querySelectorAll('form').length;
    })()`);
    const clickable = await page.locator('button:visible, summary:visible').all();
    for (const target of clickable.slice(0, 4)) await target.click({ timeout: 1_000, noWaitAfter: true }).catch(() => undefined);
    await page.waitForLoadState('load', { timeout: 5_000 }).catch(() => undefined);
    await page.evaluate(`(() => { for (const form of document.forms) form.submit(); })()`).catch(() => undefined);
    await page.waitForLoadState('load', { timeout: 5_000 }).catch(() => undefined);
    await page.evaluate(`(() => { for (const button of document.querySelectorAll('button')) button.click(); })()`).catch(() => undefined);
    await page.waitForLoadState('load', { timeout: 5_000 }).catch(() => undefined);
  } finally {
    await context.close();
  }
}

/** The demo's two kinds of clients: a project manager with a token, and an approver who has nothing but a mail. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export const read = async <T>(response: Response): Promise<T> => (await response.json()) as T; // what our own service answers, by its OpenAPI document

export class ApiClient {
  readonly #url: string;
  readonly #token: string;
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The case, or null while there is none. */
  async find(stream: string): Promise<Record<string, unknown> | null> {
    const response = await this.get(stream);
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`GET ${stream}: ${response.status} ${await response.text()}`);
    return (await read<{ state: Record<string, unknown> }>(response)).state;
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.#url}/api/v1/${path}`, { headers: { authorization: `Bearer ${this.#token}` } });
  }

  post(path: string, body: object, key: string = randomUUID()): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', 'idempotency-key': key };
    return fetch(`${this.#url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/octet-stream' };
    return fetch(`${this.#url}/api/v1/files?name=${encodeURIComponent(name)}`, { method: 'POST', headers, body: bytes });
  }

  /** Hands a document in; the SHA-256 by which a command may name it. Waits where too many are under way. */
  async handIn(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    for (;;) {
      const response = await this.upload(name, bytes);
      if (response.ok) return (await read<{ sha256: string }>(response)).sha256;
      if (response.status !== 429) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      await sleep(200);
    }
  }

  async command(stream: string, body: object): Promise<void> {
    const key = randomUUID();
    for (let tries = 0; ; tries += 1) {
      const response = await this.post(`${stream}/commands`, body, key);
      if (response.ok) return;
      const text = await response.text();
      if (response.status !== 503 || tries > 10) throw new Error(`${stream} ${JSON.stringify(body).slice(0, 80)}: ${response.status} ${text}`);
      await sleep(500);
    }
  }

  /** One person proposes a route of the county's own, a second one confirms it. */
  async adoptRoute(
    programme: string,
    { route, basis }: { readonly route: { readonly code: string; readonly [field: string]: unknown }; readonly basis: string },
    second: ApiClient,
  ) {
    await this.command(`programme/${programme}`, { type: 'AdoptRoute', route, basis });
    const state = (await this.find(`programme/${programme}`)) as { routeProposals?: Record<string, { code: string }> } | null;
    const [proposal] = Object.entries(state?.routeProposals ?? {}).find(([, { code }]) => code === route.code) ?? [];
    if (proposal !== undefined) await second.command(`programme/${programme}`, { type: 'ConfirmRoute', proposal });
  }

  /** Why a command is refused: its code, or null when it is not. */
  async refused(stream: string, body: object): Promise<string | null> {
    const response = await this.post(`${stream}/commands`, body);
    return response.ok ? null : (await read<{ code: string }>(response)).code;
  }

  /** Waits until the case is as it should be. */
  async until<T>(stream: string, holds: (state: Record<string, unknown>) => T | null | false, seconds = 120): Promise<T> {
    for (let tries = 0; tries < seconds * 5; tries += 1) {
      const state = await this.find(stream);
      const found = state === null ? null : holds(state);
      if (found !== null && found !== false) return found;
      await sleep(200);
    }
    throw new Error(`${stream} did not get there within ${seconds} s`);
  }
}

export type Mail = { readonly id: number; readonly to: string; readonly subject: string; readonly text: string };

export async function mailsAfter(outboxUrl: string, after: number): Promise<readonly Mail[]> {
  const response = await fetch(`${outboxUrl}/mails.json?after=${after}`);
  return read(response);
}

export type Answer = { readonly choice: 'APPROVE' | 'REJECT' | 'RETURN' | 'SUPPLEMENT'; readonly reason?: string; readonly score?: number };

/** Whether a mail asks for a decision: its link, if so. */
export const linkIn = (mail: Mail): string | null => /https?:\/\/\S+\/a\/[A-Za-z0-9_-]{43}/.exec(mail.text)?.[0] ?? null;

/** The page behind a mail's link, as a browser has it. */
export type Opened = { readonly page: string; readonly url: URL; readonly cookie: string; readonly nonce: string; readonly action: string };

export async function openLink(mail: Mail, lang?: 'en' | 'zh-CN'): Promise<Opened> {
  const link = linkIn(mail);
  if (link === null) throw new Error(`mail ${mail.id} has no link`);
  const first = await fetch(link, { redirect: 'manual' });
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const url = new URL(first.headers.get('location') ?? '', link);
  if (lang !== undefined) url.searchParams.set('lang', lang);
  const page = await (await fetch(url, { headers: { cookie } })).text();
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { page, url, cookie, nonce, action };
}

/** What the mail tells its reader to type. */
export const checkIn = (mail: Mail): string => /(?:核对码：|Check number: )(\d{4})/.exec(mail.text)?.[1] ?? '';

export type Fields = Readonly<Record<string, string>>;

/** Sends the form of an opened page, as a browser does: with files where there are some, `named` in fields of their own. */
export function submit(
  opened: Opened,
  fields: Fields,
  headers: Fields = {},
  files: readonly File[] = [],
  named: Readonly<Record<string, File>> = {},
): Promise<Response> {
  const entries = Object.entries({ nonce: opened.nonce, ...fields });
  let body: URLSearchParams | FormData = new URLSearchParams(entries);
  if (files.length > 0 || Object.keys(named).length > 0) {
    body = new FormData();
    for (const [name, value] of entries) body.set(name, value);
    for (const file of files) body.append('files', file);
    for (const [name, file] of Object.entries(named)) body.append(name, file);
  }
  return fetch(new URL(opened.action, opened.url), { method: 'POST', redirect: 'manual', headers: { cookie: opened.cookie, ...headers }, body });
}

/**
 * Does what a person does with such a mail: opens the link, reads the page, chooses, types what the mail tells him to,
 * submits. Returns the text of the page that he sees afterwards.
 */
export async function actByLink(
  mail: Mail,
  fields: Fields,
  readingMs: number,
  files: readonly File[] = [],
): Promise<{ readonly status: number; readonly page: string }> {
  const opened = await openLink(mail);
  if (opened.nonce === '') return { status: 200, page: opened.page };
  await sleep(readingMs);
  const posted = await submit(opened, { check: checkIn(mail), ...fields }, {}, files);
  if (posted.status !== 303) return { status: posted.status, page: await posted.text() };
  const after = await fetch(new URL(posted.headers.get('location') ?? '', opened.url), { headers: { cookie: opened.cookie } });
  return { status: 303, page: await after.text() };
}

export const decideByLink = (mail: Mail, { choice, reason, score }: Answer, readingMs: number) =>
  actByLink(mail, { choice, reason: reason ?? '', ...(score === undefined ? {} : { score: String(score) }) }, readingMs);

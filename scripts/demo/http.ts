/** The demo's two kinds of clients: a project manager with a token, and an approver who has nothing but a mail. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What our own service answers, by its OpenAPI document. */
const read = async <T>(response: Response): Promise<T> => (await response.json()) as T;

export class ApiClient {
  readonly #url: string;
  readonly #token: string;
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The case, or null while there is none. */
  async find(stream: string): Promise<Record<string, unknown> | null> {
    const response = await fetch(`${this.#url}/api/v1/${stream}`, { headers: { authorization: `Bearer ${this.#token}` } });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`GET ${stream}: ${response.status} ${await response.text()}`);
    return (await read<{ state: Record<string, unknown> }>(response)).state;
  }

  async command(stream: string, body: object): Promise<void> {
    const key = randomUUID();
    for (let tries = 0; ; tries += 1) {
      const response = await fetch(`${this.#url}/api/v1/${stream}/commands`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      if (response.ok) return;
      const text = await response.text();
      if (response.status !== 503 || tries > 10) throw new Error(`${stream} ${JSON.stringify(body).slice(0, 80)}: ${response.status} ${text}`);
      await sleep(500);
    }
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

/**
 * Does what a person does with such a mail: opens the link, reads the page, chooses, types what the mail tells him to,
 * submits. Returns the text of the page that he sees afterwards.
 */
export async function decideByLink(mail: Mail, answer: Answer, readingMs: number): Promise<{ readonly status: number; readonly page: string }> {
  const link = linkIn(mail);
  if (link === null) throw new Error(`mail ${mail.id} has no link`);
  const first = await fetch(link, { redirect: 'manual' });
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = new URL(first.headers.get('location') ?? '', link);
  const shown = await (await fetch(page, { headers: { cookie } })).text();
  const nonce = /name="nonce" value="([^"]+)"/.exec(shown)?.[1];
  const action = /<form[^>]* action="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&');
  if (nonce === undefined || action === undefined) return { status: 200, page: shown };
  const [, number = '', count = '0'] = /(?:项目编号|project number|of the project number) (\S+?)(?: 的最后 (\d+) 位|[.])/.exec(mail.text) ?? [];
  await sleep(readingMs);
  const form = new URLSearchParams({ nonce, choice: answer.choice, reason: answer.reason ?? '', check: number.slice(-Number(count)) });
  if (answer.score !== undefined) form.set('score', String(answer.score));
  const posted = await fetch(new URL(action, page), { method: 'POST', body: form, redirect: 'manual', headers: { cookie } });
  if (posted.status !== 303) return { status: posted.status, page: await posted.text() };
  const after = await fetch(new URL(posted.headers.get('location') ?? '', page), { headers: { cookie } });
  return { status: 303, page: await after.text() };
}

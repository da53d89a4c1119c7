/** A browser on its way to an account elsewhere and back, as tests do it. */
import { inject } from 'vitest';

const { apiUrl, accountsUrl } = inject('service');

type Going = { readonly url: string; readonly cookie: string };
const pairs = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .join('; ');
export async function start(path: string, body: object, cookie = ''): Promise<Going> {
  const answer = await fetch(`${apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl, ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return { url: ((await answer.json()) as { url: string }).url, cookie: [cookie, pairs(answer)].filter((one) => one !== '').join('; ') };
}
/** What the browser brings back, with its cookies. */
export async function back(url: string, cookie: string) {
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
  return { status: answer.status, to: answer.headers.get('location'), cookie: pairs(answer) };
}
export const me = async (cookie: string) => (await (await fetch(`${apiUrl}/api/v1/me`, { headers: { cookie } })).json()) as Record<string, unknown>;
export const atVendor = async (url: string) => (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
export const sits = (who: Readonly<Record<string, string>>) => fetch(`${accountsUrl}/who`, { method: 'POST', body: JSON.stringify(who) });

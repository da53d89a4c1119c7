import ICAL from 'ical.js';
import { describe, expect, inject, it } from 'vitest';
import { client, json } from '../setup/office.ts';
import { signedIn } from '../setup/signing-in.ts';

const { apiUrl } = inject('service');

/** As the console sends it. */
async function asked(person: string, path: string, body: object): Promise<Response> {
  const cookie = await signedIn(person);
  return fetch(`${apiUrl}/api/v1/me/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl, 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify(body),
  });
}
const addressOf = async (person: string, language = 'zh-CN'): Promise<string> => {
  const answer = await asked(person, 'calendar-feed', { language });
  expect(answer.status).toBe(201);
  return String(Object(await answer.json()).address);
};
const eventsAt = async (address: string): Promise<readonly ICAL.Event[]> =>
  new ICAL.Component(ICAL.parse(await (await fetch(address)).text())).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

describe('a feed of deadlines', () => {
  it('is fetched without a sign-in, and holds what its owner reads in the console', async () => {
    const address = await addressOf('xu-jianing');
    expect(address).toMatch(new RegExp(`^${apiUrl}/calendar/[A-Za-z0-9_-]{22}\\.ics$`));
    const answer = await fetch(address);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { items } = (await json(client('xu-jianing').get('programme/QH/deadlines'))) as { items: { on: string; project: string | null }[] };
    const events = await eventsAt(address);
    expect(items.length).toBeGreaterThan(0);
    expect(events.map(({ startDate }) => startDate.toString())).toEqual(items.map(({ on }) => on));
    expect(await json(client('xu-jianing').get('me/calendar-feed'))).toMatchObject({ feed: { language: 'zh-CN', readAt: expect.any(String) } });
  });

  it('holds of a manager’s programme their own projects alone', async () => {
    const { items } = (await json(client('gao-lin').get('programme/QH/deadlines'))) as { items: { on: string }[] };
    expect((await eventsAt(await addressOf('gao-lin'))).length).toBe(items.length);
  });

  it('says nothing of people, nor of its address once it was shown', async () => {
    const address = await addressOf('xu-jianing', 'en');
    const file = await (await fetch(address)).text();
    for (const name of ['高琳', 'Gao Lin', 'gao-lin', '许家宁', 'xu-jianing']) expect(file).not.toContain(name);
    expect(JSON.stringify(await json(client('xu-jianing').get('me/calendar-feed')))).not.toContain(address.slice(-26, -4));
  });

  it('ends when another address is made, and when it is removed', async () => {
    const first = await addressOf('xu-jianing');
    const second = await addressOf('xu-jianing');
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
    expect(await (await asked('xu-jianing', 'calendar-feed/remove', {})).json()).toEqual({ ended: true });
    expect((await fetch(second)).status).toBe(404);
    expect(await (await asked('xu-jianing', 'calendar-feed/remove', {})).json()).toEqual({ ended: false });
    expect(await json(client('xu-jianing').get('me/calendar-feed'))).toEqual({ feed: null });
  });

  it('is made by its owner at a browser alone, never by a key', async () => {
    expect((await client('xu-jianing').post('me/calendar-feed', { language: 'en' })).status).toBe(403);
  });

  it.each(['x', '..%2f..', 'A'.repeat(22), `${'A'.repeat(22)}.ics`, `${'A'.repeat(22)}.ics.ics`])('is not there at %s', async (token) => {
    expect((await fetch(`${apiUrl}/calendar/${token}`)).status).toBe(404);
  });
});

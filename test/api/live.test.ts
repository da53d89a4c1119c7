import { describe, expect, inject, it } from 'vitest';
import { ApiClient } from '../../scripts/demo/http.ts';

const { apiUrl, tokens } = inject('service');

type Stream = { readonly status: number; readonly text: () => string; close(): void };
async function listen(person: string): Promise<Stream> {
  const stop = new AbortController();
  const response = await fetch(`${apiUrl}/api/v1/live`, { headers: { Authorization: `Bearer ${tokens[person] ?? person}` }, signal: stop.signal });
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  read().catch(() => undefined);
  return { status: response.status, text: () => text, close: () => stop.abort() };
}

describe('a window of the console', () => {
  it('is told of a case that has changed, if its person may see it, by its name alone', async () => {
    const [sees, sees2, other] = [await listen('xu-jianing'), await listen('liu-chuan'), await listen('gao-lin')];
    const manager = new ApiClient(apiUrl, tokens['liu-chuan'] ?? '');
    await expect.poll(() => sees.text()).toContain('event: open');
    const draft = {
      type: 'Draft',
      project: 'QH-05',
      key: 'LIVE-1',
      route: 'CHANGE_DEPARTMENT',
      title: '器材',
      content: { summary: [], documents: [] },
    };
    expect((await manager.post('approvals', draft)).status).toBe(200);
    await expect.poll(() => sees.text(), { timeout: 5_000 }).toContain('"approval/QH-05~LIVE-1"');
    await expect.poll(() => sees2.text(), { timeout: 5_000 }).toContain('"approval/QH-05~LIVE-1"');
    // Manages another project, and sees nothing of this one.
    expect(other.text()).toContain('event: open');
    expect(other.text()).not.toContain('QH-05');
    expect(sees.text().replaceAll(/event: \w+\n|data: \{("streams":\["[a-zA-Z0-9/.~_",-]+\])?\}\n|retry: 3000\n|: here\n|\n/g, '')).toBe('');
    for (const one of [sees, sees2, other]) one.close();
  });

  it('is not told of what was looked at: a page that an auditor reads would ask for itself for ever', async () => {
    const window = await listen('song-wei');
    await expect.poll(() => window.text()).toContain('event: open');
    const auditor = new ApiClient(apiUrl, tokens['song-wei'] ?? '');
    const seen = async (): Promise<number> =>
      ((await (await auditor.get('audit/events?action=HistoryRead')).json()) as { readonly count: number }).count;
    const read = async (): Promise<void> => {
      const before = await seen();
      await auditor.get('project/QH-03/story');
      await expect.poll(seen, { timeout: 20_000 }).toBeGreaterThan(before);
    };
    const told = (): number => window.text().split('"journal/').length;
    // The first use of their token is an event of the journal too, and is told.
    await read();
    const first = told();
    await read();
    const manager = new ApiClient(apiUrl, tokens['liu-chuan'] ?? '');
    const content = { summary: [], documents: [] };
    await manager.post('approvals', { type: 'Draft', project: 'QH-05', key: 'LIVE-2', route: 'CHANGE_DEPARTMENT', title: '器材', content });
    await expect.poll(() => window.text(), { timeout: 20_000 }).toContain('"approval/QH-05~LIVE-2"');
    expect(told()).toBe(first);
    window.close();
  });

  it('is not opened without a sign-in, nor a ninth time', async () => {
    expect((await fetch(`${apiUrl}/api/v1/live`)).status).toBe(401);
    const windows = await Promise.all(Array.from({ length: 9 }, () => listen('he-jing')));
    expect(windows.filter(({ status }) => status === 429).length).toBe(1);
    for (const one of windows) one.close();
    await expect
      .poll(async () => {
        const again = await listen('he-jing');
        again.close();
        return again.status;
      })
      .toBe(200);
  });
});

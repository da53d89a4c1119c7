/** A message of one's own in the app that one has bound: sent, tapped, decided as strongly as that sign-in, and marked when it is over. */
import { expect, inject, it } from 'vitest';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { atVendor, back, sits, start } from '../setup/accounts-elsewhere.ts';
import type { FakeMessage } from '../setup/fake-work-messages.ts';
import { asked, client, json, once } from '../setup/office.ts';
import { signedIn } from '../setup/signing-in.ts';

const { apiUrl, accountsUrl } = inject('service');
const ROUTE = {
  code: 'WORK_NOTICE',
  version: 1,
  name: '器材采购',
  steps: [{ key: 'CHECK', name: '初审', who: { agree: 'ANY', members: [{ person: 'luo-ping' }] }, limit: { n: 3, unit: 'WD' } }],
};
const ACCOUNT = 'on_work-notice';

const messages = async (): Promise<readonly FakeMessage[]> => {
  const { messages: all } = (await (await fetch(`${accountsUrl}/messages`)).json()) as { messages: readonly FakeMessage[] };
  return all.filter(({ to }) => to === ACCOUNT);
};
async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not within 20 s');
}
const urlIn = (message: FakeMessage): string => /https?:[^"\\]+via=feishu/.exec(JSON.stringify(message.body))?.[0] ?? '';

it('reaches whoever has bound an account, leads to the case, and is marked when they have decided', { timeout: 90_000 }, async () => {
  const manager = client('gao-lin');
  const paper = await manager.handIn('报价单.pdf', onePagePdf('WN-1'));
  await client('xu-jianing').adoptRoute('QH', { route: ROUTE, basis: '青托组发〔2026〕18号' }, client('he-jing'));
  const apply = async (key: string) => {
    const content = { summary: [{ label: '用途', value: '器材' }], documents: [{ title: '报价单', sha256: paper }] };
    await json(manager.post('approvals', { type: 'Draft', project: 'QH-01', key, route: ROUTE.code, title: `器材 ${key}`, content }));
    await manager.command(`approval/QH-01~${key}`, { type: 'Submit' });
    return once(`approval/QH-01~${key}`, ({ status }) => status === 'OPEN');
  };
  const [approver = ''] = asked(await apply('WORK-1'));
  await sits({ feishu: ACCOUNT });
  const binding = await start('me/accounts/bind', { provider: 'feishu', to: '/me' }, await signedIn(approver));
  expect((await back(await atVendor(binding.url), binding.cookie)).to).toBe('/me');
  // What came before is no news.
  await apply('WORK-2');
  const message = await until(async () => (await messages()).find((one) => JSON.stringify(one.body).includes('WORK-2')));
  expect((await messages()).filter((one) => JSON.stringify(one.body).includes('WORK-1'))).toEqual([]);
  expect(new URL(urlIn(message)).pathname).toBe('/approvals/QH-01~WORK-2');

  // A tap: not signed in, the page goes on to the app and comes back as its person.
  const going = await start('sign-in/with/feishu', { to: new URL(urlIn(message)).pathname });
  const came = await back(await atVendor(going.url), going.cookie);
  expect(came.to).toBe('/approvals/QH-01~WORK-2');
  const state = await once('approval/QH-01~WORK-2', () => true);
  const task = state.tasks.find(({ person, status }) => person === approver && status === 'PENDING')?.task;
  const decided = await fetch(`${apiUrl}/api/v1/approval/QH-01~WORK-2/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl, cookie: came.cookie, 'idempotency-key': 'work-notice-1' },
    body: JSON.stringify({ type: 'Decide', task, choice: 'APPROVE', seen: state.contentHash }),
  });
  expect(await decided.json()).toMatchObject({ status: expect.any(String) });
  await until(async () => (await messages()).find(({ id, state: shown }) => id === message.id && shown === 'MARKED'));
  const { notices } = (await json(client('xu-jianing').get('approval/QH-01~WORK-2/notices'))) as { notices: Record<string, unknown>[] };
  const own = notices.filter(({ channel, recipient, template }) => channel === 'feishu' && recipient === approver && template === 'task');
  expect(own).toEqual([expect.objectContaining({ status: 'SENT', outcome: 'marked as over' })]);
  // The mail went its own way.
  expect(notices).toContainEqual(expect.objectContaining({ channel: 'MAIL', recipient: approver, template: 'task', status: 'SENT' }));
  const events = (await json(client('xu-jianing').get('approval/QH-01~WORK-2/events?limit=100'))) as { items: { type: string; actor?: object }[] };
  expect(JSON.stringify(events)).toContain('"how":"feishu"');

  const session = came.cookie;
  const { items } = (await (await fetch(`${apiUrl}/api/v1/me/accounts`, { headers: { cookie: session } })).json()) as { items: { id: string }[] };
  for (const { id } of items)
    await fetch(`${apiUrl}/api/v1/me/accounts/${id}/remove`, { method: 'POST', headers: { cookie: session, origin: apiUrl } });
});

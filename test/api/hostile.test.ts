/** Hostile text through the doors of a running service; afterwards everybody works on, and the record holds. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { openDatabase } from '../../prisma/database.ts';
import { rebuild, verifyChains } from '../../prisma/record/rebuild.ts';
import { checkSearch } from '../../prisma/search/search-rebuild.ts';
import { ApiClient, checkIn, type Mail, openLink, submit } from '../../scripts/demo/http.ts';
import { HOSTILE, hostileBodies } from '../setup/hostile.ts';
import { client, json, mailTo, once, today } from '../setup/office.ts';
import { LEAST_READING_MS } from '../setup/service.ts';

const { apiUrl, tokens, databaseUrl } = inject('service');
const manager = new ApiClient(apiUrl, tokens['wu-tao'] ?? '');
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Bodies of a kind are many alike; so many of each are sent. */
const OF_A_KIND = 18;
const TITLE = '立即点击 https://evil.example/login 登录';

async function send(path: string, body: object, person: string) {
  const headers = { authorization: `Bearer ${tokens[person]}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const response = await fetch(`${apiUrl}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { code: string; faults?: readonly string[] } };
}

describe('hostile text', () => {
  let mail: Mail;
  let stream = '';
  beforeAll(async () => {
    await manager.until('project/QH-02', () => true);
    const title = { zh: TITLE, en: 'see https://evil.example/login' };
    const content = {
      summary: [{ label: { zh: '事由', en: 'Why' }, value: { zh: 'www.evil.example', en: 'www.evil.example' } }],
      documents: [],
      amountFen: 100,
    };
    const draft = { type: 'Draft', programme: 'QH', project: 'QH-02', key: 'HOSTILE-1', route: 'CHANGE_DEPARTMENT', title, content };
    const begun = await send('approvals', draft, 'wu-tao');
    expect(begun.status).toBe(200);
    ({ stream } = begun.body as unknown as { stream: string });
    expect(await manager.refused(stream, { type: 'Submit', on: today() })).toBeNull();
    const { tasks } = await once(stream, (state) => state.tasks.length > 0);
    mail = await mailTo(tasks[0]?.person ?? '', 'evil');
  });

  it('is refused in every command, each time in a sentence that names the field', async () => {
    const asked = Object.entries(COMMAND_SCHEMAS).flatMap(([kind, schema]) => {
      const bodies = hostileBodies(schema);
      const step = Math.max(1, bodies.length / OF_A_KIND);
      return bodies.filter((_, nth) => Math.floor(nth / step) !== Math.floor((nth - 1) / step)).map((body) => ({ kind, body }));
    });
    expect(asked.length).toBeGreaterThan(100);
    for (const { kind, body } of asked) {
      const answer = await send(
        `${kind}/${kind === 'programme' ? 'QH' : kind === 'approval' ? stream.slice('approval/'.length) : 'QH-02'}/commands`,
        body,
        'xu-jianing',
      );
      expect([body, answer.status, answer.body.code]).toEqual([body, 422, 'WRONG_SHAPE']);
      expect(answer.body.faults?.[0]).toMatch(/^[^ ].*: .+/);
    }
  }, 90_000);

  it('is refused on the page behind a link, which comes back with what was typed; an odd but honest text is taken', async () => {
    for (const text of HOSTILE.filter((one) => !/\p{Cs}/u.test(one))) {
      const opened = await openLink(mail);
      await later(LEAST_READING_MS + 50);
      const posted = await submit(opened, { check: checkIn(mail), choice: 'COMMENT', reason: `看过了${text}` });
      expect([text, posted.status]).toEqual([text, 422]);
      expect(await posted.text()).toContain('看过了');
    }
    const opened = await openLink(mail);
    await later(LEAST_READING_MS + 50);
    const lines = Array.from({ length: 41 }, () => '字'.repeat(47)).join('\r\n');
    expect((await submit(opened, { check: checkIn(mail), choice: 'COMMENT', reason: lines })).status).toBe(303);
    const { remarks } = (await manager.find(stream)) as { remarks: readonly { text: string }[] };
    expect(remarks.at(-1)?.text).toHaveLength(1_967);
  }, 60_000);

  it('in a title is in no mail anything that a mail program makes a link of', () => {
    expect(mail.subject).toContain('https[:]//evil[.]example/login');
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/:\/\/evil|evil\.example/);
  });

  it('leaves everybody able to sign in, list and search; the record is whole and gives what is shown', async () => {
    // Whoever has left in another test has no sign-in any more.
    const { left } = (await client('xu-jianing').find('programme/QH')) as unknown as { left: readonly string[] };
    for (const person of Object.keys(tokens).filter((one) => !left.includes(one))) expect((await client(person).get('me')).status).toBe(200);
    expect((await json(client('xu-jianing').get('cases?limit=200'))).items).not.toHaveLength(0);
    const found = async () =>
      (await json(client('xu-jianing').get(`audit/events?text=${encodeURIComponent('字字字')}`))) as { items: unknown[]; pending: number };
    for (let tries = 0; (await found()).pending > 0 && tries < 100; tries += 1) await later(200);
    expect((await found()).items).toHaveLength(1);
    const db = openDatabase(databaseUrl);
    try {
      expect(await verifyChains(db)).toMatchObject({ chainOk: true, faults: [] });
      // What is written meanwhile may be met half way.
      let differences: readonly string[] = ['?'];
      for (let tries = 0; differences.length > 0 && tries < 5; tries += 1) ({ differences } = await rebuild(db, { apply: false }));
      expect(differences).toEqual([]);
      expect(await checkSearch(db)).toEqual([]);
    } finally {
      await db.close();
    }
  }, 60_000);
});

/** The folder of a project on a running service: each file with who, when, by which act and which version; and as a ZIP with its hashes. */
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { client, json, registerOwnProject } from '../setup/office.ts';

type Listed = {
  readonly items: readonly {
    title: string;
    sha256: string;
    version: number;
    versions: number;
    person: string;
    act: { zh: string };
    place: string;
    stream: string;
  }[];
  readonly count: number;
  readonly next: string | null;
};
const upload = async (person: string, name: string, text: string) => {
  const bytes = onePagePdf(text);
  const response = await client(person).upload(name, bytes);
  expect(response.status).toBe(201);
  return { title: name, sha256: createHash('sha256').update(bytes).digest('hex') };
};
const PROJECT = 'QH-04';

describe('the folder of a project', () => {
  it('lists what acts brought, counts versions, and leaves as a ZIP whose hashes are true', async () => {
    const officer = client('xu-jianing');
    const first = await upload('xu-jianing', '暂停决定.pdf', 'SUSPENDED 1');
    const suspended = await officer.post(`project/${PROJECT}/commands`, { type: 'Suspend', reason: '资金未到位', files: [first] });
    expect(suspended.status, await suspended.clone().text()).toBe(200);
    const second = await upload('xu-jianing', '暂停决定.pdf', 'SUSPENDED 2');
    expect((await officer.post(`project/${PROJECT}/commands`, { type: 'Resume', files: [second] })).status).toBe(200);
    const listed = (await json(officer.get(`project/${PROJECT}/files?order=NEWEST`))) as Listed;
    const mine = listed.items.filter(({ title }) => title === '暂停决定.pdf');
    expect(mine).toMatchObject([
      { sha256: second.sha256, version: 2, versions: 2, person: 'xu-jianing', place: 'PROJECT', stream: `project/${PROJECT}` },
      { sha256: first.sha256, version: 1, versions: 2 },
    ]);
    expect(mine[1]?.act.zh).toContain('暂停');
    const newest = (await json(officer.get(`project/${PROJECT}/files?newest=true&text=${encodeURIComponent('暂停')}`))) as Listed;
    expect(newest.items.map(({ sha256 }) => sha256)).toEqual([second.sha256]);
    const page = (await json(officer.get(`project/${PROJECT}/files?limit=1`))) as Listed;
    expect([page.items.length, page.count, page.next === null]).toEqual([1, listed.count, listed.count === 1]);
    const zip = await officer.get(`project/${PROJECT}/files.zip?lang=en`);
    expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const root = `${PROJECT}-files`;
    const sums = Buffer.from(files[`${root}/SHA256SUMS`] ?? [])
      .toString('utf8')
      .trim()
      .split('\n');
    expect(sums).toHaveLength(listed.count);
    for (const line of sums) {
      const [sha256 = '', path = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(files[`${root}/${path}`] ?? new Uint8Array())
          .digest('hex'),
        path,
      ).toBe(sha256);
    }
    expect(Buffer.from(files[`${root}/list.csv`] ?? []).toString('utf8')).toMatch(/^\uFEFFFile,Title/);
  });

  it('stands on the page of its stage, also where the state of the stage does not keep what an act brought', async () => {
    // Of its own: surveys of the example are closed by other tests.
    await registerOwnProject('QH-80', { zh: '卷宗示范点', en: 'Folder centre' });
    const { manager: runs } = (await client('xu-jianing').until('survey/QH-80', (state) => state)) as unknown as { manager: string };
    const manager = client(runs);
    const notice = await upload(runs, '调研公告.pdf', 'ANNOUNCED');
    const closesOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const announced = await manager.post('survey/QH-80/commands', { type: 'AnnounceSurvey', closesOn, files: [notice] });
    expect(announced.status, await announced.clone().text()).toBe(200);
    const { files } = (await json(manager.get('project/QH-80/stages/survey'))) as { files: readonly object[] };
    expect(files).toContainEqual({ ...notice, stream: 'survey/QH-80', mediaType: 'application/pdf' });
  }, 60_000);

  it('is nobody’s who may not read the project, and takes no file that nobody handed in', async () => {
    expect((await client('nobody-here').get(`project/${PROJECT}/files`)).status).toBe(401);
    const unknown = { title: '合同.pdf', sha256: '9'.repeat(64) };
    const refused = await client('xu-jianing').post(`project/${PROJECT}/commands`, { type: 'Suspend', reason: '资金', files: [unknown] });
    expect([refused.status, ((await refused.json()) as { faults: string[] }).faults.join()]).toEqual([422, expect.stringContaining('999999')]);
  });
});

/**
 * People who work while workers change: each has one application that stays open all the time and is spoken about, and hands
 * in, discusses and decides short ones beside it. Each request that was not confirmed is sent once more, under the same key.
 * Everything is counted afterwards in what the service then says of each case.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../demo/http.ts';

const text = (zh: string) => ({ zh, en: zh });
const step = (key: string, person: string) => ({ key, name: text(key), who: { agree: 'ANY', members: [{ person }] }, limit: { n: 5, unit: 'WD' } });
const ROUTE = { code: 'ROLL', version: 1, name: text('换班'), steps: [step('ONE', 'han-dong'), step('TWO', 'su-mei')] };
const CONTENT = { summary: [{ label: text('金额'), value: text('120 万元') }], amountFen: 120_000_000, documents: [] };
const TALK = 3;

/** What this load reads of an approval, as docs/openapi.json has it. */
type Shown = {
  readonly status: string;
  readonly round: number;
  readonly step: number;
  readonly contentHash: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly decisions: readonly object[];
};

export type LoadReport = {
  readonly requests: number;
  /** Not confirmed at first, and answered when they were sent again. */
  readonly retried: number;
  readonly failed: readonly string[];
  readonly approvals: readonly string[];
  readonly acknowledged: number;
  readonly lost: number;
  readonly twice: number;
};

export type Load = { readonly stop: () => Promise<LoadReport>; readonly requests: () => number };

/** `clients`: how many ask at once. Error: the route could not be adopted. */
export async function startLoad(apiUrl: string, tokens: Readonly<Record<string, string>>, clients: number): Promise<Load> {
  const clientOf = (person: string): ApiClient => new ApiClient(apiUrl, tokens[person] ?? '');
  await clientOf('xu-jianing').adoptRoute('QH', { route: ROUTE, basis: '测量' }, clientOf('he-jing'));
  const [manager, first, second] = [clientOf('liu-chuan'), clientOf('han-dong'), clientOf('su-mei')];
  const counts = { requests: 0, retried: 0 };
  const failed: string[] = [];
  /** By case: what was said there and acknowledged. */
  const said = new Map<string, string[]>();
  const decided = new Set<string>();
  let over = false;

  async function ask(client: ApiClient, path: string, body: object): Promise<boolean> {
    const key = randomUUID();
    counts.requests += 1;
    let answer = '';
    for (const tries of [1, 2]) {
      const response = await client.post(path, body, key).catch((error: unknown) => String(error));
      if (typeof response !== 'string' && response.ok) {
        await response.arrayBuffer();
        if (tries === 2) counts.retried += 1;
        return true;
      }
      answer = typeof response === 'string' ? response : `${response.status} ${await response.text()}`;
      await sleep(500);
    }
    failed.push(`${path} ${JSON.stringify(body).slice(0, 60)}: ${answer}`);
    return false;
  }

  async function opened(mark: string): Promise<string> {
    const stream = `approval/QH-05~${mark}`;
    const application = { programme: 'QH', project: 'QH-05', key: mark, route: 'ROLL', title: text(`换班 ${mark}`), content: CONTENT };
    await ask(manager, 'approvals', { type: 'Draft', ...application });
    await ask(manager, `${stream}/commands`, { type: 'Submit' });
    said.set(stream, []);
    return stream;
  }
  async function talk(stream: string): Promise<void> {
    const remark = randomUUID();
    if (await ask(first, `${stream}/commands`, { type: 'Comment', text: remark })) said.get(stream)?.push(remark);
  }
  const shown = async (stream: string): Promise<Shown> => (await manager.find(stream)) as unknown as Shown; // as it says
  async function decide(stream: string): Promise<void> {
    for (const client of [first, second]) {
      const { round, step: at, contentHash } = await shown(stream);
      await ask(client, `${stream}/commands`, { type: 'Decide', choice: 'APPROVE', round, step: at, seen: contentHash });
    }
    decided.add(stream);
  }
  const person = async (nth: number): Promise<void> => {
    const standing = await opened(`S${nth}`);
    for (let n = 0; !over; n += 1) {
      await talk(standing);
      const short = await opened(`S${nth}N${n}`);
      for (let words = 0; words < TALK; words += 1) await talk(short);
      await decide(short);
    }
    await decide(standing);
  };
  const working = Array.from({ length: clients }, (_, nth) => person(nth));
  for (const one of working) one.catch(() => undefined); // told by `stop`

  async function counted(): Promise<LoadReport> {
    let [acknowledged, lost, twice] = [0, 0, 0];
    for (const [stream, texts] of said) {
      const { remarks, decisions, status } = await shown(stream);
      const kept = remarks.map(({ text: one }) => one);
      acknowledged += texts.length + (decided.has(stream) ? 2 : 0);
      lost += texts.filter((one) => !kept.includes(one)).length;
      twice += kept.length - new Set(kept).size;
      if (!decided.has(stream)) continue;
      lost += Math.max(0, 2 - decisions.length) + (status === 'APPROVED' ? 0 : 1);
      twice += Math.max(0, decisions.length - 2);
    }
    return { ...counts, failed, approvals: [...said.keys()], acknowledged, lost, twice };
  }
  return {
    requests: () => counts.requests,
    async stop() {
      over = true;
      await Promise.all(working);
      return counted();
    },
  };
}

/** People who apply and decide while something breaks: what they were told is done is written down, and how long it took. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient, checkIn, type Mail, mailsAfter, openLink, submit } from '../demo/http.ts';
import { untilKnown } from '../demo/until-known.ts';
import type { OwnService } from '../own-service.ts';
import { sideBySide, upTo } from '../side-by-side.ts';

const text = (zh: string) => ({ zh, en: zh });
const DECIDERS = ['han-dong', 'su-mei'] as const;
const step = (person: string) => ({ key: person, name: text('审批'), who: { agree: 'ANY', members: [{ person }] }, limit: { n: 5, unit: 'WD' } });
const ROUTE = { code: 'DRILL', version: 1, name: text('演练'), steps: DECIDERS.map(step) };
const [MANAGER, OFFICER, SECOND] = ['liu-chuan', 'xu-jianing', 'he-jing'];
/** What the page behind a link says to whom has decided. */
const DECIDED = '您已处理';
const AGAIN_MS = 250;
const TRIES = 480;

export type People = {
  /** What somebody was told is done, by the event that it makes: `DecisionMade D1 han-dong`. */
  readonly acknowledged: ReadonlySet<string>;
  /** From the first click to the answer that it counts, however often it was asked. Milliseconds. */
  readonly decisionMs: readonly number[];
  /** How often somebody was told that it is not confirmed, and asked again. */
  readonly notConfirmed: () => number;
  /** One application: drafted, handed in, decided twice by link, its result mailed. */
  approve(mark: string): Promise<void>;
  /** So many applications, `inFlight` at a time. */
  approveMany(name: string, count: number, inFlight: number): Promise<void>;
};

export async function peopleOf({ stack }: OwnService): Promise<People> {
  const clientOf = async (person: string) => new ApiClient(stack.apiUrl, await issueApiToken(stack.database, person, 1));
  const manager = await clientOf(MANAGER ?? '');
  await (await clientOf(OFFICER ?? '')).adoptRoute('QH', { route: ROUTE, basis: '演练' }, await clientOf(SECOND ?? ''));
  const acknowledged = new Set<string>();
  const decisionMs: number[] = [];
  let notConfirmed = 0;
  let mails: Mail[] = [];

  const asking = {
    limitMs: TRIES * AGAIN_MS,
    onMiss: () => {
      notConfirmed += 1;
    },
  };
  async function untilDone(what: string, ask: () => Promise<void>): Promise<void> {
    await untilKnown(what, ask, asking);
    acknowledged.add(what);
  }
  function post(address: string, body: object): () => Promise<void> {
    const key = randomUUID();
    return async () => {
      const response = await manager.post(address, body, key);
      const said = await response.text();
      if (!response.ok) throw new Error(`${address}: ${response.status} ${said}`);
    };
  }
  async function mailTo(person: string, what: string, mark: string): Promise<Mail> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const more = await mailsAfter(stack.outboxUrl ?? '', mails.length).catch(() => []);
      mails = [...mails, ...more.filter(({ id }) => id > mails.length)];
      const found = mails.find(({ to, subject }) => to.startsWith(person) && subject.includes(what) && subject.includes(`演练 ${mark} 号`));
      if (found !== undefined) return found;
      await sleep(AGAIN_MS);
    }
    throw new Error(`no mail ${what} to ${person} about ${mark}`);
  }
  async function decide(person: string, mark: string): Promise<void> {
    const mail = await mailTo(person, '待办', mark);
    let clicked: number | null = null;
    await untilDone(`DecisionMade ${mark} ${person}`, async () => {
      const opened = await openLink(mail);
      // The form of who has decided takes the decision back.
      if (!opened.page.includes(DECIDED)) {
        clicked ??= performance.now();
        const { status } = await submit(opened, { choice: 'APPROVE', check: checkIn(mail) });
        if (status !== 303) throw new Error(`answered ${status}`);
      }
      // Also when they were told "not confirmed", and saw that it counts when they looked again.
      if (clicked !== null) decisionMs.push(performance.now() - clicked);
      clicked = null;
      const { page } = await openLink(mail);
      if (!page.includes(DECIDED)) throw new Error(/<h1[^>]*>(.*?)<\/h1>/s.exec(page)?.[1] ?? page.slice(0, 300));
    });
  }
  async function approve(mark: string): Promise<void> {
    const content = { summary: [{ label: text('金额'), value: text('1 万元') }], amountFen: 1_000_000, documents: [] };
    const draft = { type: 'Draft', programme: 'QH', project: 'QH-05', key: mark, route: ROUTE.code, title: text(`演练 ${mark} 号`), content };
    await untilKnown(`Draft ${mark}`, post('approvals', draft), asking);
    await untilDone(`ApplicationSubmitted ${mark}`, post(`approval/QH-05~${mark}/commands`, { type: 'Submit' }));
    for (const person of DECIDERS) await decide(person, mark);
    await mailTo(MANAGER ?? '', '结果', mark);
  }
  return {
    acknowledged,
    decisionMs,
    notConfirmed: () => notConfirmed,
    approve,
    approveMany: (name, count, inFlight) => sideBySide(upTo(count), inFlight, (nth) => approve(`${name}${nth}`)),
  };
}

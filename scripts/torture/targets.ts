/** Approvals to be tried: applied for by a project's manager, each waiting for one person with one mail. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ACTS } from '../../domain/words/lists.ts';
import { type ApiClient, linkIn, type Mail, mailsAfter } from '../demo/http.ts';
import { titleIn } from './torture.ts';

const text = (zh: string) => ({ zh, en: zh });
/** Everything that a page can offer is offered. */
const ROUTE = {
  code: 'TORTURE',
  version: 1,
  name: text('链接耐受'),
  steps: [
    {
      key: 'ONE',
      name: text('审批'),
      who: { agree: 'ANY', members: [{ person: 'han-dong' }] },
      limit: { n: 5, unit: 'WD' },
      may: ACTS,
    },
  ],
};

export async function openTargets(options: {
  readonly officer: ApiClient;
  /** Confirms the route that the officer proposes. */
  readonly second: ApiClient;
  readonly manager: ApiClient;
  readonly programme: string;
  readonly project: string;
  readonly outboxUrl: string;
  readonly howMany: number;
  /** Tells several runs on one service apart. */
  readonly run: string;
}): Promise<readonly { readonly stream: string; readonly person: string; readonly mail: Mail }[]> {
  const { officer, second, manager, programme, project, outboxUrl, howMany, run } = options;
  const after = (await mailsAfter(outboxUrl, 0)).length;
  await officer.adoptRoute(programme, { route: ROUTE, basis: '耐受试验' }, second);
  const streams: string[] = [];
  for (let n = 1; n <= howMany; n += 1) {
    const key = `T${run}-${n}`;
    const content = { summary: [{ label: text('金额'), value: text('120 万元') }], amountFen: 120_000_000, documents: [] };
    const draft = { type: 'Draft', programme, project, key, route: 'TORTURE', title: text(`耐受 T-${run}${String(n).padStart(4, '0')}.`), content };
    const answer = await manager.post('approvals', draft);
    if (!answer.ok) throw new Error(`an application was refused: ${await answer.text()}`);
    const stream = `approval/${project}~${key}`;
    await manager.command(stream, { type: 'Submit' });
    streams.push(stream);
  }
  for (let tries = 0; tries < 300; tries += 1) {
    const mails = (await mailsAfter(outboxUrl, after)).filter((mail) => mail.subject.includes('耐受') && linkIn(mail) !== null);
    if (mails.length >= howMany) {
      const sorted = [...mails].sort((a, b) => (titleIn(a) < titleIn(b) ? -1 : 1));
      return streams.flatMap((stream, index) => {
        const mail = sorted[index];
        return mail === undefined ? [] : [{ stream, person: 'han-dong', mail }];
      });
    }
    await sleep(200);
  }
  throw new Error('not every mail came');
}

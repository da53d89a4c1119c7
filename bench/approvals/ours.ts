/** One approval of ours from the draft to the applicant's mail with the result, as its three people do it. */
import { ApiClient, checkIn, openLink, submit } from '../../scripts/demo/http.ts';
import type { One } from './flight.ts';
import type { MailSink, SunkMail } from './mail-sink.ts';

const LIMIT_MS = 120_000;
const text = (zh: string) => ({ zh, en: zh });
const step = (key: string, person: string) => ({ key, name: text(key), who: { agree: 'ANY', members: [{ person }] }, limit: { n: 5, unit: 'WD' } });
const ROUTE = { code: 'LOAD', version: 1, name: text('负载'), steps: [step('ONE', 'han-dong'), step('TWO', 'su-mei')] };

/** `tokens`: of each of `PEOPLE`. */
export type Asked = { readonly apiUrl: string; readonly tokens: Readonly<Record<string, string>> };
export const PEOPLE = ['xu-jianing', 'he-jing', 'liu-chuan'];
export const streamOf = (mark: string): string => `approval/QH-05~${mark}`;

/** The route of two steps, adopted; then whoever applies: drafts, hands in, and gives the mail that asks the first approver. */
export async function applicantOf({ apiUrl, tokens }: Asked, sink: MailSink): Promise<(mark: string) => Promise<SunkMail>> {
  const clientOf = (person: string): ApiClient => new ApiClient(apiUrl, tokens[person] ?? '');
  const manager = clientOf('liu-chuan');
  await clientOf('xu-jianing').adoptRoute('QH', { route: ROUTE, basis: '测量' }, clientOf('he-jing'));
  const accepted = async (answered: Promise<Response>): Promise<void> => {
    const response = await answered;
    const said = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${said}`);
  };
  return async (mark) => {
    const content = { summary: [{ label: text('金额'), value: text('120 万元') }], amountFen: 120_000_000, documents: [] };
    const application = { programme: 'QH', project: 'QH-05', key: mark, route: 'LOAD', title: text(`负载 LOAD-${mark}`), content };
    await accepted(manager.post('approvals', { type: 'Draft', ...application }));
    await accepted(manager.post(`${streamOf(mark)}/commands`, { type: 'Submit' }));
    return sink.mail({ to: 'han-dong', what: '待办', mark }, LIMIT_MS);
  };
}

export const approvalsOf = async (asked: Asked, sink: MailSink): Promise<One> => approvalsBy(await applicantOf(asked, sink), sink);

export function approvalsBy(apply: (mark: string) => Promise<SunkMail>, sink: MailSink): One {
  const decide = async (mail: SunkMail): Promise<number> => {
    const opened = await openLink(mail);
    const clicked = performance.now();
    const answer = await submit(opened, { choice: 'APPROVE', check: checkIn(mail) });
    await answer.arrayBuffer();
    if (answer.status !== 303) throw new Error(`a decision was refused: ${answer.status}`);
    return clicked;
  };
  return async (mark) => {
    const first = await decide(await apply(mark));
    const next = await sink.mail({ to: 'su-mei', what: '待办', mark }, LIMIT_MS);
    const second = await decide(next);
    const result = await sink.mail({ to: 'liu-chuan', what: '结果', mark }, LIMIT_MS);
    return { nextMailMs: next.at - first, resultMailMs: result.at - second };
  };
}

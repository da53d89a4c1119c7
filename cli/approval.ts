/** `tuojian approval …` */
import { writeFileSync } from 'node:fs';
import { minuteAt } from '../domain/kernel/days.ts';
import type { NoticeView } from '../domain/notice/ledger.ts';
import { SetupError } from '../local/setup-error.ts';
import { type SignIn, signIn } from './api-session.ts';
import { readJsonFile } from './json-argument.ts';

type Text = { readonly zh: string; readonly en: string };
type Case = { readonly stream: string; readonly status: string; readonly light: string | null; readonly title: Text };
type Detail = Case & {
  readonly state: { readonly contentHash: string; readonly content: { readonly summary: readonly { readonly label: Text; readonly value: Text }[] } };
};
type Offers = {
  readonly tasks: readonly {
    readonly task: number;
    readonly kind: string;
    readonly status: string;
    readonly onBehalfOf: string | null;
    readonly offers: readonly string[];
  }[];
  readonly returnTo: readonly string[];
  readonly takeBack: number | null;
};
type History = {
  readonly lines: readonly { readonly at: string; readonly text: Text; readonly door: string }[];
  readonly refused: readonly { readonly commandType: string; readonly person: string | null; readonly code: string; readonly occurredAt: string }[];
};

/** What a mail ended as that its reader never got (`tuojian mail ledger` shows them all). */
export const UNDELIVERED: readonly string[] = ['REFUSED', 'BOUNCED', 'UNKNOWN', 'FAILED'];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export async function listApprovals(options: SignIn & { readonly status?: string }): Promise<void> {
  const api = await signIn(options);
  const status = options.status === undefined ? '' : `&status=${encodeURIComponent(options.status)}`;
  let after = '';
  let count = 0;
  do {
    const page = await api.get<{ items: readonly Case[]; next: string | null }>(`/api/v1/cases?kind=approval&limit=200${status}${after}`);
    for (const { stream, status: now, light, title } of page.items)
      say(`${now.padEnd(10)} ${(light ?? '').padEnd(7)} ${stream.slice('approval/'.length).padEnd(28)} ${title.zh}`);
    count += page.items.length;
    after = page.next === null ? '' : `&after=${page.next}`;
  } while (after !== '');
  if (count === 0) say('None that you may see.');
}

export async function showApproval(id: string, options: SignIn & { readonly lang: string }): Promise<void> {
  const pick = (text: Text): string => (options.lang === 'en' ? text.en : text.zh);
  const api = await signIn(options);
  const path = `/api/v1/approval/${encodeURIComponent(id)}`;
  const [found, offers, history] = [await api.get<Detail>(path), await api.get<Offers>(`${path}/offers`), await api.get<History>(`${path}/history`)];
  say(`${pick(found.title)}  ${found.status}${found.light === null ? '' : `  ${found.light}`}`);
  for (const { label, value } of found.state.content.summary) say(`  ${pick(label)}: ${pick(value)}`);
  say(`  content ${found.state.contentHash}\n`);
  for (const line of history.lines) say(`  ${minuteAt(line.at)}  ${line.door.padEnd(7)} ${pick(line.text)}`);
  for (const refused of history.refused)
    say(`  ${minuteAt(refused.occurredAt)}  refused ${refused.commandType} of ${refused.person ?? 'nobody'}: ${refused.code}`);
  const { notices } = await api.get<{ notices: readonly NoticeView[] }>(`${path}/notices`);
  for (const { status, template, recipient, outcome, createdAt } of notices.filter(({ status: now }) => UNDELIVERED.includes(now)))
    say(`  ${minuteAt(createdAt)}  ! mail "${template}" to ${recipient} did not arrive: ${status} ${outcome ?? ''}`);
  for (const { task, kind, status, onBehalfOf, offers: mine } of offers.tasks) {
    say(`\nTask ${task} (${kind}, ${status}${onBehalfOf === null ? '' : `, on behalf of ${onBehalfOf}`}): ${mine.join(', ')}`);
  }
  if (offers.tasks.some(({ offers: mine }) => mine.includes('RETURN'))) say(`A return may lead to: ${offers.returnTo.join(', ')}`);
  if (offers.takeBack !== null) say(`You may take back your decision on task ${offers.takeBack}.`);
}

export async function draftApproval(file: string, options: SignIn): Promise<void> {
  const body = readJsonFile(file);
  if (typeof body !== 'object' || body === null)
    throw new SetupError(`${file} holds no JSON object.`, 'See POST /api/v1/approvals in docs/openapi.json.');
  const api = await signIn(options);
  const answer = await api.post<{ readonly stream: string; readonly status: string }>('/api/v1/approvals', { type: 'Draft', ...body });
  say(`${answer.stream} is ${answer.status}`);
}

export async function printSheet(
  id: string,
  options: SignIn & { readonly output?: string; readonly trail: boolean; readonly lang: string },
): Promise<void> {
  if (options.lang !== 'zh-CN' && options.lang !== 'en') throw new SetupError(`There is no language "${options.lang}".`, 'Choose zh-CN or en.');
  const api = await signIn(options);
  const pdf = await api.bytes(`/api/v1/approval/${encodeURIComponent(id)}/sheet.pdf?trail=${options.trail}&lang=${options.lang}`);
  const file = options.output ?? `${id}.pdf`;
  writeFileSync(file, pdf);
  say(`${file} (${Math.round(pdf.length / 1_024)} KiB)`);
}

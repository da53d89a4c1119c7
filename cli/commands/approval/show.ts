/** `tuojian approval show ID`: what is asked, how it went, what the reader may do. */
import { Command } from 'commander';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import type { NoticeView } from '../../../domain/notice/ledger.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { say, table } from '../../output.ts';
import { isUndelivered } from '../../undelivered.ts';

type Detail = {
  readonly status: string;
  readonly light: string | null;
  readonly title: Text;
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

export const showCommand = new Command('show')
  .argument('<id>', 'QH-01.FSR')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('one approval: what is asked, its history in sentences, what you may do')
  .action(async (id: string, options: SignIn & { readonly lang: string }) => {
    const api = await signIn(options);
    const path = `/api/v1/approval/${encodeURIComponent(id)}`;
    const found = await api.get<Detail>(path);
    const offers = await api.get<Offers>(`${path}/offers`);
    const history = await api.get<History>(`${path}/history`);
    const { notices } = await api.get<{ notices: readonly NoticeView[] }>(`${path}/notices`);
    tellCase(found, options.lang);
    tellHistory(history, notices, options.lang);
    tellOffers(offers);
  });

function tellCase({ title, status, light, state }: Detail, lang: string): void {
  say(`${pick(title, lang)}  ${status}${light === null ? '' : `  ${light}`}`);
  for (const { label, value } of state.content.summary) say(`  ${pick(label, lang)}: ${pick(value, lang)}`);
  say(`  content ${state.contentHash}\n`);
}

function tellHistory({ lines, refused }: History, notices: readonly NoticeView[], lang: string): void {
  table(
    lines.map(({ at, door, text }) => [minuteAt(at), door, pick(text, lang)]),
    { indent: '  ' },
  );
  for (const { occurredAt, commandType, person, code } of refused)
    say(`  ${minuteAt(occurredAt)}  refused ${commandType} of ${person ?? 'nobody'}: ${code}`);
  for (const { status, template, recipient, outcome, createdAt } of notices.filter(isUndelivered))
    say(`  ${minuteAt(createdAt)}  ! mail "${template}" to ${recipient} did not arrive: ${status} ${outcome ?? ''}`);
}

function tellOffers({ tasks, returnTo, takeBack }: Offers): void {
  for (const { task, kind, status, onBehalfOf, offers } of tasks)
    say(`\nTask ${task} (${kind}, ${status}${onBehalfOf === null ? '' : `, on behalf of ${onBehalfOf}`}): ${offers.join(', ')}`);
  if (tasks.some(({ offers }) => offers.includes('RETURN'))) say(`A return may lead to: ${returnTo.join(', ')}`);
  if (takeBack !== null) say(`You may take back your decision on task ${takeBack}.`);
}

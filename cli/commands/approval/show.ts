/** `tuojian approval show ID`: what is asked, how it went, what the reader may do. */
import { Command } from 'commander';
import type { Door } from '../../../domain/kernel/actor.ts';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { Light } from '../../../domain/kernel/summary.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import type { NoticeView } from '../../../domain/notice/ledger.ts';
import { offerWords } from '../../../domain/words/answers.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { DOOR_WORDS } from '../../../domain/words/doors.ts';
import type { Offer, TaskKind, TaskStatus } from '../../../domain/words/lists.ts';
import { noticeName, noticeStatusWords } from '../../../domain/words/notices.ts';
import { TASK_KIND_WORDS, taskWords } from '../../../domain/words/tasks.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { say, table } from '../../output.ts';
import { isUndelivered } from '../../undelivered.ts';

type Detail = {
  readonly status: string;
  readonly light: Light | null;
  readonly title: Text;
  readonly state: { readonly contentHash: string; readonly content: { readonly summary: readonly { readonly label: Text; readonly value: Text }[] } };
};
type Offers = {
  readonly tasks: readonly {
    readonly task: number;
    readonly kind: TaskKind;
    readonly status: TaskStatus;
    readonly onBehalfOf: string | null;
    readonly offers: readonly Offer[];
  }[];
  readonly returnTo: readonly string[];
  readonly takeBack: number | null;
};
type History = {
  readonly lines: readonly { readonly at: string; readonly text: Text; readonly door: Door }[];
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
    tellOffers(offers, options.lang);
  });

function tellCase({ title, status, light, state }: Detail, lang: string): void {
  say(`${pick(title, lang)}  ${pick(statusWords('approval', status), lang)}${light === null ? '' : `  ${pick(LIGHT_WORDS[light], lang)}`}`);
  for (const { label, value } of state.content.summary) say(`  ${pick(label, lang)}: ${pick(value, lang)}`);
  say(`  ${pick({ zh: '内容摘要值', en: 'content' }, lang)} ${state.contentHash}\n`);
}

function tellHistory({ lines, refused }: History, notices: readonly NoticeView[], lang: string): void {
  table(
    lines.map(({ at, door, text }) => [minuteAt(at), pick(DOOR_WORDS[door], lang), pick(text, lang)]),
    { indent: '  ' },
  );
  for (const { occurredAt, commandType, person, code } of refused)
    say(
      `  ${minuteAt(occurredAt)}  ${pick({ zh: `未受理 ${person ?? '系统'} 的 ${commandType}：${code}`, en: `refused ${commandType} of ${person ?? 'the system'}: ${code}` }, lang)}`,
    );
  for (const { status, template, recipient, outcome, createdAt } of notices.filter(isUndelivered)) {
    const [mail, how] = [noticeName(template), noticeStatusWords(status)];
    const zh = `发给 ${recipient} 的邮件“${mail.zh}”未送达：${how.zh}`;
    const en = `mail “${mail.en}” to ${recipient} did not arrive: ${how.en}`;
    say(`  ${minuteAt(createdAt)}  ! ${pick({ zh, en }, lang)} ${outcome ?? ''}`);
  }
}

/** Each act with the code that `tuojian do` takes. */
function tellOffers({ tasks, returnTo, takeBack }: Offers, lang: string): void {
  for (const { task, kind, status, onBehalfOf, offers } of tasks) {
    const what = `${pick(TASK_KIND_WORDS[kind].name, lang)}, ${pick(taskWords(status).said, lang)}${onBehalfOf === null ? '' : pick({ zh: `，代 ${onBehalfOf}`, en: `, on behalf of ${onBehalfOf}` }, lang)}`;
    say(
      `\n${pick({ zh: `任务 ${task}（${what}）：`, en: `Task ${task} (${what}): ` }, lang)}${offers.map((offer) => `${pick(offerWords(offer, false), lang)} [${offer}]`).join(', ')}`,
    );
  }
  if (tasks.some(({ offers }) => offers.includes('RETURN')))
    say(`${pick({ zh: '可退回至：', en: 'A return may lead to: ' }, lang)}${returnTo.join(', ')}`);
  if (takeBack !== null) say(pick({ zh: `可以拿回对任务 ${takeBack} 的决定。`, en: `You may take back your decision on task ${takeBack}.` }, lang));
}

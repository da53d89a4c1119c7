/** `tuojian mail ledger STREAM`: each mail of a case with every try; what did not arrive stands out. */
import { Command } from 'commander';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { NoticeView } from '../../../domain/notice/ledger.ts';
import { noticeName, noticeStatusWords } from '../../../domain/words/notices.ts';
import { SetupError } from '../../../local/setup-error.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { SIGN_IN } from '../../declare.ts';
import { say, tableLines } from '../../output.ts';
import { isUndelivered } from '../../undelivered.ts';

export const ledgerCommand = new Command('ledger')
  .argument('<stream>', 'the case, for example approval/QH-01.FSR')
  .option(...SIGN_IN)
  .description('each mail of a case: queued, held, sent, refused, bounced, unknown; with every try, and who came by its link')
  .action(async (stream: string, options: SignIn) => {
    if (!/^[a-z]+\/.+$/.test(stream)) throw new SetupError(`"${stream}" names no case.`, 'Name one like approval/QH-01.FSR.');
    const api = await signIn(options);
    const { notices } = await api.get<{ notices: readonly NoticeView[] }>(`/api/v1/${stream}/notices`);
    const lines = tableLines(notices.map(rowOf));
    notices.forEach(({ attempts }, index) => {
      say(lines[index] ?? '');
      if (attempts.length > 1) for (const { at, result, reply } of attempts) say(`      ${minuteAt(at)}  ${result} ${reply}`);
    });
    if (notices.length === 0) say('No mail was due in this case yet.');
  });

function rowOf(notice: NoticeView): readonly string[] {
  const { createdAt, status, template, recipient, outcome, heldUntil, visits, openedAt } = notice;
  const link = visits === 0 ? '' : `  link: ${visits} fetches${openedAt === null ? '' : `, opened by a person ${minuteAt(openedAt)}`}`;
  const held = heldUntil === null ? '' : `  until ${minuteAt(heldUntil)}`;
  return [
    isUndelivered(notice) ? '!' : ' ',
    minuteAt(createdAt),
    noticeStatusWords(status).en,
    noticeName(template).en,
    recipient,
    `${outcome ?? ''}${held}${link}`,
  ];
}

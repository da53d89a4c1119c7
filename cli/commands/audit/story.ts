/** `tuojian audit story PROJECT`: how a project went, as somebody reads it who was not there. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Story } from '../../../domain/audit/story.ts';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { limitWords, writtenLimit } from '../../../domain/words/limits.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { say, table } from '../../output.ts';

export const storyCommand = new Command('story')
  .argument('<project>', 'QH-01')
  .option('--pdf <file>', 'write it as PDF')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('one project as a readable story: what, who, how long it waited for whom')
  .action(async (project: string, options: SignIn & { readonly lang: string; readonly pdf?: string }) => {
    const { lang, pdf } = options;
    const api = await signIn(options);
    if (pdf !== undefined) {
      const bytes = await api.bytes(`/api/v1/project/${project}/story.pdf?lang=${lang === 'en' ? 'en' : 'zh-CN'}`);
      writeFileSync(pdf, bytes);
      return say(`${pdf}: ${bytes.length} bytes`);
    }
    tellStory(await api.get<Story>(`/api/v1/project/${project}/story`), lang);
  });

function tellStory(story: Story, lang: string): void {
  say(`${pick(story.title, lang)}  ${pick(statusWords('project', story.status), lang)}`);
  table(
    story.stages.flatMap(({ name, startedAt, finishedAt, workingDays }) =>
      startedAt === null
        ? []
        : [[pick(name, lang), `${minuteAt(startedAt)} → ${finishedAt === null ? '…' : minuteAt(finishedAt)}`, pick(daysTaken(workingDays), lang)]],
    ),
    { indent: '  ' },
  );
  say('');
  table(story.lines.map(({ at, stream, text }) => [minuteAt(at), stream, pick(text, lang)]));
  for (const { approval, name, workingDays, limit, waits } of story.steps.filter(({ late }) => late)) {
    const [whom, took, most] = [waits.map(({ person }) => person), daysTaken(workingDays), limit === null ? NO_DAYS : writtenLimit(limit)];
    const told = {
      zh: `! ${approval} ${name.zh}：用时 ${took.zh}，时限 ${most.zh}；等待 ${whom.join('、')}`,
      en: `! ${approval} ${name.en}: ${took.en}, limit ${most.en}; waited for ${whom.join(', ')}`,
    };
    say(pick(told, lang));
  }
}

const NO_DAYS: Text = { zh: '—', en: '—' };
const daysTaken = (n: number | null): Text => (n === null ? NO_DAYS : limitWords({ n, unit: 'WD' }));

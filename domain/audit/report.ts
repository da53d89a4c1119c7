/** What reports of the audit say, table by table, in one language: the story of a project, its findings, a search. Pure. */

import type { KnownFinding } from '../findings/ledger.ts';
import { type Locale, pick } from '../kernel/locale.ts';
import type { Report, ReportTable } from '../kernel/report.ts';
import type { IsoInstant } from '../kernel/values.ts';
import { statusWords } from '../words/cases.ts';
import { lightOrMarkWords, PAUSE_WORDS } from '../words/clocks.ts';
import { dayWords, dayWordsIn, minuteWords } from '../words/days.ts';
import { DOOR_WORDS } from '../words/doors.ts';
import { findingName } from '../words/findings.ts';
import { writtenLimit } from '../words/limits.ts';
import { ruleWords } from '../words/rules.ts';
import { FINDING_WORDS } from '../words/statuses.ts';
import type { FoundEvent } from './query.ts';
import type { Story } from './story.ts';

const say =
  (locale: Locale) =>
  (zh: string, en: string): string =>
    locale === 'en' ? en : zh;
const days = (n: number | null): string => (n === null ? '—' : String(n));

/** The story of a project as a file for people. */
export function storyReport(story: Story, findings: readonly KnownFinding[], locale: Locale, madeAt: IsoInstant): Report {
  const w = say(locale);
  const { project } = story;
  return {
    title: w(`${story.title.zh}（${project}）项目经过`, `${story.title.en} (${project}): what happened`),
    about: [`${w('状态：', 'Status: ')}${pick(statusWords('project', story.status), locale)}`],
    tables: storyTables(story, findings, locale),
    foot: `${w('导出时间', 'Exported')} ${pick(minuteWords(madeAt), locale)} · ${project}`,
  };
}

function storyTables(story: Story, findings: readonly KnownFinding[], locale: Locale): readonly ReportTable[] {
  const w = say(locale);
  return [
    {
      title: w('阶段', 'Stages'),
      head: [w('阶段', 'Stage'), w('开始', 'Started'), w('结束', 'Finished'), w('工作日', 'Working days')],
      widths: ['*', 90, 90, 70],
      rows: story.stages.map(({ name, startedAt, finishedAt, workingDays }) => [
        pick(name, locale),
        startedAt === null ? '—' : pick(minuteWords(startedAt), locale),
        finishedAt === null ? '—' : pick(minuteWords(finishedAt), locale),
        days(workingDays),
      ]),
    },
    {
      title: w('审批步骤与等待', 'Steps of approvals, and who was waited for'),
      head: [
        w('审批', 'Approval'),
        w('轮', 'Round'),
        w('步骤', 'Step'),
        w('用时（工作日）', 'Took (wd)'),
        w('期限', 'Limit'),
        w('到期', 'Due'),
        w('超期', 'Late'),
        w('等待谁', 'Waited for'),
      ],
      widths: [110, 30, 90, 60, 62, 60, 35, '*'],
      rows: story.steps.map((step) => [
        step.approval,
        String(step.round),
        pick(step.name, locale),
        days(step.workingDays),
        step.limit === null ? '—' : pick(writtenLimit(step.limit), locale),
        step.dueOn === null ? '—' : pick(dayWords(step.dueOn), locale),
        step.late ? w('是', 'yes') : '',
        step.waits.map(({ name, workingDays }) => `${pick(name, locale)} ${days(workingDays)}`).join(w('；', '; ')),
      ]),
    },
    ...(story.pauses.length === 0
      ? []
      : [
          {
            title: w('暂停', 'Pauses'),
            head: [w('审批', 'Approval'), w('原因', 'Reason'), w('从', 'From'), w('到', 'To'), w('工作日', 'Working days')],
            widths: ['*', 120, 80, 80, 70] as const,
            rows: story.pauses.map(({ approval, reason, from, to, workingDays }) => [
              approval,
              pick(PAUSE_WORDS[reason], locale),
              pick(dayWords(from), locale),
              to === null ? '—' : pick(dayWords(to), locale),
              days(workingDays),
            ]),
          },
        ]),
    ...(story.lights.length === 0
      ? []
      : [
          {
            title: w('亮灯', 'Lights'),
            head: [w('时间', 'Time'), w('案卷', 'Case'), w('灯', 'Light')],
            widths: [110, '*', 90] as const,
            rows: story.lights.map(({ at, stream, light }) => [pick(minuteWords(at), locale), stream, pick(lightOrMarkWords(light), locale)]),
          },
        ]),
    ...(findings.length === 0 ? [] : [findingsTable(findings, locale)]),
    {
      title: w('经过', 'What happened'),
      head: [w('时间', 'Time'), w('案卷', 'Case'), w('事项', 'What')],
      widths: [85, 150, '*'],
      rows: story.lines.map(({ at, stream, version, text }) => [pick(minuteWords(at), locale), `${stream}@${version}`, pick(text, locale)]),
    },
  ];
}

export function findingsTable(findings: readonly KnownFinding[], locale: Locale): ReportTable {
  const w = say(locale);
  return {
    title: w('审计发现', 'Findings'),
    head: [
      w('状态', 'State'),
      w('首次发现', 'First seen'),
      w('问题', 'Finding'),
      w('依据', 'Rule'),
      w('证据', 'Evidence'),
      w('处理', 'What was made of it'),
    ],
    widths: [50, 75, 120, 150, '*', 110],
    rows: findings.map(({ status, firstSeen, code, rule, evidence, note, by }) => [
      pick(FINDING_WORDS[status], locale),
      pick(minuteWords(firstSeen), locale),
      `${pick(findingName(code), locale)} ${code}`,
      pick(ruleWords(rule), locale),
      pick(dayWordsIn(evidence), locale),
      note === null ? '' : `${by ?? ''} ${note}`,
    ]),
  };
}

export function searchTable(events: readonly FoundEvent[], locale: Locale): ReportTable {
  const w = say(locale);
  return {
    title: w('记录', 'Events'),
    head: [w('时间', 'Time'), w('案卷', 'Case'), w('人员', 'Person'), w('方式', 'Door'), w('事项', 'What')],
    widths: [85, 160, 90, 56, '*'],
    rows: events.map(({ occurredAt, stream, version, actor, sentence }) => [
      pick(minuteWords(occurredAt), locale),
      `${stream}@${version}`,
      `${actor.person ?? '—'}${actor.onBehalfOf === undefined ? '' : ` (${w('代', 'for')} ${actor.onBehalfOf})`}`,
      pick(DOOR_WORDS[actor.door], locale),
      pick(dayWordsIn(sentence), locale),
    ]),
  };
}

/**
 * The report of a demand survey as PDF: what it says, what it rests on, the formula with its numbers, each question with bars
 * beside its table, and what to be careful of. The same figures give the same bytes: nothing in it is of the moment. Deliberately
 * absent: the figures (domain/stages/survey/result.ts).
 */
import { type Locale, pick } from '../domain/kernel/locale.ts';
import type { IsoDate } from '../domain/kernel/values.ts';
import type { Line, PrintedSurvey, QuestionResult, SurveyResultShown } from '../domain/stages/survey/result.ts';
import { STRATUM_WORDS } from '../domain/standards/demand.ts';
import { cell, type Definition, pdfOf } from './pdf.ts';

const BAR_WIDTH = 150;
const BAR_HEIGHT = 7;
const BAR = '#0b5cad';
/** A longer list would leave half a page empty before it. */
const UNBROKEN = 12;
export const say =
  (locale: Locale) =>
  (zh: string, en: string): string =>
    locale === 'en' ? en : zh;
export const share = (percent: number): string => `${percent.toFixed(1)} %`;

export const surveyReportPdf = (survey: PrintedSurvey): Promise<Buffer> => pdfOf(definitionOf(survey));

/** One of these reports on paper; `of`: the project's or the programme's code, at the foot of each page beside the day of the figures. */
export function reportOn(
  { locale, of, title, asOf }: { readonly locale: Locale; readonly of: string; readonly title: string; readonly asOf: IsoDate },
  content: Definition['content'],
): Definition {
  const w = say(locale);
  const made = new Date(`${asOf}T00:00:00+08:00`);
  return {
    pageSize: 'A4',
    pageMargins: [44, 44, 44, 48],
    defaultStyle: { font: 'NotoSansSC', fontSize: 9, lineHeight: 1.25 },
    info: { title, creationDate: made, modDate: made },
    footer: (page: number, pages: number) => ({
      columns: [
        { text: w(`托建 · ${of} · 数据截至 ${asOf}`, `Tuojian · ${of} · figures of ${asOf}`), alignment: 'left' },
        { text: `${page} / ${pages}`, alignment: 'right', width: 60 },
      ],
      margin: [44, 12, 44, 0],
      fontSize: 7.5,
      color: '#555555',
    }),
    content,
  };
}

function definitionOf({ locale, project, name, programme, days, asOf, result }: PrintedSurvey): Definition {
  const w = say(locale);
  const { report, inputs, formula, questions, warnings, final } = result;
  const title = w(`${name.zh}（${project}）需求调研报告`, `${name.en} (${project}): demand survey report`);
  return reportOn({ locale, of: project, title, asOf }, [
    { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 4] },
    cell(`${pick(programme, locale)} · ${days}`, { color: '#444444' }),
    cell(
      final
        ? w('本报告已形成，数据不再变动。', 'This report is drawn up; its figures change no more.')
        : w('阶段性结果：调研还在进行。', 'As it stands now: the survey goes on.'),
      { color: '#444444', margin: [0, 0, 0, 8] },
    ),
    ...headline(report, w),
    ...(warnings.length === 0
      ? []
      : [heading(w('需要注意', 'To be careful of')), { ul: warnings.map((warning) => cell(pick(warning, locale))), margin: BELOW }]),
    heading(w('计算过程', 'How it is worked out')),
    lines(formula, locale),
    heading(w('依据数据', 'What it rests on')),
    lines(inputs, locale),
    ...strataTable(result, locale),
    heading(w('各题结果', 'Question by question')),
    ...questions.map((question) => questionBlock(question, locale)),
  ]);
}

/** Left, top, right, bottom, in points. */
type Margin = [number, number, number, number];
export const BELOW: Margin = [0, 0, 0, 6];
const AROUND: Margin = [0, 10, 0, 4];
export type Content = Exclude<Definition['content'], readonly unknown[]>;
export const heading = (text: string): Content => ({ text, fontSize: 12, bold: true, margin: AROUND });

/** The three numbers that a meeting asks for. */
function headline(
  { requiredPlaces, demandGap, policyGap, plannedPlaces, validAnswers, answersNeeded }: SurveyResultShown['report'],
  w: ReturnType<typeof say>,
) {
  const figures = [
    [w('需求托位', 'Places required'), requiredPlaces],
    [w('需求缺口', 'Demand gap'), demandGap],
    [w('政策缺口', 'Policy gap'), policyGap],
    [w('计划托位', 'Places planned'), plannedPlaces],
    [w('有效问卷 / 需要', 'Valid / needed'), `${validAnswers} / ${answersNeeded}`],
  ] as const;
  return [
    {
      layout: 'noBorders',
      table: {
        widths: figures.map(() => '*'),
        body: [
          figures.map(([label]) => cell(label, { color: '#555555', fontSize: 8 })),
          figures.map(([, value]) => cell(typeof value === 'number' ? value.toLocaleString('en-US') : value, { fontSize: 15, bold: true })),
        ],
      },
    },
  ];
}

export const lines = (shown: readonly Line[], locale: Locale): Content => ({
  layout: 'lightHorizontalLines',
  table: { widths: [170, '*'], body: shown.map(({ label, value }) => [cell(pick(label, locale)), cell(pick(value, locale))]) },
});

function strataTable({ report }: SurveyResultShown, locale: Locale): Content[] {
  const w = say(locale);
  const strata = report.sample?.strata ?? [];
  if (strata.length === 0) return [];
  const asked = (least: number | null, most: number | null): string =>
    least === null ? '—' : most === null ? w(`至少 ${least}`, `at least ${least}`) : `${least}–${most}`;
  return [
    heading(w('分层样本', 'Strata')),
    {
      layout: 'lightHorizontalLines',
      table: {
        headerRows: 1,
        widths: ['*', 70, 70, 80, 90],
        body: [
          [w('层', 'Stratum'), w('有效问卷', 'Valid'), w('样本占比', 'Of answers'), w('户数占比', 'Of households'), w('须在', 'Must be')].map(
            (text) => cell(text, { bold: true }),
          ),
          ...strata.map(({ stratum, valid, sharePercent, householdsPercent, least, most, short }) => [
            cell(pick(STRATUM_WORDS[stratum], locale)),
            cell(String(valid), short ? { color: '#a8201a', bold: true } : {}),
            cell(share(sharePercent)),
            cell(householdsPercent === null ? '—' : share(householdsPercent)),
            cell(asked(least, most)),
          ]),
        ],
      },
    },
  ];
}

/** Kept together, so that no bar stands on another page than its question. */
export function questionBlock({ number, ask, total, answers }: QuestionResult, locale: Locale): Content {
  const w = say(locale);
  const most = Math.max(...answers.map(({ percent }) => percent), 1);
  return {
    unbreakable: answers.length <= UNBROKEN,
    stack: [
      cell(`${number}. ${pick(ask, locale)}${w(`（${total}）`, ` (${total})`)}`, { bold: true, margin: [0, 6, 0, 2] }),
      {
        layout: 'noBorders',
        table: {
          widths: [170, 44, 48, '*'],
          body: answers.map(({ name, count, percent }) => [
            cell(pick(name, locale)),
            cell(count.toLocaleString('en-US'), { alignment: 'right' }),
            cell(share(percent), { alignment: 'right' }),
            {
              canvas: [
                { type: 'rect', x: 6, y: 3, w: Math.max(0.5, (BAR_WIDTH * percent) / most), h: BAR_HEIGHT, color: percent === 0 ? '#dde2e7' : BAR },
              ],
            },
          ]),
        },
      },
    ],
  };
}

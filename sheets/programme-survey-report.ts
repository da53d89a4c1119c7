/**
 * The report of all surveys of a programme as PDF: what they say together, each of them, the sums with their terms, each question
 * with bars, and what to be careful of. The same figures give the same bytes: nothing in it is of the moment. Deliberately absent:
 * the figures (domain/stages/survey/programme-result.ts).
 */
import { type Locale, pick } from '../domain/kernel/locale.ts';
import type { PrintedProgrammeSurvey, ProgrammeSurveyResult } from '../domain/stages/survey/programme-result.ts';
import { SURVEY_STANDING_WORDS } from '../domain/stages/survey/programme-sums.ts';
import { STRATUM_WORDS, VERDICT_WORDS } from '../domain/standards/demand.ts';
import { cell, type Definition, pdfOf } from './pdf.ts';
import { BELOW, type Content, heading, lines, questionBlock, reportOn, say } from './survey-report.ts';

const SHORT = '#a8201a';
const grouped = (n: number): string => n.toLocaleString('en-US');
const AREAS_SHOWN = 4;

export const programmeSurveyPdf = (surveys: PrintedProgrammeSurvey): Promise<Buffer> => pdfOf(definitionOf(surveys));

function definitionOf({ locale, programme, name, asOf, result }: PrintedProgrammeSurvey): Definition {
  const w = say(locale);
  const { inputs, formula, questions, warnings, sums } = result;
  const title = w(`${name.zh}（${programme}）需求调研汇总报告`, `${name.en} (${programme}): demand surveys together`);
  return reportOn({ locale, of: programme, title, asOf }, [
    { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 4] },
    cell(
      w(
        `${sums.of} 个调研，其中 ${sums.hold} 个的结果计入合计；每处服务范围、每名受访者只计一次。`,
        `${sums.of} surveys, of which ${sums.hold} stand in the sums; each area and each person counts once.`,
      ),
      { color: '#444444', margin: [0, 0, 0, 8] },
    ),
    headline(result, locale),
    ...(warnings.length === 0
      ? []
      : [heading(w('需要注意', 'To be careful of')), { ul: warnings.map((warning) => cell(pick(warning, locale))), margin: BELOW }]),
    heading(w('各调研的进度与需求', 'Each survey: progress and need')),
    surveyTable(result, locale),
    ...(result.surveys.every(({ inSums }) => inSums)
      ? []
      : [cell(w('括号内的数不在合计中。', 'Numbers in brackets are not in the sums.'), { color: '#555555', fontSize: 8, margin: [0, 3, 0, 0] })]),
    ...strataTable(result, locale),
    ...(formula.length === 0 ? [] : [heading(w('合计的计算', 'How the sums are worked out')), lines(formula, locale)]),
    ...(inputs.length === 0 ? [] : [heading(w('依据数据', 'What it rests on')), lines(inputs, locale)]),
    ...(questions.length === 0 ? [] : [heading(w('各题结果（每名受访者只计一次）', 'Question by question, each person once'))]),
    ...questions.map((question) => questionBlock(question, locale)),
  ]);
}

/** The numbers that a meeting asks for. */
function headline({ sums, sample }: ProgrammeSurveyResult, locale: Locale): Content {
  const w = say(locale);
  const figures = [
    [w('需求托位', 'Places required'), grouped(sums.requiredPlaces)],
    [w('需求缺口', 'Demand gap'), grouped(sums.demandGap)],
    [w('政策缺口', 'Policy gap'), grouped(sums.policyGap)],
    [w('计划托位', 'Places planned'), grouped(sums.plannedPlaces)],
    [w('有效问卷 / 需要', 'Valid / needed'), `${sample.distinct === null ? '—' : grouped(sample.distinct.valid)} / ${grouped(sample.needed)}`],
  ] as const;
  return {
    layout: 'noBorders',
    table: {
      widths: figures.map(() => '*'),
      body: [
        figures.map(([label]) => cell(label, { color: '#555555', fontSize: 8 })),
        figures.map(([, value]) => cell(value, { fontSize: 15, bold: true })),
      ],
    },
  };
}

function areasOf(areas: readonly string[], locale: Locale): string {
  const w = say(locale);
  const shown = areas.slice(0, AREAS_SHOWN).join(w('、', ', '));
  return areas.length > AREAS_SHOWN ? w(`${shown} 等 ${areas.length} 处`, `${shown} and ${areas.length - AREAS_SHOWN} more`) : shown;
}

/** One row a survey and the sums below; what the sums leave out stands in brackets. */
function surveyTable({ surveys, sums }: ProgrammeSurveyResult, locale: Locale): Content {
  const w = say(locale);
  const heads = [
    w('调研与服务范围', 'Survey and its areas'),
    w('状态', 'State'),
    w('有效 / 需要', 'Valid / needed'),
    w('需求托位', 'Required'),
    w('需求缺口', 'Gap'),
    w('计划', 'Planned'),
    w('供需', 'Supply'),
  ];
  const right = { alignment: 'right' } as const;
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      widths: ['*', 50, 62, 46, 40, 42, 58],
      dontBreakRows: true,
      body: [
        heads.map((text, at) => cell(text, { bold: true, ...(at > 1 && at < 6 ? right : {}) })),
        ...surveys.map(({ id, name, areas, standing, valid, needed, need, plannedPlaces, verdict, inSums }) => {
          const number = (n: number | undefined): string => (n === undefined ? '—' : inSums ? grouped(n) : `(${grouped(n)})`);
          return [
            { stack: [cell(`${id} ${pick(name, locale)}`), cell(areasOf(areas, locale), { color: '#555555', fontSize: 8 })] },
            cell(pick(SURVEY_STANDING_WORDS[standing], locale)),
            cell(`${grouped(valid)} / ${needed === null ? '—' : grouped(needed)}`, {
              ...right,
              ...(needed !== null && valid < needed ? { color: SHORT } : {}),
            }),
            cell(number(need?.requiredPlaces), right),
            cell(number(need?.demandGap), right),
            // Of a survey that says nothing yet they are compared with nothing.
            cell(need === null ? `(${grouped(plannedPlaces)})` : grouped(plannedPlaces), right),
            cell(verdict === null ? '—' : pick(VERDICT_WORDS[verdict], locale)),
          ];
        }),
        [
          cell(w('合计', 'In all'), { bold: true, colSpan: 3 }),
          '',
          '',
          cell(grouped(sums.requiredPlaces), { bold: true, ...right }),
          cell(grouped(sums.demandGap), { bold: true, ...right }),
          cell(grouped(sums.plannedPlaces), { bold: true, ...right }),
          cell(sums.verdict === null ? '—' : pick(VERDICT_WORDS[sums.verdict], locale), { bold: true }),
        ],
      ],
    },
  };
}

function strataTable({ sample: { strata } }: ProgrammeSurveyResult, locale: Locale): Content[] {
  const w = say(locale);
  if (strata.length === 0) return [];
  return [
    heading(w('分层样本', 'Strata')),
    {
      layout: 'lightHorizontalLines',
      table: {
        headerRows: 1,
        widths: ['*', 90, 90],
        body: [
          [w('层', 'Stratum'), w('有效问卷', 'Valid'), w('需要', 'Needed')].map((text) => cell(text, { bold: true })),
          ...strata.map(({ stratum, valid, needed }) => [
            cell(pick(STRATUM_WORDS[stratum], locale)),
            cell(valid === null ? '—' : grouped(valid), needed !== null && valid !== null && valid < needed ? { color: SHORT, bold: true } : {}),
            cell(needed === null ? '—' : grouped(needed)),
          ]),
        ],
      },
    },
  ];
}

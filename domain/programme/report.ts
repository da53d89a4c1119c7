/**
 * The report of a programme for its leading group: what it has come to, its money by level, source and project, payment progress,
 * places, what is late, what is red, what does not agree and what auditors found, each with the rule that it rests on. Counted by the
 * functions behind the pages (progress/, funds-shown.ts), so that no figure is told twice. Pure. Deliberately absent: drawing it
 * (sheets/), who may have it (the API).
 */
import type { KnownFinding } from '../findings/ledger.ts';
import { programmeOf } from '../findings/of-programme.ts';
import { type Locale, pick } from '../kernel/locale.ts';
import type { Report, ReportTable } from '../kernel/report.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import { pinnedOn, valuesIn } from '../rule-table/table.ts';
import { PROGRAMME_EVALUATION } from '../standards/programme-evaluation.ts';
import { LIGHT_WORDS } from '../words/clocks.ts';
import { dayWords, dayWordsIn, minuteWords } from '../words/days.ts';
import { findingName } from '../words/findings.ts';
import { money } from '../words/money.ts';
import { PACE_WORDS } from '../words/paces.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { ruleWords } from '../words/rules.ts';
import { FINDING_WORDS } from '../words/statuses.ts';
import { type FundsPage, fundsPage } from './funds-shown.ts';
import type { PaceReason } from './progress/pace.ts';
import { type ProgrammeProgress, progressOf } from './progress/progress.ts';
import type { Who } from './progress/red-list.ts';
import type { ProgressSource } from './progress/source.ts';

/** A sum in 分 is written as money on paper and stays a number in a spreadsheet. */
export type ReportCell = string | number | { readonly fen: number } | null;
type ProgrammeTable = ReportTable<ReportCell>;
export type ProgrammeReport = Report<ReportCell>;

export type ReportSource = {
  readonly source: ProgressSource;
  /** As their ledgers hold them: those that stand. */
  readonly findings: readonly (KnownFinding & { readonly project: string })[];
  /** By their ids. */
  readonly nameOf: (person: string) => string;
};

/** So many rows of one table are printed; how many there are in all is said beneath. */
const ROWS_MOST = 500;
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const SETTLED: readonly string[] = ['CEASED', 'DISMISSED'];

/** Days that a project is held to are those of its plan (docs/adr/0090). */
const PLAN_RULE: Text = { zh: '实施方案的计划日期（政府投资条例 第二十四条）', en: 'the planned days of its plan (政府投资条例 第二十四条)' };
const SUM_RULE: Text = { zh: '已支付 ÷ 已下达（政府投资条例 第二十二条）', en: 'paid of allocated (政府投资条例 第二十二条)' };

type Say = (zh: string, en: string) => string;
type Made = { readonly w: Say; readonly locale: Locale; readonly of: ReportSource; readonly progress: ProgrammeProgress; readonly funds: FundsPage };
const fen = (of: number | null): ReportCell => (of === null ? null : { fen: of });
const percent = (part: number, whole: number): ReportCell => (whole <= 0 ? null : `${Math.round((part * 1_000) / whole) / 10} %`);

function table(
  w: Say,
  title: string,
  columns: readonly (readonly [string, number | '*' | 'auto'])[],
  rows: ProgrammeTable['rows'],
  note: string | null = null,
): ProgrammeTable {
  const left = rows.length - ROWS_MOST;
  const cut = left > 0 ? w(`共 ${rows.length} 行，另有 ${left} 行未列出。`, `${rows.length} rows in all; ${left} more are not listed.`) : null;
  const notes = [note, cut].filter((one) => one !== null);
  return {
    title,
    head: columns.map(([name]) => name),
    widths: columns.map(([, width]) => width),
    rows: rows.slice(0, ROWS_MOST),
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  };
}

export function programmeReport(of: ReportSource, today: IsoDate, locale: Locale, madeAt: IsoInstant): ProgrammeReport {
  const w: Say = (zh, en) => (locale === 'en' ? en : zh);
  const made: Made = { w, locale, of, progress: progressOf(of.source, today), funds: fundsPage(of.source, today) };
  const { progress } = made;
  const { code, name, county, document, days } = progress;
  const tables = [
    summary(made),
    ...performance(made),
    levels(made),
    sources(made),
    projects(made),
    late(made),
    red(made),
    disagreements(made),
    found(made),
  ].filter(({ rows }) => rows.length > 0);
  return {
    title: w(`${name.zh}（${code}）情况报告`, `${name.en} (${code}): report`),
    about: [
      w(`报：${county.zh}领导小组　依据：${document}`, `To the leading group of ${county.en} · by ${document}`),
      w(
        `实施期 ${dayWords(days.startOn).zh}至${dayWords(days.endOn).zh}，截至${dayWords(today).zh}`,
        `${dayWords(days.startOn).en} to ${dayWords(days.endOn).en}, as of ${dayWords(today).en}`,
      ),
    ],
    tables: tables.map((one, index) => ({ ...one, title: `${w(`${NUMERALS[index] ?? index + 1}、`, `${index + 1}. `)}${one.title}` })),
    foot: `${w('生成时间', 'Made')} ${pick(minuteWords(madeAt), locale)} · ${code} · ${w(`资金台账第 ${made.funds.version} 版`, `ledger at version ${made.funds.version}`)}`,
  };
}

function summary({ w, progress, funds }: Made): ProgrammeTable {
  const { counts, places, days } = progress;
  const { sums } = funds;
  const rows: readonly (readonly [string, ReportCell, string])[] = [
    [
      w('项目', 'Projects'),
      counts.all,
      w(
        `按期 ${counts.onTime}，逾期 ${counts.late}，受阻 ${counts.blocked}，已验收 ${counts.done}`,
        `${counts.onTime} on time, ${counts.late} late, ${counts.blocked} blocked, ${counts.done} accepted`,
      ),
    ],
    [
      w('新增托位：计划', 'Places planned'),
      places.planned,
      w(`目标 ${places.target}，现有 ${places.existing}`, `target ${places.target}, ${places.existing} existing`),
    ],
    [
      w('新增托位：已验收', 'Places accepted'),
      places.accepted,
      w(
        `已竣工未验收 ${places.built}，距目标 ${Math.max(0, places.gap)}`,
        `${places.built} built and not accepted, ${Math.max(0, places.gap)} missing to the target`,
      ),
    ],
    [
      w('千人口托位数', 'Places per 1,000 residents'),
      places.perThousand,
      w(`全部建成后 ${places.perThousandPlanned}`, `${places.perThousandPlanned} once all are built`),
    ],
    [w('计划投资', 'Investment planned'), fen(sums.plannedFen), ''],
    [w('批复概算', 'Estimates approved'), fen(sums.estimateFen), ''],
    [w('资金来源', 'Sources of funds'), fen(sums.sourcesFen), w('已登记的下达文件', 'by the documents on record')],
    [w('年度预算', 'Budgets'), fen(sums.budgetedFen), ''],
    [w('已下达', 'Allocated'), fen(sums.allocatedFen), ''],
    [w('已支付', 'Paid'), fen(sums.paidFen), paidSaid(w, sums)],
    [w('余额', 'Balance'), fen(sums.balanceFen), w('已下达未支付', 'allocated and not paid')],
    [
      w('实施期', 'Days of the programme'),
      `${days.gone} / ${days.all}`,
      days.left < 0 ? w(`已超过 ${-days.left} 日`, `over by ${-days.left} days`) : w(`还剩 ${days.left} 日`, `${days.left} left`),
    ],
  ];
  return table(
    w,
    w('总体情况', 'In all'),
    [
      [w('事项', 'What'), 150],
      [w('数', 'Figure'), 120],
      [w('说明', 'Note'), '*'],
    ],
    rows,
  );
}
const paidSaid = (w: Say, sums: FundsPage['sums']): string => {
  const share = percent(sums.paidFen, sums.allocatedFen);
  return share === null ? '' : w(`支付率 ${String(share)}；${SUM_RULE.zh}`, `${String(share)} of what was allocated; ${SUM_RULE.en}`);
};

/** Its indicators as they stand, and the newest evaluation where there was one. */
function performance({ w, locale, of: { source }, progress }: Made): readonly ProgrammeTable[] {
  const { document } = PROGRAMME_EVALUATION.rows.indicators;
  const rules = valuesIn(
    { [PROGRAMME_EVALUATION.key]: pinnedOn(PROGRAMME_EVALUATION, source.programme.standards?.[PROGRAMME_EVALUATION.key] ?? [], progress.today) },
    PROGRAMME_EVALUATION,
  );
  const weights = new Map<string, number>(rules.indicators.map(({ key, weight }) => [key, weight]));
  const newest = Object.values(source.programme.evaluations ?? {}).findLast(({ status }) => status !== 'REPLACED');
  const rows = progress.effects.map(({ key, name, have, of, targetPercent }): readonly ReportCell[] => [
    pick(name, locale),
    key === 'BUDGET' || key === 'WITHIN_ESTIMATE' ? percent(have, of) : `${have} / ${of}`,
    percent(have, of),
    `${targetPercent} %`,
    weights.get(key) ?? null,
    newest?.scores[key] ?? null,
    pick(ruleWords(document), locale),
  ]);
  const note =
    newest === undefined
      ? w('尚未开展项目群绩效评价，得分栏空白。', 'The programme has not been evaluated yet, so that there are no points.')
      : w(
          `绩效评价截至${dayWords(newest.asOf).zh}：${newest.total} 分（${newest.basis}）。`,
          `Evaluated as of ${dayWords(newest.asOf).en}: ${newest.total} points (${newest.basis}).`,
        );
  return [
    table(
      w,
      w('绩效指标', 'Performance'),
      [
        [w('指标', 'Indicator'), 130],
        [w('完成', 'Done'), 90],
        [w('比率', 'Rate'), 55],
        [w('目标', 'Target'), 50],
        [w('分值', 'Weight'), 40],
        [w('得分', 'Points'), 40],
        [w('依据', 'By'), '*'],
      ],
      rows,
      note,
    ),
  ];
}

function levels({ w, locale, funds }: Made): ProgrammeTable {
  const rows = funds.levels
    .filter(({ plannedFen, amountFen, allocatedFen }) => (plannedFen ?? 0) + amountFen + allocatedFen > 0)
    .map((one): readonly ReportCell[] => [
      pick(one.name, locale),
      fen(one.plannedFen),
      fen(one.amountFen),
      fen(one.allocatedFen),
      fen(one.paidFen),
      percent(one.paidFen, one.allocatedFen),
      fen(one.leftFen),
    ]);
  return table(w, w('资金：按级次', 'Money by level'), [[w('级次', 'Level'), '*'], ...sumColumns(w)], rows, conventionSaid(w, funds));
}
const sumColumns = (w: Say): readonly (readonly [string, number])[] => [
  [w('计划', 'Planned'), 105],
  [w('来源', 'Granted'), 105],
  [w('已下达', 'Allocated'), 105],
  [w('已支付', 'Paid'), 105],
  [w('支付率', 'Paid of it'), 55],
  [w('未下达', 'Not allocated'), 105],
];
const conventionSaid = (w: Say, { sums }: FundsPage): string | null => {
  if (sums.unnamedFen === 0) return null;
  const all = money(sums.unnamedFen);
  return w(
    `其中 ${all.zh} 的付款未注明来源，按接续前到位、下达先后推定（本产品约定）。`,
    `Payments of ${all.en} name no source; by convention of this product they are of money received before, then of allocations by their day.`,
  );
};

function sources({ w, locale, funds }: Made): ProgrammeTable {
  const rows = funds.sources.map((one): readonly ReportCell[] => [
    one.key,
    pick(one.name, locale),
    one.document,
    fen(one.amountFen),
    fen(one.budgetedFen),
    fen(one.allocatedFen),
    fen(one.paidFen),
    fen(one.assumedFen),
    fen(one.leftFen),
  ]);
  return table(
    w,
    w('资金：按来源', 'Money by source'),
    [
      [w('编号', 'Key'), 46],
      [w('级次', 'Level'), 58],
      [w('文号', 'Document'), '*'],
      [w('金额', 'Granted'), 76],
      [w('预算', 'Budgeted'), 76],
      [w('已下达', 'Allocated'), 76],
      [w('已支付', 'Paid'), 76],
      [w('其中推定', 'By convention'), 76],
      [w('未下达', 'Not allocated'), 76],
    ],
    rows,
  );
}

function projects({ w, locale, progress, funds }: Made): ProgrammeTable {
  const moneyOf = new Map(funds.projects.map((one) => [one.code, one]));
  const rows = progress.projects.map((one): readonly ReportCell[] => {
    const sums = moneyOf.get(one.code);
    return [
      `${one.code} ${pick(one.name, locale)}`,
      pick(PACE_WORDS[one.pace], locale),
      one.light === null ? '' : pick(LIGHT_WORDS[one.light], locale),
      one.percent === null ? '' : `${one.percent} %`,
      one.places,
      fen(one.investmentFen),
      fen(sums?.allocatedFen ?? 0),
      fen(sums?.paidFen ?? one.paidFen),
      sums === undefined ? null : percent(sums.paidFen, sums.allocatedFen),
    ];
  });
  const all: readonly ReportCell[] = [
    w('合计', 'In all'),
    '',
    '',
    '',
    progress.places.planned,
    fen(funds.sums.plannedFen),
    fen(funds.sums.allocatedFen),
    fen(funds.projects.reduce((sum, { paidFen }) => sum + paidFen, 0)),
    percent(funds.sums.paidFen, funds.sums.allocatedFen),
  ];
  return table(
    w,
    w('项目：托位与付款进度', 'Projects: places and payments'),
    [
      [w('项目', 'Project'), '*'],
      [w('进展', 'Pace'), 50],
      [w('灯', 'Light'), 40],
      [w('形象进度', 'Works'), 50],
      [w('托位', 'Places'), 40],
      [w('计划投资', 'Investment'), 100],
      [w('已下达', 'Allocated'), 100],
      [w('已支付', 'Paid'), 100],
      [w('支付率', 'Paid of it'), 50],
    ],
    rows.length === 0 ? [] : [...rows, all],
  );
}

const whoSaid = ({ locale, of }: Made, { people, roles }: Who): string =>
  [...people.map(of.nameOf), ...roles.map((role) => pick(ROLE_WORDS[role], locale))].join(locale === 'en' ? ', ' : '、');

/** So many reasons of one project are named, those that came first. */
const WHY_MOST = 3;
function reasonsSaid({ w, locale }: Made, why: readonly PaceReason[]): string {
  const said = why
    .slice(0, WHY_MOST)
    .map(({ what, days }) => `${pick(dayWordsIn(what), locale)}${days === null ? '' : w(`（${days} 日）`, ` (${days} d)`)}`);
  const more = why.length - WHY_MOST;
  return [...said, ...(more > 0 ? [w(`另有 ${more} 项`, `${more} more`)] : [])].join(w('；', '; '));
}

function late(made: Made): ProgrammeTable {
  const { w, locale, progress } = made;
  const forecasts = new Map([...progress.forecast, ...progress.noForecast].map((one) => [one.project, one]));
  const rows = progress.projects
    .filter(({ pace, code }) => pace === 'LATE' || pace === 'BLOCKED' || (forecasts.get(code)?.late ?? 0) > 0)
    .map((one): readonly ReportCell[] => {
      const forecast = forecasts.get(one.code);
      const expected = forecast?.expected ?? null;
      return [
        `${one.code} ${pick(one.name, locale)}`,
        pick(PACE_WORDS[one.pace], locale),
        reasonsSaid(made, one.why),
        [...new Set(one.why.map(({ who }) => whoSaid(made, who)))].filter((who) => who !== '').join(w('、', ', ')),
        pick(dayWords(one.finishOn), locale),
        expected === null
          ? ''
          : `${pick(dayWords(expected), locale)}${forecast === undefined || forecast.late === 0 ? '' : w(`（晚 ${forecast.late} 日）`, ` (${forecast.late} d late)`)}`,
        pick(PLAN_RULE, locale),
      ];
    });
  return table(
    w,
    w('滞后、受阻和预计滞后的项目', 'Projects late, blocked or expected late'),
    [
      [w('项目', 'Project'), 130],
      [w('进展', 'Pace'), 45],
      [w('原因', 'Why'), '*'],
      [w('责任人', 'Who'), 90],
      [w('计划完工', 'Planned'), 70],
      [w('预计', 'Forecast'), 90],
      [w('依据', 'By'), 110],
    ],
    rows,
  );
}

function red(made: Made): ProgrammeTable {
  const { w, locale, progress } = made;
  const rows = progress.red.map((line): readonly ReportCell[] => [
    line.project ?? progress.code,
    pick(dayWordsIn(line.what), locale),
    line.rule === undefined ? '' : pick(line.rule, locale),
    line.since === null ? w('接入前', 'before') : pick(dayWords(line.since), locale),
    whoSaid(made, line.who),
  ]);
  return table(
    w,
    w('红灯', 'Red lights'),
    [
      [w('项目', 'Project'), 60],
      [w('事项', 'What'), '*'],
      [w('依据', 'By'), 190],
      [w('自', 'Since'), 80],
      [w('责任人', 'Who'), 110],
    ],
    rows,
  );
}

function disagreements({ w, locale, funds }: Made): ProgrammeTable {
  const rows = funds.findings.map((one): readonly ReportCell[] => [
    pick(LIGHT_WORDS[one.light], locale),
    one.project ?? one.source ?? funds.programme,
    pick(findingName(one.code), locale),
    pick(one.what, locale),
    pick(one.rule, locale),
  ]);
  return table(
    w,
    w('资金不一致和滞后', 'Money that does not agree'),
    [
      [w('灯', 'Light'), 40],
      [w('项目或来源', 'Project or source'), 70],
      [w('问题', 'What'), 120],
      [w('情况', 'Evidence'), '*'],
      [w('依据', 'By'), 200],
    ],
    rows,
  );
}

function found({ w, locale, of: { findings } }: Made): ProgrammeTable {
  const rows = findings
    .filter(({ status }) => !SETTLED.includes(status))
    .map((one): readonly ReportCell[] => [
      programmeOf(one.project) ?? one.project,
      pick(findingName(one.code), locale),
      pick(dayWordsIn(one.evidence), locale),
      pick(FINDING_WORDS[one.status], locale),
      pick(ruleWords(one.rule), locale),
    ]);
  return table(
    w,
    w('审计发现（未了结）', 'Findings that are not settled'),
    [
      [w('项目', 'Project'), 60],
      [w('问题', 'Finding'), 120],
      [w('证据', 'Evidence'), '*'],
      [w('状态', 'State'), 60],
      [w('依据', 'By'), 190],
    ],
    rows,
  );
}

/** A cell on paper. */
export const written = (cell: ReportCell, locale: Locale): string =>
  cell === null ? '' : typeof cell === 'object' ? pick(money(cell.fen), locale) : String(cell);
/** In a spreadsheet: sums in yuan, exact. */
export const counted = (cell: ReportCell): string | number | null => (cell !== null && typeof cell === 'object' ? cell.fen / 100 : cell);

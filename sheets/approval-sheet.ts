/**
 * The approval sheet (审批表) as a PDF: the matter with its amount, every answer of every step in its order and on whose
 * behalf, the steps to come, the outcome, and on request the trail (签核历程).
 * Deliberately absent: where it is sent, and every look into the record.
 */

import { placeName } from '../domain/approval/branches.ts';
import { contentLines } from '../domain/approval/content-lines.ts';
import { type ApprovalState, closedFor, type DecisionNote, deadlineOf, type Task } from '../domain/approval/facts.ts';
import { filledNow, fillingLines } from '../domain/approval/filled.ts';
import { filesIn } from '../domain/approval/form.ts';
import type { HistoryLine } from '../domain/approval/narrate.ts';
import { isIntake, routeLabel } from '../domain/approval/route.ts';
import { superiorWords } from '../domain/approval/route-words.ts';
import { ABSENT_WORDS, isAbsent, scoredWords } from '../domain/approval/scored.ts';
import { type Decider, type WayStep, wayOf } from '../domain/approval/way.ts';
import { dayAt } from '../domain/kernel/days.ts';
import { type Locale, pick } from '../domain/kernel/locale.ts';
import type { IsoDate } from '../domain/kernel/values.ts';
import { visible } from '../domain/text/shown.ts';
import type { ApprovalSheet } from '../domain/views.ts';
import { choiceWords } from '../domain/words/answers.ts';
import { dayWords, minuteWords, movedWords } from '../domain/words/days.ts';
import { DOOR_WORDS } from '../domain/words/doors.ts';
import { limitWords } from '../domain/words/limits.ts';
import { ROLE_WORDS } from '../domain/words/roles.ts';
import { ruleWords } from '../domain/words/rules.ts';
import { outcomeWords } from '../domain/words/statuses.ts';
import { taskWords } from '../domain/words/tasks.ts';
import { MAIN_FONT } from './glyphs.ts';
import { cell, type Definition, pdfOf, type TableCell } from './pdf.ts';
import type { PrintedSheet } from './printed-sheet.ts';
import { SHEET_WORDS } from './words.ts';

type Content = Definition['content'];

export const approvalSheetPdf = ({ people, ...sheet }: PrintedSheet): Promise<Buffer> =>
  pdfOf(definitionOf({ ...sheet, nameOf: (id) => people[id]?.name ?? id, unitOf: (id) => people[id]?.unit ?? '' }));

export function definitionOf(sheet: ApprovalSheet): Definition {
  const { locale, state, id, head, printedAt } = sheet;
  const words = SHEET_WORDS[locale];
  const foot = `${words.printed} ${pick(minuteWords(printedAt), locale)} · ${id} · ${words.record} ${head.version} ${head.hash.slice(0, 16)}`;
  return {
    pageSize: 'A4',
    pageMargins: [42, 48, 42, 54],
    defaultStyle: { font: MAIN_FONT, fontSize: 10, lineHeight: 1.25 },
    info: { title: `${words.sheet} ${visible(pick(state.title, locale))}`, subject: id, creator: 'Tuojian', producer: 'Tuojian' },
    language: locale,
    footer: (page, pages) => ({
      columns: [
        { text: foot, fontSize: 7, color: '#51606e' },
        { text: `${page} / ${pages}`, fontSize: 8, alignment: 'right', width: 50 },
      ],
      margin: [42, 14, 42, 0],
    }),
    content: [
      { text: words.sheet, fontSize: 17, bold: true, alignment: 'center', margin: [0, 0, 0, 2] },
      { text: visible(pick(state.title, locale)), fontSize: 12, alignment: 'center', margin: [0, 0, 0, 10] },
      matterTable(sheet),
      stepsTable(sheet),
      ...toComeOf(sheet),
      heading(words.outcome),
      outcomeOf(sheet),
      ...(sheet.door === null ? [] : [doorOf(sheet, sheet.door)]),
      ...(sheet.trail === null ? [] : [{ ...Object(heading(words.trail)), pageBreak: 'before' }, trailTable(sheet, sheet.trail)]),
    ],
  };
}

/** Paper leads to the page as well: the code opens the door page, which sends each his own link (approvals 6, 13). */
const doorOf = ({ locale }: ApprovalSheet, door: string): Content => ({
  columns: [
    { qr: door, fit: 92, width: 104 },
    {
      stack: [
        { text: SHEET_WORDS[locale].scan, bold: true },
        { text: SHEET_WORDS[locale].scanText, color: '#51606e' },
        { text: door, fontSize: 8, color: '#51606e' },
      ],
      width: '*',
    },
  ],
  columnGap: 12,
  margin: [0, 14, 0, 0],
  unbreakable: true,
});

const heading = (text: string): Content => ({ text, bold: true, fontSize: 11, margin: [0, 12, 0, 4] });
const LINES = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#8a96a3',
  vLineColor: () => '#8a96a3',
  paddingTop: () => 4,
  paddingBottom: () => 4,
};
const label = (text: string): TableCell => cell(text, { color: '#51606e' });

function matterTable({ locale, state, nameOf, unitOf, id }: ApprovalSheet): Content {
  const words = SHEET_WORDS[locale];
  const named = (person: string) => ({ zh: nameOf(person), en: nameOf(person) });
  const { amount, rest } = contentLines(state.content, state.route.form, named, filledNow(state));
  const rows: readonly (readonly [string, string])[] = [
    [words.number, id],
    [words.applicant, `${nameOf(state.applicant)} ${unitOf(state.applicant)}`],
    ...[...(amount === null ? [] : [amount]), ...rest].map(({ label: name, value }) => [pick(name, locale), pick(value, locale)] as const),
    [
      words.documents,
      [...state.content.documents, ...filesIn(state.content)]
        .map(({ title, number, on }) => [title, number ?? '', dayText(on, locale)].filter((part) => part !== '').join(' '))
        .join(locale === 'en' ? '; ' : '；') || '—',
    ],
    [words.received, receivedOn({ locale, state, nameOf })],
    [words.due, `${dayText(dueOn(state), locale) || '—'}${movedOf({ locale, state })}`],
    [
      words.route,
      `${pick(state.route.name, locale)} (${routeLabel(state.route)})${state.route.basis === undefined ? '' : ` ${pick(ruleWords(state.route.basis), locale)}`}`,
    ],
    [words.content, state.contentHash],
  ];
  return { layout: LINES, table: { widths: [96, '*'], body: rows.map(([name, value]) => [label(name), cell(value)]) } };
}

const dayText = (day: IsoDate | null | undefined, locale: Locale): string => (day == null ? '' : pick(dayWords(day), locale));

/** The days of receipt and acceptance; one that the office entered later says so, and by which paper. */
function receivedOn({ locale, state: { receivedOn, acceptedOn, receipt }, nameOf }: Pick<ApprovalSheet, 'locale' | 'state' | 'nameOf'>): string {
  const mark =
    receipt === undefined ? '' : SHEET_WORDS[locale].enteredLater(receipt.document, dayText(receipt.enteredOn, locale), nameOf(receipt.by));
  return `${dayText(receivedOn, locale) || '—'}${mark} / ${dayText(acceptedOn, locale) || '—'}`;
}

const movedOf = ({ locale, state }: Pick<ApprovalSheet, 'locale' | 'state'>): string => {
  const moved = deadlineOf(state)?.movedFrom;
  return moved === undefined ? '' : pick(movedWords(moved), locale);
};

/** The day until which it is, or was, to be decided. */
function dueOn(state: ApprovalState): IsoDate | null {
  const running = deadlineOf(state)?.dueOn;
  const last = [...state.past, ...state.tasks].findLast((task) => task.kind === 'DECIDE' && task.dueAt !== null)?.dueAt;
  // A limit ends at 24:00, which is the next day already.
  return running ?? (last == null ? null : dayAt(new Date(Date.parse(last) - 1).toISOString()));
}

/** One row an answer, in the order in which they were given, those that were taken back or supplemented among them. */
function stepsTable(sheet: ApprovalSheet): Content {
  const { locale, state } = sheet;
  const words = SHEET_WORDS[locale];
  const head = [words.step, words.approver, words.answer, words.comment, words.signed].map((text) =>
    cell(text, { bold: true, fillColor: '#f4f5f7' }),
  );
  // Step by step in each round: what was given up when somebody took a decision back is past before what it came from.
  const tasks = [...state.past, ...state.tasks].filter((task) => task.kind === 'DECIDE').sort((a, b) => a.round - b.round || a.step - b.step);
  const rows = tasks.flatMap((task) => {
    const answers = state.decisions.filter((decision) => decision.task === task.task);
    const given = answers.map((decision) => answerRow(sheet, task, decision));
    return isSaidBy(task, answers.at(-1)) ? given : [...given, standingRow(sheet, task)];
  });
  const body = rows.length === 0 ? [[{ ...Object(cell('—')), colSpan: 5 }, '', '', '', '']] : rows;
  // In the table, so that it never stands alone at the foot of a page.
  const title = [{ ...Object(heading(words.steps)), colSpan: 5, border: [false, false, false, false] }, '', '', '', ''];
  const table = { headerRows: 2, keepWithHeaderRows: 1, widths: [80, 84, 70, '*', 92], dontBreakRows: true, body: [title, head, ...body] };
  return { layout: LINES, table };
}

/** Whether the last answer says what has become of the task; if not, a row of its own does: asked again, handed over, removed. */
function isSaidBy({ status }: Task, last: DecisionNote | undefined): boolean {
  if (last === undefined) return false;
  if (last.takenBack) return status === 'TAKEN_BACK';
  return last.choice === 'SUPPLEMENT' ? false : ['APPROVED', 'REJECTED', 'RETURNED'].includes(status);
}

const whoIs = ({ locale, nameOf, unitOf }: ApprovalSheet, person: string, behalf: string | null): string =>
  `${nameOf(person)}${behalf === null ? '' : `\n${SHEET_WORDS[locale].behalf(nameOf(behalf))}`}\n${unitOf(person)}`;

const stepCell = ({ locale, state }: ApprovalSheet, task: Task): TableCell => {
  return cell(`${pick(placeName(state.route, task.step, task.part), locale)}${task.round > 1 ? SHEET_WORDS[locale].round(task.round) : ''}`);
};

const standingRow = (sheet: ApprovalSheet, task: Task): TableCell[] => [
  stepCell(sheet, task),
  cell(whoIs(sheet, task.person, task.onBehalfOf)),
  cell(pick(isAbsent(sheet.state, task) ? ABSENT_WORDS : taskWords(task.status).said, sheet.locale)),
  cell(''),
  cell(''),
];

function answerRow(sheet: ApprovalSheet, task: Task, decision: DecisionNote): TableCell[] {
  const { locale, state } = sheet;
  const words = SHEET_WORDS[locale];
  const { said: choice } = choiceWords(decision.choice, isIntake(state.route, decision.step));
  const answer = `${pick(choice, locale)}${decision.score === null ? '' : ` ${decision.score}`}${decision.takenBack ? words.takenBack : decision.anew === true ? words.anew : ''}${decision.advisory ? words.advisory : ''}`;
  const filled = fillingLines(decision.filled, state.route.form, (person) => ({ zh: sheet.nameOf(person), en: sheet.nameOf(person) }));
  const said = [
    ...filled.map((line) => `${pick(line.label, locale)}${locale === 'en' ? ': ' : '：'}${pick(line.value, locale)}`),
    ...decision.conditions.map((condition, index) => `${index + 1}. ${condition}`),
    ...(decision.reason === null ? [] : [decision.reason]),
  ].join('\n');
  return [stepCell(sheet, task), cell(whoIs(sheet, decision.person, decision.onBehalfOf)), cell(answer), cell(said), signedCell(sheet, decision)];
}

/** When and by which door; above it the signature, and beside it by which file, so that paper and record can be compared. */
function signedCell({ locale, signatures = {} }: ApprovalSheet, { at, door, signature }: DecisionNote): TableCell {
  const text = `${pick(minuteWords(at), locale)}\n${pick(DOOR_WORDS[door], locale)}`;
  if (signature?.sha256 === undefined) return cell(text);
  const picture = signatures[signature.sha256];
  const mark = cell(SHEET_WORDS[locale].signedBy(signature.sha256.slice(0, 16)), { fontSize: 6, color: '#51606e' });
  const stack = [...(picture === undefined ? [] : [{ image: picture, fit: [84, 42] }]), cell(text), mark];
  return { stack } as unknown as TableCell; // a cell may be a stack as well, by the package's own words
}

/** Steps that are still to come, with who decides and how long they have; nothing once it is over. */
function toComeOf(sheet: ApprovalSheet): Content[] {
  const { locale, state } = sheet;
  const words = SHEET_WORDS[locale];
  const steps = wayOf(state).filter(({ stage }) => stage === 'TO_COME');
  if (steps.length === 0) return [];
  const body = steps.map((step) => [cell(pick(step.name, locale)), cell(decidersIn(sheet, step)), cell(limitIn(sheet, step))]);
  const head = [words.step, words.approver, words.limit].map((text) => cell(text, { bold: true, fillColor: '#f4f5f7' }));
  return [heading(words.toCome), { layout: LINES, table: { headerRows: 1, widths: [120, '*', 100], dontBreakRows: true, body: [head, ...body] } }];
}

const decidersIn = ({ locale, nameOf }: ApprovalSheet, { deciders }: WayStep): string =>
  deciders
    .map((decider: Decider) =>
      'person' in decider
        ? nameOf(decider.person)
        : 'role' in decider
          ? pick(ROLE_WORDS[decider.role], locale)
          : 'superior' in decider
            ? pick(superiorWords(decider.superior), locale)
            : decider.named,
    )
    .join(locale === 'en' ? ', ' : '、') || '—';

const limitIn = ({ locale }: ApprovalSheet, { limit }: WayStep): string => (limit === null ? '—' : pick(limitWords(limit), locale));

function closer({ locale, state, nameOf }: ApprovalSheet): string {
  if (state.closedBy === null) return '';
  const behalf = closedFor(state);
  return `${nameOf(state.closedBy)}${behalf === null ? '' : ` ${SHEET_WORDS[locale].behalf(nameOf(behalf))}`} · `;
}

function outcomeOf(sheet: ApprovalSheet): Content {
  const { locale, state } = sheet;
  const words = SHEET_WORDS[locale];
  const lines = [
    pick(scoredWords(state) ?? outcomeWords(state), locale),
    ...state.conditions.map((condition, index) => `${index + 1}. ${condition}`),
    ...(state.closeReason === null ? [] : [`${words.comment}${locale === 'en' ? ': ' : '：'}${state.closeReason}`]),
    ...(state.closedAt === null ? [] : [`${closer(sheet)}${pick(minuteWords(state.closedAt), sheet.locale)}`]),
  ];
  return { layout: LINES, table: { widths: ['*'], body: [[cell(lines.join('\n'), { fontSize: 11, bold: true })]] } };
}

function trailTable({ locale }: ApprovalSheet, trail: readonly HistoryLine[]): Content {
  const words = SHEET_WORDS[locale];
  const head = [words.no, words.at, words.event, words.door].map((text) => cell(text, { bold: true, fillColor: '#f4f5f7' }));
  const rows = trail.map(({ version, at, text, door, seen, route }) => {
    const proof = seen === null ? '' : `\n${words.seen} ${seen}${route === null ? '' : ` · ${words.route} ${route}`}`;
    return [
      cell(String(version), { fontSize: 8 }),
      cell(pick(minuteWords(at), locale), { fontSize: 8 }),
      cell(`${pick(text, locale)}${proof}`, { fontSize: 8 }),
      cell(pick(DOOR_WORDS[door], locale), { fontSize: 8 }),
    ];
  });
  return { layout: LINES, table: { headerRows: 1, widths: [22, 72, '*', 52], body: [head, ...rows] } };
}

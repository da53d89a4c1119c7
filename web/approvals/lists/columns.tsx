/** What a list can show of an approval, column by column, and which of them each list shows if nobody chose. */
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import type { ApprovalList } from '../../../domain/views.ts';
import { offerWords } from '../../../domain/words/answers.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { taskWords } from '../../../domain/words/tasks.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { DueIn, useDueText } from '../../parts/approval-due.tsx';
import type { ListedApproval } from '../../parts/approval-reading.ts';
import { TitleCell, useNameOf } from '../../parts/approval-row.tsx';
import { Light } from '../../parts/light.tsx';
import { Money } from '../../parts/money.tsx';
import type { Column } from '../../parts/table.tsx';
import { Day } from '../../parts/when.tsx';
import { APPROVALS_WORDS } from '../words.ts';

export const COLUMNS = [
  'title',
  'number',
  'matter',
  'project',
  'amount',
  'applicant',
  'status',
  'step',
  'asked',
  'due',
  'light',
  'received',
  'opened',
  'answer',
  'answeredOn',
  'documents',
] as const;
export type ColumnKey = (typeof COLUMNS)[number];

const USUAL = new Map<ApprovalList, readonly ColumnKey[]>([
  ['todo', ['title', 'amount', 'applicant', 'step', 'due', 'light']],
  ['done', ['title', 'amount', 'answer', 'answeredOn', 'status']],
  ['mine', ['title', 'amount', 'status', 'step', 'asked', 'due']],
  ['copies', ['title', 'amount', 'applicant', 'status', 'opened']],
]);
const usual = (list: ApprovalList): readonly ColumnKey[] => USUAL.get(list) ?? [];
const isKey = (name: string): name is ColumnKey => COLUMNS.some((key) => key === name);

/** As the address says; the title is always there, by which a case is opened. */
export function columnsIn(list: ApprovalList, cols: string | undefined): readonly ColumnKey[] {
  const chosen = [...new Set((cols ?? '').split(',').filter(isKey))].filter((key) => key !== 'title');
  return chosen.length === 0 ? usual(list) : ['title', ...chosen];
}
/** What the address says of them; the usual ones say nothing. */
export const colsOf = (list: ApprovalList, keys: readonly ColumnKey[]): string =>
  keys.join() === usual(list).join() ? '' : COLUMNS.filter((key) => keys.includes(key)).join();

const LIGHTS = LIGHT_WORDS as Readonly<Record<string, (typeof LIGHT_WORDS)['RED']>>; // looked up by what the API names
const STATUSES = new Set<string>(['APPROVED', 'REJECTED', 'RETURNED', 'ANSWERED', 'READ', 'PENDING', 'CLOSED']);
type Answered = 'APPROVED' | 'REJECTED' | 'RETURNED' | 'ANSWERED' | 'READ' | 'PENDING' | 'CLOSED';
const isAnswered = (status: string | null): status is Answered => status !== null && STATUSES.has(status);

/** Every column that there is, in the reader's language; `titleBefore`: what stands before a title. */
export function useColumns(titleBefore: (row: ListedApproval) => ReactNode): Readonly<Record<ColumnKey, Column<ListedApproval>>> {
  const words = useWords(APPROVALS_WORDS);
  const say = useSay();
  const nameOf = useNameOf();
  const join = useJoin();
  const dueText = useDueText();
  const asked = ({ asked: people, askedCount }: ListedApproval): string =>
    `${join(people.map(nameOf))}${askedCount > people.length ? words.inAll(askedCount) : ''}`;
  const status = (row: ListedApproval): string => say(statusWords('approval', row.status));
  const answer = ({ mine }: ListedApproval): string =>
    isAnswered(mine.status) ? say(taskWords(mine.status).said) : mine.asks === null ? '' : say(offerWords('COMMENT', false));
  const dayOf = (at: string | null): string | null => (at === null ? null : at.length === 10 ? at : dayAt(at));
  const day = (at: string | null): ReactNode => (at === null ? '' : <Day day={at.length === 10 ? at : dayAt(at)} />);
  const column = (key: ColumnKey, name: string, rest: Omit<Column<ListedApproval>, 'key' | 'name'>): Column<ListedApproval> => ({
    key,
    name,
    ...rest,
  });
  const plain = (key: ColumnKey, name: string, text: (row: ListedApproval) => string): Column<ListedApproval> =>
    column(key, name, { show: text, value: text });
  const dated = (key: ColumnKey, name: string, at: (row: ListedApproval) => string | null): Column<ListedApproval> =>
    column(key, name, { show: (row) => day(at(row)), value: (row) => dayOf(at(row)) });
  return {
    title: column('title', words.columnTitle, {
      show: (row) => <TitleCell row={row} before={titleBefore(row)} />,
      value: (row) => say(row.title),
    }),
    number: plain('number', words.columnNumber, ({ id }) => id),
    matter: plain('matter', words.matter, ({ matter }) => say(matter.name)),
    project: plain('project', words.project, ({ project, projectName }) =>
      project === null ? '' : projectName === null ? project : `${project} ${say(projectName)}`,
    ),
    amount: column('amount', words.columnAmount, {
      show: ({ amountFen }) => (amountFen === null ? '' : <Money fen={amountFen} />),
      value: ({ amountFen }) => (amountFen === null ? null : amountFen / 100),
      align: 'right',
    }),
    applicant: plain('applicant', words.columnApplicant, ({ applicant }) => nameOf(applicant)),
    status: plain('status', words.columnStatus, status),
    step: plain('step', words.columnStep, ({ step }) => (step === null ? '' : say(step))),
    asked: plain('asked', words.columnAsked, asked),
    due: column('due', words.columnDue, { show: (row) => <DueIn due={row} />, value: (row) => row.dueOn ?? dueText(row) }),
    light: column('light', words.light, {
      show: ({ light }) => <Light light={light} />,
      value: ({ light }) => (light === null ? '' : say(LIGHTS[light] ?? { zh: light, en: light })),
    }),
    received: dated('received', words.columnReceived, ({ receivedOn }) => receivedOn),
    opened: dated('opened', words.columnOpened, ({ mine }) => mine.openedAt),
    answer: plain('answer', words.columnAnswer, answer),
    answeredOn: dated('answeredOn', words.columnAnsweredOn, ({ mine }) => mine.decidedAt),
    documents: column('documents', words.columnDocuments, {
      show: ({ documents }) => (documents === 0 ? '' : words.files(documents)),
      value: ({ documents }) => documents,
      align: 'right',
    }),
  };
}

/** The tables of a programme's money: by project, by level, by source, and the entries of its ledger. Deliberately absent: the page (funds-page.tsx). */
import { Button, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LIGHT_WORDS } from '../../domain/words/clocks.ts';
import { RETURN_WORDS } from '../../domain/words/funds.ts';
import { money } from '../../domain/words/money.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Document } from '../parts/document.tsx';
import { Light } from '../parts/light.tsx';
import { PageLink } from '../parts/link.tsx';
import { Money } from '../parts/money.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, DataTable, Key } from '../parts/table.tsx';
import { Day } from '../parts/when.tsx';
import { projectPaths } from '../projects/paths.ts';
import type { Funds, FundsAct } from './funds-form.tsx';
import { FUNDS_WORDS } from './funds-words.ts';
import { PROGRAMME_WORDS } from './words.ts';

type Project = Funds['projects'][number];
type Source = Funds['sources'][number];
type Allocation = Funds['allocations'][number];
type Level = Funds['levels'][number];
type Budget = Funds['budgets'][number];
type Return = Funds['returns'][number];
export type Go = (act: FundsAct, of?: string) => void;

const heading = (title: string): ReactNode => (
  <Title order={2} size="h3">
    {title}
  </Title>
);
function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return <section aria-label={title}>{children}</section>;
}

/** Beside each other: what it is called, and what is told of it below in small. */
function Told({ what, more }: { readonly what: ReactNode; readonly more: ReactNode }): ReactNode {
  return (
    <>
      {what}
      <Text size="sm" c="dimmed" component="div">
        {more}
      </Text>
    </>
  );
}

/** A column of sums; in a file they are exact, in yuan. `more`: what is told of one below it in small. */
const sum = <T,>(key: string, name: string, of: (row: T) => number | null, more: (row: T) => ReactNode = () => null): Column<T> => ({
  key,
  name,
  align: 'right',
  oneLine: true,
  show: (row) => {
    const fen = of(row);
    const told = more(row);
    if (fen === null) return '';
    const shown = <Money fen={fen} short />;
    return told === null ? shown : <Told what={shown} more={told} />;
  },
  value: (row) => {
    const fen = of(row);
    return fen === null ? null : fen / 100;
  },
});

/** The whole of the programme as its last row. */
const ALL = '';
type Line = Omit<Project, 'status' | 'light'> & { readonly light: Project['light'] | null };

export function Projects({ found }: { readonly found: Funds }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const programme = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const { sums, projects, name } = found;
  if (projects.length === 0) return <Empty title={words.projectsNone}>{programme.noProjectsNext}</Empty>;
  const paidFen = projects.reduce((all, one) => all + one.paidFen, 0);
  const all: Line = {
    code: ALL,
    name,
    light: null,
    plannedFen: sums.plannedFen,
    estimateFen: sums.estimateFen,
    allocatedFen: sums.allocatedFen,
    surplusFen: sums.surplusFen,
    paidFen,
    balanceFen: sums.allocatedFen - paidFen,
    unnamedFen: projects.reduce((all, one) => all + one.unnamedFen, 0),
    percent: sums.allocatedFen <= 0 ? null : Math.round((paidFen * 1_000) / sums.allocatedFen) / 10,
  };
  const nameOf = (row: Line): string => (row.code === ALL ? words.all : `${row.code} ${say(row.name)}`);
  return (
    <Part title={words.projects}>
      <DataTable<Line>
        title={heading(words.projects)}
        caption={words.projects}
        rows={[...projects, all]}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'name',
            name: words.project,
            show: (row) =>
              row.code === ALL ? <strong>{nameOf(row)}</strong> : <PageLink href={projectPaths.project({ code: row.code })}>{nameOf(row)}</PageLink>,
            value: nameOf,
          },
          {
            key: 'light',
            name: words.light,
            show: ({ light }) => <Light light={light} />,
            value: ({ light }) => (light === null ? '' : say(LIGHT_WORDS[light])),
          },
          sum<Line>('planned', words.planned, ({ plannedFen }) => plannedFen),
          sum<Line>('estimate', words.estimate, ({ estimateFen }) => estimateFen),
          sum<Line>('allocated', words.allocated, ({ allocatedFen }) => allocatedFen),
          sum<Line>('paid', words.paid, (row) => row.paidFen),
          sum<Line>('unnamed', words.unnamed, ({ unnamedFen }) => unnamedFen),
          sum<Line>('balance', words.balance, ({ balanceFen }) => balanceFen),
          {
            key: 'percent',
            name: words.paidShare,
            align: 'right',
            oneLine: true,
            show: ({ percent }) => (percent === null ? '' : words.percentOf(percent)),
            value: ({ percent }) => percent,
          },
        ]}
      />
    </Part>
  );
}
export function Levels({ found: { levels } }: { readonly found: Funds }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const say = useSay();
  const rows = levels.filter(({ plannedFen, amountFen, allocatedFen }) => (plannedFen ?? 0) + amountFen + allocatedFen > 0);
  if (rows.length === 0) return null;
  return (
    <Part title={words.levels}>
      <DataTable
        title={heading(words.levels)}
        caption={words.levels}
        rows={rows}
        rowKey={({ level }) => level}
        columns={[
          { key: 'level', name: words.level, show: ({ name }) => say(name), value: ({ name }) => say(name) },
          sum<Level>('planned', words.planned, ({ plannedFen }) => plannedFen),
          sum<Level>('granted', words.granted, ({ amountFen }) => amountFen),
          sum<Level>('allocated', words.allocated, ({ allocatedFen }) => allocatedFen),
          sum<Level>('paid', words.paid, ({ paidFen }) => paidFen),
          sum<Level>('surplus', words.surplus, ({ surplusFen }) => surplusFen),
          sum<Level>('left', words.left, ({ leftFen }) => leftFen),
        ]}
      />
    </Part>
  );
}

export function Sources({ found, go }: { readonly found: Funds; readonly go: Go }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const say = useSay();
  const correct: readonly Column<Source>[] = found.mayEnter
    ? [
        {
          key: 'correct',
          name: '',
          show: ({ key, paper }) =>
            paper ? (
              words.fromPaper
            ) : (
              <Button variant="subtle" size="compact-md" aria-label={words.correctOf(key)} onClick={() => go('correctSource', key)}>
                {words.correct}
              </Button>
            ),
        },
      ]
    : [];
  return (
    <Part title={words.sources}>
      {found.sums.unnamedFen > 0 && found.sources.length > 0 && (
        <Text c="dimmed" mb="xs" maw={760}>
          {words.convention(say(money(found.sums.unnamedFen)))}
        </Text>
      )}
      {found.sources.length === 0 ? (
        <>
          {heading(words.sources)}
          <Empty title={words.sourcesNone}>{words.sourcesNoneNext}</Empty>
        </>
      ) : (
        <DataTable
          title={heading(words.sources)}
          caption={words.sources}
          rows={found.sources}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'key',
              name: words.source,
              show: ({ key, name, light }) => (
                <>
                  <Told what={<Key of={key} />} more={say(name)} />
                  <Light light={light} />
                </>
              ),
              value: ({ key }) => key,
            },
            { key: 'level', name: words.level, value: ({ name }) => say(name) },
            ...paper<Source>(words, found.programme, ({ by }) => by),
            { key: 'by', name: words.by, value: ({ by }) => by },
            { key: 'light', name: words.light, value: ({ light }) => say(LIGHT_WORDS[light]) },
            sum<Source>('amount', words.amount, ({ amountFen }) => amountFen),
            sum<Source>('budgeted', words.budgeted, ({ budgetedFen }) => budgetedFen),
            sum<Source>('allocated', words.allocated, ({ allocatedFen }) => allocatedFen),
            sum<Source>(
              'paid',
              words.paid,
              ({ paidFen }) => paidFen,
              ({ assumedFen }) =>
                assumedFen === 0 ? null : (
                  <>
                    {words.assumed} <Money fen={assumedFen} short />
                  </>
                ),
            ),
            { key: 'assumed', name: words.assumed, value: ({ assumedFen }) => assumedFen / 100 },
            sum<Source>('left', words.left, ({ leftFen }) => leftFen),
            ...correct,
          ]}
        />
      )}
    </Part>
  );
}

type OnPaper = {
  readonly document: string;
  readonly on: string;
  readonly files?: readonly { readonly title: string; readonly sha256: string }[] | undefined;
};
/** The document that an entry rests on: number, day and files in one column, so that the sums have room; in a file each has its own. */
const paper = <T extends OnPaper>(
  words: { readonly document: string; readonly on: string },
  programme: string,
  by?: (row: T) => string,
): readonly Column<T>[] => [
  {
    key: 'document',
    name: words.document,
    show: (row) => {
      const { document, on, files = [] } = row;
      return (
        <>
          <Told
            what={document}
            more={
              <>
                <Day day={on} />
                {by === undefined ? '' : ` ${by(row)}`}
              </>
            }
          />
          {files.map((file) => (
            <Document key={file.sha256} stream={`programme/${programme}`} document={file} />
          ))}
        </>
      );
    },
    value: ({ document }) => document,
  },
  { key: 'on', name: words.on, value: ({ on }) => on },
];

export function Budgets({ found }: { readonly found: Funds }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  if (found.budgets.length === 0) return null;
  return (
    <Part title={words.budgets}>
      <DataTable
        title={heading(words.budgets)}
        caption={words.budgets}
        rows={found.budgets}
        rowKey={({ source, year }) => `${source} ${year}`}
        columns={[
          { key: 'source', name: words.source, show: ({ source }) => <Key of={source} />, value: ({ source }) => source },
          { key: 'year', name: words.year, oneLine: true, show: ({ year }) => String(year), value: ({ year }) => year },
          sum<Budget>('amount', words.amount, ({ amountFen }) => amountFen),
          { key: 'version', name: words.version, oneLine: true, show: ({ budget }) => words.versionN(budget), value: ({ budget }) => budget },
          ...paper<Budget>(words, found.programme),
          { key: 'reason', name: words.reason, show: ({ reason }) => reason ?? '', value: ({ reason }) => reason },
        ]}
      />
    </Part>
  );
}

export function Allocations({ found, go }: { readonly found: Funds; readonly go: Go }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const say = useSay();
  const acts: readonly Column<Allocation>[] = found.mayEnter
    ? [
        {
          key: 'acts',
          name: '',
          show: ({ key }) => (
            <Group gap={4} wrap="nowrap">
              <Button variant="subtle" size="compact-md" aria-label={words.correctOf(key)} onClick={() => go('correctAllocation', key)}>
                {words.correct}
              </Button>
              <Button variant="subtle" size="compact-md" aria-label={words.giveBackOf(key)} onClick={() => go('returnFunds', key)}>
                {words.giveBack}
              </Button>
            </Group>
          ),
        },
      ]
    : [];
  if (found.allocations.length === 0) return null;
  const receivedFen = found.sums.allocatedFen - found.allocations.reduce((all, { keptFen }) => all + keptFen, 0);
  const nameOf = (code: string): string => {
    const known = found.projects.find((one) => one.code === code);
    return known === undefined ? code : `${code} ${say(known.name)}`;
  };
  return (
    <Part title={words.allocations}>
      {receivedFen > 0 && (
        <Text c="dimmed" mb="xs" maw={760}>
          {words.received(say(money(receivedFen)))}
        </Text>
      )}
      <DataTable
        title={heading(words.allocations)}
        caption={words.allocations}
        rows={found.allocations}
        rowKey={({ key }) => key}
        columns={[
          { key: 'key', name: words.key, show: ({ key }) => <Key of={key} />, value: ({ key }) => key },
          {
            key: 'project',
            name: words.project,
            show: ({ project }) => <PageLink href={projectPaths.project({ code: project })}>{nameOf(project)}</PageLink>,
            value: ({ project }) => nameOf(project),
          },
          { key: 'source', name: words.source, show: ({ source }) => <Key of={source} />, value: ({ source }) => source },
          ...paper<Allocation>(words, found.programme),
          sum<Allocation>('amount', words.amount, ({ amountFen }) => amountFen),
          sum<Allocation>('wentBack', words.wentBack, ({ withdrawnFen, surplusFen }) => withdrawnFen + surplusFen),
          sum<Allocation>('left', words.balance, ({ keptFen }) => keptFen),
          ...acts,
        ]}
      />
    </Part>
  );
}

export function Returns({ found }: { readonly found: Funds }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const say = useSay();
  if (found.returns.length === 0) return null;
  return (
    <Part title={words.returns}>
      <DataTable
        title={heading(words.returns)}
        caption={words.returns}
        rows={found.returns}
        rowKey={({ key }) => key}
        columns={[
          { key: 'key', name: words.key, show: ({ key }) => <Key of={key} />, value: ({ key }) => key },
          { key: 'allocation', name: words.allocation, show: ({ allocation }) => <Key of={allocation} />, value: ({ allocation }) => allocation },
          { key: 'how', name: words.how, show: ({ how }) => say(RETURN_WORDS[how]), value: ({ how }) => say(RETURN_WORDS[how]) },
          ...paper<Return>(words, found.programme),
          sum<Return>('amount', words.amount, ({ amountFen }) => amountFen),
          { key: 'reason', name: words.reason, show: ({ reason }) => reason, value: ({ reason }) => reason },
        ]}
      />
    </Part>
  );
}

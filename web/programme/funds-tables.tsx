/** The tables of a programme's money: by project, by level, by source, and the entries of its ledger. Deliberately absent: the page (funds-page.tsx). */
import { Button, Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { RETURN_WORDS } from '../../domain/words/funds.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Document } from '../parts/document.tsx';
import { Light } from '../parts/light.tsx';
import { PageLink } from '../parts/link.tsx';
import { Money } from '../parts/money.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
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

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

/** A column of sums; in a file they are exact, in yuan. */
const sum = <T,>(key: string, name: string, of: (row: T) => number | null): Column<T> => ({
  key,
  name,
  align: 'right',
  oneLine: true,
  show: (row) => {
    const fen = of(row);
    return fen === null ? '' : <Money fen={fen} short />;
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
    percent: sums.allocatedFen <= 0 ? null : Math.round((paidFen * 1_000) / sums.allocatedFen) / 10,
  };
  const nameOf = (row: Line): string => (row.code === ALL ? words.all : `${row.code} ${say(row.name)}`);
  return (
    <Part title={words.projects}>
      <DataTable<Line>
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
          { key: 'light', name: words.light, show: ({ light }) => <Light light={light} />, value: ({ light }) => light },
          sum<Line>('planned', words.planned, ({ plannedFen }) => plannedFen),
          sum<Line>('estimate', words.estimate, ({ estimateFen }) => estimateFen),
          sum<Line>('allocated', words.allocated, ({ allocatedFen }) => allocatedFen),
          sum<Line>('paid', words.paid, (row) => row.paidFen),
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
        caption={words.levels}
        rows={rows}
        rowKey={({ level }) => level}
        columns={[
          { key: 'level', name: words.level, show: ({ name }) => say(name), value: ({ name }) => say(name) },
          sum<Level>('planned', words.planned, ({ plannedFen }) => plannedFen),
          sum<Level>('granted', words.granted, ({ amountFen }) => amountFen),
          sum<Level>('allocated', words.allocated, ({ allocatedFen }) => allocatedFen),
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
      {found.sources.length === 0 ? (
        <Empty title={words.sourcesNone}>{words.sourcesNoneNext}</Empty>
      ) : (
        <DataTable
          caption={words.sources}
          rows={found.sources}
          rowKey={({ key }) => key}
          columns={[
            { key: 'key', name: words.key, oneLine: true, show: ({ key }) => key, value: ({ key }) => key },
            { key: 'level', name: words.level, show: ({ name }) => say(name), value: ({ name }) => say(name) },
            { key: 'document', name: words.document, show: ({ document }) => document, value: ({ document }) => document },
            { key: 'on', name: words.on, oneLine: true, show: ({ on }) => <Day day={on} />, value: ({ on }) => on },
            { key: 'by', name: words.by, value: ({ by }) => by },
            { key: 'light', name: words.light, show: ({ light }) => <Light light={light} />, value: ({ light }) => light },
            sum<Source>('amount', words.amount, ({ amountFen }) => amountFen),
            sum<Source>('budgeted', words.budgeted, ({ budgetedFen }) => budgetedFen),
            sum<Source>('allocated', words.allocated, ({ allocatedFen }) => allocatedFen),
            sum<Source>('paid', words.paid, ({ paidFen }) => paidFen),
            sum<Source>('left', words.left, ({ leftFen }) => leftFen),
            filesOf<Source>(words.files, found.programme),
            ...correct,
          ]}
        />
      )}
    </Part>
  );
}

const filesOf = <T extends { readonly files?: readonly { readonly title: string; readonly sha256: string }[] | undefined }>(
  name: string,
  programme: string,
): Column<T> => ({
  key: 'files',
  name,
  show: ({ files = [] }) =>
    files.length === 0 ? (
      ''
    ) : (
      <Stack gap={2}>
        {files.map((file) => (
          <Document key={file.sha256} stream={`programme/${programme}`} document={file} />
        ))}
      </Stack>
    ),
});

export function Budgets({ found }: { readonly found: Funds }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  if (found.budgets.length === 0) return null;
  return (
    <Part title={words.budgets}>
      <DataTable
        caption={words.budgets}
        rows={found.budgets}
        rowKey={({ source, year }) => `${source} ${year}`}
        columns={[
          { key: 'source', name: words.source, oneLine: true, show: ({ source }) => source, value: ({ source }) => source },
          { key: 'year', name: words.year, oneLine: true, show: ({ year }) => String(year), value: ({ year }) => year },
          sum<Budget>('amount', words.amount, ({ amountFen }) => amountFen),
          { key: 'version', name: words.version, oneLine: true, show: ({ budget }) => words.versionN(budget), value: ({ budget }) => budget },
          { key: 'document', name: words.document, show: ({ document }) => document, value: ({ document }) => document },
          { key: 'reason', name: words.reason, show: ({ reason }) => reason ?? '', value: ({ reason }) => reason },
          filesOf<Budget>(words.files, found.programme),
        ]}
      />
    </Part>
  );
}

export function Allocations({ found, go }: { readonly found: Funds; readonly go: Go }): ReactNode {
  const words = useWords(FUNDS_WORDS);
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
  return (
    <Part title={words.allocations}>
      <DataTable
        caption={words.allocations}
        rows={found.allocations}
        rowKey={({ key }) => key}
        columns={[
          { key: 'key', name: words.key, oneLine: true, show: ({ key }) => key, value: ({ key }) => key },
          { key: 'project', name: words.project, oneLine: true, show: ({ project }) => project, value: ({ project }) => project },
          { key: 'source', name: words.source, oneLine: true, show: ({ source }) => source, value: ({ source }) => source },
          { key: 'document', name: words.document, show: ({ document }) => document, value: ({ document }) => document },
          { key: 'on', name: words.on, oneLine: true, show: ({ on }) => <Day day={on} />, value: ({ on }) => on },
          sum<Allocation>('amount', words.amount, ({ amountFen }) => amountFen),
          sum<Allocation>('surplus', words.surplus, ({ surplusFen }) => surplusFen),
          sum<Allocation>('left', words.balance, ({ keptFen }) => keptFen),
          filesOf<Allocation>(words.files, found.programme),
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
        caption={words.returns}
        rows={found.returns}
        rowKey={({ key }) => key}
        columns={[
          { key: 'key', name: words.key, oneLine: true, show: ({ key }) => key, value: ({ key }) => key },
          { key: 'allocation', name: words.allocation, oneLine: true, show: ({ allocation }) => allocation, value: ({ allocation }) => allocation },
          { key: 'how', name: words.how, show: ({ how }) => say(RETURN_WORDS[how]), value: ({ how }) => say(RETURN_WORDS[how]) },
          { key: 'document', name: words.document, show: ({ document }) => document, value: ({ document }) => document },
          { key: 'on', name: words.on, oneLine: true, show: ({ on }) => <Day day={on} />, value: ({ on }) => on },
          sum<Return>('amount', words.amount, ({ amountFen }) => amountFen),
          { key: 'reason', name: words.reason, show: ({ reason }) => reason, value: ({ reason }) => reason },
        ]}
      />
    </Part>
  );
}

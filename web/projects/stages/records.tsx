/** What a stage has on record, as tables; each row that was taken over says so. */
import { Badge, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { visible } from '../../../domain/text/shown.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Money } from '../../parts/money.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { type Column, DataTable, Nothing } from '../../parts/table.tsx';
import { Day } from '../../parts/when.tsx';
import type { Cell, Section, Stage } from './facts.ts';
import { grouped } from './grouped.ts';
import { STAGE_WORDS } from './words.ts';

const NARROW = '(max-width: 47.99em)';
const MOST_CARDS = 6;

type Recorded = Pick<Stage, 'sections' | 'taken' | 'people'>;

export function Records({ found }: { readonly found: Recorded }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  // A phone shows each row as a card: there the reader chooses what to see.
  const narrow = useMediaQuery(NARROW) === true;
  if (found.sections.length === 0 && found.taken.length > 0) return null;
  if (found.sections.length === 0) return <Text c="dimmed">{words.noRecords}</Text>;
  return (
    <Stack>
      {grouped(found.sections).map(({ name, items }, n) =>
        name === null ? (
          <Tables key="" sections={items} found={found} />
        ) : (
          <details key={name.en} open={n === 0 && !narrow}>
            <summary>
              <Text component="span" fw={600}>
                {words.tables(say(name), items.length)}
              </Text>
            </summary>
            <Stack mt="sm">
              <Tables sections={items} found={found} />
            </Stack>
          </details>
        ),
      )}
    </Stack>
  );
}

function Tables({ sections, found }: { readonly sections: readonly Section[]; readonly found: Recorded }): ReactNode {
  const say = useSay();
  return sections.map((section) => (
    <section key={section.key} aria-label={say(section.title)}>
      <SectionTable section={section} found={found} />
    </section>
  ));
}

type Row = Section['rows'][number];

function SectionTable({ section, found }: { readonly section: Section; readonly found: Recorded }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const person = (id: string): string => {
    const known = found.people[id];
    return known === undefined ? id : nameOf(known);
  };
  const inFile = (cell: Cell | undefined): string | number | null => {
    if (cell === null || cell === undefined) return null;
    if ('fen' in cell) return cell.fen / 100;
    if ('day' in cell) return cell.day;
    return 'person' in cell ? person(cell.person) : say(cell);
  };
  const columns: readonly Column<Row>[] = section.columns.map((title, n) => ({
    key: String(n),
    name: say(title),
    show: ({ cells, takenOver }) => (
      <>
        <Shown cell={cells[n]} person={person} />
        {n === 0 && takenOver === true && (
          <>
            {' '}
            <Badge radius="sm" tt="none" variant="outline" color="gray" title={words.takenOverHow}>
              {words.takenOver}
            </Badge>
          </>
        )}
      </>
    ),
    value: ({ cells }) => inFile(cells[n]),
  }));
  const heading = (
    <Title order={3} size="h4">
      {say(section.title)}
    </Title>
  );
  // A row is a card there: a roster of thirty is as long as a book.
  const narrow = useMediaQuery(NARROW) === true;
  return (
    <DataTable
      {...(narrow ? { most: MOST_CARDS } : {})}
      title={heading}
      caption={say(section.title)}
      columns={columns}
      rows={section.rows}
      rowKey={({ key }) => key}
    />
  );
}

function Shown({ cell, person }: { readonly cell: Cell | undefined; readonly person: (id: string) => string }): ReactNode {
  const say = useSay();
  if (cell === null || cell === undefined) return <Nothing />;
  if ('fen' in cell) return <Money fen={cell.fen} />;
  if ('day' in cell) return <Day day={cell.day} />;
  if ('person' in cell) return person(cell.person);
  return visible(say(cell));
}

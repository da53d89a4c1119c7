/** The facts that are on record: number, day, sum, who, scans; each can be corrected. */
import { Badge, Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../app/locale.tsx';
import { Document } from '../parts/document.tsx';
import { Money } from '../parts/money.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { Day } from '../parts/when.tsx';
import { contentOf } from './content.ts';
import type { FactShown, Takeover } from './facts.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Props = { readonly takeover: Takeover; readonly onCorrect: (id: string) => void };

export function FactsOnRecord({ takeover, onCorrect }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const columns = useColumns({ takeover, onCorrect });
  const order = new Map<string | null, number>(takeover.stages.map(({ stage }, index) => [stage, index]));
  const place = ({ stage }: FactShown): number => order.get(stage) ?? -1;
  const rows = takeover.facts.toSorted((a, b) => place(a) - place(b) || (a.fact.on < b.fact.on ? -1 : a.fact.on > b.fact.on ? 1 : 0));
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {words.factsTitle}
      </Title>
      {rows.length === 0 ? (
        <Empty title={words.noFacts}>{words.noFactsNext}</Empty>
      ) : (
        <DataTable
          caption={words.factsTitle}
          rows={rows}
          rowKey={({ id }) => id}
          columns={columns}
          tools={<Text role="status">{words.factCount(rows.length)}</Text>}
        />
      )}
    </section>
  );
}

function useColumns({ takeover, onCorrect }: Props): readonly Column<FactShown>[] {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const names = new Map<string | null, string>(takeover.stages.map(({ stage, name }) => [stage, say(name)]));
  // The sum has a column of its own.
  const contentIn = ({ fact }: FactShown): readonly string[] =>
    contentOf(fact, takeover).flatMap(({ field, name, value }) => (field === 'amountFen' ? [] : [words.held(say(name), say(value))]));
  const stageOf = ({ stage }: FactShown): string => names.get(stage) ?? words.wholeProject;
  const correcting: readonly Column<FactShown>[] =
    takeover.may.correct !== null
      ? []
      : [
          {
            key: 'correct',
            name: '',
            show: ({ id, name, waits }) =>
              waits !== null ? (
                <Badge color="heed" variant="light" tt="none" miw="max-content">
                  {words.correctionWaits}
                </Badge>
              ) : (
                <Button variant="subtle" size="compact-md" aria-label={words.correctOf(say(name))} onClick={() => onCorrect(id)}>
                  {words.correct}
                </Button>
              ),
          },
        ];
  return [
    { key: 'stage', name: words.stage, show: stageOf, value: stageOf },
    { key: 'name', name: words.kind, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    {
      key: 'content',
      name: words.content,
      show: (one) => (
        <Stack gap={2}>
          {contentIn(one).map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Stack>
      ),
      value: (one) => contentIn(one).join(words.between),
    },
    { key: 'document', name: words.document, show: ({ fact }) => fact.document, value: ({ fact }) => fact.document },
    { key: 'on', name: words.on, show: ({ fact }) => <Day day={fact.on} />, value: ({ fact }) => fact.on },
    {
      key: 'sum',
      name: words.sum,
      align: 'right',
      show: ({ amountFen }) => (amountFen === null ? '' : <Money fen={amountFen} />),
      value: ({ amountFen }) => (amountFen === null ? '' : amountFen / 100),
    },
    { key: 'by', name: words.by, show: ({ fact }) => fact.by, value: ({ fact }) => fact.by },
    {
      key: 'files',
      name: words.files,
      show: ({ fact: { files = [] } }) =>
        files.length === 0 ? (
          ''
        ) : (
          <Stack gap={2}>
            {files.map((file) => (
              <Document key={file.sha256} stream={`project/${takeover.project}`} document={file} />
            ))}
          </Stack>
        ),
    },
    ...correcting,
  ];
}

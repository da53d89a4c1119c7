/** The answers of a whole programme, batch by batch: which surveys count each, and having others take it in. */
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { useProgrammeName } from '../parts/programme-name.ts';
import { Asked, Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { Moment } from '../parts/when.tsx';
import { ANSWERS_WORDS } from './answers-words.ts';
import { type Answers, type Batch, grouped, othersFor } from './facts.ts';
import { surveyPaths } from './paths.ts';
import { TakeIn } from './take-in.tsx';
import { SURVEY_WORDS, SURVEYS_WORDS } from './words.ts';

export function AnswersPage(): ReactNode {
  const words = useWords(ANSWERS_WORDS);
  const rooms = useWords(SURVEYS_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const nameOf = useProgrammeName();
  const { programme } = useParams({ strict: false }) as { readonly programme: string }; // of this page's address
  const found = useQuery(reading('/api/v1/survey-batches', { query: { programme } }));
  const [taking, setTaking] = useState<Batch | null>(null);
  return (
    <Page title={words.title(nameOf(programme))} above={<PageLink href={surveyPaths.surveys()}>{rooms.title}</PageLink>}>
      <Asked query={found}>
        {(answers) => (
          <Stack>
            <Text>{words.about}</Text>
            <Text c="dimmed">{words.careful}</Text>
            {answers.items.length === 0 ? <Empty title={words.empty}>{words.emptyNext}</Empty> : <Batches answers={answers} onTake={setTaking} />}
            <Text size="sm" c="dimmed">
              {survey.dataOf} <Moment at={answers.at} />
            </Text>
            {taking !== null && (
              <TakeIn batch={taking.batch} stratum={taking.stratum} others={othersFor(answers, taking)} onClose={() => setTaking(null)} />
            )}
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

/** Batches of a public questionnaire are named by the service (api/survey-commands.ts). */
const ONLINE = /^WEB-/;

function Batches({ answers, onTake }: { readonly answers: Answers; readonly onTake: (batch: Batch) => void }): ReactNode {
  const words = useWords(ANSWERS_WORDS);
  const say = useSay();
  const titles = new Map(answers.surveys.map(({ id, title }) => [id, say(title)]));
  const from = ({ batch, fileName }: Batch): string => (ONLINE.test(batch) ? words.online : fileName);
  const columns: readonly Column<Batch>[] = [
    { key: 'batch', name: words.batch, show: ({ batch }) => batch, value: ({ batch }) => batch },
    { key: 'file', name: words.file, show: from, value: from },
    { key: 'rows', name: words.rows, show: ({ rows }) => grouped(rows), value: ({ rows }) => rows, align: 'right' },
    {
      key: 'faulty',
      name: words.faulty,
      show: ({ faulty }) => (faulty === null ? '—' : grouped(faulty)),
      value: ({ faulty }) => faulty,
      align: 'right',
    },
    { key: 'at', name: words.at, show: ({ receivedAt }) => <Moment at={receivedAt} />, value: ({ receivedAt }) => receivedAt },
    {
      key: 'in',
      name: words.countedIn,
      show: ({ countedIn }) =>
        countedIn.length === 0
          ? words.nowhere
          : countedIn.map((id) => (
              <div key={id}>
                <PageLink href={surveyPaths.survey({ id })}>{titles.get(id) ?? id}</PageLink>
              </div>
            )),
      value: ({ countedIn }) => countedIn.join(' '),
    },
    {
      key: 'take',
      name: words.act,
      show: (one) =>
        othersFor(answers, one).length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.noOther}
          </Text>
        ) : (
          <Button variant="default" size="compact-md" aria-label={words.actOf(one.batch)} onClick={() => onTake(one)}>
            {words.act}
          </Button>
        ),
    },
  ];
  return <DataTable caption={words.caption} columns={columns} rows={answers.items} rowKey={({ batch }) => batch} />;
}

/** What was taken over of a programme itself: its papers, money granted against what projects planned and received, what disagrees. */
import { Alert, Button, List, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ProgrammePaper, paperWords } from '../../domain/taken-fact/programme-papers.ts';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, type BodyOf, reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Document } from '../parts/document.tsx';
import { PageLink } from '../parts/link.tsx';
import { Money } from '../parts/money.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { useTell } from '../parts/tell.tsx';
import { AsOf, Day } from '../parts/when.tsx';
import { PaperForm } from './paper-form.tsx';
import { type PapersQuery, takeoverPaths } from './paths.ts';
import { TAKEOVER_WORDS } from './words.ts';

const route = getRouteApi(takeoverPaths.papers.pattern);

type Papers = AnswerOf<'/api/v1/programme/{id}/takeover/papers'>;
type PaperShown = Papers['papers'][number];
type Sent = Extract<BodyOf<'/api/v1/programme/{id}/commands'>, { type: 'TakeOverPapers' }>['papers'][number];
const sent = (paper: ProgrammePaper): Sent => paper as unknown as Sent; // the same, but for lists that nobody changes
const onRecord = (shown: PaperShown): ProgrammePaper => shown.paper as unknown as ProgrammePaper; // the same, the other way

export function PapersPage(): ReactNode {
  const { programme } = route.useParams();
  const words = useWords(TAKEOVER_WORDS);
  const router = useRouter();
  const query = route.useSearch();
  const found = useQuery(reading('/api/v1/programme/{id}/takeover/papers', { path: { id: programme } }));
  const go = (next: PapersQuery): void => void router.navigate({ href: takeoverPaths.papers({ programme }, next), resetScroll: false });
  return (
    <Page
      title={words.papersTitle}
      above={<PageLink href={takeoverPaths.takeovers({ programme })}>{words.title}</PageLink>}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={found.dataUpdatedAt} />
        </Text>
      }
      acts={found.data?.mayEnter === true && <Button onClick={() => go({ act: 'enter' })}>{words.enterPaper}</Button>}
    >
      <Asked query={found}>
        {(papers) => (
          <Stack>
            <Text c="dimmed" maw={760}>
              {words.papersLead}
            </Text>
            <Disagreeing papers={papers} />
            <OnRecord papers={papers} onCorrect={(of) => go({ act: 'correct', of })} />
            <Funds papers={papers} />
            <Acting key={`${query.act ?? ''} ${query.of ?? ''}`} papers={papers} query={query} onClose={() => go({})} />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function Disagreeing({ papers: { findings } }: { readonly papers: Papers }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  if (findings.length === 0) return null;
  return (
    <Alert color="heed" variant="outline" title={words.findingsTitle(findings.length)}>
      <Text mb="xs">{words.findingsText}</Text>
      <List spacing={4}>
        {findings.map(({ code, evidence }) => (
          <List.Item key={`${code} ${evidence.en}`}>{say(evidence)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function OnRecord({ papers, onCorrect }: { readonly papers: Papers; readonly onCorrect: (id: string) => void }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const correcting: readonly Column<PaperShown>[] = papers.mayEnter
    ? [
        {
          key: 'correct',
          name: '',
          show: ({ id, name }) => (
            <Button variant="subtle" size="compact-md" aria-label={words.correctOf(say(name))} onClick={() => onCorrect(id)}>
              {words.correct}
            </Button>
          ),
        },
      ]
    : [];
  const sumOf = (shown: PaperShown): number | null => {
    const paper = onRecord(shown);
    return paper.kind === 'FUNDS_GRANTED' ? paper.amountFen : null;
  };
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {words.papersOnRecord}
      </Title>
      {papers.papers.length === 0 ? (
        <Empty title={words.noPapers}>{words.noPapersNext}</Empty>
      ) : (
        <DataTable
          caption={words.papersOnRecord}
          rows={papers.papers}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', name: words.kind, show: ({ name }) => say(name), value: ({ name }) => say(name) },
            { key: 'document', name: words.document, show: ({ paper }) => paper.document, value: ({ paper }) => paper.document },
            { key: 'on', name: words.on, show: ({ paper }) => <Day day={paper.on} />, value: ({ paper }) => paper.on },
            {
              key: 'sum',
              name: words.sum,
              align: 'right',
              show: (shown) => {
                const fen = sumOf(shown);
                return fen === null ? '' : <Money fen={fen} />;
              },
              value: (shown) => (sumOf(shown) ?? 0) / 100,
            },
            { key: 'by', name: words.by, show: ({ paper }) => paper.by, value: ({ paper }) => paper.by },
            {
              key: 'files',
              name: words.files,
              show: ({ paper: { files = [] } }) =>
                files.length === 0 ? (
                  ''
                ) : (
                  <Stack gap={2}>
                    {files.map((file) => (
                      <Document key={file.sha256} stream={`programme/${papers.programme}`} document={file} />
                    ))}
                  </Stack>
                ),
            },
            ...correcting,
          ]}
        />
      )}
    </section>
  );
}

function Funds({ papers: { funds } }: { readonly papers: Papers }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {words.fundsTitle}
      </Title>
      <DataTable
        caption={words.fundsTitle}
        rows={funds}
        rowKey={({ source }) => source}
        columns={[
          { key: 'source', name: words.fundSource, show: ({ name }) => say(name), value: ({ name }) => say(name) },
          {
            key: 'granted',
            name: words.granted,
            align: 'right',
            show: ({ grantedFen }) => <Money fen={grantedFen} />,
            value: ({ grantedFen }) => grantedFen / 100,
          },
          {
            key: 'planned',
            name: words.plannedFunds,
            align: 'right',
            show: ({ plannedFen }) => <Money fen={plannedFen} />,
            value: ({ plannedFen }) => plannedFen / 100,
          },
          {
            key: 'received',
            name: words.received,
            align: 'right',
            show: ({ receivedFen }) => <Money fen={receivedFen} />,
            value: ({ receivedFen }) => receivedFen / 100,
          },
        ]}
      />
    </section>
  );
}

type ActingProps = { readonly papers: Papers; readonly query: PapersQuery; readonly onClose: () => void };

function Acting({ papers, query, onClose }: ActingProps): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const tell = useTell();
  const queries = useQueryClient();
  const was = query.act === 'correct' ? papers.papers.find(({ id }) => id === query.of) : undefined;
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(was === undefined ? words.paperEntered : words.corrected);
      void queries.invalidateQueries();
      onClose();
    },
  });
  if (!papers.mayEnter || (query.act !== 'enter' && was === undefined)) return null;
  const params = { path: { id: papers.programme } };
  return (
    <PaperForm
      key={`${query.act} ${query.of ?? ''}`}
      title={was === undefined ? words.enterPaper : `${words.correctOf(say(was.name))} ${say(paperWords(onRecord(was)))}`}
      submit={was === undefined ? words.enterPaper : words.correct}
      {...(was === undefined ? {} : { was: onRecord(was) })}
      busy={act.isPending}
      problem={act.error}
      onCancel={onClose}
      onSubmit={(paper, reason) =>
        act.mutate({
          params,
          body:
            was === undefined
              ? { type: 'TakeOverPapers', papers: paper === null ? [] : [sent(paper)] }
              : { type: 'CorrectPaper', id: was.id, reason, ...(paper === null ? {} : { paper: sent(paper) }) },
        })
      }
    />
  );
}

/**
 * Several approvals agreed to together, where their routes allow it: each is read here, with what is asked, how much and its
 * documents; what could not be decided is told one by one. Deliberately absent: refusing or returning several at once.
 */
import { Alert, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useAct } from '../app/acting.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useDraft } from '../parts/draft.ts';
import { ButtonLink, PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, RowsSkeleton } from '../parts/states.tsx';
import { type Chosen, chosenIn, decisionFor, isWritten, NOTHING_WRITTEN, type Result, type WrittenForAll } from './batch/facts.ts';
import { OneOfThem } from './batch/one-of-them.tsx';
import { type Case, caseReading } from './case/facts.ts';
import { approvalPaths } from './paths.ts';
import { APPROVALS_WORDS } from './words.ts';

const route = getRouteApi('/approvals/batch');

export function BatchPage(): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const { cases } = route.useSearch();
  const chosen = chosenIn(cases);
  return (
    <Page
      title={words.together}
      above={
        <PageLink href={approvalPaths.approvals()} size="sm">
          {words.title}
        </PageLink>
      }
    >
      {chosen.length === 0 ? (
        <Empty title={words.batchNone} acts={<ButtonLink href={approvalPaths.approvals()}>{words.todo}</ButtonLink>}>
          {words.batchNoneNext}
        </Empty>
      ) : (
        <Together key={cases} chosen={chosen} />
      )}
    </Page>
  );
}

function Together({ chosen }: { readonly chosen: readonly Chosen[] }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const router = useRouter();
  const name = chosen.map(({ id, task }) => `${id}:${task}`).join(',');
  const draft = useDraft<WrittenForAll>(`batch.${name}`, isWritten);
  const [written, setWritten] = useState<WrittenForAll>(draft.found ?? NOTHING_WRITTEN);
  // By the content that was looked at: should it change, it is looked at again.
  const [looked, setLooked] = useState<Readonly<Record<string, string>>>({});
  const [asking, setAsking] = useState(false);
  const [results, setResults] = useState<readonly Result[]>([]);
  const found = useQueries({ queries: chosen.map(({ id }) => caseReading(id)) });
  const act = useAct('/api/v1/approvals/batch', {
    key: draft.key,
    onDone: ({ results: told }) => {
      setResults((before) => [...before, ...told]);
      setAsking(false);
      draft.clear();
    },
  });
  const write = (next: WrittenForAll): void => {
    setWritten(next);
    draft.keep(next);
  };
  const drop = (key: string): void =>
    void router.navigate({
      href: approvalPaths.batch({
        cases: chosen
          .map(({ id, task }) => `${id}:${task}`)
          .filter((one) => one !== key)
          .join(','),
      }),
      replace: true,
    });
  const open = chosen.flatMap((one, nth) => {
    const data = found[nth]?.data;
    const decision =
      data === undefined || results.some(({ approval, recorded }) => approval === one.id && recorded) ? null : decisionFor(data, one, written);
    return data === undefined || decision === null ? [] : [{ data, decision }];
  });
  const ready = open.filter(({ data }) => looked[data.id] === data.contentHash);
  return (
    <Stack>
      <Text>{words.batchLead}</Text>
      {results.length > 0 && <Results results={results} cases={found.flatMap(({ data }) => (data === undefined ? [] : [data]))} />}
      {chosen.map((one, nth) => {
        const query = found[nth];
        const key = `${one.id}:${one.task}`;
        return query === undefined || query.isPending ? (
          <RowsSkeleton key={key} rows={2} />
        ) : (
          <OneOfThem
            key={key}
            id={one.id}
            found={query.data ?? null}
            fits={open.some(({ data }) => data.id === one.id)}
            result={results.findLast(({ approval }) => approval === one.id) ?? null}
            looked={looked[one.id] ?? null}
            onLook={(hash) => setLooked((before) => ({ ...before, [one.id]: hash }))}
            reason={written.own[one.id] ?? ''}
            onReason={(text) => write({ ...written, own: { ...written.own, [one.id]: text } })}
            onDrop={chosen.length > 1 ? () => drop(key) : null}
          />
        );
      })}
      {open.length > 0 && (
        <ForAll
          reason={written.reason}
          onReason={(reason) => write({ ...written, reason })}
          ready={ready.length}
          unread={open.length - ready.length}
          onSubmit={() => {
            act.reset();
            setAsking(true);
          }}
        />
      )}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.batchConfirm(ready.length)}
        consequence={words.batchFollows}
        amountFen={ready.reduce((sum, { data }) => sum + (data.amountFen ?? 0), 0)}
        act={words.batchSubmit(ready.length)}
        busy={act.isPending}
        problem={act.error}
        onConfirm={() =>
          act.mutate({
            body: { decisions: ready.map(({ decision }) => decision), ...(written.reason.trim() === '' ? {} : { reason: written.reason.trim() }) },
          })
        }
      />
    </Stack>
  );
}

type ForAllProps = {
  readonly reason: string;
  readonly onReason: (text: string) => void;
  readonly ready: number;
  readonly unread: number;
  readonly onSubmit: () => void;
};

/** One comment for all, and the button, which waits until each was looked at. */
function ForAll({ reason, onReason, ready, unread, onSubmit }: ForAllProps): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  return (
    <Card withBorder component="section" aria-label={words.together}>
      <Stack gap="sm">
        <Textarea
          label={words.batchReason}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <Group justify="space-between">
          <Text aria-live="polite">{unread > 0 ? words.batchUnread(unread) : ''}</Text>
          <Button size="md" disabled={ready === 0 || unread > 0} onClick={onSubmit}>
            {words.batchSubmit(ready)}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

/** What became of each, refused ones by their reasons. */
function Results({ results, cases }: { readonly results: readonly Result[]; readonly cases: readonly Case[] }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const say = useSay();
  const refused = results.filter(({ recorded }) => !recorded);
  const titleOf = (id: string): string => {
    const found = cases.find((one) => one.id === id);
    return found === undefined ? id : say(found.title);
  };
  return (
    <Alert
      color={refused.length === 0 ? 'go' : 'heed'}
      variant="outline"
      role="status"
      title={words.batchResult(results.length - refused.length, refused.length)}
    >
      <Stack gap="xs">
        {refused.map(({ approval, problem }) => (
          <div key={approval}>
            <PageLink href={approvalPaths.approval({ id: approval })} fw={600}>
              {titleOf(approval)}
            </PageLink>
            {problem !== null && <Text size="sm">{say(problem)}</Text>}
          </div>
        ))}
        <PageLink href={approvalPaths.approvals()}>{words.todo}</PageLink>
      </Stack>
    </Alert>
  );
}

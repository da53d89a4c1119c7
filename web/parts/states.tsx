/**
 * What a page shows when it has nothing to show yet: loading as a skeleton, nothing there with what to do first, failed with
 * what to do next, not there, not allowed. `Asked` picks the right one for a question. Deliberately absent: faults of a form.
 */
import { Alert, Button, Group, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { startPaths } from '../start/paths.ts';
import { ButtonLink } from './link.tsx';
import { Page } from './page.tsx';
import { PARTS_WORDS } from './words.ts';

/** Rows that are to come. */
export function RowsSkeleton({ rows = 5 }: { readonly rows?: number }): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{words.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={row} height={44} />
      ))}
    </Stack>
  );
}

type Told = { readonly title: string; readonly children?: ReactNode; readonly acts?: ReactNode };

/** Nothing there: says what to do first. */
export function Empty({ title, children, acts }: Told): ReactNode {
  return (
    <Stack align="center" gap="xs" py="xl" ta="center">
      <Title order={2} size="h3">
        {title}
      </Title>
      {children !== undefined && (
        <Text c="dimmed" maw={520}>
          {children}
        </Text>
      )}
      {acts !== undefined && <Group justify="center">{acts}</Group>}
    </Stack>
  );
}

/** A question that failed: why, and what to do next. */
export function Failed({ problem, onRetry }: { readonly problem: ApiProblem; readonly onRetry: () => void }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  return (
    <Alert color="stop" variant="outline" title={words.failed} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text>{say(problem.text)}</Text>
        {problem.faults.map(({ at, text }) => (
          <Text key={`${at} ${text.en}`} size="sm">
            {say(text)}
          </Text>
        ))}
        <Text>{words.failedNext}</Text>
        <Button variant="default" onClick={onRetry}>
          {words.retry}
        </Button>
      </Stack>
    </Alert>
  );
}

export function NotFound(): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Empty title={words.notFound} acts={<ButtonLink href={startPaths.start()}>{words.toStart}</ButtonLink>}>
      {words.notFoundNext}
    </Empty>
  );
}

/** An address that no page has. */
export function NoSuchPage(): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Page title={words.noSuchPage}>
      <Empty title={words.notFound} acts={<ButtonLink href={startPaths.start()}>{words.toStart}</ButtonLink>}>
        {words.notFoundNext}
      </Empty>
    </Page>
  );
}

/** Where a page as a whole is not for this person's roles; what may not be seen of one case looks like what is not there. */
export function NotAllowed(): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Empty title={words.notAllowed} acts={<ButtonLink href={startPaths.start()}>{words.toStart}</ButtonLink>}>
      {words.notAllowedNext}
    </Empty>
  );
}

type AskedProps<T> = {
  readonly query: UseQueryResult<T, ApiProblem>;
  readonly skeleton?: ReactNode;
  readonly children: (found: T) => ReactNode;
};

/** The answer of a question, or what stands in its place. */
export function Asked<T>({ query, skeleton, children }: AskedProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null || query.error.code === 'NOT_SIGNED_IN') return skeleton ?? <RowsSkeleton />;
  if (query.error.status === 404) return <NotFound />;
  if (query.error.status === 403) return <NotAllowed />;
  return <Failed problem={query.error} onRetry={() => void query.refetch()} />;
}

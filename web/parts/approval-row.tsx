/** An approval as one row of a list: its title with what is asked and for whom; and the first few of a list, as the start page shows them. */
import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApprovalList } from '../../domain/views.ts';
import { statusWords } from '../../domain/words/cases.ts';
import { TASK_KIND_WORDS } from '../../domain/words/tasks.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { approvalPaths } from '../approvals/paths.ts';
import { DueIn } from './approval-due.tsx';
import { briefReading, type ListedApproval } from './approval-reading.ts';
import { ROW_WORDS } from './approval-words.ts';
import { PageLink } from './link.tsx';
import { Money } from './money.tsx';
import { Asked } from './states.tsx';

const KINDS = TASK_KIND_WORDS as Readonly<Record<string, (typeof TASK_KIND_WORDS)['READ']>>; // looked up by what the API names

/** What it asks of me, or what I answered, in a word; null: nothing that the list does not say by itself. */
export function useAsks(): (row: ListedApproval) => string | null {
  const words = useWords(ROW_WORDS);
  const say = useSay();
  const ofApplicant: Readonly<Record<string, string>> = {
    SUBMIT: words.asksSubmit,
    RESUBMIT: words.asksResubmit,
    SUPPLEMENT: words.asksSupplement,
    DOCUMENTS: words.asksDocuments,
  };
  return ({ mine: { task, asks, status } }) => {
    if (asks === null) return null;
    if (task === null) return ofApplicant[asks] ?? null;
    if (asks === 'READ') return status === 'PENDING' ? words.unread : null;
    if (status !== 'PENDING') return null;
    return asks === 'DECIDE' ? null : (say(KINDS[asks]?.name ?? { zh: asks, en: asks }) ?? null);
  };
}

export function useNameOf(): (person: { readonly name: string; readonly nameEn: string }) => string {
  const locale = useLocale();
  return ({ name, nameEn }) => (locale === 'en' && nameEn !== '' ? nameEn : name);
}

/** Title with what is asked and for whom, as the way to the case. */
export function TitleCell({ row, before }: { readonly row: ListedApproval; readonly before?: ReactNode }): ReactNode {
  const words = useWords(ROW_WORDS);
  const say = useSay();
  const nameOf = useNameOf();
  const asks = useAsks()(row);
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {before}
      <div>
        <PageLink href={approvalPaths.approval({ id: row.id })} fw={600}>
          {say(row.title)}
        </PageLink>
        <Group gap={6} mt={2}>
          <Text component="span" size="sm" c="dimmed" fw={400}>
            {row.projectName === null ? row.id : `${say(row.projectName)} · ${say(row.matter.name)}`}
          </Text>
          {asks !== null && (
            <Badge variant="light" color="heed" radius="sm" tt="none">
              {asks}
            </Badge>
          )}
          {row.mine.onBehalfOf !== null && (
            <Badge variant="outline" color="brand" radius="sm" tt="none">
              {words.onBehalf(nameOf(row.mine.onBehalfOf))}
            </Badge>
          )}
        </Group>
      </div>
    </Group>
  );
}

export function BriefList({ list, empty }: { readonly list: ApprovalList; readonly empty: ReactNode }): ReactNode {
  const found = useQuery(briefReading(list));
  return (
    <Asked query={found}>
      {({ items }) =>
        items.length === 0 ? (
          empty
        ) : (
          <Stack gap="xs" component="ul" p={0} m={0}>
            {items.map((row) => (
              <Brief key={`${row.id} ${row.mine.task ?? ''}`} row={row} list={list} />
            ))}
          </Stack>
        )
      }
    </Asked>
  );
}

function Brief({ row, list }: { readonly row: ListedApproval; readonly list: ApprovalList }): ReactNode {
  const say = useSay();
  return (
    <Card withBorder padding="sm" component="li">
      <TitleCell row={row} />
      <Group justify="space-between" gap="xs" mt={6}>
        <Text component="span" size="sm">
          {row.amountFen !== null && <Money fen={row.amountFen} />}
          {list === 'mine' && (
            <>
              {row.amountFen !== null && ' · '}
              {row.step === null ? say(statusWords('approval', row.status)) : say(row.step)}
            </>
          )}
        </Text>
        <DueIn due={row} />
      </Group>
    </Card>
  );
}

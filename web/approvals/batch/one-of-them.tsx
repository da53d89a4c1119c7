/** One of several that are answered together: what is asked, how much, by whom, its documents; and whether it was looked at. */
import { Alert, Badge, Button, Card, Checkbox, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { visible } from '../../../domain/text/shown.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Documents } from '../case/content.tsx';
import { type Case, CaseProvider } from '../case/facts.ts';
import { approvalPaths } from '../paths.ts';
import { APPROVALS_WORDS } from '../words.ts';
import type { Result } from './facts.ts';

type Props = {
  readonly id: string;
  /** Null: it may not be seen (any more). */
  readonly found: Case | null;
  readonly fits: boolean;
  readonly result: Result | null;
  /** Hash of the content that was looked at. */
  readonly looked: string | null;
  readonly onLook: (hash: string) => void;
  readonly reason: string;
  readonly onReason: (text: string) => void;
  readonly onDrop: (() => void) | null;
};

export function OneOfThem({ id, found, fits, result, looked, onLook, reason, onReason, onDrop }: Props): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const say = useSay();
  const locale = useLocale();
  if (found === null)
    return (
      <Alert color="heed" variant="outline" title={id}>
        {words.batchNotNow}
      </Alert>
    );
  const title = say(found.title);
  const applicant = found.people[found.applicant];
  const done = result?.recorded === true;
  return (
    <CaseProvider value={found}>
      <Card withBorder component="section" aria-label={title}>
        <Group justify="space-between" align="flex-start" gap="xs">
          <div>
            <Title order={2} size="h3">
              <PageLink href={approvalPaths.approval({ id })}>{title}</PageLink>
            </Title>
            <Text size="sm" c="dimmed">
              {say(found.matter.name)} · {locale === 'en' ? (applicant?.nameEn ?? found.applicant) : (applicant?.name ?? found.applicant)}
              {applicant !== undefined && applicant.unit !== '' && ` · ${applicant.unit}`}
            </Text>
          </div>
          {found.amountFen !== null && (
            <Text fw={700} size="xl">
              <Money fen={found.amountFen} />
            </Text>
          )}
        </Group>
        <Stack gap="xs" mt="sm">
          {found.lines.map(({ label, value }) => (
            <Text key={`${label.zh} ${value.zh}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
              <Text component="span" c="dimmed" inherit>
                {visible(say(label))}
              </Text>{' '}
              {visible(say(value))}
            </Text>
          ))}
          <Documents documents={found.documents} />
          {done ? (
            <Badge color="go" variant="light" radius="sm" tt="none" size="lg">
              {words.batchDone}
            </Badge>
          ) : fits ? (
            <>
              <Textarea
                label={words.batchOwnReason}
                value={reason}
                onChange={(event) => onReason(event.currentTarget.value)}
                maxLength={2000}
                autosize
                minRows={1}
              />
              <Group justify="space-between">
                <Checkbox
                  label={words.batchRead}
                  aria-label={words.batchReadOf(title)}
                  checked={looked === found.contentHash}
                  onChange={(event) => onLook(event.currentTarget.checked ? found.contentHash : '')}
                  error={looked !== null && looked !== '' && looked !== found.contentHash ? words.batchGoneContent : null}
                />
                {onDrop !== null && (
                  <Button variant="subtle" onClick={onDrop} aria-label={words.drop(title)}>
                    {words.dropShort}
                  </Button>
                )}
              </Group>
            </>
          ) : (
            <Text c="dimmed">{words.batchNotNow}</Text>
          )}
        </Stack>
      </Card>
    </CaseProvider>
  );
}

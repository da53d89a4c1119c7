/** The frame of the audit's pages: the way from one to another, and the word that what is read here is on record. */
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { AsOf } from '../parts/when.tsx';
import { AUDIT_WORDS } from './audit-words.ts';
import { auditPaths } from './paths.ts';

type Props = { readonly title: string; readonly readAt?: number; readonly acts?: ReactNode; readonly children: ReactNode };

export function AuditPage({ title, readAt = 0, acts, children }: Props): ReactNode {
  const words = useWords(AUDIT_WORDS);
  const ways = [
    [auditPaths.search(), words.title],
    [auditPaths.findings(), words.findings],
    [auditPaths.story(), words.story],
    [auditPaths.asOf(), words.asOf],
    [auditPaths.compare(), words.compare],
    [auditPaths.exports(), words.exports],
  ] as const;
  return (
    <Page
      title={title}
      above={
        <Group gap="md" mb="xs">
          {ways
            .filter(([, name]) => name !== title)
            .map(([href, name]) => (
              <PageLink key={href} href={href} size="sm">
                {name}
              </PageLink>
            ))}
        </Group>
      }
      acts={acts}
    >
      <Text c="dimmed" size="sm" mb="md">
        {words.noted} <AsOf at={readAt} />
      </Text>
      {children}
    </Page>
  );
}

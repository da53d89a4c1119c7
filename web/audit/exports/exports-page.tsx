/** Exports that are made as jobs: begun, followed, ended, fetched; and how a bundle is checked elsewhere. */
import { Code, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { JOURNAL_READERS } from '../../../domain/permission/relation.ts';
import { reading } from '../../app/client.ts';
import { useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { ButtonLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { AUDIT_WORDS } from '../audit-words.ts';
import { AuditPage } from '../frame.tsx';
import { auditPaths } from '../paths.ts';
import { ExportList } from './export-list.tsx';
import { NewBundle } from './new-bundle.tsx';
import { EXPORT_PAGE_WORDS } from './words.ts';

const route = getRouteApi('/audit/exports');
const MINE = reading('/api/v1/audit/exports');
const LOOK_MS = 1_000;

export function ExportsPage(): ReactNode {
  const audit = useWords(AUDIT_WORDS);
  const words = useWords(EXPORT_PAGE_WORDS);
  const { roles } = useMe();
  const programmes = Object.keys(roles).filter((programme) => roles[programme]?.some((role) => JOURNAL_READERS.some((one) => one === role)) === true);
  const asked = route.useSearch();
  const mine = useQuery({
    ...MINE,
    // One that was begun on another page is among them.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'RUNNING') === true ? LOOK_MS : false),
  });
  return (
    <AuditPage title={audit.exports}>
      <Stack gap="lg">
        <Text>{words.lead}</Text>
        {programmes.length > 0 && <NewBundle key={JSON.stringify(asked)} asked={asked} programmes={programmes} onBegun={() => void mine.refetch()} />}
        <Stack component="section" gap="xs" aria-label={words.mine}>
          <Title order={2} size="h4">
            {words.mine}
          </Title>
          <Asked query={mine}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title={words.none} acts={<ButtonLink href={auditPaths.search()}>{words.toSearch}</ButtonLink>}>
                  {words.noneNext}
                </Empty>
              ) : (
                <ExportList items={items} onChanged={() => void mine.refetch()} />
              )
            }
          </Asked>
        </Stack>
        {programmes.length > 0 && (
          <Stack component="section" gap="xs" aria-label={words.verify}>
            <Title order={2} size="h4">
              {words.verify}
            </Title>
            <Text>{words.verifyTold}</Text>
            <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              npx tuojian audit verify tuojian-bundle-….zip --key KEY --outside CHECKPOINTS
            </Code>
          </Stack>
        )}
      </Stack>
    </AuditPage>
  );
}

/** After a decision: what waits next, so that a full desk is worked through without going back to the list each time. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { approvalPaths } from '../paths.ts';
import { CASE_WORDS } from './words.ts';

export function NextOne({ after }: { readonly after: string }): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const waiting = useQuery(reading('/api/v1/approvals', { query: { list: 'todo', limit: 5 } })).data?.items ?? [];
  const next = waiting.find(({ id }) => id !== after);
  if (next === undefined) return <PageLink href={approvalPaths.approvals()}>{words.toLists}</PageLink>;
  return (
    <>
      {words.nextOne}{' '}
      <PageLink href={approvalPaths.approval({ id: next.id })} fw={600}>
        {say(next.title)}
      </PageLink>
    </>
  );
}

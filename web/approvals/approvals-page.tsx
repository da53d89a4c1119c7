/** The lists of approvals. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { approvalPaths } from './paths.ts';
import { APPROVALS_WORDS } from './words.ts';

export function ApprovalsPage(): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const say = useSay();
  const tasks = useQuery(reading('/api/v1/tasks', { query: { status: 'PENDING' } }));
  return (
    <Page title={words.title}>
      <Asked query={tasks}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty} />
          ) : (
            <ul>
              {items.map((task) => (
                <li key={`${task.stream} ${task.task}`}>
                  <PageLink href={approvalPaths.approval({ id: task.stream.slice(task.stream.indexOf('/') + 1) })}>{say(task.title)}</PageLink>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Page>
  );
}

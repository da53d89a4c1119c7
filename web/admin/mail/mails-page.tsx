/** Mails of a programme: what went to whom and whether it arrived; how each mail looks; what became of the cards of group bots. */
import { Tabs } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import { OfficePage } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { Bots } from './bots.tsx';
import { Ledger } from './ledger.tsx';
import { Templates } from './templates.tsx';
import { MAILS_WORDS } from './words.ts';

const route = getRouteApi('/office/mails');
const TABS = ['ledger', 'templates', 'bots'] as const;

export function MailsPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const mails = useWords(MAILS_WORDS);
  const query = route.useSearch();
  const router = useRouter();
  const tab = TABS.find((each) => each === query.tab) ?? 'ledger';
  return (
    <OfficePage title={words.mails} programme={query.programme} of={(next) => adminPaths.mails({ programme: next })}>
      {(here) => (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(next) =>
            void router.navigate({ href: adminPaths.mails({ programme: here, tab: next ?? 'ledger' }), replace: true, resetScroll: false })
          }
        >
          <Tabs.List mb="md">
            {TABS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {mails[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="ledger">
            <Ledger key={here} programme={here} query={query} />
          </Tabs.Panel>
          <Tabs.Panel value="templates">
            <Templates />
          </Tabs.Panel>
          <Tabs.Panel value="bots">
            <Bots programme={here} />
          </Tabs.Panel>
        </Tabs>
      )}
    </OfficePage>
  );
}

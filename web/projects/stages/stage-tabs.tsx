/** What a stage has, one tab each, records first; the open one stands in the address. Deliberately absent: what each of them shows. */
import { Card, Tabs } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { StageQuery } from '../paths.ts';
import { STAGE_WORDS } from './words.ts';

/** `count`: how many there are; 0 says nothing. `content`: told whether its tab is open. */
type StageTab = {
  readonly tab: 'records' | 'approvals' | 'files' | 'history';
  readonly count?: number;
  readonly content: (open: boolean) => ReactNode;
};
/** `hrefOf`: the address of the page, with what stands in it. */
type Props = { readonly tabs: readonly StageTab[]; readonly query: StageQuery; readonly hrefOf: (query: StageQuery) => string };

export function StageTabs({ tabs, query, hrefOf }: Props): ReactNode {
  const words = useWords(STAGE_WORDS);
  const router = useRouter();
  const open = tabs.find(({ tab }) => tab === query.tab)?.tab ?? 'records';
  const choose = (tab: string | null): void =>
    void router.navigate({
      href: hrefOf({ ...(query.act === undefined ? {} : { act: query.act }), ...(tab === null || tab === 'records' ? {} : { tab }) }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Card withBorder component="section" aria-label={words.records}>
      <Tabs value={open} onChange={choose}>
        <Tabs.List mb="md" aria-label={words.records}>
          {tabs.map(({ tab, count = 0 }) => (
            <Tabs.Tab key={tab} value={tab}>
              {words[tab]}
              {count === 0 ? '' : ` ${count}`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ tab, content }) => (
          <Tabs.Panel key={tab} value={tab}>
            {content(open === tab)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  );
}

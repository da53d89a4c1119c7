/**
 * One approval: what is asked on top, what this person may do beside it, the way, the clocks; below it what was said, what
 * happened and what was mailed. Deliberately absent: new applications (new/).
 */
import { Badge, Button, Card, Grid, Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import FileDown from 'lucide-react/icons/file-down';
import type { ReactNode } from 'react';
import { statusWords } from '../../domain/words/cases.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { Light } from '../parts/light.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked } from '../parts/states.tsx';
import classes from './approval-page.module.css';
import { ActPanel } from './case/act-panel.tsx';
import { sorted } from './case/acts.ts';
import { Changed } from './case/changed.tsx';
import { Clocks } from './case/clocks.tsx';
import { Content } from './case/content.tsx';
import { type Case, CaseProvider, caseReading } from './case/facts.ts';
import { Head, Standing } from './case/head.tsx';
import { History } from './case/history.tsx';
import { Mails } from './case/mails.tsx';
import { Talk } from './case/talk.tsx';
import { Way } from './case/way.tsx';
import { CASE_WORDS } from './case/words.ts';
import { approvalPaths } from './paths.ts';

const route = getRouteApi('/approvals/$id');
type Query = { readonly tab?: string; readonly act?: string };

export function ApprovalPage(): ReactNode {
  const { id } = route.useParams();
  const query: Query = route.useSearch();
  const say = useSay();
  const words = useWords(CASE_WORDS);
  const found = useQuery(caseReading(id));
  return (
    <Page
      key={id}
      title={found.data === undefined ? id : say(found.data.title)}
      above={
        <PageLink href={approvalPaths.approvals()} size="sm">
          {words.toLists}
        </PageLink>
      }
      beside={found.data !== undefined && <How found={found.data} />}
      acts={found.data !== undefined && <Sheet id={id} />}
    >
      <Asked query={found}>{(data) => <Whole found={data} query={query} />}</Asked>
    </Page>
  );
}

/** How it stands, in a word and a light. */
function How({ found }: { readonly found: Case }): ReactNode {
  const say = useSay();
  const over = found.closed !== null;
  return (
    <>
      <Badge
        size="lg"
        radius="sm"
        tt="none"
        variant="light"
        color={found.status === 'APPROVED' ? 'go' : found.status === 'REJECTED' || found.status === 'DECLINED' ? 'stop' : over ? 'gray' : 'brand'}
      >
        {say(statusWords('approval', found.status))}
      </Badge>
      {!over && <Light light={found.light} />}
    </>
  );
}

function Sheet({ id }: { readonly id: string }): ReactNode {
  const words = useWords(CASE_WORDS);
  const lang = useLocale();
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<FileDown size={16} aria-hidden />}
      href={`/api/v1/approval/${encodeURIComponent(id)}/sheet.pdf?lang=${lang}`}
      target="_blank"
      rel="noreferrer"
    >
      {words.sheet}
    </Button>
  );
}

function Whole({ found, query }: { readonly found: Case; readonly query: Query }): ReactNode {
  const words = useWords(CASE_WORDS);
  // What waits for them; withdrawing or a remark is always possible, and no reason for a button over the page.
  const mayAct = sorted(found.acts).first.some(({ refused }) => refused === null);
  return (
    <CaseProvider value={found}>
      <Stack>
        <Changed found={found} version={found.version} />
        <Standing />
        <Grid>
          <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
            <Stack>
              <Head />
              <Way />
              <Content />
              <Clocks />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
            <div className={classes.beside}>
              {/* Also with nothing left to do: what was typed, and what was done, is told there. */}
              <ActPanel query={query} />
            </div>
          </Grid.Col>
        </Grid>
        <Parts found={found} query={query} />
      </Stack>
      {mayAct && query.act === undefined && (
        <div className={classes.jump}>
          <Button fullWidth size="md" component="a" href="#acts">
            {words.toActs}
          </Button>
        </div>
      )}
    </CaseProvider>
  );
}

const TABS = ['talk', 'history', 'mails'] as const;

function Parts({ found, query }: { readonly found: Case; readonly query: Query }): ReactNode {
  const words = useWords(CASE_WORDS);
  const router = useRouter();
  const { id } = found;
  const tabs = TABS.filter((tab) => tab !== 'mails' || found.readsMails);
  const open = tabs.find((tab) => tab === query.tab) ?? 'talk';
  const names = { talk: words.remarks, history: words.history, mails: words.mails };
  const said = found.remarks.length + found.questions.length;
  return (
    <Card withBorder component="section" aria-label={words.parts}>
      <Tabs
        value={open}
        onChange={(tab) =>
          void router.navigate({
            href: approvalPaths.approval(
              { id },
              { ...(query.act === undefined ? {} : { act: query.act }), ...(tab === null || tab === 'talk' ? {} : { tab }) },
            ),
            replace: true,
            resetScroll: false,
          })
        }
      >
        <Tabs.List mb="md" aria-label={words.parts}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {names[tab]}
              {tab === 'talk' && said > 0 ? ` ${said}` : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="talk">
          <Talk />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History />
        </Tabs.Panel>
        <Tabs.Panel value="mails">
          <Mails />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}

/** One project: its light and why, and what there is of it in tabs; the tab and the form that is open stand in the address. */
import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { statusWords } from '../../../domain/words/cases.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Light } from '../../parts/light.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { TakenOver } from '../../parts/project-row.tsx';
import { Asked, RowsSkeleton } from '../../parts/states.tsx';
import { AsOf } from '../../parts/when.tsx';
import { OpenAct, useOpenAct } from '../acts/acts.tsx';
import { projectPaths } from '../paths.ts';
import { PROJECTS_WORDS } from '../words.ts';
import { type Project, projectReading, TABS, type Tab, tabOf } from './facts.ts';
import { Overview } from './overview.tsx';
import { Stages } from './stages.tsx';
import { PROJECT_WORDS } from './words.ts';

const route = getRouteApi('/projects/$code');
/** Of what is looked at less often the pages come when they are opened. */
const Lists = {
  approvals: lazy(() => import('./approvals.tsx').then(({ Approvals }) => ({ default: Approvals }))),
  story: lazy(() => import('./story.tsx').then(({ Story }) => ({ default: Story }))),
  people: lazy(() => import('./people.tsx').then(({ People }) => ({ default: People }))),
  files: lazy(() => import('./documents.tsx').then(({ Documents }) => ({ default: Documents }))),
  mails: lazy(() => import('./mails.tsx').then(({ Mails }) => ({ default: Mails }))),
  findings: lazy(() => import('./findings.tsx').then(({ Findings }) => ({ default: Findings }))),
} as const;

export function ProjectPage(): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const room = useWords(PROJECTS_WORDS);
  const say = useSay();
  const { code } = route.useParams();
  const found = useQuery(projectReading(code));
  const project = found.data;
  return (
    <Page
      title={project === undefined ? `${words.project} ${code}` : say(project.name)}
      above={
        <PageLink href={projectPaths.projects()} size="sm">
          {room.title}
        </PageLink>
      }
      beside={
        project !== undefined && (
          <>
            <Light light={project.light} />
            <Text>{say(statusWords('project', project.status))}</Text>
            <TakenOver how={project.takenOver} />
            <Text c="dimmed" size="sm">
              {code} · <AsOf at={found.dataUpdatedAt} />
            </Text>
          </>
        )
      }
    >
      <Asked query={found}>{(shown) => <Shown project={shown} />}</Asked>
    </Page>
  );
}

function Shown({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const router = useRouter();
  const query = route.useSearch();
  const { tab, act } = query;
  const opened = useOpenAct(project.code, query);
  const now = tabOf(tab);
  const tabs = TABS.filter((name) => name !== 'mails' || project.readsMails);
  return (
    <Tabs
      value={now}
      onChange={(next) => {
        if (next !== null && next !== now)
          void router.navigate({ href: projectPaths.project({ code: project.code }, next === 'overview' ? {} : { tab: next }), resetScroll: false });
      }}
    >
      <Tabs.List aria-label={words.tabs} mb="md">
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {words[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={now}>
        <Suspense fallback={<RowsSkeleton />}>
          <Panel tab={now} project={project} onAct={opened.open} />
        </Suspense>
      </Tabs.Panel>
      <OpenAct project={project} act={act} onClose={opened.close} />
    </Tabs>
  );
}

type PanelProps = { readonly tab: Tab; readonly project: Project; readonly onAct: (act: string) => void };

function Panel({ tab, project, onAct }: PanelProps): ReactNode {
  if (tab === 'overview') return <Overview project={project} onAct={onAct} />;
  if (tab === 'stages') return <Stages project={project} />;
  const List = Lists[tab];
  return <List project={project} />;
}

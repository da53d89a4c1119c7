/** One survey: how far it is, its public questionnaire, its paper answers; and what it says. */
import { Badge, Group, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { statusWords } from '../../domain/words/cases.ts';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked } from '../parts/states.tsx';
import { type SurveyQuery, surveyPaths } from './paths.ts';
import { ProgressTab } from './progress-tab.tsx';
import { ResultTab } from './result-tab.tsx';
import { SURVEY_WORDS, SURVEYS_WORDS } from './words.ts';

export function SurveyPage(): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const rooms = useWords(SURVEYS_WORDS);
  const say = useSay();
  const router = useRouter();
  const { id } = useParams({ strict: false }) as { readonly id: string }; // of this page's address
  const query = useSearch({ strict: false }) as SurveyQuery; // all of it text
  const survey = useQuery(reading('/api/v1/survey/{id}', { path: { id } }));
  const tab = query.tab === 'result' ? 'result' : 'progress';
  const go = (change: SurveyQuery): void => void router.navigate({ href: surveyPaths.survey({ id }, change), replace: true, resetScroll: false });
  return (
    <Asked query={survey}>
      {({ title, status, programme }) => (
        <Page
          title={say(title)}
          above={<PageLink href={surveyPaths.surveys()}>{rooms.title}</PageLink>}
          beside={
            <Badge variant="outline" color="gray" size="lg">
              {say(statusWords('survey', status))}
            </Badge>
          }
        >
          <Tabs value={tab} onChange={(value) => go(value === 'result' ? { tab: 'result' } : {})} keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="progress">{words.progressTab}</Tabs.Tab>
              <Tabs.Tab value="result">{words.resultTab}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="progress">
              <Group align="flex-start" grow>
                <ProgressTab id={id} programme={programme} act={query.act} onAct={(act) => go(act === null ? {} : { act })} />
              </Group>
            </Tabs.Panel>
            <Tabs.Panel value="result">
              <ResultTab id={id} />
            </Tabs.Panel>
          </Tabs>
        </Page>
      )}
    </Asked>
  );
}

/** A project or a case as one story, each event with the way to its proof. */
import { CloseButton, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { auditReading } from '../asking.ts';
import { AUDIT_WORDS } from '../audit-words.ts';
import { AuditPage } from '../frame.tsx';
import { auditPaths, type StoryQuery } from '../paths.ts';
import { Happened } from './happened.tsx';
import { StoryTold } from './story-told.tsx';
import { STORY_WORDS } from './story-words.ts';

const route = getRouteApi('/audit/story');

export function StoryPage(): ReactNode {
  const audit = useWords(AUDIT_WORDS);
  const words = useWords(STORY_WORDS);
  const { project = '', stream = '' } = route.useSearch();
  return (
    <AuditPage title={audit.story}>
      <Stack>
        <Text>{words.lead}</Text>
        <Choosing project={project} stream={stream} />
        {project !== '' && !stream.startsWith('findings/') ? (
          <StoryTold key={project} project={project} stream={stream} />
        ) : stream !== '' ? (
          <OfNoProject key={stream} stream={stream} />
        ) : (
          <Empty title={words.choose}>{words.chooseNext}</Empty>
        )}
      </Stack>
    </AuditPage>
  );
}

function Choosing({ project, stream }: Required<StoryQuery>): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const router = useRouter();
  const known = useQuery(auditReading('/api/v1/audit/facets', {})).data?.facets.project ?? [];
  const view = (query: StoryQuery): void => void router.navigate({ href: auditPaths.story(query), replace: true, resetScroll: false });
  return (
    <Group align="flex-end">
      <Select
        label={words.project}
        searchable
        w={320}
        maw="100%"
        data={known.map(({ value, name }) => ({ value, label: `${value} ${say(name)}` }))}
        value={project === '' ? null : project}
        onChange={(next) => view({ project: next ?? '' })}
      />
      {stream !== '' && (
        <TextInput
          readOnly
          label={words.kase}
          value={stream}
          rightSection={<CloseButton aria-label={words.allCases} onClick={() => view({ project })} />}
        />
      )}
    </Group>
  );
}

const MOST = 200;

/** A case that belongs to no project, as a programme or an application of the office; and what the audit found of one. */
function OfNoProject({ stream }: { readonly stream: string }): ReactNode {
  const words = useWords(STORY_WORDS);
  const found = useQuery(auditReading('/api/v1/audit/events', { stream, order: 'NEWEST', limit: MOST, count: 'none' }));
  return (
    <Asked query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={words.none}>{words.noneNext}</Empty>
        ) : (
          <Happened lines={items.map(({ occurredAt, version, told }) => ({ at: occurredAt, stream, version, text: told }))} />
        )
      }
    </Asked>
  );
}

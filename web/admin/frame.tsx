/** The frame of the office's own pages: whose programme it is, the way to the other pages, and the choice of a programme. */
import { Group, Select, Text } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { AsOf } from '../parts/when.tsx';
import { OFFICE_WORDS } from './office-words.ts';
import { adminPaths } from './paths.ts';
import { useProgramme } from './people/facts.ts';

/** When what is shown was read. */
export function ReadAt({ at }: { readonly at: number }): ReactNode {
  return (
    <Text c="dimmed" size="sm">
      <AsOf at={at} />
    </Text>
  );
}

type Props = {
  readonly title: string;
  readonly programme: string | undefined;
  /** The same page of another programme; absent: there is no choice. */
  readonly of?: (programme: string) => string;
  readonly acts?: ReactNode;
  /** Above the title beside the way to the other pages. */
  readonly way?: ReactNode;
  readonly children: (programme: string) => ReactNode;
};

export function OfficePage({ title, programme, of, acts, way, children }: Props): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const router = useRouter();
  const { all, here } = useProgramme(programme);
  return (
    <Page
      title={title}
      above={
        <Group gap="xs">
          <PageLink href={adminPaths.office(here === null ? {} : { programme: here })} size="sm">
            {words.title}
          </PageLink>
          {way}
        </Group>
      }
      acts={acts}
    >
      {of !== undefined && all.length > 1 && (
        <Select
          label={words.programme}
          data={[...all]}
          value={here}
          allowDeselect={false}
          w={140}
          mb="md"
          onChange={(next) => next !== null && void router.navigate({ href: of(next) })}
        />
      )}
      {here === null ? <Empty title={words.noProgramme}>{words.noProgrammeNext}</Empty> : children(here)}
    </Page>
  );
}

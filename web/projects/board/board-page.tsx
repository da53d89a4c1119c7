/** The projects that somebody may see: as a table or by stage, narrowed and sorted by the address. */
import { Badge, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { firstRunPaths } from '../../first-run/paths.ts';
import { lightColour } from '../../parts/light.tsx';
import { ButtonLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { projectsReading } from '../../parts/project-row.tsx';
import { registersIn } from '../../parts/registering.ts';
import { Asked, Empty } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table.tsx';
import { AsOf } from '../../parts/when.tsx';
import { NEW_PROJECT_WORDS } from '../new/words.ts';
import { type BoardQuery, projectPaths } from '../paths.ts';
import { PROJECTS_WORDS } from '../words.ts';
import { ByStage } from './by-stage.tsx';
import { useColumns } from './columns.tsx';
import { type Board, type BoardRow, fitting, sorted, sortOf } from './facts.ts';
import { Filters } from './filters.tsx';
import { BOARD_WORDS } from './words.ts';

const route = getRouteApi('/projects');
const AT_FIRST = 100;

export function BoardPage(): ReactNode {
  const words = useWords(PROJECTS_WORDS);
  const query = route.useSearch();
  const fresh = useWords(NEW_PROJECT_WORDS);
  const me = useMe();
  const found = useQuery(projectsReading());
  return (
    <Page
      title={words.title}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={found.dataUpdatedAt} />
        </Text>
      }
      acts={
        registersIn(me).length > 0 && (
          <ButtonLink variant="default" href={projectPaths.fresh()}>
            {fresh.title}
          </ButtonLink>
        )
      }
    >
      <Asked query={found}>{(board) => (board.items.length === 0 ? <Nothing /> : <Shown board={board} query={query} />)}</Asked>
    </Page>
  );
}

function Nothing(): ReactNode {
  const words = useWords(BOARD_WORDS);
  const imports = Object.values(useMe().roles).some((roles) => roles.includes('ADMINISTRATOR'));
  return (
    <Empty title={words.empty} {...(imports ? { acts: <ButtonLink href={firstRunPaths.importProgramme()}>{words.importAct}</ButtonLink> } : {})}>
      {imports ? words.emptyOffice : words.emptyNext}
    </Empty>
  );
}

function Shown({ board, query }: { readonly board: Board; readonly query: BoardQuery }): ReactNode {
  const words = useWords(BOARD_WORDS);
  const router = useRouter();
  const view = (change: BoardQuery): void =>
    void router.navigate({ href: projectPaths.projects({ ...query, ...change }), replace: true, resetScroll: false });
  const rows = sorted(fitting(board, query), sortOf(query));
  const byStage = query.view === 'stages';
  return (
    <Stack gap="sm">
      <Filters board={board} query={query} view={view} />
      <Group justify="space-between" gap="sm">
        <Lights board={board} query={query} view={view} />
        <SegmentedControl
          aria-label={words.view}
          value={byStage ? 'stages' : 'table'}
          data={[
            { value: 'table', label: words.viewTable },
            { value: 'stages', label: words.viewStages },
          ]}
          onChange={(next) => view({ view: next === 'stages' ? 'stages' : '' })}
        />
      </Group>
      {rows.length === 0 ? (
        <Empty title={words.nothingFits}>{words.nothingFitsNext}</Empty>
      ) : byStage ? (
        <ByStage board={board} rows={rows} />
      ) : (
        <Rows board={board} rows={rows} />
      )}
    </Stack>
  );
}

type View = { readonly board: Board; readonly query: BoardQuery; readonly view: (change: BoardQuery) => void };

/** How many show each light, of those that fit otherwise; each is a filter. */
function Lights({ board, query, view }: View): ReactNode {
  const words = useWords(BOARD_WORDS);
  const say = useSay();
  const others = fitting(board, { ...query, light: '' });
  return (
    <Group gap="xs">
      {(['RED', 'YELLOW', 'GREEN'] as const).map((light) => {
        const count = others.filter((row) => row.light === light).length;
        const chosen = query.light === light;
        return (
          <Button
            key={light}
            variant={chosen ? 'filled' : 'default'}
            size="compact-md"
            aria-pressed={chosen}
            onClick={() => view({ light: chosen ? '' : light })}
            rightSection={
              <Badge color={lightColour(light)} variant="light" circle={count < 10} size="md">
                {count}
              </Badge>
            }
          >
            {say(LIGHT_WORDS[light])}
          </Button>
        );
      })}
      <Text size="sm" role="status">
        {words.count(fitting(board, query).length, board.items.length)}
      </Text>
    </Group>
  );
}

function Rows({ board, rows }: { readonly board: Board; readonly rows: readonly BoardRow[] }): ReactNode {
  const words = useWords(BOARD_WORDS);
  const title = useWords(PROJECTS_WORDS).title;
  const [most, setMost] = useState(AT_FIRST);
  const columns = useColumns(board);
  return (
    <Stack>
      <DataTable caption={title} columns={columns} rows={rows.slice(0, most)} rowKey={({ code }) => code} />
      {rows.length > most && (
        <Button variant="default" onClick={() => setMost(most + AT_FIRST)}>
          {words.showMore(Math.min(AT_FIRST, rows.length - most))}
        </Button>
      )}
    </Stack>
  );
}

/** The money of a programme: what does not agree, by project, by level, by source, and the entries of its ledger. */
import { Alert, Button, Group, List, Menu, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import ChevronDown from 'lucide-react/icons/chevron-down';
import type { ReactNode } from 'react';
import { reading } from '../app/client.ts';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import { Light } from '../parts/light.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, RowsSkeleton } from '../parts/states.tsx';
import { ACTS, type Funds, type FundsAct, FundsForm, isAct } from './funds-form.tsx';
import { Allocations, Budgets, type Go, Levels, Projects, Returns, Sources } from './funds-tables.tsx';
import { FUNDS_WORDS } from './funds-words.ts';
import { type FundsQuery, programmePaths } from './paths.ts';
import { PROGRAMME_WORDS } from './words.ts';

const route = getRouteApi(programmePaths.funds.pattern);

export function FundsPage(): ReactNode {
  const { code } = route.useParams();
  const words = useWords(FUNDS_WORDS);
  const programme = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const router = useRouter();
  const query = route.useSearch();
  const found = useQuery(reading('/api/v1/programme/{id}/funds', { path: { id: code } }));
  const show = (next: FundsQuery): void => void router.navigate({ href: programmePaths.funds({ code }, next), resetScroll: false });
  const go: Go = (act, of) => show(of === undefined ? { act } : { act, of });
  const may = found.data?.mayEnter === true;
  return (
    <Page
      title={words.title}
      above={<PageLink href={programmePaths.programme({ code })}>{programme.back}</PageLink>}
      beside={
        found.data !== undefined && (
          <Text c="dimmed" size="sm">
            {say(found.data.name)} · {words.ledgerVersion(found.data.version)}
          </Text>
        )
      }
      acts={may && <Acts found={found.data} go={go} />}
    >
      <Asked query={found} skeleton={<RowsSkeleton rows={8} />}>
        {(funds) => (
          <Stack>
            <Text c="dimmed" maw={760}>
              {words.lead}
            </Text>
            <Findings found={funds} />
            <Projects found={funds} />
            <Levels found={funds} />
            <Sources found={funds} go={go} />
            <Budgets found={funds} />
            <Allocations found={funds} go={go} />
            <Returns found={funds} />
            {funds.mayEnter && isAct(query.act) && (
              <FundsForm key={`${query.act} ${query.of ?? ''}`} found={funds} act={query.act} of={query.of} onClose={() => show({})} />
            )}
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

/** What stands on a row of its own is corrected there. */
const OPENS: readonly FundsAct[] = ACTS.filter((act) => act !== 'correctSource' && act !== 'correctAllocation');

function Acts({ found, go }: { readonly found: Funds | undefined; readonly go: Go }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const none = (act: FundsAct): boolean =>
    found === undefined ||
    (act === 'returnFunds' ? found.allocations.length === 0 : act !== 'recordSource' && found.sources.length === 0) ||
    (act === 'allocate' && found.projects.length === 0);
  return (
    <Group gap="xs">
      <Button onClick={() => go('recordSource')}>{words.recordSource}</Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronDown size={16} aria-hidden />}>
            {words.otherEntries}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {OPENS.filter((act) => act !== 'recordSource').map((act) => (
            <Menu.Item key={act} disabled={none(act)} onClick={() => go(act)}>
              {words[act]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function Findings({ found: { findings } }: { readonly found: Funds }): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const say = useSay();
  const marks = useMarks();
  if (findings.length === 0) return null;
  return (
    <Alert color={findings.some(({ light }) => light === 'RED') ? 'stop' : 'heed'} variant="outline" title={words.findings(findings.length)}>
      <Text mb="xs">{words.findingsText}</Text>
      <List spacing={6} listStyleType="none">
        {findings.map(({ code, project, source, light, what, rule }) => (
          <List.Item key={`${code} ${project ?? source ?? ''} ${what.en}`}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Light light={light} />
              <div>
                <Text>
                  {project === null ? '' : `${project}${marks.colon}`}
                  {say(what)}
                </Text>
                <Text size="sm" c="dimmed">
                  {say(rule)}
                </Text>
              </div>
            </Group>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

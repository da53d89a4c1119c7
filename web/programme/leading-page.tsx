/**
 * The leading group's page: places, money, days, what is red, what will be late; read in a minute on a phone, printed on A4 for
 * the meeting. Deliberately absent: anything to do (the programme's page and each project's).
 */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import Download from 'lucide-react/icons/download';
import Printer from 'lucide-react/icons/printer';
import type { ReactNode } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { useJoin, useLocale, useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Progress, progressReading, useWho } from '../parts/progress.ts';
import { Asked, RowsSkeleton } from '../parts/states.tsx';
import { Figures } from './figures.tsx';
import { ForecastList } from './forecast.tsx';
import { Paces, RuleList } from './pace.tsx';
import { programmePaths } from './paths.ts';
import classes from './programme.module.css';
import { RedList, useProjectNames } from './red-list.tsx';
import { PROGRAMME_WORDS } from './words.ts';

const route = getRouteApi(programmePaths.leading.pattern);

export function LeadingPage(): ReactNode {
  const { code } = route.useParams();
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const lang = useLocale();
  const found = useQuery(progressReading(code));
  return (
    <Page
      title={words.leading}
      above={
        <PageLink href={programmePaths.programme({ code })} className={classes.noPrint}>
          {words.back}
        </PageLink>
      }
      beside={found.data !== undefined && <Text c="dimmed">{words.asOfDay(say(dayWords(found.data.today)))}</Text>}
      acts={
        <>
          {(['pdf', 'xlsx'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              variant="default"
              download
              href={`/api/v1/programme/${encodeURIComponent(code)}/report.${format}?lang=${lang}`}
              leftSection={<Download size={16} aria-hidden />}
            >
              {words.reportAs(format.toUpperCase())}
            </Button>
          ))}
          <Button variant="default" leftSection={<Printer size={16} aria-hidden />} onClick={() => window.print()}>
            {words.print}
          </Button>
        </>
      }
    >
      <Asked query={found} skeleton={<RowsSkeleton rows={6} />}>
        {(progress) => <Sheet found={progress} />}
      </Asked>
    </Page>
  );
}

function Sheet({ found }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  return (
    <Stack gap="md" className={classes.sheet}>
      <Text>
        {say(found.name)} · {found.document}
      </Text>
      <Paces found={found} narrows={false} />
      <Figures found={found} />
      <section>
        <Title order={2} mb="xs">
          {words.red}
        </Title>
        <RedList found={found} />
      </section>
      <Blocked found={found} />
      <section>
        <Title order={2} mb="xs">
          {words.forecast}
        </Title>
        <ForecastList found={found} />
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.rules}
        </Title>
        <RuleList />
      </section>
    </Stack>
  );
}

function Blocked({ found }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const join = useJoin();
  const who = useWho(found);
  const nameOf = useProjectNames(found.projects);
  const rows = found.projects.filter(({ pace }) => pace === 'BLOCKED');
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="xs">
        {words.paceBlocked}
      </Title>
      <Stack gap="xs" component="ul" p={0} m={0} className={classes.paces}>
        {rows.map((row) => (
          <Group key={row.code} component="li" gap="xs">
            <Text fw={600}>{nameOf(row.code)}</Text>
            <Text>{join(row.why.map(({ what }) => say(what)))}</Text>
            <Text c="dimmed">{join([...new Set(row.why.map((reason) => who(reason.who)))])}</Text>
          </Group>
        ))}
      </Stack>
    </section>
  );
}

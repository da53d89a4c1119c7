/** 工作台: what waits for me, what I asked for, my projects. Deliberately absent: lists with filters (the rooms have them). */
import { Card, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { adminPaths } from '../admin/paths.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useLocale, useMarks, useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { SignInOutcome } from '../app/sign-in-outcome.tsx';
import { approvalPaths } from '../approvals/paths.ts';
import { briefReading } from '../parts/approval-reading.ts';
import { BriefList } from '../parts/approval-row.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { runOrLed } from '../parts/progress.ts';
import { projectsReading } from '../parts/project-row.tsx';
import { roleWords } from '../parts/role.ts';
import { Asked, Empty } from '../parts/states.tsx';
import { AsOf } from '../parts/when.tsx';
import { programmePaths } from '../programme/paths.ts';
import { projectPaths } from '../projects/paths.ts';
import { takeoverPaths } from '../takeover/paths.ts';
import { Founding } from './founding.tsx';
import { Projects } from './projects.tsx';
import { Red } from './red.tsx';
import { START_WORDS } from './words.ts';

export function StartPage(): ReactNode {
  const words = useWords(START_WORDS);
  const locale = useLocale();
  const me = useMe();
  const waiting = useQuery(briefReading('todo'));
  const projects = useQuery(projectsReading());
  return (
    <Page
      title={words.greeting(locale === 'en' ? me.nameEn : me.name)}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={waiting.dataUpdatedAt} />
        </Text>
      }
    >
      <SignInOutcome />
      {me.founds !== null && <Founding />}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <ToConfirm />
          <Panel title={words.waits} more={{ href: approvalPaths.approvals(), text: words.all }}>
            <BriefList list="todo" empty={<Empty title={words.nothingWaits}>{words.nothingWaitsNext}</Empty>} />
          </Panel>
          <Panel title={words.mine} more={{ href: approvalPaths.approvals({ list: 'mine' }), text: words.all }}>
            <BriefList list="mine" empty={<Empty title={words.nothingMine} />} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          {runOrLed(me).map((programme) => (
            <Panel key={programme} title={words.red} more={{ href: programmePaths.programme({ code: programme }), text: words.all }}>
              <Stack gap="md">
                <Red programme={programme} />
                <PageLink href={programmePaths.leading({ code: programme })}>{words.leading}</PageLink>
              </Stack>
            </Panel>
          ))}
          <Panel title={me.projects.length > 0 ? words.projects : words.allProjects} more={{ href: projectPaths.projects(), text: words.all }}>
            <Asked query={projects}>{(board) => <Projects board={board} />}</Asked>
          </Panel>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Panel({
  title,
  more,
  children,
}: {
  readonly title: string;
  readonly more: { readonly href: string; readonly text: string };
  readonly children: ReactNode;
}): ReactNode {
  const marks = useMarks();
  return (
    <Card withBorder component="section" mb="md">
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        <PageLink href={more.href} aria-label={`${more.text}${marks.colon}${title}`}>
          {more.text}
        </PageLink>
      </Group>
      {children}
    </Card>
  );
}

type ToConfirmItem = AnswerOf<'/api/v1/me/to-confirm'>['items'][number];
function whereOf({ what, programme, item, person, code }: ToConfirmItem): string {
  if (what === 'WEBHOOK') return adminPaths.webhook({ programme, webhook: item });
  if (what === 'CALENDAR') return adminPaths.calendar({ programme });
  if (what === 'ROUTE' && code !== null) return adminPaths.route({ programme, code });
  if (what === 'RULES' && code !== null) return adminPaths.ruleTable({ programme, table: code });
  if (what === 'UNITS') return adminPaths.units({ programme });
  if ((what === 'TAKEOVER_CLOSING' || what === 'TAKEOVER_CORRECTION') && code !== null) return takeoverPaths.takeover({ project: code });
  return person === null ? adminPaths.office({ programme }) : adminPaths.person({ programme, person });
}

/** Nothing where nothing waits: most people are never the second person. */
function ToConfirm(): ReactNode {
  const words = useWords(START_WORDS);
  const say = useSay();
  const items = useQuery(reading('/api/v1/me/to-confirm')).data?.items ?? [];
  const [first] = items;
  if (first === undefined) return null;
  const what = ({ what: change, role, name, code }: (typeof items)[number]): string => {
    if (change === 'ROUTE') return words.otherRoute(say(name));
    if (change === 'UNITS') return words.otherUnits;
    if (change === 'RULES') return words.otherRules(say(name));
    if (change === 'TAKEOVER_CLOSING') return words.takeoverClosing(code ?? '');
    if (change === 'TAKEOVER_CORRECTION') return words.takeoverCorrection(code ?? '');
    if (change === 'WEBHOOK') return words.webhook(say(name));
    if (change === 'CALENDAR') return words.calendar(say(name));
    if (change === 'ADDRESS') return words.otherAddress(say(name));
    if (change === 'MANDATE' || role === null) return words.mandate(say(name));
    return (change === 'ASSIGN' ? words.assign : words.revoke)(say(name), say(roleWords(role)));
  };
  return (
    <Panel title={words.toConfirm} more={{ href: whereOf(first), text: words.first }}>
      <Stack gap="xs" component="ul" p={0} m={0}>
        {items.map((item) => (
          <Group key={`${item.programme}.${item.item}`} component="li" justify="space-between">
            <PageLink href={whereOf(item)}>{what(item)}</PageLink>
            <Text size="sm" c="dimmed">
              {words.toConfirmUntil(say(dayWords(item.until)))}
            </Text>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}

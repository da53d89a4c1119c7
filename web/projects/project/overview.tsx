/** What a project is and how it stands: why it is lit, what holds it up, its plan, money and facts, what has changed. */
import { Alert, Card, Grid, List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ALTERATION_WORDS, BUILD_KIND_WORDS, PATH_WORDS } from '../../../domain/profile/profile.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { Light } from '../../parts/light.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { useOwed } from '../../parts/project-row.tsx';
import { Day } from '../../parts/when.tsx';
import { takeoverPaths } from '../../takeover/paths.ts';
import { Acts } from '../acts/acts.tsx';
import { Corrections } from './corrections.tsx';
import { type Project, useNamesIn } from './facts.ts';
import classes from './project.module.css';
import { PROJECT_WORDS } from './words.ts';

export function Overview({ project, onAct }: { readonly project: Project; readonly onAct: (act: string) => void }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  return (
    <Stack>
      <Standing project={project} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Part title={words.whyLit}>
              <Why project={project} />
            </Part>
            <Part title={words.plan}>
              <Plan project={project} />
            </Part>
            <Acts project={project} onOpen={onAct} />
            <Part title={words.changes}>
              <Changes project={project} />
            </Part>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Part title={words.money}>
              <Sums project={project} />
            </Part>
            <Part title={words.facts}>
              <Profile project={project} />
            </Part>
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Card withBorder component="section">
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  );
}

/** What holds it up, and what of it was taken over. */
function Standing({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const nameOf = useNamesIn(project.people);
  const { suspension, status, cancelReason, remains, takeover } = project;
  const day = (on: string): string => say(dayWords(on));
  return (
    <>
      {suspension !== null && (
        <Alert color="heed" variant="outline" title={words.suspendedSince(day(suspension.on), suspension.by === null ? '' : nameOf(suspension.by))}>
          <Text>{words.reason(suspension.reason)}</Text>
          <Text>{words.suspendedMeans}</Text>
        </Alert>
      )}
      {(status === 'CANCELLING' || status === 'CANCELLED') && (
        <Alert color="stop" variant="outline" title={status === 'CANCELLED' ? words.cancelled : words.cancelling}>
          {cancelReason !== null && <Text>{words.reason(cancelReason)}</Text>}
          {remains.length > 0 && (
            <>
              <Text mt="xs">{words.remains}</Text>
              <List>
                {remains.map((one) => (
                  <List.Item key={one.en}>{say(one)}</List.Item>
                ))}
              </List>
            </>
          )}
        </Alert>
      )}
      {takeover !== null && (
        <Alert color="gray" variant="outline" title={words.takenOverTitle}>
          {takeover.status === 'CLOSED'
            ? words.takenOverClosed(takeover.facts, takeover.closedOn === null ? '' : day(takeover.closedOn), takeover.document ?? '')
            : words.takenOverOpen(takeover.facts)}{' '}
          <PageLink href={takeoverPaths.takeover({ project: project.code })} inherit>
            {words.takenOverPage}
          </PageLink>
        </Alert>
      )}
      <Corrections project={project} />
    </>
  );
}

function Why({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const marks = useMarks();
  const say = useSay();
  const names = new Map(project.stagesShown.map(({ stage, name }) => [stage, say(name)]));
  if (project.why.length === 0) return <Text>{words.nothingLit}</Text>;
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {project.why.map((one) => (
        <li key={`${one.case} ${one.what.en}`}>
          <Light light={one.light} />{' '}
          <Text component="span">
            {one.stage === null ? '' : `${names.get(one.stage) ?? one.stage}${marks.colon}`}
            {say(one.what)}
          </Text>
          {one.rule !== undefined && (
            <Text size="sm" c="dimmed">
              {words.rule(say(one.rule))}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}

type Fact = readonly [name: string, value: ReactNode];
function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Plan({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const owed = useOwed();
  const { startOn, finishOn, startedOn, completionOn } = project;
  const real = (on: string | null): ReactNode => (on === null ? words.none : <Day day={on} />);
  const late = project.owed !== null && project.owed.days < 0;
  return (
    <Stack gap="sm">
      {owed(project) !== '' && (
        <Text fw={600} {...(late ? { c: 'var(--mantine-color-error)' } : {})}>
          {owed(project)}
        </Text>
      )}
      <Facts
        facts={[
          [words.startPlanned, <Day key="start" day={startOn} />],
          [words.started, real(startedOn)],
          [words.finishPlanned, <Day key="finish" day={finishOn} />],
          [words.completed, real(completionOn)],
        ]}
      />
    </Stack>
  );
}

const PERCENT = 100;
function Sums({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const { investmentFen, estimateFen, contractFen, changesFen, paidFen, profile } = project;
  const sum = (fen: number | null): ReactNode => (fen === null ? words.none : <Money fen={fen} />);
  const { centralFen, countyFen, otherFen } = profile.funding;
  return (
    <Facts
      facts={[
        [words.investment, sum(investmentFen)],
        [words.central, sum(centralFen)],
        [words.county, sum(countyFen)],
        [words.other, sum(otherFen)],
        [words.estimate, sum(estimateFen)],
        [words.contract, sum(contractFen)],
        [words.changesSum, sum(changesFen)],
        [
          words.paid,
          <>
            {sum(paidFen)}
            {estimateFen !== null && estimateFen > 0 && (
              <Text component="span" c="dimmed">
                {' '}
                {words.paidOf(Math.round((paidFen * PERCENT) / estimateFen))}
              </Text>
            )}
          </>,
        ],
      ]}
    />
  );
}

function Profile({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const marks = useMarks();
  const say = useSay();
  const join = useJoin();
  const nameOf = useNamesIn(project.people);
  const { profile, path } = project;
  const { classes: plan } = profile;
  const altered = profile.alters ?? [];
  return (
    <Facts
      facts={[
        [words.manager, nameOf(project.manager)],
        [words.programme, say(project.programmeName)],
        [words.unit, profile.unit],
        [words.region, profile.region ?? words.none],
        [
          words.kind,
          altered.length === 0
            ? say(BUILD_KIND_WORDS[profile.buildKind])
            : `${say(BUILD_KIND_WORDS[profile.buildKind])}${marks.aside(join(altered.map((part) => say(ALTERATION_WORDS[part]))))}`,
        ],
        [words.enterprise, profile.enterpriseInvested ? words.yes : words.no],
        [words.path, say(PATH_WORDS[path])],
        [words.places, words.placesOf(profile.places)],
        [words.classes, words.classesOf(plan.INFANT, plan.TODDLER, plan.OLDER, plan.MIXED)],
        [words.area, words.areaOf(profile.areaM2, profile.childrenRoomM2)],
        [words.meals, profile.servesMeals ? words.yes : words.no],
      ]}
    />
  );
}

function Changes({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  if (project.changes.length === 0) return <Text c="dimmed">{words.noChanges}</Text>;
  return (
    <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {project.changes.toReversed().map(({ what, again, document, on, reason }) => (
        <li key={`${on} ${document} ${what.en}`}>
          <Text fw={500}>{say(what)}</Text>
          <Text size="sm">{words.reason(reason)}</Text>
          {again.map((one) => (
            <Text key={one.en} size="sm">
              {words.again(say(one))}
            </Text>
          ))}
          <Text size="sm" c="dimmed">
            {words.byDocument(document, say(dayWords(on)))}
          </Text>
        </li>
      ))}
    </Stack>
  );
}

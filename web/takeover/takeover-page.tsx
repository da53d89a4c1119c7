/** One project's takeover: how far each stage is, what is on record, what lacks, what was found, and what waits for a second person. */
import { Alert, Badge, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { ruleWords } from '../../domain/words/rules.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { AsOf } from '../parts/when.tsx';
import { Acting } from './acting-forms.tsx';
import { Corrections } from './corrections.tsx';
import { type Takeover, takeoverReading, useWho } from './facts.ts';
import { FactsOnRecord } from './facts-on-record.tsx';
import { lackingInWords } from './lacking.ts';
import { type TakeoverQuery, takeoverPaths } from './paths.ts';
import { TAKEOVER_WORDS } from './words.ts';

const route = getRouteApi('/takeover/$project');

export function TakeoverPage(): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const { project } = route.useParams();
  const found = useQuery(takeoverReading(project));
  return found.data === undefined ? (
    <Page title={words.title}>
      <Asked query={found}>{() => null}</Asked>
    </Page>
  ) : (
    <Found key={project} takeover={found.data} readAt={found.dataUpdatedAt} />
  );
}

function Found({ takeover, readAt }: { readonly takeover: Takeover; readonly readAt: number }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const router = useRouter();
  const query = route.useSearch();
  const { project, programme, name, status, closed } = takeover;
  const who = useWho(takeover);
  const go = (next: TakeoverQuery): void => void router.navigate({ href: takeoverPaths.takeover({ project }, next), resetScroll: false });
  return (
    <Page
      title={`${project} ${say(name)}`}
      above={<PageLink href={takeoverPaths.takeovers({ programme })}>{words.title}</PageLink>}
      beside={
        <>
          <Badge color={status === 'OPEN' ? 'heed' : 'gray'} variant="light" tt="none">
            {words[`status${status}`]}
          </Badge>
          <Text c="dimmed" size="sm">
            <AsOf at={readAt} />
          </Text>
        </>
      }
      acts={<Acts takeover={takeover} onAct={(act) => go({ act })} />}
    >
      <Stack>
        {status === 'NONE' && (
          <Alert color="gray" variant="outline" role="note">
            <Stack gap="xs">
              <Text>{words.beginText}</Text>
              {takeover.may.begin !== null && <Text fw={500}>{say(takeover.may.begin)}</Text>}
            </Stack>
          </Alert>
        )}
        {closed !== null && <Text>{words.closedBy(who(closed.by), say(dayWords(closed.on)), closed.document)}</Text>}
        <ClosingWaits takeover={takeover} onAct={(act) => go({ act })} />
        <Corrections takeover={takeover} />
        {status !== 'NONE' && (
          <>
            <Stages takeover={takeover} onEnter={(of) => go({ act: 'enter', of })} />
            <FactsOnRecord takeover={takeover} onCorrect={(of) => go({ act: 'correct', of })} />
            <LacksAndFindings takeover={takeover} />
          </>
        )}
      </Stack>
      <Acting takeover={takeover} query={query} onClose={() => go({})} />
    </Page>
  );
}

type ActsProps = { readonly takeover: Takeover; readonly onAct: (act: string) => void };

/** What would be refused is shown with its reason, and cannot be pressed. */
function Acts({ takeover: { status, may, lacks, closing }, onAct }: ActsProps): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  if (status === 'CLOSED') return null;
  if (status === 'NONE')
    return (
      <Button disabled={may.begin !== null} onClick={() => onAct('begin')} {...(may.begin === null ? {} : { title: say(may.begin) })}>
        {words.begin}
      </Button>
    );
  const notYet = may.propose ?? (lacks.length > 0 ? { zh: words.lacks, en: words.lacks } : null);
  return (
    <>
      {closing === null && (
        <Button variant="default" disabled={notYet !== null} onClick={() => onAct('propose')} {...(notYet === null ? {} : { title: say(notYet) })}>
          {words.propose}
        </Button>
      )}
      <Button disabled={may.enter !== null} onClick={() => onAct('enter')} {...(may.enter === null ? {} : { title: say(may.enter) })}>
        {words.enter}
      </Button>
    </>
  );
}

function ClosingWaits({ takeover, onAct }: ActsProps): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const who = useWho(takeover);
  const { closing, may, lacks } = takeover;
  if (closing === null) return null;
  const { by, until, document, reason, mine } = closing;
  return (
    <Alert color="heed" variant="outline" title={words.closingBy(who(by), say(dayWords(until)))} role="status">
      <Stack gap="xs" align="flex-start">
        <Text>{words.closingBasis(document, reason)}</Text>
        {mine && <Text>{words.mine}</Text>}
        <Group>
          {!mine && (
            <Button
              disabled={may.close !== null || lacks.length > 0}
              onClick={() => onAct('close')}
              {...(may.close === null ? {} : { title: say(may.close) })}
            >
              {words.close}
            </Button>
          )}
          {may.correct === null && (
            <Button variant="default" onClick={() => onAct('sendBack')}>
              {mine ? words.withdraw : words.sendBack}
            </Button>
          )}
        </Group>
        {!mine && may.close !== null && <Text size="sm">{say(may.close)}</Text>}
      </Stack>
    </Alert>
  );
}

type Stage = Takeover['stages'][number];

function Stages({ takeover, onEnter }: { readonly takeover: Takeover; readonly onEnter: (stage: string) => void }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const enters = takeover.status === 'OPEN' && takeover.may.enter === null;
  const entering: readonly Column<Stage>[] = enters
    ? [
        {
          key: 'enter',
          name: '',
          show: ({ stage, name }) => (
            <Button variant="default" size="compact-md" aria-label={words.enterOf(say(name))} onClick={() => onEnter(stage)}>
              {words.enter}
            </Button>
          ),
        },
      ]
    : [];
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {words.stages}
      </Title>
      <DataTable
        caption={words.stages}
        rows={takeover.stages}
        rowKey={({ stage }) => stage}
        columns={[
          { key: 'stage', name: words.stage, show: ({ name }) => say(name), value: ({ name }) => say(name) },
          {
            key: 'done',
            name: words.progress,
            show: ({ done }) => (
              <Badge color={done ? 'go' : 'gray'} variant="light" tt="none">
                {done ? words.stageDone : words.stageNot}
              </Badge>
            ),
            value: ({ done }) => (done ? words.stageDone : words.stageNot),
          },
          { key: 'facts', name: words.facts, align: 'right', show: ({ facts }) => words.factCount(facts), value: ({ facts }) => facts },
          ...entering,
        ]}
      />
    </section>
  );
}

/** What lacks before it can be closed, and what was found. */
function LacksAndFindings({ takeover: { lacks, findings, status, facts } }: { readonly takeover: Takeover }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  return (
    <>
      {status === 'OPEN' && facts.length > 0 && (
        <Alert color={lacks.length === 0 ? 'go' : 'heed'} variant="outline" title={lacks.length === 0 ? words.lacksNothing : words.lacks}>
          {lacks.length > 0 && (
            <List spacing={4}>
              {lacks.map((text) => (
                <List.Item key={text.en}>{say(lackingInWords(text, facts))}</List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
      {findings.length > 0 && (
        <section>
          <Title order={2} size="h3" mb="xs">
            {words.findingsTitle(findings.length)}
          </Title>
          <Text c="dimmed" mb="xs">
            {words.findingsText}
          </Text>
          <List spacing={4}>
            {findings.map(({ code, rule, evidence, facts: of }) => (
              <List.Item key={`${code}.${of.join('.')}`}>
                {say(evidence)}
                <Text component="span" size="sm" c="dimmed">
                  {' '}
                  {say(ruleWords(rule))}
                </Text>
              </List.Item>
            ))}
          </List>
        </section>
      )}
    </>
  );
}

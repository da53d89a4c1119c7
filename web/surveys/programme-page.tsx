/** The surveys of a programme together: the sums, how far the sample is, each survey, and what the answers say. */
import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import Download from 'lucide-react/icons/download';
import type { ReactNode } from 'react';
import { SURVEY_STANDING_WORDS } from '../../domain/stages/survey/programme-sums.ts';
import { STRATUM_WORDS, VERDICT_WORDS } from '../../domain/standards/demand.ts';
import { reading } from '../app/client.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { Moment } from '../parts/when.tsx';
import { projectPaths } from '../projects/paths.ts';
import { grouped, percent, type Together } from './facts.ts';
import { type SurveyQuery, surveyPaths } from './paths.ts';
import { ProgrammeFormCard } from './programme-form.tsx';
import { PROGRAMME_SURVEY_WORDS } from './programme-words.ts';
import classes from './result.module.css';
import { Figures, Lines, Questions, Warnings } from './result-parts.tsx';
import { SURVEY_WORDS, SURVEYS_WORDS } from './words.ts';

export function ProgrammeSurveysPage(): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const rooms = useWords(SURVEYS_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const { programme } = useParams({ strict: false }) as { readonly programme: string }; // of this page's address
  const router = useRouter();
  const { act } = useSearch({ strict: false }) as SurveyQuery; // all of it text
  const onAct = (next: string | null): void =>
    void router.navigate({ href: surveyPaths.programme({ programme }, next === null ? {} : { act: next }), replace: true, resetScroll: false });
  const found = useQuery(reading('/api/v1/programme/{id}/surveys', { path: { id: programme } }));
  return (
    <Page title={words.title(programme)} above={<PageLink href={surveyPaths.surveys()}>{rooms.title}</PageLink>}>
      <Asked query={found}>
        {(told) =>
          told.surveys.length === 0 ? (
            <Empty title={words.empty}>{words.emptyNext}</Empty>
          ) : (
            <Stack>
              <Report programme={programme} />
              <Sums told={told} />
              <Sample told={told} />
              <ProgrammeFormCard programme={programme} act={act} onAct={onAct} />
              <Warnings told={told} />
              <Surveys told={told} />
              {told.formula.length > 0 && <Lines title={words.formula} lines={told.formula} />}
              {told.inputs.length > 0 && <Lines title={survey.inputs} lines={told.inputs} />}
              {told.questions.length > 0 && <Questions told={told} of={programme} />}
              <Text size="sm" c="dimmed">
                {survey.dataOf} <Moment at={told.at} />
              </Text>
            </Stack>
          )
        }
      </Asked>
    </Page>
  );
}

function Report({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const locale = useLocale();
  return (
    <Group justify="space-between" align="flex-start">
      <Text style={{ flex: '1 1 16rem' }}>{words.about}</Text>
      <Stack gap={2} align="flex-end">
        <Button
          component="a"
          href={`/api/v1/programme/${encodeURIComponent(programme)}/surveys/report.pdf?lang=${locale}`}
          download={`${programme}-surveys.pdf`}
          leftSection={<Download size={16} aria-hidden />}
        >
          {survey.report}
        </Button>
        <Text size="sm" c="dimmed">
          {words.reportHint}
        </Text>
      </Stack>
    </Group>
  );
}

function Sums({ told: { sums } }: { readonly told: Together }): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const say = useSay();
  const figures = [
    [survey.required, grouped(sums.requiredPlaces)],
    [survey.gap, grouped(sums.demandGap)],
    [survey.policyGap, grouped(sums.policyGap)],
    [survey.planned, grouped(sums.plannedPlaces)],
  ] as const;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h3" mb="xs">
        {words.sums}
      </Title>
      <Figures figures={figures} />
      <Text mt="xs">
        {words.holds(grouped(sums.hold), grouped(sums.of))}
        {sums.verdict !== null && ` · ${survey.supply(say(VERDICT_WORDS[sums.verdict]))}`}
      </Text>
    </Paper>
  );
}

function Sample({ told: { sample } }: { readonly told: Together }): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const { distinct, needed, counted } = sample;
  const valid = distinct?.valid ?? 0;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2} size="h3">
          {words.sample}
        </Title>
        {distinct === null ? (
          <Text role="status">{words.beingCountedText}</Text>
        ) : (
          <>
            <Group justify="space-between">
              <Text size="xl" fw={700}>
                {survey.ofNeeded(grouped(valid), grouped(needed))}
              </Text>
              <Text>{valid >= needed ? survey.enough : survey.missing(grouped(needed - valid))}</Text>
            </Group>
            <Progress value={percent(valid, needed)} size="lg" {...(valid >= needed ? { color: 'go' } : {})} aria-label={words.sample} />
            <Text c="dimmed">
              {words.margin((distinct.margin * 100).toFixed(2))}
              {counted !== valid && ` · ${words.countedOften(grouped(counted))}`}
            </Text>
          </>
        )}
        <Strata strata={sample.strata} />
      </Stack>
    </Paper>
  );
}

type Stratum = Together['sample']['strata'][number];
function Strata({ strata }: { readonly strata: readonly Stratum[] }): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const say = useSay();
  const or = (n: number | null): string => (n === null ? '—' : grouped(n));
  const share = ({ valid, needed }: Stratum): string =>
    needed === null ? survey.householdsUnknown : valid === null ? '—' : `${percent(valid, needed)} %`;
  const columns: readonly Column<Stratum>[] = [
    { key: 'stratum', name: survey.stratum, show: ({ stratum }) => say(STRATUM_WORDS[stratum]), value: ({ stratum }) => say(STRATUM_WORDS[stratum]) },
    { key: 'got', name: survey.got, show: ({ valid }) => or(valid), value: ({ valid }) => valid, align: 'right' },
    { key: 'needed', name: survey.needed, show: ({ needed }) => or(needed), value: ({ needed }) => needed, align: 'right' },
    { key: 'share', name: survey.share, show: share, value: share, align: 'right' },
  ];
  return strata.length === 0 ? null : <DataTable caption={words.strata} columns={columns} rows={strata} rowKey={({ stratum }) => stratum} />;
}

type Line = Together['surveys'][number];
/** Areas that a row names in full. */
const AREAS_SHOWN = 3;

function Surveys({ told: { surveys } }: { readonly told: Together }): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const say = useSay();
  const listed = (areas: readonly string[]): string => areas.join(words.between);
  const areasOf = ({ areas }: Line): string =>
    areas.length <= AREAS_SHOWN ? listed(areas) : words.areaMore(listed(areas.slice(0, AREAS_SHOWN)), grouped(areas.length - AREAS_SHOWN));
  const stands = ({ need, inSums, sharesWith }: Line): string =>
    inSums ? words.yes : sharesWith !== null ? words.shares(sharesWith) : need === null ? words.noResult : '—';
  const number = (key: string, name: string, of: (line: Line) => number | null | undefined): Column<Line> => ({
    key,
    name,
    show: (line) => {
      const n = of(line) ?? null;
      return n === null ? '—' : grouped(n);
    },
    value: (line) => of(line) ?? null,
    align: 'right',
  });
  const supply = ({ verdict }: Line): string => (verdict === null ? '—' : say(VERDICT_WORDS[verdict]));
  const columns: readonly Column<Line>[] = [
    {
      key: 'survey',
      name: words.survey,
      show: ({ id, name, isCase }) => (
        <PageLink href={isCase ? surveyPaths.survey({ id }) : projectPaths.project({ code: id })}>{`${id} ${say(name)}`}</PageLink>
      ),
      value: ({ id, name }) => `${id} ${say(name)}`,
    },
    { key: 'areas', name: words.areas, show: (line) => <span className={classes.whole}>{areasOf(line)}</span>, value: ({ areas }) => listed(areas) },
    {
      key: 'state',
      name: words.state,
      show: (line) => (
        <>
          {say(SURVEY_STANDING_WORDS[line.standing])}
          {line.collecting && <Text size="sm">{words.open}</Text>}
          {line.sharesWith !== null && (
            <Text size="sm" c="dimmed">
              {words.shares(line.sharesWith)}
            </Text>
          )}
        </>
      ),
      value: ({ standing }) => say(SURVEY_STANDING_WORDS[standing]),
    },
    {
      key: 'valid',
      name: words.validOfNeeded,
      show: ({ valid, needed }) => `${grouped(valid)} / ${needed === null ? '—' : grouped(needed)}`,
      align: 'right',
    },
    { key: 'validAlone', name: words.valid, value: ({ valid }) => valid },
    { key: 'needed', name: words.needed, value: ({ needed }) => needed },
    {
      key: 'reached',
      name: words.reached,
      show: ({ valid, needed }) => (needed === null ? '—' : `${percent(valid, needed)} %`),
      value: ({ valid, needed }) => (needed === null ? null : percent(valid, needed)),
      align: 'right',
    },
    number('required', survey.required, ({ need }) => need?.requiredPlaces),
    number('gap', survey.gap, ({ need }) => need?.demandGap),
    number('planned', survey.planned, ({ plannedPlaces }) => plannedPlaces),
    { key: 'supply', name: words.supply, show: (line) => <span className={classes.whole}>{supply(line)}</span>, value: supply },
    { key: 'sums', name: words.inSums, value: stands },
  ];
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {words.surveys}
      </Title>
      <DataTable caption={words.surveys} columns={columns} rows={surveys} rowKey={({ id }) => id} />
    </section>
  );
}

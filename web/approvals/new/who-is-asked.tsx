/** Who would be asked, step by step, and until when: the route tried out on what is filled in so far. Nothing is kept of it. */
import { Alert, Card, List, Text, Timeline, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { TRIAL_WORDS } from '../../../domain/words/statuses.ts';
import { newKey } from '../../app/acting.ts';
import { type AnswerOf, reading, type SentAnswerOf, send } from '../../app/client.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import type { ApiProblem } from '../../app/problem.ts';
import { usePersonName } from '../../parts/person.tsx';
import { Asked } from '../../parts/states.tsx';
import { matterAbout } from './application.ts';
import { NEW_WORDS } from './words.ts';

type Trial = SentAnswerOf<'/api/v1/programme/{id}/routes/dry-run'>;
type TrialStep = Trial['steps'][number];
type People = AnswerOf<'/api/v1/programme/{id}/people'>['items'];

type Tries = {
  readonly about: string;
  readonly matter: string;
  readonly named: Readonly<Record<string, readonly string[]>>;
  /** Whole 分; null: no sum. Conditions of steps look at it; what is written in fields moves nobody. */
  readonly amountFen: number | null;
};
type Props = { readonly programme: string | null; readonly values: Tries };

export function WhoIsAsked({ programme, values }: Props): ReactNode {
  const words = useWords(NEW_WORDS);
  return (
    <Card withBorder component="section" aria-live="polite">
      <Title order={2} mb="sm">
        {words.whoTitle}
      </Title>
      {programme === null || values.matter === '' ? <Text c="dimmed">{words.whoFirst}</Text> : <Tried programme={programme} values={values} />}
    </Card>
  );
}

function Tried({ programme, values }: { readonly programme: string; readonly values: Tries }): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const { kind, id } = matterAbout(values.about);
  const { amountFen } = values;
  const named = Object.fromEntries(Object.entries(values.named).map(([name, people]) => [name, [...people]]));
  const body = {
    route: values.matter,
    project: kind === 'project' ? id : null,
    named,
    from: dayAt(new Date().toISOString()),
    content: { summary: [], documents: [], ...(amountFen === null ? {} : { amountFen }) },
  };
  const tried = useQuery<Trial, ApiProblem>({
    queryKey: ['/api/v1/programme/{id}/routes/dry-run', { path: { id: programme } }, JSON.stringify(body)],
    queryFn: () => send('/api/v1/programme/{id}/routes/dry-run', { params: { path: { id: programme } }, body, key: newKey() }),
    placeholderData: keepPreviousData,
  });
  const people = useQuery(reading('/api/v1/programme/{id}/people', { path: { id: programme } }));
  return (
    <Asked query={tried}>
      {({ steps, dueOn, faults, faultsZh }) => (
        <>
          {faults.length > 0 && (
            <Alert color="stop" variant="outline" mb="sm" title={say(TRIAL_WORDS.FAULT)}>
              <List>
                {faults.map((en, n) => (
                  <List.Item key={en}>{say({ zh: faultsZh[n] ?? en, en })}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <Timeline bulletSize={14} lineWidth={2} active={-1}>
            {steps.map((step) => (
              <Timeline.Item key={step.key} title={say(step.name)}>
                <StepTried step={step} people={people.data?.items ?? []} />
              </Timeline.Item>
            ))}
          </Timeline>
          {dueOn !== null && (
            <Text mt="sm" fw={600}>
              {words.whole(say(dayWords(dueOn)))}
            </Text>
          )}
        </>
      )}
    </Asked>
  );
}

function StepTried({ step, people }: { readonly step: TrialStep; readonly people: People }): ReactNode {
  const join = useJoin();
  const words = useWords(NEW_WORDS);
  const marks = useMarks();
  const say = useSay();
  const nameOf = usePersonName();
  if (step.result !== 'ASKED')
    return (
      <Text size="sm" c="dimmed">
        {say(TRIAL_WORDS[step.result])}
      </Text>
    );
  const shown = (person: string): string => {
    const known = people.find(({ id }) => id === person);
    return known === undefined ? person : `${nameOf(known)}${marks.aside(known.unit)}`;
  };
  const how = step.people.length < 2 ? null : howOf(step.agree, words);
  return (
    <>
      <Text size="sm">
        {join(step.people.map(({ person }) => `${shown(person)}${step.automatic.includes(person) ? ` · ${words.automatic}` : ''}`))}
        {how !== null && ` · ${how}`}
        {step.signature && ` · ${words.signs}`}
      </Text>
      <Text size="sm" c="dimmed">
        {step.dueOn === null ? words.noLimit : `${words.asksUntil(say(dayWords(step.dueOn)))}${step.provisional ? words.provisional : ''}`}
      </Text>
    </>
  );
}

type Words = { readonly allOf: string; readonly anyOf: string; readonly inOrder: string; readonly byVote: string };
function howOf(agree: string, { allOf, anyOf, inOrder, byVote }: Words): string {
  if (agree.startsWith('ALL')) return allOf;
  if (agree.startsWith('ANY')) return anyOf;
  return agree.startsWith('IN_ORDER') ? inOrder : byVote;
}

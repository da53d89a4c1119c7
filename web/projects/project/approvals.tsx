/** The approvals that a project needs with their replies, and those that were asked for, newest first. */
import { Badge, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { statusWords } from '../../../domain/words/cases.ts';
import { dayWords } from '../../../domain/words/days.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { approvalPaths } from '../../approvals/paths.ts';
import { Light } from '../../parts/light.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Day } from '../../parts/when.tsx';
import { approvalsReading, type Project, useNamesIn } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

type Step = Project['steps'][number];

export function Approvals({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const found = useQuery(approvalsReading(project.code));
  return (
    <Stack>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.steps}
        </Title>
        <Steps steps={project.steps} />
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.approvals}
        </Title>
        <Asked query={found}>
          {({ items, people }) => (items.length === 0 ? <Empty title={words.noApprovals} /> : <Listed items={items} people={people} />)}
        </Asked>
      </section>
    </Stack>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const marks = useMarks();
  const say = useSay();
  if (steps.length === 0) return <Empty title={words.stepsNone} />;
  const state = ({ status }: Step): string => words[`step${status}`];
  const columns: readonly Column<Step>[] = [
    {
      key: 'name',
      name: words.matter,
      show: ({ name, approval }) =>
        approval === null ? say(name) : <PageLink href={approvalPaths.approval({ id: approval })}>{say(name)}</PageLink>,
      value: ({ name }) => say(name),
    },
    {
      key: 'status',
      name: words.status,
      show: (step) => (
        <>
          {state(step)}{' '}
          {step.takenOver && (
            <Badge color="gray" variant="outline" tt="none">
              {words.takenOver}
            </Badge>
          )}
        </>
      ),
      value: (step) => (step.takenOver ? `${state(step)}${marks.aside(words.takenOver)}` : state(step)),
    },
    { key: 'number', name: words.reply, show: ({ number }) => number ?? '', value: ({ number }) => number ?? '' },
    { key: 'on', name: words.day, show: ({ on }) => (on === null ? '' : <Day day={on} />), value: ({ on }) => on ?? '' },
    {
      key: 'amount',
      name: words.amount,
      align: 'right',
      show: ({ amountFen }) => (amountFen === null ? '' : <Money fen={amountFen} />),
      value: ({ amountFen }) => (amountFen === null ? null : amountFen / 100),
    },
  ];
  return <DataTable caption={words.steps} columns={columns} rows={steps} rowKey={({ step }) => step} />;
}

type Answer = AnswerOf<'/api/v1/project/{id}/approvals'>;

function Listed({ items, people }: Answer): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const join = useJoin();
  const nameOf = useNamesIn(people);
  const columns: readonly Column<Answer['items'][number]>[] = [
    {
      key: 'title',
      name: words.title,
      show: ({ id, title }) => <PageLink href={approvalPaths.approval({ id })}>{say(title)}</PageLink>,
      value: ({ title }) => say(title),
    },
    {
      key: 'status',
      name: words.status,
      show: ({ status }) => say(statusWords('approval', status)),
      value: ({ status }) => say(statusWords('approval', status)),
    },
    {
      key: 'light',
      name: words.light,
      show: ({ light, dueOn }) => (dueOn === null ? '' : <Light light={light} />),
      value: ({ light }) => light ?? '',
    },
    { key: 'step', name: words.nowAt, show: ({ step }) => (step === null ? '' : say(step)), value: ({ step }) => (step === null ? '' : say(step)) },
    { key: 'asked', name: words.asked, show: ({ asked }) => join(asked.map(nameOf)), value: ({ asked }) => join(asked.map(nameOf)) },
    {
      key: 'due',
      name: words.due,
      show: ({ dueOn }) => (dueOn === null ? '' : <Day day={dueOn} />),
      value: ({ dueOn }) => (dueOn === null ? '' : say(dayWords(dueOn))),
    },
    { key: 'applicant', name: words.applicant, show: ({ applicant }) => nameOf(applicant), value: ({ applicant }) => nameOf(applicant) },
    {
      key: 'amount',
      name: words.amount,
      align: 'right',
      show: ({ amountFen }) => (amountFen === null ? '' : <Money fen={amountFen} />),
      value: ({ amountFen }) => (amountFen === null ? null : amountFen / 100),
    },
  ];
  return <DataTable caption={words.approvals} columns={columns} rows={items} rowKey={({ id }) => id} />;
}

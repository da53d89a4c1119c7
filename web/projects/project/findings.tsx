/** What the automatic checks found in a project, with the rule, the evidence and what became of it. Deliberately absent: acts on findings (web/audit). */
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { FINDING_WORDS } from '../../../domain/words/statuses.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Day } from '../../parts/when.tsx';
import { findingsReading, type Project } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

type Finding = AnswerOf<'/api/v1/findings'>['items'][number];

export function Findings({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const found = useQuery(findingsReading(project.code));
  return <Asked query={found}>{({ items }) => (items.length === 0 ? <Empty title={words.noFindings} /> : <Listed items={items} />)}</Asked>;
}

function Listed({ items }: { readonly items: readonly Finding[] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const columns: readonly Column<Finding>[] = [
    { key: 'finding', name: words.finding, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    {
      key: 'evidence',
      name: words.evidence,
      show: ({ rule, evidence, note }) => (
        <Stack gap={2}>
          <Text size="sm">{say(evidence)}</Text>
          <Text size="sm" c="dimmed">
            {rule}
          </Text>
          {note !== null && <Text size="sm">{words.reason(note)}</Text>}
        </Stack>
      ),
      value: ({ rule, evidence }) => `${rule} ${say(evidence)}`,
    },
    { key: 'status', name: words.status, show: ({ status }) => say(FINDING_WORDS[status]), value: ({ status }) => say(FINDING_WORDS[status]) },
    {
      key: 'seen',
      name: words.firstSeen,
      show: ({ firstSeen }) => <Day day={dayAt(firstSeen)} />,
      value: ({ firstSeen }) => dayAt(firstSeen),
    },
  ];
  return <DataTable caption={words.findings} columns={columns} rows={items} rowKey={({ id }) => id} />;
}

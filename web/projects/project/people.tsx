/** Who has to do with a project: its manager, its panel, and whoever applied or answered in its approvals. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { adminPaths } from '../../admin/paths.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useJoin, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { type Project, peopleReading, useNamesIn } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

type Part = AnswerOf<'/api/v1/project/{id}/people'>['items'][number];

export function People({ project }: { readonly project: Project }): ReactNode {
  const found = useQuery(peopleReading(project.code));
  return <Asked query={found}>{({ items, people }) => <Listed project={project} items={items} people={{ ...project.people, ...people }} />}</Asked>;
}

type Props = { readonly project: Project; readonly items: readonly Part[]; readonly people: Project['people'] };

function Listed({ project, items, people }: Props): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const join = useJoin();
  const nameOf = useNamesIn(people);
  const reads = useMe().roles[project.programme] !== undefined;
  const parts = new Map(items.map((item) => [item.person, item]));
  const all = [...new Set([project.manager, ...project.panel, ...parts.keys()])];
  const rows = all.map((person) => {
    const part = parts.get(person);
    const here = [
      ...(person === project.manager ? [words.manager] : []),
      ...(project.panel.includes(person) ? [words.onPanel] : []),
      ...(part === undefined || part.applied === 0 ? [] : [words.applied(part.applied)]),
      ...(part === undefined || part.answered === 0 ? [] : [words.answered(part.answered)]),
      ...(part === undefined || part.waits === 0 ? [] : [words.waits(part.waits)]),
    ];
    return { person, unit: people[person]?.unit ?? '', here: join(here) };
  });
  const columns: readonly Column<(typeof rows)[number]>[] = [
    {
      key: 'person',
      name: words.who,
      show: ({ person }) =>
        reads ? <PageLink href={adminPaths.person({ programme: project.programme, person })}>{nameOf(person)}</PageLink> : nameOf(person),
      value: ({ person }) => nameOf(person),
    },
    { key: 'unit', name: words.unit, show: ({ unit }) => unit, value: ({ unit }) => unit },
    { key: 'here', name: words.roleHere, show: ({ here }) => here, value: ({ here }) => here },
  ];
  return <DataTable caption={words.people} columns={columns} rows={rows} rowKey={({ person }) => person} />;
}

/** What is red, since when, and who must act; and what is due. */
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { daysBetween } from '../../domain/kernel/days.ts';
import { dayWords } from '../../domain/words/days.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { type DeadlineRow, hrefOf, type Progress, type Red, useWho } from '../parts/progress.ts';
import { Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { Day } from '../parts/when.tsx';
import { PROGRAMME_WORDS } from './words.ts';

/** Linked where a person can do something about it. */
function What({ line }: { readonly line: Pick<Red, 'what' | 'case' | 'project'> }): ReactNode {
  const say = useSay();
  const href = hrefOf(line);
  return href === null ? (
    <span className="sentence">{say(line.what)}</span>
  ) : (
    <PageLink href={href} className="sentence">
      {say(line.what)}
    </PageLink>
  );
}

export function useProjectNames(projects: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[]) {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const known = new Map(projects.map(({ code, name }) => [code, say(name)]));
  return (code: string | null): string => (code === null ? words.ofProgramme : `${code} ${known.get(code) ?? ''}`.trim());
}

export function RedList({ found }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const who = useWho(found);
  const nameOf = useProjectNames(found.projects);
  const sinceOf = ({ since }: Red): string => (since === null ? words.sinceUnknown : say(dayWords(since)));
  const ruleOf = ({ rule }: Red): string => (rule === undefined ? '' : say(rule));
  const columns: readonly Column<Red>[] = [
    { key: 'what', name: words.what, show: (line) => <What line={line} />, value: ({ what }) => say(what) },
    { key: 'rule', name: words.rule, show: ruleOf, value: ruleOf },
    { key: 'project', name: words.project, show: ({ project }) => nameOf(project), value: ({ project }) => nameOf(project) },
    {
      key: 'since',
      name: words.since,
      show: (line) =>
        line.since === null ? (
          words.sinceUnknown
        ) : (
          <>
            <Day day={line.since} />
            {' · '}
            {words.dayN(daysBetween(line.since, found.today) + 1)}
          </>
        ),
      value: sinceOf,
    },
    { key: 'who', name: words.who, show: (line) => who(line.who), value: (line) => who(line.who) },
  ];
  if (found.red.length === 0) return <Text>{words.redNone}</Text>;
  return (
    <>
      <DataTable caption={words.red} columns={columns} rows={found.red} rowKey={({ case: stream, what }) => `${stream} ${what.zh}`} />
      {found.redCount > found.red.length && <Text c="dimmed">{words.redMore(found.red.length, found.redCount)}</Text>}
    </>
  );
}

type DueProps = {
  readonly caption: string;
  readonly items: readonly DeadlineRow[];
  readonly today: string;
  readonly people: Progress['people'];
  readonly holders?: Progress['holders'];
  readonly projects: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[];
  readonly none: string;
  readonly noneNext?: string;
};

export function DueList({ caption, items, today, people, holders, projects, none, noneNext }: DueProps): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const who = useWho({ people, ...(holders === undefined ? {} : { holders }) });
  const nameOf = useProjectNames(projects);
  const columns: readonly Column<DeadlineRow>[] = [
    { key: 'what', name: words.what, show: (line) => <What line={line} />, value: ({ what }) => say(what) },
    {
      key: 'on',
      name: words.on,
      show: ({ on, late }) => (
        <Group gap="xs" component="span">
          <Day day={on} />
          {late && (
            <Badge color="stop" variant="light" radius="sm" tt="none">
              {words.lateDay}
            </Badge>
          )}
          {on === today && (
            <Badge color="heed" variant="light" radius="sm" tt="none">
              {words.today}
            </Badge>
          )}
        </Group>
      ),
      value: ({ on }) => on,
    },
    { key: 'kind', name: words.kind, show: ({ kind }) => words[kind], value: ({ kind }) => words[kind] },
    { key: 'project', name: words.project, show: ({ project }) => nameOf(project), value: ({ project }) => nameOf(project) },
    { key: 'who', name: words.who, show: (line) => who(line.who), value: (line) => who(line.who) },
  ];
  if (items.length === 0) return noneNext === undefined ? <Text>{none}</Text> : <Empty title={none}>{noneNext}</Empty>;
  return <DataTable caption={caption} columns={columns} rows={items} rowKey={({ id }) => id} />;
}

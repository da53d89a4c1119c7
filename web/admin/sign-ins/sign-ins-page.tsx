/** Sign-ins of everybody in a programme: those that hold, ended with a reason; bursts that failed; acts that were refused. */
import { Button, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { caseName, triedName } from '../../../domain/journal/words.ts';
import { DOOR_WORDS } from '../../../domain/words/doors.ts';
import { refusalWords } from '../../../domain/words/refusals.ts';
import { useAct } from '../../app/acting.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { browserName } from '../../parts/browser-name.ts';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Moment } from '../../parts/when.tsx';
import { OfficePage, ReadAt } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { useNames } from '../people/facts.ts';
import { OTHERS_SIGN_INS } from './words.ts';

const route = getRouteApi('/office/sign-ins');
const TABS = ['open', 'failed', 'refused'] as const;
type SignIn = AnswerOf<'/api/v1/programme/{id}/sign-ins'>['items'][number];
type TurnedAway = AnswerOf<'/api/v1/programme/{id}/turned-away'>;

export function SignInsPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const { programme } = route.useSearch();
  return (
    <OfficePage title={words.signIns} programme={programme} of={(next) => adminPaths.signIns({ programme: next })}>
      {(here) => <Of key={here} programme={here} />}
    </OfficePage>
  );
}

type OfProgramme = { readonly programme: string };

function Of({ programme }: OfProgramme): ReactNode {
  const words = useWords(OTHERS_SIGN_INS);
  const query = route.useSearch();
  const router = useRouter();
  const tab = TABS.find((each) => each === query.tab) ?? 'open';
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => void router.navigate({ href: adminPaths.signIns({ programme, tab: next ?? 'open' }), replace: true, resetScroll: false })}
    >
      <Tabs.List mb="md">
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {words[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="open">
        <Open programme={programme} />
      </Tabs.Panel>
      <Tabs.Panel value="failed">
        <Turned programme={programme}>{(found) => <Failed programme={programme} found={found} />}</Turned>
      </Tabs.Panel>
      <Tabs.Panel value="refused">
        <Turned programme={programme}>{(found) => <Refused programme={programme} found={found} />}</Turned>
      </Tabs.Panel>
    </Tabs>
  );
}

const holds = ({ revokedAt, expiresAt }: SignIn): boolean => revokedAt === null && Date.parse(expiresAt) > Date.now();

function Open({ programme }: OfProgramme): ReactNode {
  const words = useWords(OTHERS_SIGN_INS);
  const names = useNames(programme);
  const found = useQuery(reading('/api/v1/programme/{id}/sign-ins', { path: { id: programme } }));
  const [ending, setEnding] = useState<SignIn | null>(null);
  const columns: readonly Column<SignIn>[] = [
    { key: 'person', name: words.person, show: ({ person }) => names(person), value: ({ person }) => names(person) },
    { key: 'what', name: words.what, show: ({ kind }) => words[`kind${kind}`], value: ({ kind }) => words[`kind${kind}`] },
    { key: 'name', name: words.name, show: ({ name }) => <span title={name}>{browserName(name)}</span>, value: ({ name }) => name },
    { key: 'since', name: words.since, show: ({ createdAt }) => <Moment at={createdAt} />, value: ({ createdAt }) => createdAt },
    { key: 'until', name: words.until, show: ({ expiresAt }) => <Moment at={expiresAt} />, value: ({ expiresAt }) => expiresAt },
    {
      key: 'acts',
      name: words.acts,
      show: (one) => (
        <Button
          variant="default"
          size="compact-md"
          aria-label={words.endNamed(names(one.person), browserName(one.name))}
          onClick={() => setEnding(one)}
        >
          {words.end}
        </Button>
      ),
    },
  ];
  return (
    <Stack>
      <Text c="dimmed">{words.openLead}</Text>
      <ReadAt at={found.dataUpdatedAt} />
      <Asked query={found}>
        {({ items }) => {
          const rows = items.filter(holds);
          return rows.length === 0 ? (
            <Empty title={words.nobody} />
          ) : (
            <DataTable caption={words.open} columns={columns} rows={rows} rowKey={({ id }) => id} />
          );
        }}
      </Asked>
      {ending !== null && <EndIt programme={programme} ending={ending} who={names(ending.person)} onClose={() => setEnding(null)} />}
    </Stack>
  );
}

type Ending = OfProgramme & { readonly ending: SignIn; readonly who: string; readonly onClose: () => void };

function EndIt({ programme, ending, who, onClose }: Ending): ReactNode {
  const words = useWords(OTHERS_SIGN_INS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/sign-ins/{signIn}/revoke', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  const fields = useFields({
    initial: { basis: '' },
    check: ({ basis }) => ({ basis: basis.trim() === '' ? words.reasonMissing : null }),
  });
  return (
    <DialogForm
      title={words.endTitle}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.end}
      onSubmit={({ basis }) => act.mutate({ params: { path: { id: programme, signIn: ending.id } }, body: { basis: basis.trim() } })}
    >
      <Text>{words.endText(who, browserName(ending.name))}</Text>
      <TextInput label={words.reason} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}

function Turned({ programme, children }: OfProgramme & { readonly children: (found: TurnedAway) => ReactNode }): ReactNode {
  const found = useQuery(reading('/api/v1/programme/{id}/turned-away', { path: { id: programme } }));
  return <Asked query={found}>{children}</Asked>;
}

type Found = OfProgramme & { readonly found: TurnedAway };

function Failed({ programme, found }: Found): ReactNode {
  const words = useWords(OTHERS_SIGN_INS);
  const names = useNames(programme);
  const doors: Readonly<Record<string, string>> = {
    api: words.doorapi,
    inbound: words.doorinbound,
    link: words.doorlink,
    setup: words.doorsetup,
  };
  const whose = (person: string | null): string => (person === null ? words.unknown : names(person));
  const columns: readonly Column<TurnedAway['signIns'][number]>[] = [
    { key: 'at', name: words.at, show: ({ at }) => <Moment at={at} />, value: ({ at }) => at },
    { key: 'whose', name: words.whose, show: ({ person }) => whose(person), value: ({ person }) => whose(person) },
    { key: 'door', name: words.door, show: ({ door }) => doors[door] ?? door, value: ({ door }) => doors[door] ?? door },
    { key: 'misses', name: words.misses, show: ({ misses }) => misses, value: ({ misses }) => misses, align: 'right' },
  ];
  return (
    <Stack>
      <Text c="dimmed">{words.failedLead}</Text>
      {found.signIns.length === 0 ? (
        <Empty title={words.noneFailed} />
      ) : (
        <DataTable caption={words.failed} columns={columns} rows={found.signIns} rowKey={({ at, door }) => `${at} ${door}`} />
      )}
    </Stack>
  );
}

function Refused({ programme, found }: Found): ReactNode {
  const words = useWords(OTHERS_SIGN_INS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const names = useNames(programme);
  const doorName = (door: string): string => {
    const known = Object.entries(DOOR_WORDS).find(([name]) => name === door);
    return known === undefined ? door : say(known[1]);
  };
  const who = (person: string | null): string => (person === null ? office.system : names(person));
  const tried = ({ stream, commandType }: TurnedAway['acts'][number]): string => say(triedName(stream, commandType));
  const columns: readonly Column<TurnedAway['acts'][number]>[] = [
    { key: 'at', name: words.at, show: ({ at }) => <Moment at={at} />, value: ({ at }) => at },
    { key: 'person', name: words.person, show: ({ person }) => who(person), value: ({ person }) => who(person) },
    { key: 'case', name: words.kase, show: ({ stream }) => say(caseName(stream)), value: ({ stream }) => say(caseName(stream)) },
    { key: 'act', name: words.act, show: tried, value: tried },
    { key: 'why', name: words.why, show: ({ code }) => say(refusalWords(code)), value: ({ code }) => say(refusalWords(code)) },
    { key: 'door', name: words.door, show: ({ door }) => doorName(door), value: ({ door }) => doorName(door) },
  ];
  return (
    <Stack>
      <Text c="dimmed">{words.refusedLead}</Text>
      {found.acts.length === 0 ? (
        <Empty title={words.noneRefused} />
      ) : (
        <DataTable
          caption={words.refused}
          columns={columns}
          rows={found.acts}
          rowKey={({ at, stream, commandType }) => `${at} ${stream} ${commandType}`}
        />
      )}
    </Stack>
  );
}

/** A route tried out on a sample case: who would be asked in each step and until when, and which facts decided it. Nothing is kept. */
import { Alert, Button, Group, List, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Condition } from '../../../domain/approval/condition.ts';
import { factsAskedBy } from '../../../domain/approval/condition.ts';
import type { Route } from '../../../domain/approval/route.ts';
import { dayAt } from '../../../domain/kernel/days.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { TRIAL_WORDS } from '../../../domain/words/statuses.ts';
import { useAct } from '../../app/acting.ts';
import { type BodyOf, reading, type SentAnswerOf } from '../../app/client.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import { FaultSummary } from '../../parts/faults.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { toSend } from './editing.ts';
import { ROUTES_WORDS } from './words.ts';

type Ran = SentAnswerOf<'/api/v1/programme/{id}/routes/dry-run'>;
type Step = Ran['steps'][number];
type Props = { readonly programme: string; readonly route: Route; readonly isDraft: boolean };

/** Facts that its conditions ask of an application, beside the sum. */
const factsOf = ({ steps }: Route): readonly string[] => {
  const conditions: readonly (Condition | undefined)[] = steps.flatMap(({ when, next = [] }) => [when, ...next.map((jump) => jump.when)]);
  return [...new Set(conditions.flatMap((condition) => factsAskedBy(condition)))].filter((fact) => fact !== 'amountFen');
};
const meant = (text: string): string | number | boolean =>
  text === 'true' ? true : text === 'false' ? false : /^\d+$/.test(text) ? Number(text) : text;

export function Trial({ programme, route, isDraft }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const marks = useMarks();
  const nameOf = usePersonName();
  const me = useMe().person;
  const people = useQuery(reading('/api/v1/programme/{id}/people', { path: { id: programme } })).data?.items ?? [];
  const [applicant, setApplicant] = useState(me);
  const [yuan, setYuan] = useState<number | string>('');
  const [from, setFrom] = useState(dayAt(new Date().toISOString()));
  const [facts, setFacts] = useState<Readonly<Record<string, string>>>({});
  const run = useAct('/api/v1/programme/{id}/routes/dry-run', { quiet: true });
  const given = Object.entries(facts).filter(([, value]) => value.trim() !== '');
  const body = {
    route: toSend(route),
    applicant,
    from,
    content: {
      ...(typeof yuan === 'number' ? { amountFen: Math.round(yuan * 100) } : {}),
      ...(given.length === 0 ? {} : { facts: Object.fromEntries(given.map(([fact, value]) => [fact, meant(value.trim())])) }),
    },
  } as unknown as BodyOf<'/api/v1/programme/{id}/routes/dry-run'>; // its shape is the server's to look at
  return (
    <Stack>
      <Text>{words.trialLead}</Text>
      <Text c="dimmed">{isDraft ? words.trialDraft : words.trialHeld}</Text>
      <Group align="flex-end">
        <Select
          label={words.applicant}
          searchable
          allowDeselect={false}
          data={people.map((person) => ({ value: person.id, label: nameOf(person) }))}
          value={applicant}
          onChange={(next) => next !== null && setApplicant(next)}
        />
        <NumberInput label={words.amount} hideControls min={0} decimalScale={2} thousandSeparator="," value={yuan} onChange={setYuan} />
        <DayInput label={words.receivedOn} name={words.receivedOn} clearable={false} text={from} onType={setFrom} />
        {factsOf(route).map((fact) => (
          <TextInput
            key={fact}
            label={fact}
            value={facts[fact] ?? ''}
            onChange={(event) => setFacts({ ...facts, [fact]: event.currentTarget.value })}
          />
        ))}
        <Button loading={run.isPending} onClick={() => run.mutate({ params: { path: { id: programme } }, body })}>
          {words.run}
        </Button>
      </Group>
      <FaultSummary problem={run.error} />
      {run.data !== undefined && (
        <Told ran={run.data} names={new Map(people.map((person) => [person.id, `${nameOf(person)}${marks.aside(person.unit)}`]))} />
      )}
    </Stack>
  );
}

function Told({ ran, names }: { readonly ran: Ran; readonly names: ReadonlyMap<string, string> }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const join = useJoin();
  const name = (person: string): string => names.get(person) ?? person;
  const asks = ({ people, automatic }: Step): string =>
    join(
      people.map(({ person, onBehalfOf }) => {
        const who = onBehalfOf === null ? name(person) : words.onBehalf(name(person), name(onBehalfOf));
        return automatic.includes(person) ? `${who} · ${words.automatic}` : who;
      }),
    );
  const result = ({ result: what, fault, faultZh, values }: Step): string => {
    const looked = Object.entries(values).map(([fact, value]) => `${fact} = ${value === null ? '—' : String(value)}`);
    return [
      say(TRIAL_WORDS[what]),
      ...(fault === null ? [] : [say({ zh: faultZh ?? fault, en: fault })]),
      ...(looked.length === 0 ? [] : [words.because(join(looked))]),
    ].join(' · ');
  };
  const day = (on: string | null): string => (on === null ? words.noLimit : say(dayWords(on)));
  const columns: readonly Column<Step>[] = [
    { key: 'step', name: words.steps, show: (step) => say(step.name), value: (step) => say(step.name) },
    { key: 'asks', name: words.asks, show: asks, value: asks },
    { key: 'opens', name: words.opens, show: ({ opensOn }) => day(opensOn), value: ({ opensOn }) => opensOn },
    { key: 'due', name: words.due, show: ({ dueOn }) => day(dueOn), value: ({ dueOn }) => dueOn ?? '' },
    { key: 'result', name: words.result, show: result, value: result },
  ];
  return (
    <Stack role="status">
      {ran.faults.length > 0 && (
        <Alert color="stop" variant="outline" title={words.faults(ran.faults.length)}>
          <List>
            {ran.faults.map((en, n) => (
              <List.Item key={en}>{say({ zh: ran.faultsZh[n] ?? en, en })}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <DataTable caption={words.tabtrial} columns={columns} rows={ran.steps} rowKey={({ key }) => key} />
      {ran.dueOn !== null && <Text fw={600}>{words.endsBy(say(dayWords(ran.dueOn)))}</Text>}
    </Stack>
  );
}

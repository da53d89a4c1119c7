/**
 * A route while it is changed: as a form with each fault at its field, or as JSON; checked as it would be refused, proposed
 * for a second person to confirm. What is typed is kept in the browser under the version that it began from.
 */
import { Accordion, Alert, Button, Group, List, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Route, WHEN_SUSPENDED } from '../../../domain/approval/route.ts';
import { checkRoute } from '../../../domain/approval/route-faults.ts';
import { SUSPENDED_WORDS } from '../../../domain/approval/route-words.ts';
import { placeOf } from '../../../domain/kernel/fault.ts';
import type { Text as Both } from '../../../domain/kernel/values.ts';
import { useAct } from '../../app/acting.ts';
import { type BodyOf, reading, type SentAnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { ApiProblem } from '../../app/problem.ts';
import { FaultSummary } from '../../parts/faults.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { useTell } from '../../parts/tell.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { RouteChanges } from './changes-table.tsx';
import { fieldOf, newStep, put as putAt, toSend } from './editing.ts';
import { FormPart } from './form-part.tsx';
import { MembersField } from './group-field.tsx';
import { JsonPart } from './json-part.tsx';
import { LimitField } from './limit-field.tsx';
import type { Editing, Placed } from './part.ts';
import { RulesField } from './rules-field.tsx';
import { StepField } from './step-field.tsx';
import { ROUTES_WORDS } from './words.ts';

type Report = SentAnswerOf<'/api/v1/programme/{id}/routes/check'>;
type Body = BodyOf<'/api/v1/programme/{id}/routes/check'>;
type Props = {
  readonly programme: string;
  /** As it holds now. */
  readonly held: Route;
  readonly route: Route;
  readonly basis: string;
  readonly draftKey: string;
  readonly onRoute: (route: Route) => void;
  readonly onBasis: (basis: string) => void;
  readonly onStartOver: () => void;
  readonly onProposed: () => void;
};

const placed = (texts: readonly Both[]): readonly Placed[] =>
  texts.map((text) => {
    const found = placeOf(text);
    return { field: found.at === null ? null : fieldOf(found.at), text: found.at === null ? text : found.text };
  });
const both = (zh: readonly string[], en: readonly string[]): readonly Both[] => en.map((text, n) => ({ zh: zh[n] ?? text, en: text }));
/** `route.steps[0].limit` of a command is the same place. */
const ofProblem = (problem: ApiProblem | null): readonly Placed[] =>
  (problem?.faults ?? []).map(({ at, text }) => ({ field: at === null ? null : fieldOf(at.replace(/^route\./, '')), text }));

export function EditRoute(props: Props): ReactNode {
  const { programme, held, route, basis, onRoute, onBasis } = props;
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const tell = useTell();
  const [report, setReport] = useState<Report | null>(null);
  const people = usePeople(programme);
  const check = useAct('/api/v1/programme/{id}/routes/check', { quiet: true, onDone: setReport });
  const propose = useAct('/api/v1/programme/{id}/commands', {
    key: props.draftKey,
    onDone() {
      tell.done(words.proposed);
      props.onProposed();
    },
  });
  const change = (next: Route): void => {
    setReport(null);
    propose.reset();
    onRoute(next);
  };
  // What the product knows of a route is told while it is typed; what the county's people and roles add, by the check.
  const faults: readonly Placed[] = [
    ...(report === null ? placed(checkRoute(route).faults) : placed(both(report.faultsZh, report.faults))),
    ...ofProblem(propose.error ?? check.error),
  ];
  const editing: Editing = {
    route,
    people,
    put: (path, value) => change(putAt(route, path, value)),
    fault: (path) => {
      const own = faults.filter(({ field }) => field === path).map(({ text }) => say(text));
      return own.length === 0 ? null : [...new Set(own)].join(' ');
    },
  };
  const body = toSend(route) as unknown as Body; // the server looks at its shape
  const params = { path: { id: programme } };
  return (
    <Stack>
      <Text c="dimmed">{words.draftKept}</Text>
      <General editing={editing} isNew={held.steps.length === 0} />
      <Steps editing={editing} open={faults} />
      <Title order={2}>{words.form}</Title>
      <FormPart editing={editing} />
      <RulesField
        legend={words.rulesRoute}
        path="rules"
        rules={route.rules}
        fault={editing.fault}
        onChange={(rules) => editing.put('rules', rules)}
      />
      <JsonPart route={route} onRoute={change} />
      {held.steps.length > 0 && (
        <section>
          <Title order={2}>{words.changes}</Title>
          <RouteChanges was={held} will={route} />
        </section>
      )}
      <FaultSummary problem={propose.error ?? check.error} lines={[]} />
      <Found faults={faults} report={report} />
      <TextInput
        label={office.basis}
        description={office.basisHelp}
        required
        maxLength={200}
        maw={420}
        autoComplete="off"
        value={basis}
        error={propose.error !== null && basis.trim() === '' ? office.basisMissing : null}
        onChange={(event) => onBasis(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="subtle" onClick={props.onStartOver}>
          {words.startOver}
        </Button>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate({ params, body })}>
          {words.check}
        </Button>
        <Button
          loading={propose.isPending}
          onClick={() =>
            propose.mutate({
              params,
              body: { type: 'AdoptRoute', route: body, basis: basis.trim() } as BodyOf<'/api/v1/programme/{id}/commands'>, // its shape is the server's to look at
            })
          }
        >
          {words.submit}
        </Button>
      </Group>
    </Stack>
  );
}

function usePeople(programme: string): Editing['people'] {
  const nameOf = usePersonName();
  const found = useQuery(reading('/api/v1/programme/{id}/people', { path: { id: programme } })).data?.items ?? [];
  return found.map((person) => ({ value: person.id, label: `${nameOf(person)} · ${person.unit}` }));
}

function General({ editing, isNew }: { readonly editing: Editing; readonly isNew: boolean }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const { route, put, fault } = editing;
  return (
    <section>
      <Title order={2}>{words.general}</Title>
      <Group align="flex-start" gap="xs">
        {isNew && (
          <TextInput
            label={words.code}
            data-path="code"
            value={route.code}
            error={fault('code')}
            maxLength={40}
            onChange={(event) => put('code', event.currentTarget.value.toUpperCase())}
          />
        )}
        <TextInput
          label={words.nameZh}
          data-path="name"
          value={route.name.zh}
          error={fault('name')}
          maxLength={80}
          onChange={(event) => put('name.zh', event.currentTarget.value)}
        />
        <TextInput label={words.nameEn} value={route.name.en} maxLength={80} onChange={(event) => put('name.en', event.currentTarget.value)} />
        <TextInput
          label={words.routeBasis}
          data-path="basis"
          value={route.basis ?? ''}
          error={fault('basis')}
          maxLength={200}
          w={320}
          maw="100%"
          onChange={(event) => put('basis', event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      </Group>
      <Group align="flex-start" gap="xs" my="xs">
        <LimitField label={words.limit} path="limit" value={route.limit} fault={fault('limit')} onChange={(limit) => put('limit', limit)} />
        <Select
          label={words.suspended}
          data-path="suspended"
          data={[{ value: '', label: words.suspendedUsual }, ...WHEN_SUSPENDED.map((each) => ({ value: each, label: say(SUSPENDED_WORDS[each]) }))]}
          value={route.suspended ?? ''}
          allowDeselect={false}
          w={320}
          maw="100%"
          onChange={(next) =>
            put(
              'suspended',
              WHEN_SUSPENDED.find((each) => each === next),
            )
          }
        />
      </Group>
      <Text fw={600}>{words.copyTo}</Text>
      {fault('copyTo') !== null && (
        <Text c="stop" role="alert">
          {fault('copyTo')}
        </Text>
      )}
      <MembersField
        label={words.copyTo}
        members={route.copyTo ?? []}
        people={editing.people}
        weighs={false}
        onChange={(copyTo) => put('copyTo', copyTo.length === 0 ? undefined : copyTo)}
      />
    </section>
  );
}

/** A step opens when a fault comes up in it, and stays open when that is mended. */
function useOpenSteps(faults: readonly Placed[]): readonly [readonly string[], (shown: readonly string[]) => void] {
  const wrong = [...new Set(faults.flatMap(({ field }) => (field?.startsWith('steps.') === true ? [field.split('.').slice(0, 2).join('.')] : [])))];
  const [shown, setShown] = useState<readonly string[]>(wrong);
  const [known, setKnown] = useState<readonly string[]>(wrong);
  if (wrong.join() !== known.join()) {
    setKnown(wrong);
    setShown([...new Set([...shown, ...wrong.filter((one) => !known.includes(one))])]);
  }
  return [shown, setShown];
}

function Steps({ editing, open }: { readonly editing: Editing; readonly open: readonly Placed[] }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const { route, put, fault } = editing;
  const [shown, setShown] = useOpenSteps(open);
  const none = fault('steps');
  return (
    <section>
      <Title order={2} mb="xs">
        {words.stepsTitle}
      </Title>
      {none !== null && (
        <Text c="stop" role="alert" data-path="steps" tabIndex={-1}>
          {none}
        </Text>
      )}
      <Accordion multiple variant="contained" value={[...shown]} onChange={setShown} mb="sm">
        {route.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's key is typed
          <StepField key={index} editing={editing} index={index} step={step} />
        ))}
      </Accordion>
      <Button variant="default" onClick={() => put('steps', [...route.steps, newStep(route)])}>
        {words.addStep}
      </Button>
    </section>
  );
}

function Found({ faults, report }: { readonly faults: readonly Placed[]; readonly report: Report | null }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const warnings = report === null ? [] : both(report.warningsZh, report.warnings);
  const go = (field: string): void => document.querySelector<HTMLElement>(`[data-path="${CSS.escape(field)}"]`)?.focus();
  return (
    <>
      {faults.length > 0 && (
        <Alert color="stop" variant="outline" title={words.faults(faults.length)} role="status">
          <List>
            {faults.map(({ field, text }) => (
              <List.Item key={`${field} ${text.en}`}>
                {field === null ? (
                  say(text)
                ) : (
                  <Button
                    variant="subtle"
                    size="compact-md"
                    h="auto"
                    styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
                    onClick={() => go(field)}
                  >
                    {`${field} ${say(text)}`}
                  </Button>
                )}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {report !== null && faults.length === 0 && <Alert color="go" variant="outline" role="status" title={words.checkedFine} />}
      {warnings.length > 0 && (
        <Alert color="heed" variant="outline" title={words.warnings(warnings.length)} role="status">
          <List>
            {warnings.map((text) => (
              <List.Item key={text.en}>{say(text)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}

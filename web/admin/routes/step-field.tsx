/** One step of a route: its name, who is asked, within which limit, what they may do, when it is skipped and where it leads. */
import { Accordion, Button, Checkbox, Group, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { RETURN_TARGETS, type Route, type RouteStep } from '../../../domain/approval/route.ts';
import { RETURN_TARGET_WORDS } from '../../../domain/approval/route-words.ts';
import { offerWords } from '../../../domain/words/answers.ts';
import { ACTS } from '../../../domain/words/lists.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { ConditionField } from './condition-field.tsx';
import { moved } from './editing.ts';
import { GroupField, MembersField } from './group-field.tsx';
import { LimitField } from './limit-field.tsx';
import type { Editing } from './part.ts';
import { RulesField } from './rules-field.tsx';
import { ROUTES_WORDS } from './words.ts';

type Props = { readonly editing: Editing; readonly index: number; readonly step: RouteStep };

export function StepField({ editing, index, step }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const { put, fault } = editing;
  const path = `steps.${index}`;
  const wrong = fault(path);
  return (
    <Accordion.Item value={path}>
      <Accordion.Control data-path={path}>
        <Text fw={600}>{words.stepN(index + 1, say(step.name))}</Text>
        {wrong !== null && (
          <Text c="stop" size="sm" role="alert">
            {wrong}
          </Text>
        )}
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          <Names editing={editing} index={index} step={step} />
          <LimitField
            label={words.limit}
            path={`${path}.limit`}
            value={step.limit}
            fault={fault(`${path}.limit`)}
            onChange={(limit) => put(`${path}.limit`, limit)}
          />
          <GroupField
            label={words.who}
            path={`${path}.who`}
            group={step.who}
            people={editing.people}
            fault={fault(`${path}.who`)}
            onChange={(who) => put(`${path}.who`, who)}
          />
          <Allowed editing={editing} index={index} step={step} />
          <ConditionField
            label={words.when}
            path={`${path}.when`}
            value={step.when}
            fault={fault(`${path}.when`)}
            onChange={(when) => put(`${path}.when`, when)}
          />
          <Jumps editing={editing} index={index} step={step} />
          <Text fw={600}>{words.stepCopyTo}</Text>
          <MembersField
            label={words.stepCopyTo}
            members={step.copyTo ?? []}
            people={editing.people}
            weighs={false}
            onChange={(copyTo) => put(`${path}.copyTo`, copyTo.length === 0 ? undefined : copyTo)}
          />
          <RulesField
            legend={words.rulesStep}
            path={`${path}.rules`}
            rules={step.rules}
            fault={fault}
            onChange={(rules) => put(`${path}.rules`, rules)}
          />
          <Places editing={editing} index={index} />
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function Names({ editing: { put, fault }, index, step }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const path = `steps.${index}`;
  return (
    <Group align="flex-start" gap="xs">
      <TextInput
        label={words.nameZh}
        data-path={`${path}.name`}
        value={step.name.zh}
        maxLength={80}
        error={fault(`${path}.name`)}
        onChange={(event) => put(`${path}.name.zh`, event.currentTarget.value)}
      />
      <TextInput label={words.nameEn} value={step.name.en} maxLength={80} onChange={(event) => put(`${path}.name.en`, event.currentTarget.value)} />
      <TextInput
        label={words.key}
        data-path={`${path}.key`}
        value={step.key}
        maxLength={40}
        error={fault(`${path}.key`)}
        onChange={(event) => put(`${path}.key`, event.currentTarget.value)}
      />
      <Select
        label={words.kind}
        data-path={`${path}.kind`}
        data={[
          { value: 'DECIDE', label: words.DECIDE },
          { value: 'INTAKE', label: words.INTAKE },
        ]}
        value={step.kind ?? 'DECIDE'}
        allowDeselect={false}
        error={fault(`${path}.kind`)}
        onChange={(kind) => put(`${path}.kind`, kind === 'INTAKE' ? kind : undefined)}
      />
    </Group>
  );
}

function Allowed({ editing: { put, fault }, index, step }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const path = `steps.${index}`;
  const flag = (name: 'asksScore' | 'batch'): ReactNode => (
    <Checkbox
      label={words[name]}
      data-path={`${path}.${name}`}
      checked={step[name] === true}
      error={fault(`${path}.${name}`)}
      onChange={(event) => put(`${path}.${name}`, event.currentTarget.checked ? true : undefined)}
    />
  );
  return (
    <>
      <MultiSelect
        label={words.may}
        description={words.mayUsual}
        data-path={`${path}.may`}
        data={ACTS.map((act) => ({ value: act, label: say(offerWords(act, step.kind === 'INTAKE')) }))}
        value={[...(step.may ?? [])]}
        error={fault(`${path}.may`)}
        onChange={(may) => put(`${path}.may`, may.length === 0 ? undefined : may)}
      />
      <MultiSelect
        label={words.returnTo}
        data-path={`${path}.returnTo`}
        data={RETURN_TARGETS.map((target) => ({ value: target, label: say(RETURN_TARGET_WORDS[target]) }))}
        value={[...(step.returnTo ?? [])]}
        error={fault(`${path}.returnTo`)}
        onChange={(returnTo) => put(`${path}.returnTo`, returnTo.length === 0 ? undefined : returnTo)}
      />
      {flag('asksScore')}
      {flag('batch')}
    </>
  );
}

function Jumps({ editing: { route, put, fault }, index, step }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const path = `steps.${index}.next`;
  const next = step.next ?? [];
  const wrong = fault(path);
  const targets = [...targetsAfter(route, index), { value: 'END', label: words.end }];
  return (
    <Stack gap="xs" data-path={path} tabIndex={-1}>
      <Text fw={600}>{words.next}</Text>
      {wrong !== null && (
        <Text c="stop" role="alert" size="sm">
          {wrong}
        </Text>
      )}
      {next.length === 0 && <Text size="sm">{words.nextNone}</Text>}
      {next.map((jump, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ways have no name of their own
        <Stack key={n} gap="xs">
          <Group align="flex-end" gap="xs">
            <Select
              label={words.to}
              aria-label={`${words.jump(n + 1)} ${words.to}`}
              data={targets.some(({ value }) => value === jump.to) ? targets : [...targets, { value: jump.to, label: jump.to }]}
              value={jump.to}
              allowDeselect={false}
              onChange={(to) => to !== null && put(`${path}.${n}.to`, to)}
            />
            <Button
              variant="subtle"
              aria-label={words.removeJump(n + 1)}
              onClick={() => put(path, next.length === 1 ? undefined : next.filter((_, other) => other !== n))}
            >
              {words.remove}
            </Button>
          </Group>
          <ConditionField
            label={words.jump(n + 1)}
            path={`${path}.${n}.when`}
            value={jump.when}
            fault={null}
            onChange={(when) => put(`${path}.${n}.when`, when)}
          />
        </Stack>
      ))}
      <Button variant="default" size="compact-md" w="fit-content" onClick={() => put(path, [...next, { to: 'END' }])}>
        {words.addJump}
      </Button>
    </Stack>
  );
}

const targetsAfter = (route: Route, index: number) =>
  route.steps.slice(index + 1).map(({ key, name }) => ({ value: key, label: name.zh === '' ? key : `${name.zh} (${key})` }));

function Places({ editing: { route, put }, index }: Omit<Props, 'step'>): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const { steps } = route;
  return (
    <Group gap="xs">
      <Button variant="default" disabled={index === 0} aria-label={words.moveUp(index + 1)} onClick={() => put('steps', moved(steps, index, -1))}>
        {words.up}
      </Button>
      <Button
        variant="default"
        disabled={index === steps.length - 1}
        aria-label={words.moveDown(index + 1)}
        onClick={() => put('steps', moved(steps, index, 1))}
      >
        {words.down}
      </Button>
      <Button
        variant="default"
        aria-label={words.removeStep(index + 1)}
        onClick={() =>
          put(
            'steps',
            steps.filter((_, n) => n !== index),
          )
        }
      >
        {words.remove}
      </Button>
    </Group>
  );
}

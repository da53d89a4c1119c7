/** The rules of a route or of one step: those that are set, each in a field of its own; all others are as usual. */

import { Button, Checkbox, Fieldset, Group, MultiSelect, NumberInput, Select, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DEFAULT_RULES, type Rules } from '../../../domain/approval/route.ts';
import { ROLES, type Role } from '../../../domain/kernel/role.ts';
import { choiceWords } from '../../../domain/words/answers.ts';
import { CHOICES } from '../../../domain/words/lists.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { roleWords } from '../../parts/role.ts';
import { JsonField } from '../json-field.tsx';
import { LimitField } from './limit-field.tsx';
import { RULE_CHOICES, RULE_NAMES, TIMEOUT_ACTIONS, timeoutWords } from './rule-names.ts';
import { ROUTES_WORDS } from './words.ts';

type Name = keyof Rules;
const NAMES = Object.keys(RULE_NAMES) as readonly Name[]; // keys of a record over all of them
type Props = {
  readonly legend: string;
  readonly path: string;
  readonly rules: Partial<Rules> | undefined;
  readonly fault: (path: string) => string | null;
  readonly onChange: (rules: Partial<Rules> | undefined) => void;
};

export function RulesField({ legend, path, rules = {}, fault, onChange }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const set = NAMES.filter((name) => rules[name] !== undefined);
  const whole = fault(path);
  const put = (name: Name, value: unknown): void => onChange({ ...rules, [name]: value });
  const unset = (name: Name): void => {
    const { [name]: _, ...others } = rules;
    onChange(Object.keys(others).length === 0 ? undefined : others);
  };
  return (
    <Fieldset legend={legend} tabIndex={-1} data-path={path} style={{ minWidth: 0 }}>
      {whole !== null && (
        <Text c="stop" role="alert" size="sm">
          {whole}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {words.rulesLead}
      </Text>
      <Stack gap="sm" mt="xs">
        {set.map((name) => (
          <Group key={name} align="flex-end" gap="xs">
            <RuleField
              name={name}
              path={`${path}.${name}`}
              value={rules[name]}
              fault={fault(`${path}.${name}`)}
              onChange={(value) => put(name, value)}
            />
            <Button variant="subtle" aria-label={words.unsetRule(say(RULE_NAMES[name]))} onClick={() => unset(name)}>
              {words.asUsual}
            </Button>
          </Group>
        ))}
        <Select
          label={words.setRule}
          aria-label={`${legend} ${words.setRule}`}
          searchable
          w={320}
          maw="100%"
          value={null}
          data={NAMES.filter((name) => !set.includes(name)).map((name) => ({ value: name, label: say(RULE_NAMES[name]) }))}
          onChange={(next) => {
            const name = NAMES.find((each) => each === next);
            if (name !== undefined) put(name, START[name] ?? DEFAULT_RULES[name]);
          }}
        />
      </Stack>
    </Fieldset>
  );
}

/** Where the usual is none, what somebody who sets it begins with. */
const START: Partial<Rules> = { extension: { by: ['NDRC_HEAD'], most: 10 }, freshSignIn: { minutes: 15, ways: ['email+otp'] } };

type FieldProps = {
  readonly name: Name;
  readonly path: string;
  readonly value: unknown;
  readonly fault: string | null;
  readonly onChange: (value: unknown) => void;
};

function RuleField({ name, path, value, fault, onChange }: FieldProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const label = say(RULE_NAMES[name]);
  const choices = RULE_CHOICES[name];
  const common = { label, error: fault, 'data-path': path, maw: '100%' } as const;
  if (choices !== undefined)
    return (
      <Select
        {...common}
        w={320}
        allowDeselect={false}
        data={Object.entries(choices).map(([each, text]) => ({ value: each, label: say(text) }))}
        value={String(value)}
        onChange={(next) => onChange(next)}
      />
    );
  if (typeof value === 'boolean')
    return (
      <Select
        {...common}
        w={320}
        allowDeselect={false}
        data={[
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
        value={value ? 'yes' : 'no'}
        onChange={(next) => onChange(next === 'yes')}
      />
    );
  if (name === 'substitute')
    return (
      <MultiSelect
        {...common}
        w={420}
        searchable
        data={ROLES.map((role) => ({ value: role, label: say(roleWords(role)) }))}
        value={[...(value as Rules['substitute'])]} // of this rule
        onChange={onChange}
      />
    );
  if (name === 'reasonFor')
    return (
      <MultiSelect
        {...common}
        w={420}
        data={CHOICES.map((choice) => ({ value: choice, label: say(choiceWords(choice, false).offered) }))}
        value={[...(value as Rules['reasonFor'])]} // of this rule
        onChange={onChange}
      />
    );
  if (name === 'deficiency')
    return (
      <LimitField
        label={label}
        path={path}
        value={value as Rules['deficiency']} // the rule of that name
        fault={fault}
        onChange={(limit) => limit !== undefined && onChange(limit)}
      />
    ); // of this rule
  if (name === 'timeout') return <TimeoutField {...{ path, label, fault, onChange }} value={value as Rules['timeout']} />; // of this rule
  if (name === 'remindEvery' || name === 'remindMost')
    return (
      <NumberInput
        {...common}
        w={320}
        allowDecimal={false}
        hideControls
        value={typeof value === 'number' ? value : ''}
        onChange={(n) => onChange(typeof n === 'number' ? n : name === 'remindEvery' ? null : 0)}
      />
    );
  if (name === 'extension' && value !== null)
    return <ExtensionField {...{ path, label, fault, onChange }} value={value as NonNullable<Rules['extension']>} />; // of this rule
  if (name === 'escalation') return <EscalationField {...{ path, label, fault, onChange }} value={value as Rules['escalation']} />; // of this rule
  return <JsonRule label={label} path={path} value={value} fault={fault} onChange={onChange} />;
}

type TimeoutProps = Omit<FieldProps, 'name' | 'value'> & { readonly label: string; readonly value: Rules['timeout'] };

function TimeoutField({ label, path, value, fault, onChange }: TimeoutProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={label}
        data-path={path}
        error={fault}
        w={200}
        allowDeselect={false}
        data={TIMEOUT_ACTIONS.map((each) => ({ value: each, label: say(timeoutWords(each)) }))}
        value={value.action}
        onChange={(action) => onChange({ ...value, action })}
      />
      <NumberInput
        label={words.afterWorkdays}
        w={200}
        allowDecimal={false}
        hideControls
        value={value.afterWorkdays}
        onChange={(afterWorkdays) => typeof afterWorkdays === 'number' && onChange({ ...value, afterWorkdays })}
      />
    </Group>
  );
}

type Parts<V> = Omit<FieldProps, 'name' | 'value'> & { readonly label: string; readonly value: V };
const rolesIn = (picked: readonly string[]): readonly Role[] => ROLES.filter((role) => picked.includes(role));

function RolesField({ label, value, fault, path, onChange }: Parts<readonly Role[]>): ReactNode {
  const say = useSay();
  return (
    <MultiSelect
      label={label}
      data-path={path}
      error={fault}
      w={360}
      maw="100%"
      miw={0}
      searchable
      data={ROLES.map((role) => ({ value: role, label: say(roleWords(role)) }))}
      value={[...value]}
      onChange={(picked) => onChange(rolesIn(picked))}
    />
  );
}

function ExtensionField({ label, path, value, fault, onChange }: Parts<NonNullable<Rules['extension']>>): ReactNode {
  const words = useWords(ROUTES_WORDS);
  return (
    <Group align="flex-end" gap="xs" maw="100%" style={{ minWidth: 0 }}>
      <RolesField label={`${label} · ${words.by}`} path={path} fault={fault} value={value.by} onChange={(by) => onChange({ ...value, by })} />
      <NumberInput
        label={words.mostMore}
        w={160}
        allowDecimal={false}
        hideControls
        value={value.most}
        onChange={(most) => typeof most === 'number' && onChange({ ...value, most })}
      />
    </Group>
  );
}

const withMoves = ({ afterWorkdays, to }: Rules['escalation'][number], moves: boolean): Rules['escalation'][number] =>
  moves ? { afterWorkdays, to, moves } : { afterWorkdays, to };

function EscalationField({ label, path, value, fault, onChange }: Parts<Rules['escalation']>): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const change = (index: number, next: Partial<Rules['escalation'][number]>): void =>
    onChange(value.map((each, n) => (n === index ? { ...each, ...next } : each)));
  return (
    <Stack gap="xs" data-path={path} tabIndex={-1} maw="100%" miw={0}>
      <Text fw={600} size="sm">
        {label}
      </Text>
      {fault !== null && (
        <Text c="stop" role="alert" size="sm">
          {fault}
        </Text>
      )}
      {value.map(({ afterWorkdays, to, moves }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stages have no name of their own
        <Group key={index} align="flex-end" gap="xs">
          <NumberInput
            label={words.afterWorkdays}
            w={200}
            allowDecimal={false}
            hideControls
            value={afterWorkdays}
            onChange={(days) => typeof days === 'number' && change(index, { afterWorkdays: days })}
          />
          <RolesField
            label={words.toldTo}
            path={`${path}.${index}.to`}
            fault={null}
            value={to}
            onChange={(roles) => change(index, { to: rolesIn(roles as readonly Role[]) })} // as the field hands them
          />
          <Checkbox
            label={words.movesTask}
            aria-label={`${words.movesTask} ${index + 1}`}
            checked={moves === true}
            onChange={(event) => onChange(value.map((each, n) => (n === index ? withMoves(each, event.currentTarget.checked) : each)))}
          />
          <Button variant="subtle" aria-label={words.removeStage(index + 1)} onClick={() => onChange(value.filter((_, n) => n !== index))}>
            {words.remove}
          </Button>
        </Group>
      ))}
      <Button variant="default" size="compact-md" w="fit-content" onClick={() => onChange([...value, { afterWorkdays: 1, to: ['OFFICE_DIRECTOR'] }])}>
        {words.addStage}
      </Button>
    </Stack>
  );
}

/** Rules that are lists of records, and seldom set: as data. */
function JsonRule({ label, path, ...rest }: Omit<FieldProps, 'name'> & { readonly label: string }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  return <JsonField label={label} description={words.jsonRule} data-path={path} maxRows={10} w={420} maw="100%" notJson={words.notJson} {...rest} />;
}

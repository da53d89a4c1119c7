/** A condition over the facts of an application: one comparison, or several together; as data, as the domain has it. */
import { Button, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Condition } from '../../../domain/approval/condition.ts';
import { useWords } from '../../app/locale.tsx';
import { ROUTES_WORDS } from './words.ts';

const OPERATORS = ['is', 'in', 'atLeast', 'moreThan', 'atMost', 'lessThan'] as const;
type Operator = (typeof OPERATORS)[number];
const KINDS = ['always', 'compareOne', 'all', 'any', 'not'] as const;
type Kind = (typeof KINDS)[number];

const kindOf = (condition: Condition | undefined): Kind =>
  condition === undefined ? 'always' : 'all' in condition ? 'all' : 'any' in condition ? 'any' : 'not' in condition ? 'not' : 'compareOne';
const ONE: Condition = { fact: 'amountFen', atLeast: 1_000_000 };
function asKind(kind: Kind, now: Condition | undefined): Condition | undefined {
  if (kind === 'always') return undefined;
  const one = now !== undefined && kindOf(now) === 'compareOne' ? now : ONE;
  if (kind === 'compareOne') return one;
  return kind === 'all' ? { all: [one] } : kind === 'any' ? { any: [one] } : { not: one };
}

type Props = {
  readonly label: string;
  readonly path: string;
  readonly value: Condition | undefined;
  readonly fault: string | null;
  /** Inside of another it cannot be none. */
  readonly needed?: boolean;
  readonly onChange: (value: Condition | undefined) => void;
};

export function ConditionField({ label, path, value, fault, needed = false, onChange }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  return (
    <Fieldset legend={label} tabIndex={-1} data-path={path} style={{ minWidth: 0 }}>
      {fault !== null && (
        <Text c="stop" role="alert" size="sm">
          {fault}
        </Text>
      )}
      <Group align="flex-end" gap="xs">
        <Select
          label={words.conditionKind}
          aria-label={`${label} ${words.conditionKind}`}
          data={KINDS.filter((kind) => !needed || kind !== 'always').map((kind) => ({ value: kind, label: words[kind] }))}
          value={kindOf(value)}
          allowDeselect={false}
          w={150}
          onChange={(next) => onChange(asKind(KINDS.find((kind) => kind === next) ?? 'always', value))}
        />
        {value !== undefined && 'fact' in value && <Comparison label={label} value={value} onChange={onChange} />}
      </Group>
      {value !== undefined && 'not' in value && (
        <ConditionField
          label={words.not}
          path={`${path}.not`}
          value={value.not}
          fault={null}
          needed
          onChange={(not) => not !== undefined && onChange({ not })}
        />
      )}
      {value !== undefined && 'all' in value && <Several path={path} list={value.all} onChange={(all) => onChange({ all })} />}
      {value !== undefined && 'any' in value && <Several path={path} list={value.any} onChange={(any) => onChange({ any })} />}
    </Fieldset>
  );
}

type SeveralProps = { readonly path: string; readonly list: readonly Condition[]; readonly onChange: (list: readonly Condition[]) => void };

function Several({ path, list, onChange }: SeveralProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  return (
    <Stack gap="xs" mt="xs">
      {list.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
        <div key={index}>
          <ConditionField
            label={`${words.conditionKind} ${index + 1}`}
            path={`${path}.${index}`}
            value={condition}
            fault={null}
            needed
            onChange={(next) => next !== undefined && onChange(list.map((each, n) => (n === index ? next : each)))}
          />
          {list.length > 1 && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={words.removeCondition(index + 1)}
              onClick={() => onChange(list.filter((_, n) => n !== index))}
            >
              {words.remove}
            </Button>
          )}
        </div>
      ))}
      <Button variant="default" size="compact-md" w="fit-content" onClick={() => onChange([...list, ONE])}>
        {words.addCondition}
      </Button>
    </Stack>
  );
}

type Compared = Extract<Condition, { readonly fact: string }>;
const operatorOf = (value: Compared): Operator => OPERATORS.find((operator) => operator in value) ?? 'is';
const constantOf = (value: Compared): string => {
  const constant: unknown = Reflect.get(value, operatorOf(value));
  return Array.isArray(constant) ? constant.join(', ') : String(constant);
};
/** `true`, `12`, or text as it was typed. */
const parsed = (text: string): string | number | boolean =>
  text === 'true' ? true : text === 'false' ? false : /^\d+$/.test(text.trim()) ? Number(text) : text.trim();
const numberIn = (text: string): number => Number(text.replaceAll(/[^\d]/g, '')) || 0;

function compared(fact: string, operator: Operator, text: string): Compared {
  if (operator === 'is') return { fact, is: parsed(text) };
  if (operator === 'in')
    return {
      fact,
      in: text
        .split(/[,，、]/)
        .map((each) => parsed(each))
        .map((each) => (typeof each === 'boolean' ? String(each) : each)),
    };
  const n = numberIn(text);
  if (operator === 'atLeast') return { fact, atLeast: n };
  if (operator === 'moreThan') return { fact, moreThan: n };
  return operator === 'atMost' ? { fact, atMost: n } : { fact, lessThan: n };
}

function Comparison({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Compared;
  readonly onChange: (value: Condition) => void;
}): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const operator = operatorOf(value);
  // As it is typed: "1, " is on its way to "1, 2".
  const [typed, setTyped] = useState(constantOf(value));
  return (
    <>
      <TextInput
        label={words.fact}
        aria-label={`${label} ${words.fact}`}
        description={words.factHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={value.fact}
        maxLength={40}
        w={180}
        onChange={(event) => onChange(compared(event.currentTarget.value, operator, typed))}
      />
      <Select
        label={words.operator}
        aria-label={`${label} ${words.operator}`}
        data={OPERATORS.map((each) => ({ value: each, label: words[each] }))}
        value={operator}
        allowDeselect={false}
        w={160}
        onChange={(next) => onChange(compared(value.fact, OPERATORS.find((each) => each === next) ?? operator, typed))}
      />
      <TextInput
        label={words.value}
        aria-label={`${label} ${words.value}`}
        value={typed}
        maxLength={400}
        w={160}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onChange(compared(value.fact, operator, event.currentTarget.value));
        }}
      />
    </>
  );
}

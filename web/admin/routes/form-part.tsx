/** The form of the matter: which fields an applicant fills in. Options, columns and who may see a field stand as data beside it. */
import { Accordion, Button, Checkbox, Group, JsonInput, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FIELD_TYPES, type FormField } from '../../../domain/approval/form-shape.ts';
import { FIELD_TYPE_WORDS } from '../../../domain/approval/route-words.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Editing } from './part.ts';
import { ROUTES_WORDS } from './words.ts';

export function FormPart({ editing }: { readonly editing: Editing }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const { route, put, fault } = editing;
  const form = route.form ?? [];
  const wrong = fault('form');
  const add = (): void => put('form', [...form, { key: `field${form.length + 1}`, label: { zh: '', en: '' }, type: 'TEXT' }]);
  return (
    <Stack gap="xs" data-path="form" tabIndex={-1}>
      <Text c="dimmed">{words.formLead}</Text>
      {wrong !== null && (
        <Text c="stop" role="alert">
          {wrong}
        </Text>
      )}
      <Accordion multiple variant="contained">
        {form.map((field, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field's key is typed
          <OneField key={index} editing={editing} field={field} index={index} />
        ))}
      </Accordion>
      <Button variant="default" w="fit-content" onClick={add}>
        {words.addField}
      </Button>
    </Stack>
  );
}

type Props = { readonly editing: Editing; readonly field: FormField; readonly index: number };

function OneField({ editing: { route, put, fault }, field, index }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const path = `form.${index}`;
  const wrong = fault(path);
  const text = (name: 'key' | 'fact' | 'basis', label: string): ReactNode => (
    <TextInput
      label={label}
      maxLength={200}
      value={field[name] ?? ''}
      onChange={(event) => put(`${path}.${name}`, event.currentTarget.value === '' && name !== 'key' ? undefined : event.currentTarget.value)}
    />
  );
  const bound = (name: 'least' | 'most'): ReactNode => (
    <NumberInput
      label={words[name]}
      hideControls
      w={110}
      value={field[name] ?? ''}
      onChange={(n) => put(`${path}.${name}`, typeof n === 'number' ? n : undefined)}
    />
  );
  const remove = (): void => {
    const rest = (route.form ?? []).filter((_, n) => n !== index);
    put('form', rest.length === 0 ? undefined : rest);
  };
  return (
    <Accordion.Item value={path}>
      <Accordion.Control data-path={path}>
        {words.fieldN(index + 1, say(field.label))}
        {wrong !== null && (
          <Text c="stop" size="sm" role="alert">
            {wrong}
          </Text>
        )}
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          <Group align="flex-end" gap="xs">
            <TextInput
              label={words.labelZh}
              maxLength={80}
              value={field.label.zh}
              onChange={(event) => put(`${path}.label.zh`, event.currentTarget.value)}
            />
            <TextInput
              label={words.labelEn}
              maxLength={80}
              value={field.label.en}
              onChange={(event) => put(`${path}.label.en`, event.currentTarget.value)}
            />
            {text('key', words.key)}
            <Select
              label={words.type}
              data={FIELD_TYPES.map((type) => ({ value: type, label: say(FIELD_TYPE_WORDS[type]) }))}
              value={field.type}
              allowDeselect={false}
              onChange={(type) => put(`${path}.type`, type)}
            />
            {bound('least')}
            {bound('most')}
            {text('basis', words.fieldBasis)}
            {text('fact', words.gives)}
          </Group>
          <Checkbox
            label={words.required}
            checked={field.required === true}
            onChange={(event) => put(`${path}.required`, event.currentTarget.checked ? true : undefined)}
          />
          <Detail field={field} onChange={(next) => put(path, next)} />
          <Button variant="default" w="fit-content" aria-label={words.removeField(index + 1)} onClick={remove}>
            {words.remove}
          </Button>
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

const DETAILS = ['options', 'columns', 'help', 'unit', 'seenBy'] as const;

function Detail({ field, onChange }: { readonly field: FormField; readonly onChange: (field: FormField) => void }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const [typed, setTyped] = useState(() =>
    JSON.stringify(Object.fromEntries(DETAILS.flatMap((name) => (field[name] === undefined ? [] : [[name, field[name]]]))), null, 1),
  );
  const [wrong, setWrong] = useState(false);
  return (
    <JsonInput
      label={words.detail}
      error={wrong ? words.notJson : null}
      autosize
      minRows={2}
      maxRows={12}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        try {
          const { options: _, columns: __, help: ___, unit: ____, seenBy: _____, ...rest } = field;
          onChange({ ...rest, ...JSON.parse(next) });
          setWrong(false);
        } catch {
          setWrong(true);
        }
      }}
    />
  );
}

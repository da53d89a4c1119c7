/** The fields of a command's form, drawn as what they are; beside each the rule that it serves. Deliberately absent: what is sent of it (typed.ts). */

import { Card, Fieldset, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ruleWords } from '../../../domain/words/rules.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { FieldLead } from '../../parts/field-lead.tsx';
import type { PersonChoice } from '../../parts/people.ts';
import { RowList } from '../../parts/row-list.tsx';
import { FilesField } from '../../parts/upload.tsx';
import type { OnBusy } from '../../parts/use-sending.ts';
import type { Field } from './facts.ts';
import { PlainField } from './plain-field.tsx';
import { blankOf, fieldsIn, filesIn, rowsIn, type Typed, type TypedFields, textIn } from './typed.ts';
import { STAGE_WORDS } from './words.ts';

type Shared = {
  readonly people: readonly PersonChoice[];
  readonly onBusy: OnBusy;
  /** By its place, `permits.0.number`. */
  readonly faultAt: (path: string) => ReactNode;
};
type Props = Shared & {
  readonly fields: readonly Field[];
  readonly typed: TypedFields;
  readonly onType: (path: string, typed: Typed) => void;
  /** In front of the keys. */
  readonly at?: string;
};

export function StageFields({ fields, typed, at = '', ...rest }: Props): ReactNode {
  return fields.map((field) => <OneField key={field.key} field={field} typed={typed[field.key]} path={`${at}${field.key}`} {...rest} />);
}

type OneProps = Omit<Props, 'fields' | 'typed' | 'at'> & { readonly field: Field; readonly typed: Typed | undefined; readonly path: string };

function useHelp({ help, basis }: Field): string {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  return [help === undefined ? '' : say(help), basis === undefined ? '' : words.basis(say(ruleWords(basis)))]
    .filter((part) => part !== '')
    .join(' · ');
}

function OneField(props: OneProps): ReactNode {
  const { field, typed, path, onType, faultAt, people, onBusy } = props;
  const say = useSay();
  const help = useHelp(field);
  switch (field.kind) {
    case 'FILE':
    case 'FILES':
    case 'FILE_HASH':
      return (
        <FilesField
          label={say(field.label)}
          value={filesIn(typed)}
          onChange={(files) => onType(path, files)}
          error={faultAt(path)}
          required={field.required}
          onBusy={onBusy}
          path={path}
          most={field.kind === 'FILES' ? (field.most ?? 20) : 1}
          {...(help === '' ? {} : { description: help })}
        />
      );
    case 'GROUP':
      return <Group {...props} help={help} />;
    case 'ROWS':
      return <Rows {...props} help={help} />;
    case 'POINTS':
      return <Points {...props} help={help} />;
    default:
      return (
        <PlainField
          field={field}
          text={textIn(typed)}
          onType={(text) => onType(path, text)}
          fault={faultAt(path)}
          path={path}
          people={people}
          help={help}
        />
      );
  }
}

type CompositeProps = OneProps & { readonly help: string };

function Group({ field, typed, path, help, ...rest }: CompositeProps): ReactNode {
  const say = useSay();
  return (
    <Fieldset legend={say(field.label)} data-path={path} tabIndex={-1}>
      <Stack gap="sm">
        <FieldLead help={help} fault={rest.faultAt(path)} />
        <StageFields fields={field.fields ?? []} typed={fieldsIn(typed)} at={`${path}.`} {...rest} />
      </Stack>
    </Fieldset>
  );
}

function Rows({ field, typed, path, help, onType, ...rest }: CompositeProps): ReactNode {
  const say = useSay();
  const { fields = [], most = 100 } = field;
  const rows = rowsIn(typed);
  const wide = fields.some(({ kind }) => kind === 'FILE' || kind === 'FILES' || kind === 'FILE_HASH' || kind === 'LONG_TEXT');
  return (
    <RowList
      legend={`${say(field.label)}${field.required ? ' *' : ''}`}
      path={path}
      lead={<FieldLead help={help} fault={rest.faultAt(path)} />}
      rows={rows}
      blank={blankOf(fields)}
      most={most}
      onChange={(next) => onType(path, next)}
    >
      {(row, n) => (
        <Card withBorder p="xs" w="100%">
          <FieldLead help="" fault={rest.faultAt(`${path}.${n}`)} />
          <SimpleGrid cols={{ base: 1, sm: wide ? 1 : 2 }} spacing="xs">
            <StageFields fields={fields} typed={row} at={`${path}.${n}.`} onType={onType} {...rest} />
          </SimpleGrid>
        </Card>
      )}
    </RowList>
  );
}

/** A number for each of a closed list. */
function Points({ field, typed, path, help, onType, faultAt, people }: CompositeProps): ReactNode {
  const say = useSay();
  const { options = [] } = field;
  const points = fieldsIn(typed);
  return (
    <Fieldset legend={say(field.label)} data-path={path} tabIndex={-1}>
      <Stack gap="xs">
        <FieldLead help={help} fault={faultAt(path)} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {options.map(({ value, label }) => (
            <PlainField
              key={value}
              field={{ key: value, kind: 'NUMBER', label, required: false, optional: true }}
              text={textIn(points[value])}
              onType={(text) => onType(`${path}.${value}`, text)}
              fault={faultAt(`${path}.${value}`)}
              path={`${path}.${value}`}
              people={people}
              help=""
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

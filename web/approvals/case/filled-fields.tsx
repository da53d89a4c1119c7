/**
 * Fields of a matter's form that an act fills in: a decider's when they agree, the applicant's with a supplement; and the
 * choice of those that a supplement may correct. Deliberately absent: an application's own form (new/), what is sent (acts.ts).
 */
import { Checkbox, Fieldset, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Form, FormValues } from '../../../domain/approval/form-shape.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { usePeople } from '../../parts/people.ts';
import type { OnBusy } from '../../parts/use-sending.ts';
import { type Filled, filledFrom } from '../new/filled.ts';
import { FormFields } from '../new/form-fields.tsx';
import { ACT_WORDS } from './act-words.ts';
import type { Act, Field, FieldsAsked, Typed } from './acts.ts';
import { type Case, useCase } from './facts.ts';

/** The fields of the form that an act asks, with what stands in them now; null: it asks none. */
export function fieldsAsked({ form, filled, values }: Case, act: Act): FieldsAsked | null {
  const asked = act.fields.find(({ kind }) => kind === 'FIELDS');
  if (asked === undefined) return null;
  const all = form as Form; // as domain/approval/form-shape.ts has it; the document leaves fields open
  const fields = (asked.choices ?? []).flatMap((key) => all.find((field) => field.key === key) ?? []);
  const standing = act.act === 'SUPPLEMENT_NOW' ? values : Object.fromEntries(filled.map(({ key, value }) => [key, value]));
  return { form: fields, shown: filledFrom(fields, standing as FormValues) }; // as the form's types say
}

type Props = {
  readonly asked: FieldsAsked | null;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  /** By `filled.KEY`. */
  readonly fieldFaults: Readonly<Record<string, string>>;
  readonly onBusy: OnBusy;
};

export function FilledFields({ asked, typed, onType, fieldFaults, onBusy }: Props): ReactNode {
  const { programme } = useCase();
  const namesPeople = asked?.form.some(({ type, columns = [] }) => type === 'PERSON' || columns.some((column) => column.type === 'PERSON')) === true;
  const people = usePeople(namesPeople ? programme : null);
  if (asked === null) return null;
  const filled: Filled = { ...asked.shown, ...typed.filled };
  return (
    <Stack gap="sm">
      <FormFields
        form={asked.form}
        filled={filled}
        onChange={(next) => onType({ ...typed, filled: { ...typed.filled, ...next } })}
        faultAt={(path) => fieldFaults[path]}
        people={people}
        onBusy={onBusy}
      />
    </Stack>
  );
}

/** Which of the applicant's fields may be corrected. */
export function FieldKeys({
  field,
  typed,
  onType,
}: {
  readonly field: Field;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}): ReactNode {
  const words = useWords(ACT_WORDS);
  const say = useSay();
  const { form } = useCase();
  const keys = field.choices ?? [];
  return (
    <Fieldset legend={words.corrects}>
      <Checkbox.Group
        description={words.correctsHint}
        value={[...(typed.people[field.name] ?? [])]}
        onChange={(chosen) => onType({ ...typed, people: { ...typed.people, [field.name]: chosen } })}
      >
        <Stack gap={6} mt="xs">
          {form
            .filter(({ key }) => keys.includes(key))
            .map(({ key, label }) => (
              <Checkbox key={key} value={key} label={say(label)} />
            ))}
        </Stack>
      </Checkbox.Group>
    </Fieldset>
  );
}

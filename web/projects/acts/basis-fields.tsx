/** The basis of a change (依据): the document's number and day, and why. Its values, their faults, and its fields. */
import { Fieldset, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { Spoken } from '../../app/words.ts';
import type { Fields } from '../../parts/form.tsx';
import { ACTS_WORDS } from './words.ts';

export type BasisValues = { readonly document: string; readonly on: string; readonly reason: string };
export const NO_BASIS: BasisValues = { document: '', on: '', reason: '' };

export const basisFaults = (
  { document, on, reason }: BasisValues,
  today: string,
  words: Spoken<typeof ACTS_WORDS>,
): Readonly<Record<keyof BasisValues, string | null>> => ({
  document: document.trim() === '' ? words.documentMissing : null,
  on: on === '' ? words.dayMissing : on > today ? words.dayFuture : null,
  reason: reason.trim() === '' ? words.reasonMissing : null,
});
export const basisOf = ({ document, on, reason }: BasisValues): BasisValues => ({ document: document.trim(), on, reason: reason.trim() });

export function BasisFields<V extends BasisValues & Record<string, unknown>>({ fields }: { readonly fields: Fields<V> }): ReactNode {
  const words = useWords(ACTS_WORDS);
  return (
    <Fieldset legend={words.basis}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={words.document}
          placeholder={words.documentHint}
          required
          maxLength={80}
          autoComplete="off"
          {...fields.getInputProps('document')}
        />
        <TextInput type="date" label={words.on} required {...fields.getInputProps('on')} />
      </SimpleGrid>
      <Textarea label={words.reason} required autosize minRows={2} maxLength={2000} mt="sm" {...fields.getInputProps('reason')} />
    </Fieldset>
  );
}

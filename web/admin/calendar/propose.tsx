/** A year of the calendar, typed in rows or filled in from a table or the command's file; what it would change; proposed to a second person. */
import { Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayChanges } from '../../../domain/calendar/year.ts';
import type { Text as Both } from '../../../domain/kernel/values.ts';
import { YEAR_WORDS } from '../../../domain/words/clocks.ts';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { FieldLead } from '../../parts/field-lead.tsx';
import { type Fields, PageForm, useFields } from '../../parts/form.tsx';
import { Paste } from '../../parts/paste.tsx';
import type { PasteField } from '../../parts/pasted.ts';
import { RowList } from '../../parts/row-list.tsx';
import { useTell } from '../../parts/tell.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { YearChanges } from './changes.tsx';
import type { Calendar } from './facts.ts';
import { type DayRow, NO_DAY, NO_YEAR, type TypedYear, typedFrom, typedPlace, wantedOf, wrongIn } from './typed-year.ts';
import { CALENDAR_WORDS } from './words.ts';

const ROWS_MOST = 100;

type Props = { readonly programme: string; readonly calendar: Calendar; readonly clocks: number; readonly onDone: () => void };

export function ProposeYear({ programme, calendar, clocks, onDone }: Props): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const tell = useTell();
  const fields = useFields<TypedYear>({
    initial: NO_YEAR,
    draft: `calendar.${programme}`,
    check: (typed) => Object.fromEntries(Object.entries(wrongIn(typed)).map(([at, wrong]) => [at, words[wrong]])),
  });
  const act = useAct('/api/v1/programme/{id}/calendar/proposals', {
    key: fields.draft.key,
    onDone() {
      fields.draft.clear();
      fields.resetDirty();
      tell.done(words.proposed);
      onDone();
    },
  });
  const typed = fields.getValues();
  const wanted = wantedOf(typed);
  const stored = calendar.years.find(({ year }) => year === wanted.year) ?? null;
  const send = (values: TypedYear): void => {
    const { days, ...year } = wantedOf(values);
    act.mutate({ params: { path: { id: programme } }, body: { ...year, days: [...days], basis: values.basis.trim() } });
  };
  return (
    <PageForm
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.send}
      onCancel={onDone}
      fieldOf={(at) => typedPlace(fields.getValues().days, at)}
      onSubmit={send}
    >
      <Text>{words.proposeLead}</Text>
      <Head fields={fields} />
      <Filling fields={fields} />
      <Rows fields={fields} />
      {/* What cannot be read yet differs from everything. */}
      {Object.keys(wrongIn({ ...typed, document: '-', basis: '-' })).length === 0 && (
        <>
          <YearChanges year={wanted.year} changes={dayChanges(stored, wanted)} isNew={stored === null} />
          {stored !== null && <Replaces stored={stored} />}
          <Text>{words.clocksAll(clocks)}</Text>
        </>
      )}
    </PageForm>
  );
}

function Replaces({ stored }: { readonly stored: Calendar['years'][number] }): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const say = useSay();
  return <Text>{words.replaces(stored.document, say(YEAR_WORDS[stored.status]))}</Text>;
}

type Part = { readonly fields: Fields<TypedYear> };

function Head({ fields }: Part): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={words.year}
        description={words.yearHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
        {...fields.getInputProps('year')}
      />
      <Select
        label={words.status}
        required
        allowDeselect={false}
        data={(['DECREED', 'PROVISIONAL'] as const).map((value) => ({ value, label: say(YEAR_WORDS[value]) }))}
        {...fields.getInputProps('status')}
      />
      <TextInput
        label={words.document}
        description={words.documentHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        maxLength={80}
        autoComplete="off"
        {...fields.getInputProps('document')}
      />
      <TextInput
        label={office.basis}
        description={office.basisHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        maxLength={2_000}
        autoComplete="off"
        {...fields.getInputProps('basis')}
      />
    </SimpleGrid>
  );
}

/** Columns of a table as the rows are. */
const COLUMNS: readonly PasteField[] = [
  { key: 'day', kind: 'DAY', label: CALENDAR_WORDS.firstDay, required: true },
  { key: 'to', kind: 'DAY', label: CALENDAR_WORDS.to, required: false },
  {
    key: 'kind',
    kind: 'CHOICE',
    label: CALENDAR_WORDS.kind,
    required: true,
    options: [
      { value: 'REST', label: CALENDAR_WORDS.rest },
      { value: 'WORK', label: CALENDAR_WORDS.work },
    ],
  },
  { key: 'name', kind: 'TEXT', label: CALENDAR_WORDS.name, required: true },
];

function Filling({ fields }: Part): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const takeFile = (text: string): { readonly taken: number } | { readonly faults: readonly Both[] } | null => {
    const found = typedFrom(text);
    if (found === null) return null;
    if (found === 'UNREADABLE') return { faults: [CALENDAR_WORDS.jsonUnreadable] };
    fields.clearErrors();
    fields.setValues(found);
    return { taken: found.days.length };
  };
  return (
    <Paste
      fields={COLUMNS}
      most={ROWS_MOST}
      onRows={(rows) => {
        fields.clearErrors();
        const days = rows.map(({ day = '', to = '', kind = 'REST', name = '' }): DayRow => ({ day, to, kind, name }));
        fields.setFieldValue('days', days);
      }}
      also={{ how: words.alsoJson, accept: '.json,application/json', take: takeFile }}
    />
  );
}

function Rows({ fields }: Part): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  return (
    <RowList
      legend={words.specialDays}
      path="days"
      lead={<FieldLead help="" fault={fields.errors.days} />}
      rows={fields.getValues().days}
      blank={NO_DAY}
      most={ROWS_MOST}
      onChange={(rows) => {
        // Faults stand by the number of their row.
        fields.clearErrors();
        fields.setFieldValue('days', [...rows]);
      }}
    >
      {(_, n) => (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} w="100%">
          <TextInput type="date" label={words.firstDay} required {...fields.getInputProps(`days.${n}.day`)} />
          <TextInput
            type="date"
            label={words.to}
            description={words.toHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...fields.getInputProps(`days.${n}.to`)}
          />
          <Select
            label={words.kind}
            allowDeselect={false}
            data={[
              { value: 'REST', label: words.rest },
              { value: 'WORK', label: words.work },
            ]}
            {...fields.getInputProps(`days.${n}.kind`)}
          />
          <TextInput label={words.name} required maxLength={80} autoComplete="off" {...fields.getInputProps(`days.${n}.name`)} />
        </SimpleGrid>
      )}
    </RowList>
  );
}

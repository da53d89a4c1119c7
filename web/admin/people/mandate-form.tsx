/** Leave, or a mandate for some matters: who acts, from when until when, for what; set by oneself, or for somebody by the office. */
import { MultiSelect, Radio, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import { useFields } from '../../parts/form.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { projectsIn, useMatters, useOthers } from './choices.ts';
import { type PersonShown, type Roster, useNames } from './facts.ts';
import { HANDING_WORDS, MANDATE_WORDS } from './handing-over-words.ts';
import { type Command, InTwoSteps } from './in-two-steps.tsx';

type Props = {
  readonly programme: string;
  readonly shown: Pick<PersonShown, 'id' | 'name' | 'nameEn'>;
  readonly roster: Roster;
  readonly onClose: () => void;
};
type Typed = {
  delegate: string | null;
  further: string[];
  from: string;
  to: string;
  which: 'ALL' | 'SOME';
  projects: string[];
  matters: string[];
  basis: string;
  unable: string;
};
const EMPTY: Typed = { delegate: null, further: [], from: '', to: '', which: 'ALL', projects: [], matters: [], basis: '', unable: '' };

function bodyOf(principal: string, own: boolean, { delegate, further, from, to, which, projects, matters, basis, unable }: Typed): Command {
  const scope = which === 'ALL' ? {} : { ...(matters.length === 0 ? {} : { routes: matters }), ...(projects.length === 0 ? {} : { projects }) };
  return {
    type: 'GrantMandate',
    principal,
    delegate: delegate ?? '',
    ...(further.length === 0 ? {} : { further }),
    from,
    to,
    scope,
    basis: basis.trim(),
    ...(own || unable.trim() === '' ? {} : { unable: unable.trim() }),
  };
}

export function MandateForm({ programme, shown, roster, onClose }: Props): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const handing = useWords(HANDING_WORDS);
  const say = useSay();
  const name = useNames(programme);
  const who = usePersonName()(shown);
  const own = useMe().person === shown.id;
  const fields = useFields<Typed>({
    initial: EMPTY,
    draft: `people.mandate.${programme}.${shown.id}`,
    check: ({ delegate, from, to, which, projects, matters, basis }) => ({
      delegate: delegate === null || delegate === '' ? handing.choose : null,
      from: from === '' ? handing.missing : null,
      to: to === '' ? handing.missing : from !== '' && to < from ? words.order : null,
      which: which === 'SOME' && projects.length + matters.length === 0 ? words.someMissing : null,
      basis: basis.trim() === '' ? handing.missing : null,
    }),
  });
  const day = (typed: string | null): string => (typed === null ? '' : say(dayWords(typed)));
  return (
    <InTwoSteps
      programme={programme}
      title={words.setFor(who)}
      fields={fields}
      name={name}
      bodyOf={(typed) => bodyOf(shown.id, own, typed)}
      consequence={({ delegate, from, to }) => words.agreeText(name(delegate ?? ''), who, words.days(day(from), day(to)))}
      act={words.confirmSet}
      done={(events) => (own || events.includes('MandateBegan') ? words.done : words.waits)}
      onClose={onClose}
    >
      <Text>{words.lead}</Text>
      <MandateFields fields={fields} programme={programme} shown={shown} roster={roster} own={own} />
    </InTwoSteps>
  );
}

type FieldsProps = Omit<Props, 'onClose'> & { readonly fields: ReturnType<typeof useFields<Typed>>; readonly own: boolean };

function MandateFields({ fields, programme, shown, roster, own }: FieldsProps): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const handing = useWords(HANDING_WORDS);
  const others = useOthers(roster, [shown.id]);
  const matters = useMatters(programme);
  return (
    <>
      <Select label={words.delegate} required placeholder={handing.choose} searchable data={others} {...fields.getInputProps('delegate')} />
      <MultiSelect
        label={words.further}
        description={words.thenHint}
        data={others.filter(({ value }) => value !== fields.values.delegate)}
        searchable
        maxValues={5}
        {...fields.getInputProps('further')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(['from', 'to'] as const).map((end) => (
          <DayInput
            key={end}
            required
            label={words[end]}
            name={words[end]}
            {...fields.getInputProps(end)}
            text={fields.values[end]}
            onType={(day) => fields.setFieldValue(end, day)}
          />
        ))}
      </SimpleGrid>
      <Radio.Group label={words.which} {...fields.getInputProps('which')}>
        <Stack gap="xs" mt="xs">
          <Radio value="ALL" label={words.all} />
          <Radio value="SOME" label={words.some} />
        </Stack>
      </Radio.Group>
      {fields.values.which === 'SOME' && (
        <>
          <MultiSelect label={words.projects} data={projectsIn(roster)} searchable {...fields.getInputProps('projects')} />
          <MultiSelect label={words.matters} data={matters} searchable {...fields.getInputProps('matters')} />
        </>
      )}
      <TextInput
        label={handing.basis}
        description={handing.basisHint}
        required
        maxLength={2000}
        autoComplete="off"
        {...fields.getInputProps('basis')}
      />
      {!own && (
        <>
          <Text size="sm">{words.forThem}</Text>
          <TextInput label={words.unable} description={words.unableHint} maxLength={2000} autoComplete="off" {...fields.getInputProps('unable')} />
        </>
      )}
    </>
  );
}

/** What a demand survey rests on, as fields: areas, population, places, parameters. */
import { Fieldset, SimpleGrid, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { Spoken } from '../../app/words.ts';
import type { Fields } from '../../parts/form.tsx';
import type { Project } from '../project/facts.ts';
import { countOf, fenOf, numberOf, yuanOf } from './form-values.ts';
import { ACTS_WORDS } from './words.ts';

const COUNTS = ['population', 'households', 'existingPlaces', 'underConstruction'] as const;
const AGES = ['M6_12', 'M12_24', 'M24_36'] as const;
const PARAMETERS = ['conversion', 'plannedUse', 'validPlaces', 'placesPerThousand', 'designEffect'] as const;
export type SurveyValues = { areas: string[]; plannedFee: string; strata: Record<string, string> } & Record<
  (typeof COUNTS)[number] | (typeof AGES)[number] | (typeof PARAMETERS)[number],
  string
>;

type Survey = Project['survey'];
const texts = <K extends string>(names: readonly K[], of: (name: K) => number | string): Record<K, string> =>
  Object.fromEntries(names.map((name) => [name, String(of(name))])) as Record<K, string>; // one for each name

export const surveyValues = (survey: Survey): SurveyValues => ({
  areas: [...survey.areas],
  plannedFee: yuanOf(survey.plannedFeeFen),
  strata: Object.fromEntries(Object.entries(survey.strata ?? {}).map(([name, households]) => [name, String(households)])),
  ...texts(COUNTS, (name) => survey[name]),
  ...texts(AGES, (name) => survey.children[name] ?? 0),
  ...texts(PARAMETERS, (name) => survey.parameters[name]),
});
export const NO_SURVEY: SurveyValues = {
  areas: [],
  plannedFee: '',
  strata: {},
  ...texts(COUNTS, () => ''),
  ...texts(AGES, () => ''),
  ...texts(PARAMETERS, () => ''),
};

const numbers = <K extends string>(names: readonly K[], of: (name: K) => number | null): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, of(name) ?? 0])) as Record<K, number>; // one for each name

export function surveyOf(values: SurveyValues) {
  const strata = Object.entries(values.strata).map(([name, households]) => [name, countOf(households) ?? 0] as const);
  return {
    areas: values.areas,
    ...numbers(COUNTS, (name) => countOf(values[name])),
    children: numbers(AGES, (name) => countOf(values[name])),
    ...(strata.length === 0 ? {} : { strata: Object.fromEntries(strata) }),
    plannedFeeFen: fenOf(values.plannedFee) ?? 0,
    parameters: numbers(PARAMETERS, (name) => numberOf(values[name])),
  };
}

export const surveyFaults = (values: SurveyValues, words: Spoken<typeof ACTS_WORDS>): Readonly<Record<string, string | null>> => ({
  areas: values.areas.length === 0 ? words.missing : null,
  plannedFee: fenOf(values.plannedFee) === null ? words.sumFault : null,
  ...Object.fromEntries([...COUNTS, ...AGES].map((name) => [name, countOf(values[name]) === null ? words.countFault : null])),
  ...Object.fromEntries(PARAMETERS.map((name) => [name, numberOf(values[name]) === null ? words.numberFault : null])),
  ...Object.fromEntries(
    Object.entries(values.strata).map(([name, households]) => [`strata.${name}`, countOf(households) === null ? words.countFault : null]),
  ),
});

/** Where a fault of the basis stands; `at`: from within it. */
export const surveyField = (at: string): string => (at === 'plannedFeeFen' ? 'plannedFee' : at.replace(/^(?:children|parameters)\./, ''));

export function SurveyFields<V extends SurveyValues & Record<string, unknown>>({ fields }: { readonly fields: Fields<V> }): ReactNode {
  const words = useWords(ACTS_WORDS);
  const text = (name: string, label: string, hint?: string): ReactNode => (
    <TextInput
      key={name}
      label={label}
      description={hint}
      inputMode="decimal"
      required
      maxLength={20}
      autoComplete="off"
      {...fields.getInputProps(name)}
    />
  );
  return (
    <>
      <TagsInput label={words.areas} description={words.areasHint} required {...fields.getInputProps('areas')} />
      <Fieldset legend={words.people}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {COUNTS.map((name) => text(name, words[name]))}
          {AGES.map((name) => text(name, words[name]))}
          {Object.keys(fields.values.strata).map((name) => text(`strata.${name}`, words.stratum(name)))}
          {text('plannedFee', words.plannedFee)}
        </SimpleGrid>
      </Fieldset>
      <Fieldset legend={words.parameters}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>{PARAMETERS.map((name) => text(name, words[name], words[`${name}Hint`]))}</SimpleGrid>
      </Fieldset>
    </>
  );
}

/** What a project is on paper, as fields: size, classes, money, kind. Deliberately absent: its code, its people, its plan. */
import { Checkbox, Fieldset, MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  ALTERATION_WORDS,
  ALTERATIONS,
  type Alteration,
  BUILD_KIND_WORDS,
  BUILD_KINDS,
  type BuildKind,
  CLASS_KINDS,
  type ProjectProfile,
} from '../../../domain/profile/profile.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Spoken } from '../../app/words.ts';
import type { Fields } from '../../parts/form.tsx';
import { countOf, fenOf, numberOf, yuanOf } from './form-values.ts';
import { ACTS_WORDS } from './words.ts';

const FUNDS = ['centralFen', 'countyFen', 'otherFen'] as const;
const AREAS = ['areaM2', 'childrenRoomM2'] as const;
const FLAGS = ['enterpriseInvested', 'simple', 'servesMeals', 'newLand', 'eiaListed'] as const;
const COUNTS = ['places', ...CLASS_KINDS] as const;
const TEXTS = ['nameZh', 'nameEn', 'unit'] as const;

export type ProfileValues = { buildKind: string; region: string; alters: string[] } & Record<
  (typeof TEXTS)[number] | (typeof COUNTS)[number] | (typeof FUNDS)[number] | (typeof AREAS)[number],
  string
> &
  Record<(typeof FLAGS)[number], boolean>;

/** What of a profile these fields hold. */
export type ProfileHere = Omit<ProjectProfile, 'code' | 'manager' | 'startOn' | 'finishOn' | 'opensOn' | 'milestones'>;

export const NO_PROFILE: ProfileValues = {
  nameZh: '',
  nameEn: '',
  unit: '',
  buildKind: 'NEW',
  region: '',
  alters: [],
  places: '',
  INFANT: '0',
  TODDLER: '0',
  OLDER: '0',
  MIXED: '0',
  centralFen: '0',
  countyFen: '0',
  otherFen: '0',
  areaM2: '',
  childrenRoomM2: '',
  enterpriseInvested: false,
  simple: false,
  servesMeals: false,
  newLand: false,
  eiaListed: false,
};

export function profileValues(profile: ProfileHere): ProfileValues {
  const { classes, funding } = profile;
  return {
    nameZh: profile.name.zh,
    nameEn: profile.name.en,
    buildKind: profile.buildKind,
    places: String(profile.places),
    unit: profile.unit,
    region: profile.region ?? '',
    alters: [...(profile.alters ?? [])],
    INFANT: String(classes.INFANT),
    TODDLER: String(classes.TODDLER),
    OLDER: String(classes.OLDER),
    MIXED: String(classes.MIXED),
    centralFen: yuanOf(funding.centralFen),
    countyFen: yuanOf(funding.countyFen),
    otherFen: yuanOf(funding.otherFen),
    areaM2: String(profile.areaM2),
    childrenRoomM2: String(profile.childrenRoomM2),
    enterpriseInvested: profile.enterpriseInvested,
    simple: profile.simple,
    servesMeals: profile.servesMeals,
    newLand: profile.newLand ?? false,
    eiaListed: profile.eiaListed ?? false,
  };
}

export const kindOf = (values: Pick<ProfileValues, 'buildKind'>): BuildKind =>
  BUILD_KINDS.find((kind): kind is BuildKind => kind === values.buildKind) ?? 'NEW';

/** What the fields say. `before`: what it never said and does not say now is left out. */
export function profileOf(values: ProfileValues, before: Pick<ProfileHere, 'newLand' | 'eiaListed' | 'alters'> = {}) {
  const region = values.region.trim();
  const alters = values.alters.filter((part): part is Alteration => ALTERATIONS.some((known) => known === part));
  return {
    name: { zh: values.nameZh.trim(), en: values.nameEn.trim() },
    buildKind: kindOf(values),
    places: countOf(values.places) ?? 0,
    classes: {
      INFANT: countOf(values.INFANT) ?? 0,
      TODDLER: countOf(values.TODDLER) ?? 0,
      OLDER: countOf(values.OLDER) ?? 0,
      MIXED: countOf(values.MIXED) ?? 0,
    },
    areaM2: numberOf(values.areaM2) ?? 0,
    childrenRoomM2: numberOf(values.childrenRoomM2) ?? 0,
    funding: { centralFen: fenOf(values.centralFen) ?? 0, countyFen: fenOf(values.countyFen) ?? 0, otherFen: fenOf(values.otherFen) ?? 0 },
    unit: values.unit.trim(),
    enterpriseInvested: values.enterpriseInvested,
    simple: values.simple,
    servesMeals: values.servesMeals,
    ...(region === '' ? {} : { region }),
    ...(values.newLand || before.newLand !== undefined ? { newLand: values.newLand } : {}),
    ...(values.eiaListed || before.eiaListed !== undefined ? { eiaListed: values.eiaListed } : {}),
    ...(alters.length > 0 || before.alters !== undefined ? { alters } : {}),
  };
}

export const profileFaults = (values: ProfileValues, words: Spoken<typeof ACTS_WORDS>): Readonly<Record<string, string | null>> => ({
  ...Object.fromEntries(COUNTS.map((name) => [name, countOf(values[name]) === null ? words.countFault : null])),
  ...Object.fromEntries(AREAS.map((name) => [name, numberOf(values[name]) === null ? words.numberFault : null])),
  ...Object.fromEntries(FUNDS.map((name) => [name, fenOf(values[name]) === null ? words.sumFault : null])),
  ...Object.fromEntries(TEXTS.map((name) => [name, values[name].trim() === '' ? words.missing : null])),
});

const FIELD_OF: Readonly<Record<string, string>> = { 'name.zh': 'nameZh', 'name.en': 'nameEn', funding: 'centralFen', classes: 'TODDLER' };
/** Where a fault of the profile stands; `at`: from within it. */
export const profileField = (at: string): string => FIELD_OF[at] ?? at.replace(/^(?:classes|funding)\./, '');

export function ProfileFields<V extends ProfileValues & Record<string, unknown>>({ fields }: { readonly fields: Fields<V> }): ReactNode {
  const words = useWords(ACTS_WORDS);
  const say = useSay();
  const text = (name: (typeof COUNTS)[number] | (typeof AREAS)[number] | (typeof FUNDS)[number]): ReactNode => (
    <TextInput key={name} label={words[name]} inputMode="decimal" required maxLength={20} autoComplete="off" {...fields.getInputProps(name)} />
  );
  return (
    <>
      <TextInput label={words.nameZh} required maxLength={200} {...fields.getInputProps('nameZh')} />
      <TextInput label={words.nameEn} required maxLength={200} {...fields.getInputProps('nameEn')} />
      <Fieldset legend={words.size}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>{[...COUNTS, ...AREAS].map(text)}</SimpleGrid>
      </Fieldset>
      <Fieldset legend={words.money}>
        <SimpleGrid cols={{ base: 1, xs: 3 }}>{FUNDS.map(text)}</SimpleGrid>
      </Fieldset>
      <Fieldset legend={words.nature}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} mb="sm">
          <Select
            label={words.buildKind}
            allowDeselect={false}
            data={BUILD_KINDS.map((kind) => ({ value: kind, label: say(BUILD_KIND_WORDS[kind]) }))}
            {...fields.getInputProps('buildKind')}
          />
          <MultiSelect
            label={words.alters}
            data={ALTERATIONS.map((part) => ({ value: part, label: say(ALTERATION_WORDS[part]) }))}
            {...fields.getInputProps('alters')}
          />
          <TextInput label={words.unit} required maxLength={200} {...fields.getInputProps('unit')} />
          <TextInput label={words.region} maxLength={80} {...fields.getInputProps('region')} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {FLAGS.map((name) => (
            <Checkbox key={name} label={words[name]} {...fields.getInputProps(name, { type: 'checkbox' })} />
          ))}
        </SimpleGrid>
      </Fieldset>
    </>
  );
}

/** Another content of the project: size, classes, money, kind. Only what differs is sent. */
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
} from '../../../domain/profile/profile.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useFields } from '../../parts/form.tsx';
import type { Project } from '../project/facts.ts';
import { type BasisValues, basisFaults, basisOf, NO_BASIS } from './basis-fields.tsx';
import { type ActProps, ChangeForm } from './change-form.tsx';
import { changed, countOf, fenOf, numberOf, yuanOf } from './form-values.ts';
import { ACTS_WORDS } from './words.ts';

const FUNDS = ['centralFen', 'countyFen', 'otherFen'] as const;
const AREAS = ['areaM2', 'childrenRoomM2'] as const;
const FLAGS = ['enterpriseInvested', 'simple', 'servesMeals', 'newLand', 'eiaListed'] as const;

type Values = BasisValues & {
  nameZh: string;
  nameEn: string;
  buildKind: string;
  places: string;
  unit: string;
  region: string;
  alters: string[];
} & Record<(typeof CLASS_KINDS)[number] | (typeof FUNDS)[number] | (typeof AREAS)[number], string> &
  Record<(typeof FLAGS)[number], boolean>;

type Profile = Project['profile'];
function valuesOf(profile: Profile): Values {
  const { classes, funding } = profile;
  return {
    ...NO_BASIS,
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

/** What of the profile is to be otherwise. What it never said and does not say now is left out. */
function factsOf(values: Values, profile: Profile) {
  const region = values.region.trim();
  const alters = values.alters.filter((part): part is Alteration => ALTERATIONS.some((known) => known === part));
  return changed(
    {
      name: { zh: values.nameZh.trim(), en: values.nameEn.trim() },
      buildKind: BUILD_KINDS.find((kind): kind is BuildKind => kind === values.buildKind) ?? profile.buildKind,
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
      ...(values.newLand || profile.newLand !== undefined ? { newLand: values.newLand } : {}),
      ...(values.eiaListed || profile.eiaListed !== undefined ? { eiaListed: values.eiaListed } : {}),
      ...(alters.length > 0 || profile.alters !== undefined ? { alters } : {}),
    },
    profile,
  );
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'facts.name.zh': 'nameZh',
  'facts.name.en': 'nameEn',
  funding: 'centralFen',
  classes: 'TODDLER',
};

export function ProfileForm({ project, onClose }: ActProps): ReactNode {
  const words = useWords(ACTS_WORDS);
  const say = useSay();
  const { profile } = project;
  const fields = useFields<Values>({
    initial: valuesOf(profile),
    draft: `project.profile.${project.code}`,
    check: (values) => ({
      ...basisFaults(values, project.today, words),
      ...Object.fromEntries(
        ['places', ...CLASS_KINDS].map((name) => [name, countOf(String(Reflect.get(values, name))) === null ? words.countFault : null]),
      ),
      ...Object.fromEntries(AREAS.map((name) => [name, numberOf(values[name]) === null ? words.numberFault : null])),
      ...Object.fromEntries(FUNDS.map((name) => [name, fenOf(values[name]) === null ? words.sumFault : null])),
      ...Object.fromEntries((['nameZh', 'nameEn', 'unit'] as const).map((name) => [name, values[name].trim() === '' ? words.missing : null])),
    }),
  });
  const text = (name: 'places' | (typeof CLASS_KINDS)[number] | (typeof AREAS)[number] | (typeof FUNDS)[number]): ReactNode => (
    <TextInput key={name} label={words[name]} inputMode="decimal" required maxLength={20} autoComplete="off" {...fields.getInputProps(name)} />
  );
  return (
    <ChangeForm
      project={project}
      act="ChangeProfile"
      fields={fields}
      means={words.profileMeans}
      fieldOf={(at) => FIELD_OF[at] ?? at.replace(/^facts\.(?:classes\.|funding\.)?/, '')}
      onClose={onClose}
      bodyOf={(values) => ({ type: 'ChangeProfile', facts: factsOf(values, profile), ...basisOf(values) })}
    >
      <TextInput label={words.nameZh} required maxLength={200} {...fields.getInputProps('nameZh')} />
      <TextInput label={words.nameEn} required maxLength={200} {...fields.getInputProps('nameEn')} />
      <Fieldset legend={words.size}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>{['places' as const, ...CLASS_KINDS, ...AREAS].map(text)}</SimpleGrid>
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
    </ChangeForm>
  );
}

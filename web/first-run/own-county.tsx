/** A county's first programme without a file, in two steps: the programme, its people. Every fault stands at its field. */
import { Button, Fieldset, Group, MultiSelect, NumberInput, SimpleGrid, Stack, Stepper, Text, TextInput, Title } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ROLES } from '../../domain/kernel/role.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { forget, recall, remember } from '../app/memory.ts';
import { FaultSummary } from '../parts/faults.tsx';
import { roleWords } from '../parts/role.ts';
import { type CountyForm, EMPTY_COUNTY, emptyPerson, fieldOf, fileOf, isPeoples, type PersonRow } from './county-file.ts';
import { placed } from './placed-faults.ts';
import { type Door, useSetUp } from './requests.ts';
import { FIRST_RUN_WORDS } from './words.ts';

/** Whoever closes the tab half way goes on where they were. */
const KEPT = 'first-run.county';
const isKept = (value: unknown): value is CountyForm =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(EMPTY_COUNTY).every((key) => key in value) &&
  Array.isArray(Reflect.get(value, 'people'));

type Props = {
  readonly door: Door;
  /** Whoever sets it up, where they are known: the first of its people. */
  readonly first?: Omit<PersonRow, 'roles'>;
  readonly onBack: () => void;
  readonly onBegun: (address: string | null, code: string) => void;
};
const begun = (first: Props['first']): CountyForm =>
  first === undefined
    ? EMPTY_COUNTY
    : { ...EMPTY_COUNTY, people: EMPTY_COUNTY.people.map((row, index) => (index === 0 ? { ...row, ...first } : row)) };

type Form = UseFormReturnType<CountyForm>;

export function OwnCounty({ door, first: known, onBack, onBegun }: Props): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const [step, setStep] = useState(0);
  const [others, setOthers] = useState<readonly string[]>([]);
  const [first] = useState(() => recall(KEPT));
  const form = useForm<CountyForm>({
    mode: 'controlled',
    initialValues: isKept(first) ? first : begun(known),
    onValuesChange: (values) => void remember(KEPT, values),
  });
  const setting = useSetUp(door, () => {
    forget(KEPT);
    const { people, code } = form.getValues();
    onBegun(people[0]?.email.trim() ?? null, code.trim().toUpperCase());
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (step === 0) {
      setStep(1);
      return;
    }
    form.clearErrors();
    setting.mutate(fileOf(form.getValues()), {
      onSuccess(faults) {
        if (faults === null) return;
        const told = faults.map(placed).map(({ at, text }) => ({ at, field: fieldOf(at), text: say(text) }));
        const fields = told.flatMap(({ field, text }) => (field === null ? [] : [[field, text] as const]));
        form.setErrors(Object.fromEntries(fields));
        setOthers(told.flatMap(({ field, at, text }) => (field === null ? [`${at} ${text}`] : [])));
        setStep(fields.some(([field]) => !isPeoples(field)) ? 0 : 1);
      },
    });
  };
  const nameOf = useFieldNames();
  const go = (field: string): void => {
    setStep(isPeoples(field) ? 1 : 0);
    // Once that step is shown.
    window.setTimeout(() => document.querySelector<HTMLElement>(`[data-path="${CSS.escape(field)}"]`)?.focus(), 0);
  };
  const lines = [
    ...others.map((text) => ({ text })),
    ...Object.entries(form.errors).map(([field, fault]) => ({ text: `${nameOf(field)}${String(fault)}`, onGo: () => go(field) })),
  ];
  return (
    <Stack mt="md">
      <Title order={1}>{words.ownTitle}</Title>
      <Stepper active={step} onStepClick={setStep} size="sm">
        <Stepper.Step label={words.county} />
        <Stepper.Step label={words.people} />
      </Stepper>
      <form onSubmit={submit} noValidate>
        <Stack>
          {setting.error === null ? <FaultSummary problem={null} lines={lines} /> : <FaultSummary problem={setting.error} />}
          {step === 0 ? <County form={form} /> : <People form={form} />}
          <Group justify="space-between">
            <Button variant="subtle" onClick={step === 0 ? onBack : () => setStep(0)}>
              {words.back}
            </Button>
            <Button type="submit" loading={setting.isPending}>
              {step === 0 ? words.next : words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}

/** What a field is called, before what is wrong with it. */
function useFieldNames(): (field: string) => string {
  const words = useWords(FIRST_RUN_WORDS);
  const { code, name: title, document, population, existingPlaces, targetPlaces, startOn, endOn } = words;
  const own: Readonly<Record<string, string>> = {
    code,
    name: title,
    document,
    population,
    existingPlaces,
    targetPlaces,
    startOn,
    endOn,
    county: words.countyName,
  };
  const people: Readonly<Record<string, string>> = {
    name: words.personName,
    email: words.personEmail,
    unit: words.personUnit,
    roles: words.personRoles,
  };
  return (field) => {
    const [, index, part] = field.split('.');
    const name = index === undefined ? own[field] : `${words.personNumber(Number(index) + 1)} · ${people[part ?? ''] ?? ''}`;
    return name === undefined ? '' : words.named(name);
  };
}

function County({ form }: { readonly form: Form }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const count = { allowDecimal: false, allowNegative: false, thousandSeparator: ',', hideControls: true } as const;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput label={words.countyName} required {...form.getInputProps('county')} />
      <TextInput label={words.name} required {...form.getInputProps('name')} />
      <TextInput label={words.code} description={words.codeHint} required {...form.getInputProps('code')} />
      <TextInput label={words.document} description={words.documentHint} required {...form.getInputProps('document')} />
      <NumberInput label={words.population} required {...count} {...form.getInputProps('population')} />
      <NumberInput label={words.existingPlaces} required {...count} {...form.getInputProps('existingPlaces')} />
      <NumberInput label={words.targetPlaces} required {...count} {...form.getInputProps('targetPlaces')} />
      <TextInput type="date" label={words.startOn} required {...form.getInputProps('startOn')} />
      <TextInput type="date" label={words.endOn} required {...form.getInputProps('endOn')} />
    </SimpleGrid>
  );
}

function People({ form }: { readonly form: Form }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const roles = ROLES.map((role) => ({ value: role, label: say(roleWords(role)) }));
  const { people } = form.getValues();
  return (
    <Stack>
      <Text>{words.peopleLead}</Text>
      {people.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the form
        <Fieldset key={index} legend={words.personNumber(index + 1)}>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput label={words.personName} required autoComplete="off" {...form.getInputProps(`people.${index}.name`)} />
            <TextInput label={words.personEmail} type="email" required autoComplete="off" {...form.getInputProps(`people.${index}.email`)} />
            <TextInput label={words.personUnit} required autoComplete="off" {...form.getInputProps(`people.${index}.unit`)} />
          </SimpleGrid>
          <MultiSelect mt="sm" label={words.personRoles} data={roles} searchable {...form.getInputProps(`people.${index}.roles`)} />
          {people.length > 1 && (
            <Button mt="sm" variant="subtle" onClick={() => form.removeListItem('people', index)} aria-label={words.removePerson(index + 1)}>
              {words.remove}
            </Button>
          )}
        </Fieldset>
      ))}
      <div>
        <Button variant="default" onClick={() => form.insertListItem('people', emptyPerson())}>
          {words.addPerson}
        </Button>
      </div>
    </Stack>
  );
}

/**
 * A new application: what for, which matter, what is asked, with which files; beside it who will be asked and until when.
 * What is typed is kept in the browser at once; as a draft of the case it goes on from any device. Deliberately absent: what
 * becomes of it (the case's page).
 */
import { Button, Grid, MultiSelect, Select, type SelectProps, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import type { Form } from '../../../domain/approval/form-shape.ts';
import { mayApply } from '../../../domain/permission/applying.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { useAct } from '../../app/acting.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import type { Spoken } from '../../app/words.ts';
import { type Fields, PageForm, useFields } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { type PersonChoice, usePeople } from '../../parts/people.ts';
import { useProgrammeName } from '../../parts/programme-name.ts';
import { Asked, Empty } from '../../parts/states.tsx';
import { useWaiting } from '../../parts/upload.tsx';
import { approvalPaths } from '../paths.ts';
import {
  type ApplicationValues,
  aboutReading,
  BLANK,
  draftOf,
  fieldOf,
  formOf,
  matterAbout,
  namesAsked,
  type RouteShown,
  sumOf,
  unreadable,
} from './application.ts';
import { ContentFields } from './content-fields.tsx';
import { missingIn } from './filled.ts';
import { WhoIsAsked } from './who-is-asked.tsx';
import { NEW_WORDS } from './words.ts';

const route = getRouteApi('/approvals/new');
type Project = AnswerOf<'/api/v1/cases'>['items'][number];

export function NewPage(): ReactNode {
  const words = useWords(NEW_WORDS);
  const me = useMe();
  const { roles } = me;
  const projects = useQuery(aboutReading());
  const programmes = Object.keys(roles);
  return (
    <Page title={words.title}>
      <Asked query={projects}>
        {({ items }) =>
          !mayApply(me) || (items.length === 0 && programmes.length === 0) ? (
            <Empty title={words.noAbout}>{words.noAboutNext}</Empty>
          ) : (
            <NewApplication projects={items} programmes={programmes} />
          )
        }
      </Asked>
    </Page>
  );
}

type Choices = { readonly projects: readonly Project[]; readonly programmes: readonly string[] };
const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

function NewApplication({ projects, programmes }: Choices): ReactNode {
  const { about, matter } = route.useSearch();
  const words = useWords(NEW_WORDS);
  const say = useSay();
  // Known once the matter is chosen, and then asked by the check of the fields above it.
  const form = useRef<Form>([]);
  const fields = useFields<ApplicationValues>({
    initial: { ...BLANK, ...(about === undefined ? {} : { about }), ...(matter === undefined ? {} : { matter }) },
    draft: 'approvals.new',
    check: (values) => faultsIn(values, form.current, words, say),
  });
  const values = fields.getValues();
  const programme = programmeOf(values.about, projects);
  const routes = useQuery({ ...reading('/api/v1/programme/{id}/routes', { path: { id: programme ?? '' } }), enabled: programme !== null });
  const matters = routes.data?.items ?? [];
  const chosen = matters.find(({ code }) => code === values.matter);
  form.current = formOf(chosen);
  // While it is typed nothing is asked; the amount decides who is.
  const [tried] = useDebouncedValue({ about: values.about, matter: values.matter, named: values.named, amountFen: sumOf(values, form.current) }, 500);
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <ApplicationForm fields={fields} about={aboutOf({ projects, programmes })} programme={programme} matters={matters} chosen={chosen} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <WhoIsAsked programme={programme} values={tried} />
      </Grid.Col>
    </Grid>
  );
}

function programmeOf(about: string, projects: readonly Project[]): string | null {
  if (about === '') return null;
  const { kind, id } = matterAbout(about);
  return kind === 'programme' ? id : (projects.find(({ stream }) => stream === about)?.programme ?? null);
}

type Words = Spoken<typeof NEW_WORDS>;
const faultsIn = (values: ApplicationValues, form: Form, words: Words, say: (text: Named) => string): Record<string, string | null> => ({
  about: values.about === '' ? words.chooseOne(words.about) : null,
  matter: values.matter === '' ? words.chooseOne(words.matter) : null,
  title: values.title.trim() === '' ? words.fillIn(words.name) : null,
  ...unreadable(values, form, words, say),
  ...missingIn(form, values.filled, (label) => words.fillIn(say(label))),
});

type AboutGroups = readonly { readonly group: string; readonly items: { readonly value: string; readonly label: string }[] }[];
type Named = { readonly zh: string; readonly en: string };
const aboutOf =
  ({ projects, programmes }: Choices) =>
  (
    words: { readonly projects: string; readonly programmes: string },
    say: (text: Named) => string,
    nameOf: (programme: string) => string,
  ): AboutGroups =>
    [
      { group: words.projects, items: projects.map(({ stream, title }) => ({ value: stream, label: `${say(title)} (${idOf(stream)})` })) },
      { group: words.programmes, items: programmes.map((id) => ({ value: `programme/${id}`, label: nameOf(id) })) },
    ].filter(({ items }) => items.length > 0);

/** By its name; where two have the same, with the code that tells them apart. */
const called = (matters: readonly { readonly name: Named }[], say: (text: Named) => string, code: string, name: Named): string =>
  matters.filter((one) => say(one.name) === say(name)).length > 1 ? `${say(name)} (${code})` : say(name);

/** Draft and Submit are two acts of the case: where only the first is recorded, the case's page goes on from the draft. */
function useHandingIn(fields: Fields<ApplicationValues>, form: Form) {
  const navigate = useNavigate();
  const { key } = fields.draft;
  const drafting = useAct('/api/v1/approvals', { key });
  const submitting = useAct('/api/v1/approval/{id}/commands', { key });
  const go = (values: ApplicationValues, handIn: boolean): void => {
    const body = draftOf(values, form, key);
    const id = `${matterAbout(values.about).id}~${body.key}`;
    const done = (act?: string): void => {
      fields.draft.clear();
      fields.resetDirty();
      void navigate({ href: approvalPaths.approval({ id }, act === undefined ? {} : { act }), replace: true });
    };
    const handOver = (): void =>
      // Kept as a draft by now: whatever becomes of it, its page says so, and offers it again.
      submitting.mutate({ params: { path: { id } }, body: { type: 'Submit' } }, { onSuccess: () => done(), onError: () => done('SUBMIT') });
    drafting.mutate({ body }, { onSuccess: () => (handIn ? handOver() : done()) });
  };
  return { go, busy: drafting.isPending || submitting.isPending, problem: drafting.error };
}

type FormProps = {
  readonly fields: Fields<ApplicationValues>;
  readonly about: ReturnType<typeof aboutOf>;
  readonly programme: string | null;
  readonly matters: readonly RouteShown[];
  readonly chosen: RouteShown | undefined;
};

function ApplicationForm({ fields, about, programme, matters, chosen }: FormProps): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const nameOf = useProgrammeName();
  const { waits, onBusy } = useWaiting();
  const form = formOf(chosen);
  const { go, busy, problem } = useHandingIn(fields, form);
  const people = usePeople(programme);
  // A draft may lack what is required; what it is about it must say.
  const keep = (): void => {
    const { about: where, matter, title } = fields.validate().errors;
    const lost = Object.keys(unreadable(fields.getValues(), form, words, say)).length > 0;
    if (where === undefined && matter === undefined && title === undefined && !lost) go(fields.getValues(), false);
  };
  return (
    <PageForm
      fields={fields}
      problem={problem}
      busy={busy}
      onSubmit={(values) => go(values, true)}
      submit={words.handIn}
      fieldOf={fieldOf}
      disabled={waits}
      also={
        <Button variant="default" onClick={keep} disabled={waits !== null || busy}>
          {words.keep}
        </Button>
      }
    >
      <Choice label={words.about} description={words.aboutHow} data={about(words, say, nameOf)} {...fields.getInputProps('about')} />
      <Choice
        label={words.matter}
        description={programme === null ? words.matterFirst : basisOf(chosen, say, words)}
        disabled={programme === null}
        data={matters.map(({ code, name }) => ({ value: code, label: called(matters, say, code, name) }))}
        {...fields.getInputProps('matter')}
      />
      {chosen !== undefined && <NamedPeople route={chosen} people={people} fields={fields} />}
      <TextInput label={words.name} description={words.nameHow} required maxLength={200} {...fields.getInputProps('title')} />
      <ContentFields fields={fields} form={form} people={people} onBusy={onBusy} />
    </PageForm>
  );
}

type ChoiceProps = Pick<SelectProps, 'label' | 'description' | 'disabled'> & {
  readonly data: AboutGroups | readonly { readonly value: string; readonly label: string }[];
};
function Choice({ data, ...rest }: ChoiceProps): ReactNode {
  return <Select required searchable allowDeselect={false} nothingFoundMessage="—" data={data} {...rest} />;
}

const basisOf = (
  shown: RouteShown | undefined,
  say: ReturnType<typeof useSay>,
  words: { readonly matterHow: string; readonly basis: (basis: string) => string },
): string => {
  const { basis } = (shown ?? {}) as { readonly basis?: unknown }; // as domain/approval/route.ts says; the document leaves it open
  return typeof basis === 'string' ? words.basis(say(ruleWords(basis))) : words.matterHow;
};

type NamedProps = { readonly route: RouteShown; readonly people: readonly PersonChoice[]; readonly fields: Fields<ApplicationValues> };

function NamedPeople({ route: shown, people, fields }: NamedProps): ReactNode {
  const words = useWords(NEW_WORDS);
  const { named } = fields.getValues();
  return namesAsked(shown).map((name) => (
    <MultiSelect
      key={name}
      label={words.namedBy(name)}
      searchable
      required
      data={people}
      value={[...(named[name] ?? [])]}
      onChange={(chosen) => fields.getInputProps('named').onChange({ ...named, [name]: chosen })}
    />
  ));
}

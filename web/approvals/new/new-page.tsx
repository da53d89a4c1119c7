/**
 * A new application: what for, which matter, what is asked, with which files; beside it who will be asked and until when.
 * What is typed is kept in the browser at once; as a draft of the case it goes on from any device. Deliberately absent: what
 * becomes of it (the case's page).
 */
import { Button, Grid, MultiSelect, Select, type SelectProps, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { type Fields, PageForm, useFields } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { approvalPaths } from '../paths.ts';
import { type ApplicationValues, aboutReading, BLANK, draftOf, fenOf, fieldOf, matterAbout, namesAsked, type RouteShown } from './application.ts';
import { ContentFields } from './content-fields.tsx';
import { WhoIsAsked } from './who-is-asked.tsx';
import { NEW_WORDS } from './words.ts';

const route = getRouteApi('/approvals/new');
type Project = AnswerOf<'/api/v1/cases'>['items'][number];

export function NewPage(): ReactNode {
  const words = useWords(NEW_WORDS);
  const { roles } = useMe();
  const projects = useQuery(aboutReading());
  const programmes = Object.keys(roles);
  return (
    <Page title={words.title}>
      <Asked query={projects}>
        {({ items }) =>
          items.length === 0 && programmes.length === 0 ? (
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
  const fields = useFields<ApplicationValues>({
    initial: { ...BLANK, ...(about === undefined ? {} : { about }), ...(matter === undefined ? {} : { matter }) },
    draft: 'approvals.new',
    check: (values) => faultsIn(values, words),
  });
  const values = fields.getValues();
  const chosen = values.about === '' ? null : matterAbout(values.about);
  const programme =
    chosen === null ? null : chosen.kind === 'programme' ? chosen.id : (projects.find(({ stream }) => stream === values.about)?.programme ?? null);
  // While it is typed nothing is asked; the amount decides who is.
  const [tried] = useDebouncedValue(values, 500);
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <ApplicationForm fields={fields} projects={projects} programmes={programmes} programme={programme} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <WhoIsAsked programme={programme} values={tried.matter === values.matter ? tried : values} />
      </Grid.Col>
    </Grid>
  );
}

type Words = { readonly required: string; readonly choose: string; readonly amountWrong: string };
const faultsIn = ({ about, matter, title, amount }: ApplicationValues, words: Words): Record<string, string | null> => ({
  about: about === '' ? words.choose : null,
  matter: matter === '' ? words.choose : null,
  title: title.trim() === '' ? words.required : null,
  amount: amount !== '' && fenOf(amount) === null ? words.amountWrong : null,
});

type FormProps = Choices & { readonly fields: Fields<ApplicationValues>; readonly programme: string | null };

/** Draft and Submit are two acts of the case: where only the first is recorded, the case's page goes on from the draft. */
function useHandingIn(fields: Fields<ApplicationValues>) {
  const navigate = useNavigate();
  const { key } = fields.draft;
  const open = useCallback((id: string): void => void navigate({ to: approvalPaths.approval({ id }), replace: true }), [navigate]);
  const drafting = useAct('/api/v1/approvals', { key });
  const submitting = useAct('/api/v1/approval/{id}/commands', { key });
  const go = (values: ApplicationValues, handIn: boolean): void => {
    const body = draftOf(values, key);
    const { kind, id: about } = matterAbout(values.about);
    const id = `${about}~${body.key}`;
    void kind;
    const done = (): void => {
      fields.draft.clear();
      fields.resetDirty();
      open(id);
    };
    drafting.mutate(
      { body },
      {
        onSuccess: () => {
          if (!handIn) return done();
          // Kept as a draft by now: whatever becomes of it, its page says so.
          submitting.mutate({ params: { path: { id } }, body: { type: 'Submit' } }, { onSettled: done });
        },
      },
    );
  };
  return { go, busy: drafting.isPending || submitting.isPending, problem: drafting.error ?? submitting.error };
}

function ApplicationForm({ fields, projects, programmes, programme }: FormProps): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const [uploading, setUploading] = useState(false);
  const { go, busy, problem } = useHandingIn(fields);
  const data = [
    { group: words.projects, items: projects.map(({ stream, title }) => ({ value: stream, label: `${say(title)} (${idOf(stream)})` })) },
    { group: words.programmes, items: programmes.map((id) => ({ value: `programme/${id}`, label: id })) },
  ].filter(({ items }) => items.length > 0);
  const keep = (): void => void fields.onSubmit((values) => go(values, false))();
  return (
    <PageForm
      fields={fields}
      problem={problem}
      busy={busy}
      onSubmit={(values) => go(values, true)}
      submit={words.handIn}
      fieldOf={fieldOf}
      disabled={uploading ? words.waitFiles : null}
      also={
        <Button variant="default" onClick={keep} disabled={uploading || busy}>
          {words.keep}
        </Button>
      }
    >
      <Choice label={words.about} description={words.aboutHow} data={data} {...fields.getInputProps('about')} />
      {programme === null ? (
        <Choice label={words.matter} description={words.matterFirst} data={[]} disabled {...fields.getInputProps('matter')} />
      ) : (
        <Matter programme={programme} fields={fields} />
      )}
      <TextInput label={words.name} description={words.nameHow} required maxLength={200} {...fields.getInputProps('title')} />
      <ContentFields fields={fields} onBusy={setUploading} />
    </PageForm>
  );
}

function Choice(props: Pick<SelectProps, 'label' | 'description' | 'data' | 'disabled'> & object): ReactNode {
  return <Select required searchable allowDeselect={false} nothingFoundMessage="—" {...props} />;
}

function Matter({ programme, fields }: { readonly programme: string; readonly fields: Fields<ApplicationValues> }): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const routes = useQuery(reading('/api/v1/programme/{id}/routes', { path: { id: programme } }));
  const items = routes.data?.items ?? [];
  const chosen = items.find(({ code }) => code === fields.getValues().matter);
  return (
    <>
      <Choice
        label={words.matter}
        description={chosen === undefined ? words.matterHow : basisOf(chosen, words.basis)}
        data={items.map(({ code, name }) => ({ value: code, label: `${say(name)} (${code})` }))}
        {...fields.getInputProps('matter')}
      />
      {chosen !== undefined && <Named route={chosen} programme={programme} fields={fields} />}
    </>
  );
}

const basisOf = (shown: RouteShown, words: (basis: string) => string): string => {
  const { basis } = shown as { readonly basis?: unknown }; // as domain/approval/route.ts says; the document leaves it open
  return typeof basis === 'string' ? words(basis) : '';
};

type NamedProps = { readonly route: RouteShown; readonly programme: string; readonly fields: Fields<ApplicationValues> };

function Named({ route: shown, programme, fields }: NamedProps): ReactNode {
  const words = useWords(NEW_WORDS);
  const nameOf = usePersonName();
  const names = namesAsked(shown);
  const people = useQuery({ ...reading('/api/v1/programme/{id}/people', { path: { id: programme } }), enabled: names.length > 0 });
  const { named } = fields.getValues();
  return names.map((name) => (
    <MultiSelect
      key={name}
      label={words.namedBy(name)}
      searchable
      required
      data={(people.data?.items ?? []).map((person) => ({ value: person.id, label: `${nameOf(person)}（${person.unit}）` }))}
      value={[...(named[name] ?? [])]}
      onChange={(chosen) => fields.getInputProps('named').onChange({ ...named, [name]: chosen })}
    />
  ));
}

/**
 * A project registered by hand: what it is, its plan, its people, what its survey rests on, and whether things happened on
 * paper before. Deliberately absent: many at once, which come by file (web/first-run).
 */
import { Checkbox, Fieldset, MultiSelect, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MILESTONE_NAMES, milestonesOf } from '../../../domain/standards/milestones.ts';
import { useAct } from '../../app/acting.ts';
import { type BodyOf, reading } from '../../app/client.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import type { Spoken } from '../../app/words.ts';
import { type Fields, PageForm, useFields } from '../../parts/form.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { registersIn } from '../../parts/registering.ts';
import { Empty } from '../../parts/states.tsx';
import { useTell } from '../../parts/tell.tsx';
import { takeoverPaths } from '../../takeover/paths.ts';
import { kindOf, NO_PROFILE, ProfileFields, type ProfileValues, profileFaults, profileField, profileOf } from '../acts/profile-fields.tsx';
import { NO_SURVEY, SurveyFields, type SurveyValues, surveyFaults, surveyField, surveyOf } from '../acts/survey-fields.tsx';
import { ACTS_WORDS } from '../acts/words.ts';
import { projectPaths } from '../paths.ts';
import { PROJECTS_WORDS } from '../words.ts';
import { NEW_PROJECT_WORDS } from './words.ts';

const route = getRouteApi(projectPaths.fresh.pattern);

type Values = ProfileValues &
  SurveyValues & {
    code: string;
    manager: string;
    panel: string[];
    startOn: string;
    finishOn: string;
    days: Record<string, string>;
    takesOver: boolean;
  };

const CODE = /^[A-Z0-9][A-Z0-9-]{1,19}$/;
/** The least number of milestones that a plan has. */
const MILESTONES_LEAST = 2;

export function NewProjectPage(): ReactNode {
  const words = useWords(NEW_PROJECT_WORDS);
  const board = useWords(PROJECTS_WORDS);
  const query = route.useSearch();
  const programmes = registersIn(useMe());
  const programme = programmes.find((one) => one === query.programme) ?? programmes[0];
  return (
    <Page title={words.title} above={<PageLink href={projectPaths.projects()}>{board.title}</PageLink>}>
      {programme === undefined ? (
        <Empty title={words.nobody}>{words.nobodyNext}</Empty>
      ) : (
        <Register key={`${programme} ${query.takesOver ?? ''}`} programme={programme} programmes={programmes} takesOver={query.takesOver === '1'} />
      )}
    </Page>
  );
}

type Props = { readonly programme: string; readonly programmes: readonly string[]; readonly takesOver: boolean };

function Register({ programme, programmes, takesOver }: Props): ReactNode {
  const words = useWords(NEW_PROJECT_WORDS);
  const acts = useWords(ACTS_WORDS);
  const router = useRouter();
  const queries = useQueryClient();
  const tell = useTell();
  const fields = useFields<Values>({
    initial: {
      ...NO_PROFILE,
      ...NO_SURVEY,
      code: '',
      manager: '',
      panel: [],
      startOn: '',
      finishOn: '',
      days: {},
      takesOver,
    },
    draft: `project.new.${programme}${takesOver ? '.takeover' : ''}`,
    check: (values) => ({ ...profileFaults(values, acts), ...surveyFaults(values, acts), ...ownFaults(values, words, acts) }),
  });
  const act = useAct('/api/v1/programme/{id}/commands', {
    key: fields.draft.key,
    onDone() {
      const { code, takesOver: taken } = fields.getValues();
      fields.draft.clear();
      fields.resetDirty();
      tell.done(words.done(code.trim()));
      void queries.invalidateQueries();
      // It opens in a moment; the list shows it by itself.
      void router.navigate({ href: taken ? takeoverPaths.takeovers({ programme }) : projectPaths.projects({ programme }) });
    },
  });
  return (
    <PageForm
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.submit}
      fieldOf={(at) => fieldOf(at, fields.getValues())}
      onSubmit={(values) => act.mutate({ params: { path: { id: programme } }, body: bodyOf(values) })}
    >
      <Text c="dimmed" maw={760}>
        {words.lead}
      </Text>
      {programmes.length > 1 && (
        <Select
          label={words.programme}
          data={[...programmes]}
          value={programme}
          allowDeselect={false}
          w={140}
          onChange={(next) =>
            next !== null &&
            void router.navigate({ href: projectPaths.fresh({ programme: next, ...(takesOver ? { takesOver: '1' } : {}) }), replace: true })
          }
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={words.code} description={words.codeHint} required maxLength={20} autoComplete="off" {...fields.getInputProps('code')} />
      </SimpleGrid>
      <Checkbox label={words.takesOver} {...fields.getInputProps('takesOver', { type: 'checkbox' })} />
      <ProfileFields fields={fields} />
      <Plan fields={fields} />
      <People programme={programme} fields={fields} />
      <Fieldset legend={words.survey}>
        <Stack>
          <SurveyFields fields={fields} />
        </Stack>
      </Fieldset>
    </PageForm>
  );
}

function Plan({ fields }: { readonly fields: Fields<Values> }): ReactNode {
  const words = useWords(NEW_PROJECT_WORDS);
  const acts = useWords(ACTS_WORDS);
  const say = useSay();
  return (
    <Fieldset legend={words.plan}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput type="date" label={acts.startOn} required {...fields.getInputProps('startOn')} />
        <TextInput type="date" label={acts.finishOn} required {...fields.getInputProps('finishOn')} />
        {milestonesOf(kindOf(fields.values)).map(({ key }) => (
          <TextInput
            key={key}
            type="date"
            label={acts.plannedOf(say(MILESTONE_NAMES[key] ?? { zh: key, en: key }))}
            {...fields.getInputProps(`days.${key}`)}
            value={fields.values.days[key] ?? ''}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

function People({ programme, fields }: { readonly programme: string; readonly fields: Fields<Values> }): ReactNode {
  const words = useWords(NEW_PROJECT_WORDS);
  const acts = useWords(ACTS_WORDS);
  const marks = useMarks();
  const nameOf = usePersonName();
  const colleagues = useQuery(reading('/api/v1/programme/{id}/people', { path: { id: programme } })).data?.items ?? [];
  const data = colleagues.map((person) => ({
    value: person.id,
    label: person.unit === '' ? nameOf(person) : `${nameOf(person)}${marks.aside(person.unit)}`,
  }));
  return (
    <Fieldset legend={words.people}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select label={words.manager} required searchable allowDeselect={false} data={data} {...fields.getInputProps('manager')} />
        <MultiSelect
          label={acts.panel}
          description={words.panelHint}
          searchable
          data={data.filter(({ value }) => value !== fields.values.manager)}
          {...fields.getInputProps('panel')}
        />
      </SimpleGrid>
    </Fieldset>
  );
}

const planned = (values: Values) =>
  milestonesOf(kindOf(values)).flatMap(({ key }) => {
    const plannedOn = values.days[key] ?? '';
    return plannedOn === '' ? [] : [{ key, plannedOn }];
  });

function ownFaults(
  values: Values,
  words: Spoken<typeof NEW_PROJECT_WORDS>,
  acts: Spoken<typeof ACTS_WORDS>,
): Readonly<Record<string, string | null>> {
  const { code, manager, startOn, finishOn } = values;
  const [first] = milestonesOf(kindOf(values));
  return {
    code: CODE.test(code.trim()) ? null : words.codeFault,
    manager: manager === '' ? acts.missing : null,
    startOn: startOn === '' ? acts.dayMissing : null,
    finishOn: finishOn === '' ? acts.dayMissing : finishOn <= startOn ? words.finishBefore : null,
    ...(first === undefined ? {} : { [`days.${first.key}`]: planned(values).length < MILESTONES_LEAST ? words.planFault : null }),
  };
}

const bodyOf = (values: Values): BodyOf<'/api/v1/programme/{id}/commands'> => ({
  type: 'RegisterProject',
  project: {
    profile: {
      ...profileOf(values),
      code: values.code.trim(),
      manager: values.manager,
      startOn: values.startOn,
      finishOn: values.finishOn,
      milestones: planned(values),
    },
    survey: surveyOf(values),
    panel: values.panel.filter((person) => person !== values.manager),
  },
  ...(values.takesOver ? { takesOver: true as const } : {}),
});

/** The server counts milestones that have a day. */
function fieldOf(at: string, values: Values): string {
  const within = at.replace(/^project\./, '').replace(/^profile\./, '');
  const index = /^milestones[.[](\d+)/.exec(within)?.[1];
  const key = index === undefined ? undefined : planned(values)[Number(index)]?.key;
  if (key !== undefined) return `days.${key}`;
  return within.startsWith('survey.') ? surveyField(within.replace(/^survey\./, '')) : within.startsWith('panel') ? 'panel' : profileField(within);
}

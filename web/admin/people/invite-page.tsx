/** Somebody new: what is needed for their mail, and nothing else. What is typed is kept; handed in twice it counts once. */
import { Checkbox, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAct } from '../../app/acting.ts';
import { useWords } from '../../app/locale.tsx';
import { PageForm, useFields } from '../../parts/form.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { useTell } from '../../parts/tell.tsx';
import { adminPaths } from '../paths.ts';
import { rosterReading, useProgramme } from './facts.ts';
import { INVITE_WORDS, PEOPLE_WORDS } from './words.ts';

const route = getRouteApi('/people/invite');

export function InvitePage(): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const { programme: named } = route.useSearch();
  const { here } = useProgramme(named);
  return (
    <Page
      title={words.invite}
      above={
        <PageLink href={adminPaths.people(here === null ? {} : { programme: here })} size="sm">
          {words.title}
        </PageLink>
      }
    >
      {here === null ? <Empty title={words.noProgramme}>{words.noProgrammeNext}</Empty> : <Allowed key={here} programme={here} />}
    </Page>
  );
}

function Allowed({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(INVITE_WORDS);
  const found = useQuery(rosterReading(programme));
  return <Asked query={found}>{({ may }) => (may.invite ? <Form programme={programme} /> : <Empty title={words.notAllowed} />)}</Asked>;
}

type Typed = { name: string; nameEn: string; email: string; unit: string; phone: string; basis: string; shares: boolean };
const EMPTY: Typed = { name: '', nameEn: '', email: '', unit: '', phone: '', basis: '', shares: false };
const NEEDED = ['name', 'email', 'unit', 'basis'] as const;

const bodyOf = ({ name, nameEn, email, unit, phone, basis, shares }: Typed) => ({
  name: name.trim(),
  ...(nameEn.trim() === '' ? {} : { nameEn: nameEn.trim() }),
  email: email.trim(),
  unit: unit.trim(),
  ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
  basis: basis.trim(),
  shares,
});

function Form({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(INVITE_WORDS);
  const tell = useTell();
  const router = useRouter();
  const fields = useFields<Typed>({
    initial: EMPTY,
    draft: `people.invite.${programme}`,
    check: (typed) => Object.fromEntries(NEEDED.map((field) => [field, typed[field].trim() === '' ? words.missing : null])),
  });
  const act = useAct('/api/v1/programme/{id}/people', {
    key: fields.draft.key,
    onDone({ person }) {
      fields.draft.clear();
      tell.done(words.sent);
      void router.navigate({ href: adminPaths.person({ programme, person }, { act: 'appoint' }) });
    },
  });
  return (
    <PageForm
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.send}
      onSubmit={(typed) => act.mutate({ params: { path: { id: programme } }, body: bodyOf(typed) })}
    >
      <Text>{words.lead}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={words.name} required maxLength={80} autoComplete="off" {...fields.getInputProps('name')} />
        <TextInput label={words.nameEn} description={words.nameEnHint} maxLength={80} autoComplete="off" {...fields.getInputProps('nameEn')} />
        <TextInput
          label={words.email}
          description={words.emailHint}
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          {...fields.getInputProps('email')}
        />
        <TextInput label={words.unit} required maxLength={80} autoComplete="off" {...fields.getInputProps('unit')} />
        <TextInput label={words.phone} type="tel" maxLength={30} autoComplete="off" {...fields.getInputProps('phone')} />
        <TextInput
          label={words.basis}
          description={words.basisHint}
          required
          maxLength={2000}
          autoComplete="off"
          {...fields.getInputProps('basis')}
        />
      </SimpleGrid>
      <Checkbox label={words.shares} {...fields.getInputProps('shares', { type: 'checkbox' })} />
    </PageForm>
  );
}

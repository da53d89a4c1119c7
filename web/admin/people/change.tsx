/** What is known of somebody, changed: only what differs is sent. Another address says beforehand what it ends. */
import { Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../../app/acting.ts';
import type { BodyOf } from '../../app/client.ts';
import { useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { PersonShown } from './facts.ts';
import { INVITE_WORDS, PEOPLE_WORDS, PERSON_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly shown: PersonShown; readonly onClose: () => void };
type Typed = { name: string; nameEn: string; email: string; unit: string; phone: string; locale: string; basis: string };
type Body = BodyOf<'/api/v1/programme/{id}/people/{person}/change'>;

const known = ({ name, nameEn, unit, contact, locale }: PersonShown): Omit<Typed, 'basis'> => ({
  name,
  nameEn,
  unit,
  email: contact?.email ?? '',
  phone: contact?.phone ?? '',
  locale,
});

/** Only what is another now; null: nothing is. */
function bodyOf(shown: PersonShown, { basis, ...typed }: Typed): Body | null {
  const was = known(shown);
  const texts = (['name', 'nameEn', 'email', 'unit'] as const).filter(
    // An address that takes two is proposed by itself (propose-address.tsx).
    (field) => typed[field].trim() !== was[field] && (field !== 'email' || shown.mayChange.address === 'AT_ONCE'),
  );
  const phone = typed.phone.trim();
  const locale = typed.locale === 'en' ? ('en' as const) : ('zh-CN' as const);
  const changes = {
    ...Object.fromEntries(texts.map((field) => [field, typed[field].trim()])),
    ...(phone === was.phone ? {} : { phone: phone === '' ? null : phone }),
    ...(locale === was.locale ? {} : { locale }),
  };
  return Object.keys(changes).length === 0 ? null : { ...changes, basis: basis.trim() };
}

export function Change({ programme, shown, onClose }: Props): ReactNode {
  const words = useWords(PERSON_WORDS);
  const people = useWords(PEOPLE_WORDS);
  const invite = useWords(INVITE_WORDS);
  const nameOf = usePersonName();
  const tell = useTell();
  const own = useMe().person === shown.id;
  const fields = useFields<Typed>({
    // One's own needs no letter.
    initial: { ...known(shown), basis: own ? words.myself : '' },
    draft: `people.change.${programme}.${shown.id}`,
    check: (typed) => ({
      ...Object.fromEntries(
        (['name', 'nameEn', 'email', 'unit'] as const).map((field) => [field, typed[field].trim() === '' ? invite.missing : null]),
      ),
      basis: bodyOf(shown, typed) === null ? words.nothingChanged : typed.basis.trim() === '' ? words.basisMissing : null,
    }),
  });
  const act = useAct('/api/v1/programme/{id}/people/{person}/change', {
    key: fields.draft.key,
    onDone({ changed }) {
      fields.draft.clear();
      tell.done(changed.length === 0 ? words.unchanged : words.changed);
      onClose();
    },
  });
  const body = bodyOf(shown, fields.values);
  return (
    <DialogForm
      title={words.changeTitle(nameOf(shown))}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.change}
      onSubmit={() => body !== null && act.mutate({ params: { path: { id: programme, person: shown.id } }, body })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={invite.name} required maxLength={80} autoComplete="off" {...fields.getInputProps('name')} />
        <TextInput label={invite.nameEn} required maxLength={80} autoComplete="off" {...fields.getInputProps('nameEn')} />
        <TextInput label={invite.unit} required maxLength={80} autoComplete="off" {...fields.getInputProps('unit')} />
        <TextInput label={invite.phone} type="tel" maxLength={30} autoComplete="off" {...fields.getInputProps('phone')} />
        <Select
          label={people.language}
          allowDeselect={false}
          data={[
            { value: 'zh-CN', label: people.chinese },
            { value: 'en', label: people.english },
          ]}
          {...fields.getInputProps('locale')}
        />
      </SimpleGrid>
      {shown.mayChange.address === 'AT_ONCE' && (
        <TextInput label={invite.email} type="email" required maxLength={254} autoComplete="off" {...fields.getInputProps('email')} />
      )}
      {body?.email !== undefined && <Text>{words.newAddress}</Text>}
      <TextInput
        label={invite.basis}
        description={invite.basisHint}
        required
        maxLength={2000}
        autoComplete="off"
        {...fields.getInputProps('basis')}
      />
    </DialogForm>
  );
}

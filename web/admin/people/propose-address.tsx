/** Another address for somebody who holds what takes two people: proposed here, confirmed by another (addresses.tsx). */
import { Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../../app/acting.ts';
import { useWords } from '../../app/locale.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { PersonShown } from './facts.ts';
import { INVITE_WORDS, PERSON_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly shown: PersonShown; readonly onClose: () => void };

export function ProposeAddress({ programme, shown, onClose }: Props): ReactNode {
  const words = useWords(PERSON_WORDS);
  const invite = useWords(INVITE_WORDS);
  const tell = useTell();
  const who = usePersonName()(shown);
  const fields = useFields({
    initial: { email: '', basis: '' },
    draft: `people.address.${programme}.${shown.id}`,
    check: ({ email, basis }) => ({
      email: email.trim() === '' ? invite.missing : null,
      basis: basis.trim() === '' ? words.basisMissing : null,
    }),
  });
  const act = useAct('/api/v1/programme/{id}/people/{person}/change', {
    key: fields.draft.key,
    onDone() {
      fields.draft.clear();
      tell.done(words.proposed);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.proposeAddressTitle(who)}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.propose}
      onSubmit={({ email, basis }) =>
        act.mutate({ params: { path: { id: programme, person: shown.id } }, body: { email: email.trim(), basis: basis.trim() } })
      }
    >
      <Text>{words.proposeAddress}</Text>
      <TextInput label={invite.email} type="email" required maxLength={254} autoComplete="off" {...fields.getInputProps('email')} />
      <TextInput label={words.basis} description={words.basisHint} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}

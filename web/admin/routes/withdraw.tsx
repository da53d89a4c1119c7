/** The county's own route is to end, so that the shipped one holds again: proposed with its basis, confirmed by another person. */
import { Button, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { useWords } from '../../app/locale.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { useTell } from '../../parts/tell.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { ROUTES_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly code: string; readonly name: string };

export function Withdraw(props: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" w="fit-content" onClick={() => setOpened(true)}>
        {words.withdraw}
      </Button>
      {opened && <Asks {...props} onClose={() => setOpened(false)} />}
    </>
  );
}

function Asks({ programme, code, name, onClose }: Props & { readonly onClose: () => void }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.proposed);
      onClose();
    },
  });
  const fields = useFields({ initial: { basis: '' }, check: ({ basis }) => ({ basis: basis.trim() === '' ? office.basisMissing : null }) });
  return (
    <DialogForm
      title={words.withdraw}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.submit}
      onSubmit={({ basis }) => act.mutate({ params: { path: { id: programme } }, body: { type: 'WithdrawRoute', code, basis: basis.trim() } })}
    >
      <Text>{words.withdrawText(name)}</Text>
      <TextInput label={office.basis} required maxLength={200} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}

/** The dialog of one act on a finding, with what the domain asks of it. */
import { Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FindingAct } from '../../../domain/findings/acts.ts';
import { useAct } from '../../app/acting.ts';
import type { BodyOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { Finding } from './facts.ts';
import { FINDINGS_WORDS } from './words.ts';

type Props = { readonly act: FindingAct; readonly finding: Finding; readonly onClose: () => void; readonly onDone: () => void };
type Values = { readonly text: string; readonly to: string; readonly document: string };

function bodyOf(act: FindingAct, finding: string, { text, to, document }: Values): BodyOf<'/api/v1/findings/{id}/commands'> {
  switch (act) {
    case 'Explain':
      return { type: act, finding, explanation: text.trim() };
    case 'HandOver':
      return { type: act, finding, to: to.trim(), document: document.trim() };
    case 'Dismiss':
    case 'Reopen':
      return { type: act, finding, reason: text.trim() };
  }
}

/** The API's field of each act, as this form calls it. */
const FIELDS: Readonly<Record<string, string>> = { explanation: 'text', reason: 'text' };

export function ActDialog({ act, finding, onClose, onDone }: Props): ReactNode {
  const words = useWords(FINDINGS_WORDS);
  const say = useSay();
  const tell = useTell();
  const send = useAct('/api/v1/findings/{id}/commands', {
    onDone: () => {
      tell.done(words.done);
      onDone();
    },
  });
  const handsOver = act === 'HandOver';
  const needed = (value: string): string | null => (value.trim() === '' ? words.missing : null);
  const fields = useFields<Values>({
    initial: { text: '', to: '', document: '' },
    check: ({ text, to }) => (handsOver ? { to: needed(to) } : { text: needed(text) }),
  });
  return (
    <DialogForm
      title={words.of(words[act], say(finding.name))}
      opened
      onCancel={onClose}
      fields={fields}
      problem={send.error}
      busy={send.isPending}
      submit={words[act]}
      fieldOf={(at) => FIELDS[at]}
      onSubmit={(values) => send.mutate({ params: { path: { id: finding.project } }, body: bodyOf(act, finding.id, values) })}
    >
      <Text>{say(finding.evidence)}</Text>
      <Text c="dimmed">{words[`${act}Lead`]}</Text>
      {handsOver ? (
        <>
          <TextInput label={words.to} required maxLength={200} {...fields.getInputProps('to')} />
          <TextInput label={words.document} maxLength={200} {...fields.getInputProps('document')} />
        </>
      ) : (
        <Textarea
          label={act === 'Explain' ? words.explanation : words.text}
          required
          autosize
          minRows={3}
          maxLength={2000}
          {...fields.getInputProps('text')}
        />
      )}
    </DialogForm>
  );
}

/** The applicant changes what they apply for: a draft, or what was returned to them. The same fields as of a new one. */
import { Card } from '@mantine/core';
import type { ReactNode } from 'react';
import { applicantsIn, type Form } from '../../../domain/approval/form-shape.ts';
import { useAct } from '../../app/acting.ts';
import type { BodyOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { FormBody, useFields } from '../../parts/form.tsx';
import { usePeople } from '../../parts/people.ts';
import { useWaiting } from '../../parts/upload.tsx';
import type { OwnFormProps } from '../case/acts.ts';
import { useCase } from '../case/facts.ts';
import { type ContentValues, contentOf, fieldOf, unreadable, valuesOf } from './application.ts';
import { ContentFields } from './content-fields.tsx';
import { missingIn } from './filled.ts';
import { NEW_WORDS } from './words.ts';

export function ContentForm({ id, act, onClose, onDone }: OwnFormProps): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const found = useCase();
  const form = applicantsIn(found.form as Form); // as domain/approval/form-shape.ts has it; the document leaves fields open
  const { draft, lines, documents, amountFen, values } = found;
  const shown = draft ?? { summary: lines, documents, amountFen, values };
  const { waits, onBusy } = useWaiting();
  const people = usePeople(found.programme);
  const fields = useFields<ContentValues>({
    initial: valuesOf(shown, form, say),
    // What another act or another device changed meanwhile is another draft.
    draft: `approval.${id}.${act.act}.${found.contentHash.slice(0, 12)}`,
    check: (typed) => ({
      ...unreadable(typed, form, words, say),
      ...(act.act === 'SAVE_DRAFT' ? {} : missingIn(form, typed.filled, (label) => words.fillIn(say(label)))),
    }),
  });
  const sending = useAct('/api/v1/approval/{id}/commands', {
    key: fields.draft.key,
    onDone: () => {
      fields.draft.clear();
      onDone();
    },
  });
  const send = (typed: ContentValues): void => {
    const command = { ...act.command, content: contentOf(typed, form) };
    sending.mutate({ params: { path: { id } }, body: command as BodyOf<'/api/v1/approval/{id}/commands'> }); // what the API asks of this act
  };
  return (
    <Card withBorder>
      <FormBody
        fields={fields}
        problem={sending.error}
        busy={sending.isPending}
        onSubmit={send}
        submit={say(act.name)}
        onCancel={onClose}
        fieldOf={fieldOf}
        disabled={waits}
      >
        <ContentFields fields={fields} form={form} people={people} onBusy={onBusy} />
      </FormBody>
    </Card>
  );
}

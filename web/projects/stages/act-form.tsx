/**
 * The form of one command of a stage: checked by what it alone knows, handed in once, faults of the domain at their field. What
 * is typed is kept in the browser until it is recorded. Deliberately absent: drawing fields (fields.tsx).
 */
import { Text } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import type { BodyOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Spoken } from '../../app/words.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { FormBody, useFields } from '../../parts/form.tsx';
import { Paste } from '../../parts/paste.tsx';
import { usePeople } from '../../parts/people.ts';
import { useWaiting } from '../../parts/upload.tsx';
import { type Act, type Acting, type CommandPath, commandsOf } from './facts.ts';
import { StageFields } from './fields.tsx';
import { type HandedIn, hasPlace, toldOf } from './told.ts';
import { asFilledIn, blankOf, bodyOf, type TypedFields, typedFrom, type Wrong, wrongIn } from './typed.ts';
import { STAGE_WORDS } from './words.ts';

type Props = { readonly found: Acting; readonly act: Act; readonly onClose: () => void; readonly onDone: () => void };

type Words = Spoken<typeof STAGE_WORDS>;
function sentence(words: Words, { why, field }: Wrong, label: string): string {
  if (why === 'MONEY') return words.sumUnreadable(label);
  if (why === 'NUMBER') return words.numberUnreadable(label);
  return why === 'ROWS' ? words.oneRow(label) : field.kind === 'ROWS' ? words.oneRow(label) : words.fillIn(label);
}

export function StageActForm({ found, act, onClose, onDone }: Props): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const { waits, onBusy } = useWaiting();
  const people = usePeople(act.fields.some((field) => asksForPeople(field)) ? found.programme : null);
  const [asking, setAsking] = useState<TypedFields | null>(null);
  const name = say(act.name);
  const start = useMemo(() => ({ ...blankOf(act.fields), ...typedFrom(act.fields, act.start) }), [act]);
  const filledIn = (values: Record<string, unknown>): TypedFields => asFilledIn(act.fields, values as TypedFields, start); // as blankOf made them
  const fields = useFields<Record<string, unknown>>({
    initial: start,
    draft: `stage.${found.project}.${found.stage}.${act.type}`,
    check: (values) => {
      const typed = filledIn(values);
      return Object.fromEntries(
        Object.entries(wrongIn(act.fields, typed)).map(([at, wrong]) => [at, sentence(words, wrong, say(wrong.field.label))]),
      );
    },
  });
  const sending = useAct(commandsOf(found.kind), {
    key: fields.draft.key,
    onDone: () => {
      setAsking(null);
      fields.draft.clear();
      fields.resetDirty();
      onDone();
    },
  });
  const [handedIn, setHandedIn] = useState<HandedIn | null>(null);
  const refused = useMemo(
    () => (sending.error === null || handedIn === null ? sending.error : toldOf(sending.error, handedIn)),
    [sending.error, handedIn],
  );
  // What is wrong at a field is put right there: nothing is left to confirm.
  const confirms = asking !== null && !hasPlace(refused);
  const send = (values: TypedFields): void => {
    setHandedIn({ fields: act.fields, typed: values });
    const body = { type: act.type, ...bodyOf(act.fields, values) };
    sending.mutate({ params: { path: { id: found.project } }, body: body as BodyOf<CommandPath> }); // as the API itself described the command's fields
  };
  const submit = (values: Record<string, unknown>): void => {
    const typed = filledIn(values);
    if (act.final === null) send(typed);
    else {
      sending.reset();
      setAsking(typed);
    }
  };
  const pasted = act.fields.find(({ key }) => key === act.paste);
  return (
    <>
      {act.how !== null && (
        <Text c="dimmed" mb="sm">
          {say(act.how)}
        </Text>
      )}
      <FormBody
        fields={fields}
        problem={confirms ? null : refused}
        busy={sending.isPending && !confirms}
        onSubmit={submit}
        submit={words.handIn(name)}
        onCancel={onClose}
        disabled={waits}
      >
        {pasted !== undefined && (
          <Paste fields={pasted.fields ?? []} most={pasted.most ?? 100} onRows={(rows) => fields.setFieldValue(pasted.key, rows)} />
        )}
        <StageFields
          fields={act.fields}
          typed={fields.getValues() as TypedFields} // as blankOf made them
          onType={(at, typed) => fields.setFieldValue(at, typed)}
          faultAt={(at) => fields.errors[at]}
          people={people}
          onBusy={onBusy}
        />
      </FormBody>
      <Confirm
        opened={confirms}
        onClose={() => setAsking(null)}
        title={words.confirmTitle(name)}
        consequence={act.final === null ? '' : say(act.final)}
        act={words.confirmAct}
        busy={sending.isPending}
        problem={refused}
        onConfirm={() => asking !== null && send(asking)}
      />
    </>
  );
}

const asksForPeople = ({ kind, fields = [] }: Act['fields'][number]): boolean => kind === 'PERSON' || fields.some(asksForPeople);

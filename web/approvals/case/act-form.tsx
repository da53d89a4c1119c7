/**
 * The form of one act, and the confirmation before what is final. The content that was read when it was opened is the content
 * that is decided on: should it change meanwhile, it has to be read first. Deliberately absent: what is sent (acts.ts).
 */
import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { formLines } from '../../../domain/approval/form.ts';
import { useAct } from '../../app/acting.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import type { ApiProblem } from '../../app/problem.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { type FaultLine, FaultSummary } from '../../parts/faults.tsx';
import { useWaiting } from '../../parts/upload.tsx';
import { Written } from '../../parts/written.tsx';
import { missingIn as missingFields, unreadableIn } from '../new/filled.ts';
import { NEW_WORDS } from '../new/words.ts';
import { ActField } from './act-fields.tsx';
import { useActName } from './act-name.ts';
import { ACT_WORDS } from './act-words.ts';
import { type Act, commandOf, type FieldsAsked, fieldsSent, isAskedAgain, isGrave, type Missing, missingIn, type Typed, writtenFor } from './acts.ts';
import { type Case, useNames } from './facts.ts';
import { fieldsAsked } from './filled-fields.tsx';
import { CASE_WORDS } from './words.ts';

type Props = {
  readonly act: Act;
  readonly found: Case;
  readonly typed: Typed;
  readonly draftKey: string;
  readonly onType: (typed: Typed) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

const NO_FAULTS: Readonly<Record<string, Missing>> = {};
const NO_FIELD_FAULTS: Readonly<Record<string, string>> = {};

type FieldsHere = {
  readonly asked: FieldsAsked | null;
  /** By `filled.KEY`, as far as the form alone knows. */
  readonly faults: Readonly<Record<string, string>>;
  /** What the server found wrong, each under the name of its field. */
  readonly told: (problem: ApiProblem | null) => { readonly lines?: readonly FaultLine[] };
  /** What was filled in, as it reads. */
  readonly lines: readonly string[];
};

function useFieldsAsked(found: Case, act: Act, typed: Typed): FieldsHere {
  const words = useWords(NEW_WORDS);
  const here = useWords(CASE_WORDS);
  const say = useSay();
  const asked = fieldsAsked(found, act);
  if (asked === null) return { asked, faults: NO_FIELD_FAULTS, told: () => ({}), lines: [] };
  const { form, shown } = asked;
  const filled = { ...shown, ...typed.filled };
  const label = (at: string | null): string => {
    const field = form.find(({ key }) => at === `values.${key}`);
    return field === undefined ? (at ?? '') : say(field.label);
  };
  const names = (person: string) => ({ zh: found.people[person]?.name ?? person, en: found.people[person]?.nameEn ?? person });
  return {
    asked,
    faults: {
      ...missingFields(form, filled, (name) => words.fillIn(say(name))),
      ...unreadableIn(form, filled, ({ type, label: name }) => (type === 'MONEY' ? words.sumUnreadable : words.numberUnreadable)(say(name))),
    },
    told: (problem) =>
      problem === null || problem.faults.length === 0
        ? {}
        : { lines: problem.faults.map(({ at, text }) => ({ text: `${label(at)} ${say(text)}`.trim() })) },
    lines: formLines({ values: fieldsSent(asked, typed) }, form, names, true).map((line) => here.filledLine(say(line.label), say(line.value))),
  };
}

export function ActForm({ act, found, typed, draftKey, onType, onClose, onDone }: Props): ReactNode {
  const words = useWords(ACT_WORDS);
  const name = useActName()(act);
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const content = useContentRead(found, act);
  const { waits, onBusy } = useWaiting();
  const sending = useAct('/api/v1/approval/{id}/commands', {
    key: draftKey,
    onDone: () => {
      setAsking(false);
      onDone();
    },
  });
  const missing = Object.fromEntries(
    act.fields.flatMap((field) => (missingIn(field, act, typed) === null ? [] : [[field.name, missingIn(field, act, typed) as Missing] as const])), // not null, by the line's beginning
  ); // not null, as just asked
  const faults = tried ? missing : NO_FAULTS;
  const fields = useFieldsAsked(found, act, typed);
  const ends = isLast(found);
  const send = (): void => sending.mutate({ params: { path: { id: found.id } }, body: commandOf(act, typed, fields.asked) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (sending.isPending || content.changed || waits !== null) return;
    setTried(true);
    const [wrong] = [...Object.keys(fields.faults), ...Object.keys(missing)];
    if (wrong !== undefined) return void form.current?.querySelector<HTMLElement>(`[data-path="${wrong}"]`)?.focus();
    if (isAskedAgain(act, ends)) {
      sending.reset();
      setAsking(true);
    } else send();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={name}>
      <Stack gap="sm">
        {!asking && <FaultSummary problem={sending.error} {...fields.told(sending.error)} />}
        {content.changed && <ContentChanged onRead={content.read} />}
        {act.fields.map((field) => (
          <ActField
            key={field.name}
            act={act}
            field={field}
            typed={typed}
            onType={onType}
            fault={faultText(words, faults[field.name])}
            onBusy={onBusy}
            asked={fields.asked}
            fieldFaults={tried ? fields.faults : NO_FIELD_FAULTS}
          />
        ))}
        <Buttons act={act} name={name} busy={sending.isPending && !asking} waits={waits} disabled={content.changed} onClose={onClose} />
      </Stack>
      <Asking
        opened={asking}
        act={act}
        found={found}
        typed={typed}
        busy={sending.isPending}
        problem={sending.error}
        ends={ends}
        lines={fields.lines}
        onClose={() => setAsking(false)}
        onConfirm={send}
      />
    </form>
  );
}

type ButtonsProps = Pick<Props, 'act' | 'onClose'> & {
  readonly name: string;
  readonly busy: boolean;
  /** Why it cannot be sent yet; the button says it. */
  readonly waits: string | null;
  readonly disabled: boolean;
};

function Buttons({ act, name, busy, waits, disabled, onClose }: ButtonsProps): ReactNode {
  const words = useWords(ACT_WORDS);
  const marks = useMarks();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {words.back}
      </Button>
      <Button type="submit" color={isGrave(act) ? 'stop' : 'brand'} loading={busy} disabled={disabled || waits !== null}>
        {waits ?? (act.fields.length === 0 ? name : `${words.submit}${marks.colon}${name}`)}
      </Button>
    </Group>
  );
}

/** Nothing comes after the step that is open, and nobody else is waited for in it. */
const isLast = ({ steps }: Case): boolean => {
  const now = steps.find(({ stage }) => stage === 'NOW');
  return (
    now !== undefined &&
    !steps.some(({ stage }) => stage === 'TO_COME') &&
    now.tasks.filter(({ status }) => status === 'PENDING' || status === 'WAITING').length <= 1
  );
};

/** What is decided on, and what others filled in of the form beside it. */
function useContentRead({ contentHash }: Case, { command }: Act): { readonly changed: boolean; readonly read: () => void } {
  const shown = `${contentHash} ${String(command.fillings ?? '')}`;
  const [read, setRead] = useState(shown);
  return { changed: 'seen' in command && read !== shown, read: () => setRead(shown) };
}

function ContentChanged({ onRead }: { readonly onRead: () => void }): ReactNode {
  const words = useWords(CASE_WORDS);
  return (
    <Alert color="heed" variant="outline" role="alert" title={words.contentChanged}>
      <Checkbox checked={false} onChange={onRead} label={words.contentRead} />
    </Alert>
  );
}

const faultText = (
  words: Readonly<
    Record<'neededText' | 'neededPerson' | 'neededChoice' | 'neededScore' | 'neededNumber' | 'neededFiles' | 'neededSignature', string>
  >,
  missing: Missing | undefined,
): string | null =>
  missing === undefined
    ? null
    : {
        text: words.neededText,
        person: words.neededPerson,
        choice: words.neededChoice,
        score: words.neededScore,
        number: words.neededNumber,
        files: words.neededFiles,
        signature: words.neededSignature,
      }[missing];

type AskingProps = Pick<Props, 'act' | 'found' | 'typed'> & {
  readonly opened: boolean;
  readonly ends: boolean;
  /** What was filled in of the form. */
  readonly lines: readonly string[];
  readonly busy: boolean;
  readonly problem: ReturnType<typeof useAct<'/api/v1/approval/{id}/commands'>>['error'];
  readonly onClose: () => void;
  readonly onConfirm: () => void;
};

/** Once more what, how much, what was written and what follows. */
function Asking({ lines, opened, act, found, typed, busy, problem, ends, onClose, onConfirm }: AskingProps): ReactNode {
  const words = useWords(ACT_WORDS);
  const name = useActName()(act);
  const names = useNames();
  const follows: Readonly<Record<string, string>> = {
    REJECT: words.rejectFollows,
    RETURN: words.returnFollows,
    SUPPLEMENT: words.supplementFollows,
    RECUSE: words.recuseFollows,
    WITHDRAW: words.withdrawFollows,
    TAKE_BACK: words.takeBackFollows,
  };
  const written = [...lines, ...writtenFor(act, typed)];
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={words.confirm(name)}
      consequence={follows[act.act] ?? (ends ? words.approveEnds : words.approveStep)}
      {...(found.amountFen === null ? {} : { amountFen: found.amountFen })}
      act={name}
      grave={isGrave(act)}
      busy={busy}
      problem={problem}
      onConfirm={onConfirm}
    >
      <Text size="sm" c="dimmed">
        {found.title.zh} · {names(found.applicant)}
      </Text>
      {written.length > 0 && <Text size="sm">{words.yourWords}</Text>}
      {written.map((text) => (
        <Written key={text} text={text} />
      ))}
    </Confirm>
  );
}

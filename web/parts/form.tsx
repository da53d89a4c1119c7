/**
 * Forms: values as the person sees them (`useFields`), and three shells: a page, a side, a dialog. Faults stand at their
 * field with a summary on top, whether the browser found them or the server; what is typed is kept as a draft where the form
 * has a name, and asked for before it is left where it has none. Deliberately absent: the API's shape, which one function of
 * the form makes of the values when they are handed in.
 */
import { Button, Drawer, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { type Draft, useDraft } from './draft.ts';
import { type FaultLine, FaultSummary } from './faults.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { useMoment } from './when.tsx';
import { PARTS_WORDS } from './words.ts';

type Values = Record<string, unknown>;
export type Fields<V extends Values> = UseFormReturnType<V> & { readonly draft: Draft<V> };

type Options<V extends Values> = {
  readonly initial: V;
  /** What is wrong by what the form alone knows, by field; the server looks at everything again. */
  readonly check?: (values: V) => Partial<Record<string, string | null>>;
  /** Keeps what is typed under this name, for this person; absent: nothing is kept. */
  readonly draft?: string;
};

/** `<TextInput {...fields.getInputProps('name')} key={fields.key('name')} label=… />`. */
export function useFields<V extends Values>({ initial, check, draft: name }: Options<V>): Fields<V> {
  const fits = (values: unknown): values is V => typeof values === 'object' && values !== null && Object.keys(initial).every((key) => key in values);
  const draft = useDraft<V>(name ?? null, fits);
  const { keep } = draft;
  const form = useForm<V>({
    mode: 'controlled',
    initialValues: draft.found === null ? initial : { ...initial, ...draft.found },
    onValuesChange: keep,
    ...(check === undefined ? {} : { validate: (values) => withoutNull(check(values)) }),
  });
  return Object.assign(form, { draft });
}
const withoutNull = (faults: Partial<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(faults).flatMap(([field, fault]) => (fault === null || fault === undefined ? [] : [[field, fault]])));

export type FormProps<V extends Values> = {
  readonly fields: Fields<V>;
  /** Of the act (`useAct`). */
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly onSubmit: (values: V) => void;
  readonly submit: string;
  readonly onCancel?: () => void;
  /**
   * The field in which the server's fault stands: `content.amountFen` to `amount`. Absent, or undefined for one: the same
   * name. What is no field's stands in the summary alone.
   */
  readonly fieldOf?: (at: string) => string | undefined;
  /** Beside the button. */
  readonly also?: ReactNode;
  /** Why it cannot be handed in now: the button stays, disabled, with its reason. */
  readonly disabled?: string | null;
  readonly children: ReactNode;
};

const inForm = (values: Values, path: string): boolean => {
  let found: unknown = values;
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || !(part in found)) return false;
    found = Reflect.get(found, part);
  }
  return true;
};
/** `steps[0].limit` as the form writes it: `steps.0.limit`. */
const asField = (at: string): string => at.replaceAll(/\[(\d+)\](?: \([^)]*\))?/g, '.$1');

/** Puts the server's faults at their fields; those that have none are given back. */
function useServerFaults<V extends Values>({ fields, problem, fieldOf }: Pick<FormProps<V>, 'fields' | 'problem' | 'fieldOf'>): readonly string[] {
  const say = useSay();
  const placed = (problem?.faults ?? []).map(({ at, text }) => {
    const field = at === null ? null : (fieldOf?.(at) ?? asField(at));
    return { field: field !== null && inForm(fields.getValues(), field) ? field : null, at, text: say(text) };
  });
  const told = useRef<ApiProblem | null>(null);
  useEffect(() => {
    if (told.current === problem) return;
    told.current = problem;
    for (const { field, text } of placed) if (field !== null) fields.setFieldError(field, text);
  });
  return placed.flatMap(({ field, at, text }) => (field === null ? [at === null ? text : `${at} ${text}`] : []));
}

/** The field at a place, or the first within it: a list of rows has none of its own. */
const fieldIn = (form: HTMLFormElement | null, field: string): HTMLElement | null =>
  form?.querySelector<HTMLElement>(`[data-path="${CSS.escape(field)}"]`) ??
  form?.querySelector<HTMLElement>(`[data-path^="${CSS.escape(field)}."]`) ??
  null;

/** As it stands beside the field; empty: it has none. */
function labelOf(form: HTMLFormElement | null, field: string): string {
  const found = fieldIn(form, field);
  const label =
    found?.dataset.label ??
    (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement
      ? found.labels?.[0]?.textContent
      : found instanceof HTMLFieldSetElement
        ? found.querySelector('legend')?.textContent
        : null);
  return (label ?? found?.getAttribute('aria-label') ?? '').replace(/[\s*]+$/, '');
}
/** The row in which a field stands, from one; null: in none. */
function rowOf(field: string): number | null {
  const n = field.split('.').findLast((part) => /^\d+$/.test(part));
  return n === undefined ? null : Number(n) + 1;
}

/** The shell's inside, where a form stands in a part of its own. */
export function FormBody<V extends Values>(props: FormProps<V>): ReactNode {
  const { fields, problem, busy, onSubmit, submit, onCancel, also, disabled = null, children } = props;
  const words = useWords(PARTS_WORDS);
  const marks = useMarks();
  const form = useRef<HTMLFormElement>(null);
  const placed = useServerFaults(props);
  // What was refused before it was changed is answered no more once the form itself finds a fault.
  const [answered, setAnswered] = useState<ApiProblem | null>(null);
  const refused = problem === answered ? null : problem;
  const others = refused === null ? [] : placed;
  const go = (field: string): void => fieldIn(form.current, field)?.focus();
  /** 「请填写」 four times over says nothing: the summary is read away from the fields. */
  const named = (field: string, fault: string): string => {
    const [label, row] = [labelOf(form.current, field), rowOf(field)];
    // A unit stands behind a label, and not in what is said of it.
    const said = fault.includes(label.replace(/\s?\p{Ps}[^\p{Ps}\p{Pe}]*\p{Pe}$/u, ''));
    if (row !== null) return `${words.inRow(said ? '' : label, row)}${marks.colon}${fault}`;
    return label === '' || said ? fault : `${label}${marks.colon}${fault}`;
  };
  const lines: readonly FaultLine[] = [
    ...others.map((text) => ({ text })),
    ...Object.entries(fields.errors).map(([field, fault]) => ({ text: named(field, String(fault)), onGo: () => go(field) })),
  ];
  // Handed in with faults again: they are read again.
  const [tries, setTries] = useState(0);
  const handIn = (event: FormEvent<HTMLFormElement>): void => {
    if (busy || disabled !== null) event.preventDefault();
    else
      fields.onSubmit(onSubmit, () => {
        setAnswered(problem);
        setTries((before) => before + 1);
      })(event);
  };
  return (
    <form ref={form} onSubmit={handIn} noValidate>
      <Stack>
        <FaultSummary problem={refused} lines={lines} tries={tries} />
        <DraftFound fields={fields} />
        {children}
        {disabled !== null && <Text c="dimmed">{disabled}</Text>}
        <Group justify="space-between">
          <DraftKept at={fields.draft.at} />
          <Group ms="auto" justify="flex-end">
            {also}
            {onCancel !== undefined && (
              <Button variant="default" onClick={onCancel}>
                {words.cancel}
              </Button>
            )}
            <Button type="submit" loading={busy} disabled={disabled !== null}>
              {submit}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

function DraftFound<V extends Values>({ fields }: { readonly fields: Fields<V> }): ReactNode {
  const words = useWords(PARTS_WORDS);
  if (fields.draft.found === null || fields.draft.at === null) return null;
  const discard = (): void => {
    fields.reset();
    fields.draft.clear();
  };
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {words.draftFound}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={discard}>
        {words.discard}
      </Button>
    </Group>
  );
}

function DraftKept({ at }: { readonly at: string | null }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const moment = useMoment();
  if (at === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {words.draftKept(moment(at))}
    </Text>
  );
}

/** On a page of its own. */
export function PageForm<V extends Values>(props: FormProps<V>): ReactNode {
  return (
    <Paper withBorder p="md">
      <Guard {...props} />
      <FormBody {...props} />
    </Paper>
  );
}

type OverProps<V extends Values> = FormProps<V> & { readonly title: string; readonly opened: boolean; readonly onCancel: () => void };

/** At the side of the page that it is about; the whole screen of a phone. */
export function SideForm<V extends Values>(props: OverProps<V>): ReactNode {
  const words = useWords(PARTS_WORDS);
  const { opened, onCancel, title } = props;
  return (
    <Drawer opened={opened} onClose={onCancel} title={title} position="right" size="lg" closeButtonProps={{ 'aria-label': words.close }}>
      <Guard {...props} />
      <FormBody {...props} />
    </Drawer>
  );
}

/** For a question or two. */
export function DialogForm<V extends Values>(props: OverProps<V>): ReactNode {
  const words = useWords(PARTS_WORDS);
  const { opened, onCancel, title } = props;
  return (
    <Modal opened={opened} onClose={onCancel} title={title} closeButtonProps={{ 'aria-label': words.close }} centered>
      <Guard {...props} />
      <FormBody {...props} />
    </Modal>
  );
}

/** A draft that is kept needs no question. */
function Guard<V extends Values>({ fields, busy }: FormProps<V>): ReactNode {
  return <LeaveGuard when={fields.isDirty() && fields.draft.at === null && !busy} />;
}

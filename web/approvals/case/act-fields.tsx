/** One field of an act, as the API describes it. Deliberately absent: which acts have it, what is sent (acts.ts). */
import { MultiSelect, NumberInput, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ADVICE_WORDS, AFTERWARDS_WORDS } from '../../../domain/words/answers.ts';
import { PAUSE_WORDS } from '../../../domain/words/clocks.ts';
import { WHERE_WORDS } from '../../../domain/words/tasks.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { SignatureField } from '../../parts/signature.tsx';
import { FilesField } from '../../parts/upload.tsx';
import type { OnBusy } from '../../parts/use-sending.ts';
import { ACT_WORDS } from './act-words.ts';
import { type Act, type Field, type FieldsAsked, impliedBy, type Typed, wordOf } from './acts.ts';
import { useCase, useNames } from './facts.ts';
import { FieldKeys, FilledFields } from './filled-fields.tsx';
import { Presets } from './presets.tsx';

type Props = {
  readonly act: Act;
  readonly field: Field;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly fault: string | null;
  readonly onBusy: OnBusy;
  /** Fields of the matter's form that the act asks, with what is wrong with each. */
  readonly asked: FieldsAsked | null;
  readonly fieldFaults: Readonly<Record<string, string>>;
};

export function ActField(props: Props): ReactNode {
  const { act, field, typed, onType, fault, onBusy } = props;
  const label = useLabel(act, field);
  const key = wordOf(field, act);
  const value = typed.words[key] ?? '';
  const write = (text: string): void => onType({ ...typed, words: { ...typed.words, [key]: text } });
  const common = { label, 'data-path': field.name, error: fault, required: field.required, withAsterisk: false } as const;
  switch (field.kind) {
    case 'LONG_TEXT':
      return (
        <div>
          <Textarea
            {...common}
            value={value}
            onChange={(event) => write(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={2000}
          />
          {field.name === 'reason' && (
            <Presets answer={act.act} text={value} onPick={(text) => write(value.trim() === '' ? text : `${value.trimEnd()}\n${text}`)} />
          )}
        </div>
      );
    case 'LINES':
      return (
        <Textarea
          {...common}
          value={value}
          onChange={(event) => write(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={4000}
        />
      );
    case 'SCORE':
      return (
        <TextInput
          {...common}
          value={value}
          onChange={(event) => write(event.currentTarget.value)}
          inputMode="decimal"
          maxLength={8}
          autoComplete="off"
        />
      );
    case 'DAY':
      return <TextInput {...common} type="date" value={value} onChange={(event) => write(event.currentTarget.value)} />;
    case 'DAYS':
      return <NumberInput {...common} value={value} onChange={(next) => write(String(next))} min={1} max={1000} allowDecimal={false} />;
    case 'PERSON':
    case 'PEOPLE':
      return <People {...props} label={label} />;
    case 'CHOICE':
    case 'NUMBER':
      return <Choice {...props} label={label} value={value} onWrite={write} />;
    case 'FILES':
    case 'FILE':
      return (
        <FilesField
          label={label}
          path={field.name}
          error={fault}
          onBusy={onBusy}
          {...(field.kind === 'FILE' ? { most: 1 } : {})}
          value={typed.files[field.name] ?? []}
          onChange={(files) => onType({ ...typed, files: { ...typed.files, [field.name]: files } })}
        />
      );
    case 'FIELDS':
      return <FilledFields {...props} />;
    case 'FIELD_KEYS':
      return <FieldKeys field={field} typed={typed} onType={onType} />;
    case 'SIGNATURE':
      return (
        <SignatureField
          label={label}
          path={field.name}
          error={fault}
          onBusy={onBusy}
          value={typed.files[field.name] ?? []}
          onChange={(files) => onType({ ...typed, files: { ...typed.files, [field.name]: files } })}
        />
      );
    default:
      return null;
  }
}

/** What a field is called here. */
function useLabel(act: Act, { name, kind, required }: Field): string {
  const words = useWords(ACT_WORDS);
  const known: Readonly<Record<string, string>> = {
    question: act.act === 'ASK_OPINION' ? words.askOpinion : words.question,
    opinion: words.opinion,
    text: act.act === 'ANSWER' ? words.answer : words.text,
    note: words.note,
    notice: words.notice,
    score: words.score,
    people: words.people,
    of: words.person,
    to: kind === 'PERSON' ? words.person : words.returnTo,
    where: words.where,
    agree: words.agree,
    afterwards: words.afterwards,
    recommends: words.recommends,
    task: words.remove,
    by: words.days,
    on: words.day,
    documents: words.files,
    undertaking: words.files,
    signature: words.signature,
    conditions: useIsIntake() ? words.missing : words.conditions,
    reason:
      kind === 'CHOICE'
        ? words.pauseFor
        : act.act === 'SUPPLEMENT'
          ? words.supplementList
          : act.act.startsWith('APPROVE')
            ? words.reason
            : words.reasonWhy,
  };
  return `${known[name] ?? name}${required || name === 'to' || name === 'afterwards' ? '' : words.optional}`;
}

const useIsIntake = (): boolean => useCase().steps.some(({ stage, intake }) => stage === 'NOW' && intake);

/** Whom an act may name; by name, unit and id, in either language. */
function People({ act, field, typed, onType, fault, label }: Props & { readonly label: string }): ReactNode {
  const words = useWords(ACT_WORDS);
  const locale = useLocale();
  const { choices } = useCase();
  const fits = choices.filter(({ decide, opinion }) =>
    act.act === 'HAND_OVER' || act.act === 'ADD_APPROVERS' ? decide : act.act === 'ASK_OPINION' ? opinion : true,
  );
  const data = fits.map(({ id, name, nameEn, unit }) => ({
    value: id,
    label: `${locale === 'en' && nameEn !== '' ? nameEn : name}${unit === '' ? '' : ` · ${unit}`}`,
  }));
  const chosen = (typed.people[field.name] ?? []).filter((id) => data.some(({ value }) => value === id));
  const set = (ids: readonly string[]): void => onType({ ...typed, people: { ...typed.people, [field.name]: ids } });
  const common = {
    label,
    'data-path': field.name,
    error: fault,
    data,
    searchable: true,
    nothingFoundMessage: words.nobodyFound,
    required: field.required,
    withAsterisk: false,
    clearButtonProps: { 'aria-label': `× ${label}` },
  } as const;
  return field.kind === 'PERSON' ? (
    <Select {...common} placeholder={words.choosePerson} value={chosen[0] ?? null} onChange={(id) => set(id === null ? [] : [id])} clearable />
  ) : (
    <MultiSelect
      {...common}
      placeholder={chosen.length === 0 ? words.choosePerson : ''}
      value={chosen}
      onChange={set}
      maxValues={50}
      hidePickedOptions
    />
  );
}

type ChoiceProps = Props & { readonly label: string; readonly value: string; readonly onWrite: (value: string) => void };

function Choice({ act, field, fault, label, value, onWrite }: ChoiceProps): ReactNode {
  const words = useWords(ACT_WORDS);
  const labelOf = useChoiceLabels(act, field);
  const { choices = [], required } = field;
  const options = required || field.name !== 'recommends' ? choices : ['', ...choices];
  return (
    <Radio.Group label={label} value={value === '' ? impliedBy(field) : value} onChange={onWrite} error={fault} data-path={field.name}>
      <Stack gap={6} mt={4}>
        {options.map((choice) => (
          <Radio key={choice} value={choice} label={choice === '' ? words.noAdvice : labelOf(choice)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** What each choice is called: closed lists by their words, steps and people by their names. */
function useChoiceLabels(act: Act, { name }: Field): (choice: string) => string {
  const words = useWords(ACT_WORDS);
  const say = useSay();
  const { steps } = useCase();
  const names = useNames();
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    where: Object.fromEntries(Object.entries(WHERE_WORDS).map(([code, { offered }]) => [code, say(offered)])),
    afterwards: Object.fromEntries(Object.entries(AFTERWARDS_WORDS).map(([code, text]) => [code, say(text)])),
    recommends: Object.fromEntries(Object.entries(ADVICE_WORDS).map(([code, text]) => [code, say(text)])),
    reason: Object.fromEntries(Object.entries(PAUSE_WORDS).map(([code, text]) => [code, say(text)])),
    agree: { ALL: words.agreeAll, ANY: words.agreeAny, IN_ORDER: words.agreeInOrder },
    to: {
      APPLICANT: words.toApplicant,
      ...Object.fromEntries(steps.flatMap((step) => [step, ...step.parts].map(({ key, name }) => [key, say(name)]))),
    },
    task: Object.fromEntries(steps.flatMap(({ tasks }) => tasks.map(({ task, person }) => [String(task), names(person)]))),
  };
  return (choice) => lists[act.act === 'REMOVE_APPROVERS' ? 'task' : name]?.[choice] ?? choice;
}

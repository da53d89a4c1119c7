/** What is applied for: amount, items, files. For a new application, and for one that is changed. Deliberately absent: handing it in. */
import { ActionIcon, Button, Fieldset, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import type { Form } from '../../../domain/approval/form-shape.ts';
import { money } from '../../../domain/words/money.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Fields } from '../../parts/form.tsx';
import { FilesField } from '../../parts/upload.tsx';
import type { ContentValues } from './application.ts';
import { fenOf } from './filled.ts';
import { FormFields } from './form-fields.tsx';
import type { PersonChoice } from './people.ts';
import { NEW_WORDS } from './words.ts';

/** As many as the API takes. */
const MOST_LINES = 40;
const MOST_FILES = 60;

type Props<V extends ContentValues> = {
  readonly fields: Fields<V>;
  /** Empty: free lines. */
  readonly form: Form;
  readonly people: readonly PersonChoice[];
  readonly onBusy: (busy: boolean) => void;
};

export function ContentFields<V extends ContentValues>(props: Props<V>): ReactNode {
  const { fields, form, people, onBusy } = props;
  if (form.length === 0) return <FreeLines {...props} />;
  return (
    <FormFields
      form={form}
      filled={fields.getValues().filled}
      onChange={fields.getInputProps('filled').onChange}
      faultAt={(path) => fields.errors[path]}
      people={people}
      onBusy={onBusy}
    />
  );
}

function FreeLines<V extends ContentValues>({ fields, onBusy }: Props<V>): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const { amount, files } = fields.getValues();
  const fen = fenOf(amount);
  return (
    <>
      <NumberInput
        label={words.amount}
        description={fen === null ? words.amountNone : words.amountHow(say(money(fen)))}
        thousandSeparator=","
        decimalScale={2}
        allowNegative={false}
        hideControls
        inputMode="decimal"
        {...fields.getInputProps('amount')}
      />
      <Lines fields={fields} />
      <FilesField
        label={words.files}
        most={MOST_FILES}
        path="files"
        value={files}
        onChange={fields.getInputProps('files').onChange}
        error={fields.errors.files}
        onBusy={onBusy}
      />
    </>
  );
}

function Lines<V extends ContentValues>({ fields }: { readonly fields: Fields<V> }): ReactNode {
  const words = useWords(NEW_WORDS);
  const { lines } = fields.getValues();
  const put = fields.getInputProps('lines').onChange;
  return (
    <Fieldset legend={words.lines}>
      <Stack gap="xs">
        {lines.map((_, n) => (
          // Items have no name of their own; they are only added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Group key={n} align="flex-start" gap="xs" wrap="nowrap">
            <Group align="flex-start" gap="xs" style={{ flex: 1 }}>
              <TextInput
                aria-label={words.lineLabel(n + 1)}
                placeholder={words.labelLike}
                style={{ flex: '1 1 8rem' }}
                {...fields.getInputProps(`lines.${n}.label`)}
              />
              <Textarea
                aria-label={words.lineValue(n + 1)}
                placeholder={words.valueLike}
                autosize
                minRows={1}
                maxRows={10}
                style={{ flex: '3 1 12rem' }}
                {...fields.getInputProps(`lines.${n}.value`)}
              />
            </Group>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={words.removeLine(n + 1)}
              onClick={() => put(lines.filter((_line, other) => other !== n))}
            >
              <X size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {lines.length < MOST_LINES && (
          <Button
            variant="default"
            leftSection={<Plus size={16} aria-hidden />}
            onClick={() => put([...lines, { label: '', value: '' }])}
            style={{ alignSelf: 'flex-start' }}
          >
            {words.addLine}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

/** Rows of a form from a table: pasted out of a spreadsheet, or a CSV file. Deliberately absent: reading it (pasted.ts). */
import { Alert, Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Text as Both } from '../../../domain/kernel/values.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import type { Field } from './facts.ts';
import { columnsOf, decoded, pastedRows } from './pasted.ts';
import type { TypedFields } from './typed.ts';
import { STAGE_WORDS } from './words.ts';

type Props = { readonly field: Field; readonly onRows: (rows: readonly TypedFields[]) => void };

export function Paste({ field, onRows }: Props): ReactNode {
  const words = useWords(STAGE_WORDS);
  const join = useJoin();
  const say = useSay();
  const [opened, setOpened] = useState(false);
  const [table, setTable] = useState('');
  const [faults, setFaults] = useState<readonly Both[]>([]);
  const [taken, setTaken] = useState<number | null>(null);
  const take = (text: string): void => {
    const found = pastedRows(text, field.fields ?? [], field.most ?? 100);
    setFaults('faults' in found ? found.faults : []);
    setTaken('rows' in found ? found.rows.length : null);
    if ('rows' in found) {
      onRows(found.rows);
      setOpened(false);
    }
  };
  const upload = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const text = decoded(await file.arrayBuffer());
    setTable(text);
    take(text);
  };
  return (
    <Stack gap="xs" align="flex-start">
      {taken !== null && (
        <Text size="sm" role="status">
          {words.pasteTaken(taken)}
        </Text>
      )}
      <Button variant="default" size="sm" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {opened ? words.pasteClose : words.paste}
      </Button>
      {opened && (
        <Stack gap="xs" w="100%">
          <Textarea
            label={words.pasteText}
            description={words.pasteHow(join(columnsOf(field.fields ?? []).map(({ label }) => say(label))))}
            autosize
            minRows={4}
            maxRows={12}
            value={table}
            onChange={({ currentTarget }) => setTable(currentTarget.value)}
          />
          {faults.length > 0 && (
            <Alert color="stop" variant="outline" role="alert" title={words.pasteFaults(faults.length)}>
              <List spacing={2}>
                {faults.map((fault) => (
                  <List.Item key={fault.en}>{say(fault)}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <Group gap="xs">
            <Button onClick={() => take(table)} disabled={table.trim() === ''}>
              {words.pasteTake}
            </Button>
            <FileButton onChange={(file) => void upload(file)} accept=".csv,.tsv,.txt,text/csv">
              {(props) => (
                <Button variant="default" {...props}>
                  {words.pasteFile}
                </Button>
              )}
            </FileButton>
          </Group>
        </Stack>
      )}
    </Stack>
  );
}

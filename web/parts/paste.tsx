/** Rows of a form from a table: pasted out of a spreadsheet, or a CSV file. Deliberately absent: reading it (pasted.ts). */
import { Alert, Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Text as Both } from '../../domain/kernel/values.ts';
import { useJoin, useSay, useWords } from '../app/locale.tsx';
import { PASTE_WORDS } from './paste-words.ts';
import { columnsOf, decoded, type PastedRow, type PasteField, pastedRows } from './pasted.ts';

type Props = {
  readonly fields: readonly PasteField[];
  readonly most: number;
  readonly onRows: (rows: readonly PastedRow[]) => void;
  /** Another form in which the same comes. `take`: how many rows it took of it, or what is wrong; null: it is a table. */
  readonly also?: {
    readonly how: string;
    readonly accept: string;
    readonly take: (text: string) => { readonly taken: number } | { readonly faults: readonly Both[] } | null;
  };
};

export function Paste({ fields, most, onRows, also }: Props): ReactNode {
  const words = useWords(PASTE_WORDS);
  const join = useJoin();
  const say = useSay();
  const [opened, setOpened] = useState(false);
  const [table, setTable] = useState('');
  const [faults, setFaults] = useState<readonly Both[]>([]);
  const [taken, setTaken] = useState<number | null>(null);
  const takeTable = (text: string): { readonly taken: number } | { readonly faults: readonly Both[] } => {
    const found = pastedRows(text, fields, most);
    if ('faults' in found) return found;
    onRows(found.rows);
    return { taken: found.rows.length };
  };
  const take = (text: string): void => {
    const outcome = also?.take(text) ?? takeTable(text);
    setFaults('faults' in outcome ? outcome.faults : []);
    setTaken('taken' in outcome ? outcome.taken : null);
    if ('taken' in outcome) setOpened(false);
  };
  const upload = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const text = decoded(await file.arrayBuffer());
    setTable(text);
    take(text);
  };
  const how = words.how(join(columnsOf(fields).map(({ label }) => say(label))));
  return (
    <Stack gap="xs" align="flex-start">
      {taken !== null && (
        <Text size="sm" role="status">
          {words.taken(taken)}
        </Text>
      )}
      <Button variant="default" size="sm" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {opened ? words.close : words.open}
      </Button>
      {opened && (
        <Stack gap="xs" w="100%">
          <Textarea
            label={words.text}
            description={also === undefined ? how : `${how} ${also.how}`}
            autosize
            minRows={4}
            maxRows={12}
            value={table}
            onChange={({ currentTarget }) => setTable(currentTarget.value)}
          />
          {faults.length > 0 && (
            <Alert color="stop" variant="outline" role="alert" title={words.faults(faults.length)}>
              <List spacing={2}>
                {faults.map((fault) => (
                  <List.Item key={fault.en}>{say(fault)}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <Group gap="xs">
            <Button onClick={() => take(table)} disabled={table.trim() === ''}>
              {words.take}
            </Button>
            <FileButton onChange={(file) => void upload(file)} accept={`.csv,.tsv,.txt,text/csv${also === undefined ? '' : `,${also.accept}`}`}>
              {(props) => (
                <Button variant="default" {...props}>
                  {also === undefined ? words.file : words.otherFile}
                </Button>
              )}
            </FileButton>
          </Group>
        </Stack>
      )}
    </Stack>
  );
}

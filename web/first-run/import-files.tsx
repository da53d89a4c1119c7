/** Files of a programme by drag: checked, every fault in a table, then imported. At an empty service and for administrators alike. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import FileUp from 'lucide-react/icons/file-up';
import { type ReactNode, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { useJoin, useSay, useWords } from '../app/locale.tsx';
import { FaultSummary } from '../parts/faults.tsx';
import { DataTable } from '../parts/table.tsx';
import classes from './import-files.module.css';
import { type Placed, placed } from './placed-faults.ts';
import { type Door, type ImportCheck, useCheckFiles, useImportFiles } from './requests.ts';
import { FIRST_RUN_WORDS } from './words.ts';

type Props = { readonly door: Door; readonly onBegun: (programme: string) => void };

export function ImportFiles({ door, onBegun }: Props): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const join = useJoin();
  const [files, setFiles] = useState<readonly File[]>([]);
  const checking = useCheckFiles(door);
  const importing = useImportFiles(door, onBegun);
  const choose = (chosen: readonly File[]): void => {
    if (chosen.length === 0) return;
    setFiles(chosen);
    importing.reset();
    // Checked at once: whoever drops files wants to know.
    checking.mutate(chosen);
  };
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({ onDrop: choose, noClick: true, noKeyboard: true });
  return (
    <Stack>
      <div {...getRootProps({ className: classes.zone, 'data-over': isDragActive || undefined })}>
        <input {...getInputProps({ 'aria-label': words.choose })} />
        <FileUp size={28} aria-hidden />
        <Text fw={600}>{words.dropTitle}</Text>
        <Text size="sm">{words.dropText}</Text>
        <Button variant="default" onClick={open} loading={checking.isPending}>
          {words.choose}
        </Button>
        {files.length > 0 && <Text size="sm">{words.chosen(files.length, join(files.map(({ name }) => name)))}</Text>}
      </div>
      <FaultSummary problem={checking.error ?? importing.error} />
      {checking.data !== undefined && <Report report={checking.data} busy={importing.isPending} onImport={() => importing.mutate(files)} />}
    </Stack>
  );
}

type ReportProps = { readonly report: ImportCheck; readonly busy: boolean; readonly onImport: () => void };

function Report({ report, busy, onImport }: ReportProps): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const { faults, faultCount, warnings, would } = report;
  return (
    <Stack>
      {warnings.length > 0 && (
        <Alert color="heed" variant="outline" title={words.warnings} role="status">
          {warnings.map((warning) => (
            <Text key={warning.en} size="sm">
              {say(warning)}
            </Text>
          ))}
        </Alert>
      )}
      {would === null ? (
        <Faults faults={faults.map(placed)} more={faultCount - faults.length} />
      ) : (
        <Group justify="space-between">
          <Text role="status">{words.would(would.people.added, would.projects.added, would.answers.stored, would.facts.added)}</Text>
          <Button onClick={onImport} loading={busy}>
            {words.doImport}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Faults({ faults, more }: { readonly faults: readonly Placed[]; readonly more: number }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const title = words.faultsTable(faults.length + more);
  return (
    <Stack gap="xs">
      <Alert color="stop" variant="outline" title={title} role="alert">
        {more > 0 ? words.faultsMore(more) : words.faultsNext}
      </Alert>
      <DataTable
        caption={title}
        rows={faults}
        rowKey={({ at, text }) => `${at} ${text.en}`}
        columns={[
          { key: 'at', name: words.where, show: ({ at }) => <code className={classes.place}>{at}</code>, value: ({ at }) => at },
          { key: 'text', name: words.what, show: ({ text }) => say(text), value: ({ text }) => say(text) },
        ]}
      />
    </Stack>
  );
}

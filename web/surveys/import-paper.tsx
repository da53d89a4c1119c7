/** Paper answers as a file: sent, read and stored as a whole with how far it is, then counted in this survey; or every fault. */
import { FileInput, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAct } from '../app/acting.ts';
import { reading, type SentAnswerOf } from '../app/client.ts';
import { fetched } from '../app/fetched.ts';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { FormBody, useFields } from '../parts/form.tsx';
import { useTell } from '../parts/tell.tsx';
import { PARTS_WORDS } from '../parts/words.ts';
import { grouped, percent } from './facts.ts';
import { SURVEY_WORDS } from './words.ts';

type Stored = SentAnswerOf<'/api/v1/survey-batches'>;
type Sending = { readonly file: File; readonly batch: string };
const LOOK_MS = 1_000;

/** `2026年4月 答卷.csv` to a batch that may be kept. */
const batchOf = (name: string): string =>
  name
    .replace(/\.[^.]*$/, '')
    .normalize('NFKC')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40);

export function ImportPaper({
  id,
  programme,
  onClose,
}: {
  readonly id: string;
  readonly programme: string;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const parts = useWords(PARTS_WORDS);
  const tell = useTell();
  const fields = useFields<{ file: File | null; batch: string }>({
    initial: { file: null, batch: '' },
    check: ({ file, batch }) => ({
      file: file === null ? words.fileMissing : null,
      batch: batch.trim() === '' ? words.batchMissing : null,
    }),
  });
  const counting = useAct('/api/v1/survey/{id}/commands');
  const storing = useMutation<Stored, ApiProblem, Sending>({
    mutationFn: ({ file, batch }) =>
      fetched(
        `/api/v1/survey-batches?${new URLSearchParams({ programme, batch, fileName: file.name })}`,
        { method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/octet-stream' }, body: file },
        (response) => response.json(),
      ) as Promise<Stored>, // as the API's document says of this path
    onSuccess: ({ batch, rows }) =>
      counting.mutate(
        { params: { path: { id } }, body: { type: 'ReceiveAnswers', batch } },
        {
          onSuccess: () => {
            tell.done(words.imported(grouped(rows)));
            onClose();
          },
        },
      ),
  });
  const busy = storing.isPending || counting.isPending;
  return (
    <Modal opened onClose={onClose} title={words.importTitle} closeButtonProps={{ 'aria-label': parts.close }} closeOnClickOutside={!busy} size="lg">
      <FormBody
        fields={fields}
        problem={storing.error ?? counting.error}
        busy={busy}
        submit={words.importStart}
        onCancel={onClose}
        onSubmit={({ file, batch }) => {
          if (file === null) return;
          counting.reset();
          storing.mutate({ file, batch: batch.trim() });
        }}
      >
        <Text>{words.paperText}</Text>
        <FileInput
          label={words.file}
          placeholder={words.chooseFile}
          required
          accept=".csv,.txt,.tsv,.xlsx"
          {...fields.getInputProps('file')}
          onChange={(file) => {
            fields.setFieldValue('file', file);
            if (file !== null && fields.values.batch === '') fields.setFieldValue('batch', batchOf(file.name));
          }}
        />
        <TextInput label={words.batch} description={words.batchHint} required maxLength={40} autoComplete="off" {...fields.getInputProps('batch')} />
        {busy && <HowFar programme={programme} batch={fields.values.batch.trim()} />}
      </FormBody>
    </Modal>
  );
}

/** Looked at while the answer is waited for; what was never begun is not there yet. */
function HowFar({ programme, batch }: { readonly programme: string; readonly batch: string }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const { data } = useQuery({
    ...reading('/api/v1/survey-batches/progress', { query: { programme, batch } }),
    refetchInterval: LOOK_MS,
    retry: false,
  });
  const total = data?.total ?? 0;
  return (
    <Stack gap={4}>
      <Progress value={total === 0 ? 0 : percent(data?.done ?? 0, total)} animated={total === 0} aria-label={words.importing} />
      <Text size="sm" role="status">
        {data === undefined || total === 0 ? words.reading : words.storing(grouped(data.done), grouped(total))}
      </Text>
    </Stack>
  );
}

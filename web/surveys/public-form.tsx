/** The public questionnaire of a survey: its link and QR code, what came in, opening and closing it. */
import { Anchor, Button, Group, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import type { ReactNode } from 'react';
import { ANSWER_FAULT_WORDS } from '../../domain/stages/survey/answer.ts';
import { REFUSED_WORDS } from '../../domain/stages/survey/batch.ts';
import { useAct } from '../app/acting.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { DialogForm, useFields } from '../parts/form.tsx';
import { CopyText } from '../parts/shown-once.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { useTell } from '../parts/tell.tsx';
import { areasFault, areasIn, asLines } from './areas.ts';
import { grouped, type Progress } from './facts.ts';
import { SURVEY_WORDS } from './words.ts';

type Props = { readonly id: string; readonly told: Progress; readonly act: string | undefined; readonly onAct: (act: string | null) => void };
const QR_PX = 184;

export function PublicFormCard({ id, told, act, onAct }: Props): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const { form, runs } = told;
  const collecting = form?.collecting === true;
  return (
    <Paper withBorder p="md">
      <Stack gap="sm" align="stretch">
        <Group justify="space-between">
          <Title order={2} size="h3">
            {words.form}
          </Title>
          {form !== null && <Text fw={600}>{collecting ? words.formOpen : words.formClosed}</Text>}
        </Group>
        {form === null && <Text>{words.formNone}</Text>}
        {form !== null && collecting && <Address form={form} />}
        {form !== null && <CameIn form={form} />}
        <Acts told={told} onAct={onAct} />
      </Stack>
      {act === 'open' && runs && <Opening id={id} told={told} onClose={() => onAct(null)} />}
      {form !== null && <Closing id={id} form={form} opened={act === 'close' && runs && collecting} onClose={() => onAct(null)} />}
    </Paper>
  );
}

function Acts({ told: { runs, form, whyNotOpen, whyNotClose }, onAct }: Pick<Props, 'told' | 'onAct'>): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const why = form?.collecting === true ? whyNotClose : whyNotOpen;
  return (
    <Stack gap={4} align="flex-start">
      {form?.collecting === true ? (
        <Button variant="default" disabled={!runs || whyNotClose !== null} onClick={() => onAct('close')}>
          {words.closeAct}
        </Button>
      ) : (
        <Button disabled={!runs || whyNotOpen !== null} onClick={() => onAct('open')}>
          {words.openAct}
        </Button>
      )}
      {!runs ? <Text c="dimmed">{words.notRuns}</Text> : why !== null && <Text c="dimmed">{say(why)}</Text>}
    </Stack>
  );
}

type Form = NonNullable<Progress['form']>;

/** Its link and QR code, for those who may see them. */
export function Address({ form: { address } }: { readonly form: Pick<Form, 'address'> }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  if (address === null) return <Text c="dimmed">{words.linkOthers}</Text>;
  return (
    <Group align="flex-start" gap="md">
      {/* Black on white in the dark too: a phone reads nothing else. */}
      <QRCodeSVG value={address} size={QR_PX} marginSize={4} level="M" title={words.qr} role="img" aria-label={words.qr} />
      <Stack gap="xs" align="flex-start" style={{ flex: '1 1 16rem', minWidth: 0 }}>
        <Text fw={600}>{words.link}</Text>
        <Anchor href={address} target="_blank" rel="noopener" style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Anchor>
        <CopyText text={address} name={words.copy} />
      </Stack>
    </Group>
  );
}

type LeftOut = { readonly key: string; readonly kind: string; readonly why: string; readonly n: number };
const WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = { ...ANSWER_FAULT_WORDS };
const REFUSALS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = { ...REFUSED_WORDS };

/** What came in, and what of it was left out or refused. */
export function CameIn({ form }: { readonly form: Pick<Form, 'received' | 'valid' | 'excluded' | 'refused'> }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const rows: readonly LeftOut[] = [
    ...Object.entries(form.excluded).map(([why, n]) => ({ key: `x${why}`, kind: words.excluded, why: say(WORDS[why] ?? { zh: why, en: why }), n })),
    ...Object.entries(form.refused).map(([why, n]) => ({ key: `r${why}`, kind: words.refused, why: say(REFUSALS[why] ?? { zh: why, en: why }), n })),
  ];
  const columns: readonly Column<LeftOut>[] = [
    { key: 'why', name: words.why, show: ({ why }) => why, value: ({ why }) => why },
    { key: 'kind', name: words.kind, show: ({ kind }) => kind, value: ({ kind }) => kind },
    { key: 'n', name: words.number, show: ({ n }) => grouped(n), value: ({ n }) => n, align: 'right' },
  ];
  return (
    <>
      <Text role="status">{`${words.received(grouped(form.received))} · ${words.counts} ${grouped(form.valid)}`}</Text>
      {rows.length > 0 && <DataTable caption={words.leftOutCaption} columns={columns} rows={rows} rowKey={({ key }) => key} />}
    </>
  );
}

function Opening({ id, told, onClose }: { readonly id: string; readonly told: Progress; readonly onClose: () => void }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const locale = useLocale();
  const tell = useTell();
  const fields = useFields<{ basis: string; areas: string }>({
    initial: { basis: '', areas: asLines(told.areas, locale) },
    draft: `surveys.open.${id}`,
    check({ basis, areas }) {
      return { basis: basis.trim() === '' ? words.basisMissing : null, areas: areasFault(areas, words) };
    },
  });
  const act = useAct('/api/v1/survey/{id}/commands', {
    key: fields.draft.key,
    onDone() {
      fields.draft.clear();
      tell.done(words.opened);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.openTitle}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.openAct}
      fieldOf={(at) => (at.startsWith('areas') ? 'areas' : at)}
      onSubmit={({ basis, areas }) => {
        const read = areasIn(areas);
        if ('areas' in read)
          act.mutate({
            params: { path: { id } },
            body: { type: 'OpenQuestionnaire', basis: basis.trim(), areas: read.areas.map((one) => ({ ...one })) },
          });
      }}
    >
      <Text>{words.openText}</Text>
      <TextInput label={words.basis} description={words.basisHint} required maxLength={200} autoComplete="off" {...fields.getInputProps('basis')} />
      <Textarea label={words.areas} description={words.areasHint} required autosize minRows={3} maxRows={12} {...fields.getInputProps('areas')} />
    </DialogForm>
  );
}

function Closing({
  id,
  form,
  opened,
  onClose,
}: {
  readonly id: string;
  readonly form: Form;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/survey/{id}/commands', {
    onDone() {
      tell.done(words.closed);
      onClose();
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={words.closeTitle}
      consequence={words.closeText(grouped(form.received), grouped(form.valid))}
      act={words.closeAct}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id } }, body: { type: 'CloseQuestionnaire' } })}
    />
  );
}

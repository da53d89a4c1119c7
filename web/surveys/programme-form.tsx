/** The public questionnaire of a programme as a whole: its link and QR code, what came in, opening and closing it, and where its answers count. */
import { Button, Group, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { STRATUM_WORDS } from '../../domain/standards/demand.ts';
import { useAct } from '../app/acting.ts';
import { reading } from '../app/client.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DialogForm, useFields } from '../parts/form.tsx';
import { PageLink } from '../parts/link.tsx';
import { Asked } from '../parts/states.tsx';
import { useTell } from '../parts/tell.tsx';
import { Day } from '../parts/when.tsx';
import { areasFault, areasIn, asLines } from './areas.ts';
import { grouped, type ProgrammeForm } from './facts.ts';
import { surveyPaths } from './paths.ts';
import { PROGRAMME_SURVEY_WORDS } from './programme-words.ts';
import { Address, CameIn } from './public-form.tsx';
import { SURVEY_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly act: string | undefined; readonly onAct: (act: string | null) => void };

export function ProgrammeFormCard({ programme, act, onAct }: Props): ReactNode {
  const found = useQuery(reading('/api/v1/programme/{id}/questionnaire', { path: { id: programme } }));
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {words.form}
        </Title>
        <Asked query={found}>
          {(told) => (
            <>
              {told.form === null ? <Text>{words.formNone}</Text> : <Stands form={told.form} programme={programme} runs={told.runs} />}
              <Acts told={told} onAct={onAct} />
              {act === 'open' && told.runs && told.whyNotOpen === null && <Opening programme={programme} told={told} onClose={() => onAct(null)} />}
              {told.form !== null && (
                <Closing programme={programme} form={told.form} opened={act === 'close' && told.runs && told.form.open} onClose={() => onAct(null)} />
              )}
              {!told.runs && <Text c="dimmed">{survey.notRuns}</Text>}
            </>
          )}
        </Asked>
      </Stack>
    </Paper>
  );
}

type Form = NonNullable<ProgrammeForm['form']>;

function Stands({ form, programme, runs }: { readonly form: Form; readonly programme: string; readonly runs: boolean }): ReactNode {
  const words = useWords(PROGRAMME_SURVEY_WORDS);
  const survey = useWords(SURVEY_WORDS);
  const say = useSay();
  const { open, collecting, basis, openedOn, closesOn, endedOn, batches } = form;
  return (
    <>
      <Text fw={600}>{collecting ? survey.formOpen : open ? words.formOver : words.formClosed}</Text>
      <Text>
        {words.openedOn} <Day day={openedOn} /> · {survey.closes} <Day day={closesOn} />
        {endedOn !== null && (
          <>
            {' · '}
            {words.endedOn} <Day day={endedOn} />
          </>
        )}{' '}
        · {survey.basis} {basis}
      </Text>
      {open && runs && <Address form={form} />}
      <CameIn form={form} />
      {batches.length > 0 && (
        <Stack gap={4}>
          <Text>{words.countThem}</Text>
          {batches.map(({ batch, stratum, rows }) => (
            <Text key={batch}>{words.batchOf(say(STRATUM_WORDS[stratum]), grouped(rows), batch)}</Text>
          ))}
          {runs && <PageLink href={surveyPaths.answers({ programme })}>{words.toAnswers}</PageLink>}
        </Stack>
      )}
    </>
  );
}

function Acts({ told: { runs, form, whyNotOpen, whyNotClose }, onAct }: { readonly told: ProgrammeForm; readonly onAct: Props['onAct'] }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  if (!runs) return null;
  const closes = form?.open === true;
  const why = closes ? whyNotClose : whyNotOpen;
  return (
    <Group>
      <Button {...(closes ? { variant: 'default' } : {})} disabled={why !== null} onClick={() => onAct(closes ? 'close' : 'open')}>
        {closes ? words.closeAct : words.openAct}
      </Button>
      {why !== null && <Text c="dimmed">{say(why)}</Text>}
    </Group>
  );
}

type OpeningProps = { readonly programme: string; readonly told: ProgrammeForm; readonly onClose: () => void };

function Opening({ programme, told, onClose }: OpeningProps): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const whole = useWords(PROGRAMME_SURVEY_WORDS);
  const locale = useLocale();
  const tell = useTell();
  const fields = useFields<{ basis: string; closesOn: string; areas: string }>({
    initial: { basis: '', closesOn: '', areas: asLines(told.areas, locale) },
    draft: `surveys.programme.open.${programme}`,
    check({ basis, closesOn, areas }) {
      return {
        basis: basis.trim() === '' ? words.basisMissing : null,
        closesOn: closesOn === '' ? whole.closesMissing : null,
        areas: areasFault(areas, words),
      };
    },
  });
  const act = useAct('/api/v1/programme/{id}/questionnaire', {
    key: fields.draft.key,
    onDone() {
      fields.draft.clear();
      tell.done(words.opened);
      onClose();
    },
  });
  return (
    <DialogForm
      title={whole.openTitle}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.openAct}
      fieldOf={(at) => (at.startsWith('areas') ? 'areas' : at)}
      onSubmit={({ basis, closesOn, areas }) => {
        const read = areasIn(areas);
        if ('areas' in read)
          act.mutate({
            params: { path: { id: programme } },
            body: { basis: basis.trim(), closesOn, areas: read.areas.map((one) => ({ ...one })) },
          });
      }}
    >
      <Text>{whole.openText}</Text>
      <TextInput label={words.basis} description={words.basisHint} required maxLength={200} autoComplete="off" {...fields.getInputProps('basis')} />
      <DayInput
        label={words.closes}
        name={words.closes}
        required
        text={fields.values.closesOn}
        onType={(day) => fields.setFieldValue('closesOn', day)}
        error={fields.errors.closesOn}
      />
      <Textarea label={words.areas} description={whole.areasHint} required autosize minRows={4} maxRows={14} {...fields.getInputProps('areas')} />
    </DialogForm>
  );
}

type ClosingProps = { readonly programme: string; readonly form: Form; readonly opened: boolean; readonly onClose: () => void };

function Closing({ programme, form, opened, onClose }: ClosingProps): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const whole = useWords(PROGRAMME_SURVEY_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/questionnaire/close', {
    onDone() {
      tell.done(whole.closed);
      onClose();
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={words.closeTitle}
      consequence={whole.closeText(grouped(form.received), grouped(form.valid))}
      act={words.closeAct}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: programme } }, body: {} })}
    />
  );
}

/**
 * Files of a form: dragged in or chosen, each with how far it is, carried on by itself where the line broke, and taken out
 * again; those that a page left unfinished are named. The form's value holds those that have arrived. Deliberately absent:
 * which of them are on their way (use-sending.ts).
 */
import { ActionIcon, Button, Group, Input, Paper, Progress, Stack, Text } from '@mantine/core';
import FileText from 'lucide-react/icons/file-text';
import Upload from 'lucide-react/icons/upload';
import X from 'lucide-react/icons/x';
import { type ReactNode, useId } from 'react';
import { useDropzone } from 'react-dropzone';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import choose from './choose-file.module.css';
import type { KeptFile } from './sending.ts';
import classes from './upload.module.css';
import { type OnBusy, type OnItsWay, useSending, useUploading } from './use-sending.ts';
import { PARTS_WORDS } from './words.ts';

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: readonly KeptFile[];
  readonly onChange: (value: readonly KeptFile[]) => void;
  readonly error?: ReactNode;
  readonly required?: boolean;
  /** Told when the first begins and when the last has ended: a form is not handed in meanwhile (`useUploading`). */
  readonly onBusy?: OnBusy;
  /** At most so many; absent: as many as a case takes. */
  readonly most?: number;
  readonly path: string;
};

/** Why a form cannot be handed in yet, as its button says it; null: nothing is on its way. */
export function useWaiting(): { readonly waits: string | null; readonly onBusy: OnBusy } {
  const words = useWords(PARTS_WORDS);
  const { uploading, onBusy } = useUploading();
  return { waits: uploading === null ? null : uploading === 'GOING' ? words.filesGoing : words.filesStopped, onBusy };
}

export function FilesField(props: Props): ReactNode {
  const { label, description, value, onChange, error, required = false, most, path } = props;
  const words = useWords(PARTS_WORDS);
  const marks = useMarks();
  const id = useId();
  const { underWay, unfinished, begin, again, drop, leaveOut } = useSending(props);
  const room = most === undefined ? Number.POSITIVE_INFINITY : most - value.length - underWay.length;
  const zone = useDropzone({ onDrop: (files) => files.slice(0, room).forEach(begin), noClick: true, noKeyboard: true, disabled: room <= 0 });
  return (
    <Input.Wrapper id={id} label={label} description={description ?? words.filesHow} error={error} required={required} labelElement="div">
      <Stack gap="xs" mt="xs">
        {value.map((kept) => (
          <Line key={kept.sha256} name={kept.title} onRemove={() => onChange(value.filter(({ sha256 }) => sha256 !== kept.sha256))} />
        ))}
        {underWay.map((one) => (
          <OneOnItsWay key={one.id} one={one} onAgain={() => again(one.id)} onRemove={() => drop(one.id)} />
        ))}
        {unfinished.items.map((one) => (
          <Line key={one.upload} name={one.name} onRemove={() => leaveOut(one)}>
            <Text size="sm" c="heed">
              {words.fileUnfinished(Math.round(one.part * 100))}
            </Text>
          </Line>
        ))}
        {room > 0 && (
          <div {...zone.getRootProps({ className: classes.zone, 'data-over': zone.isDragActive || undefined })}>
            <Upload size={20} aria-hidden />
            <label className={choose.choose}>
              {words.filesChoose}
              <input
                {...zone.getInputProps({ style: {}, className: choose.input, 'aria-label': `${label}${marks.colon}${words.filesChoose}` })}
                data-path={path}
                data-label={label}
              />
            </label>
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {words.filesDrag}
            </Text>
          </div>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

type OneProps = { readonly one: OnItsWay; readonly onAgain: () => void; readonly onRemove: () => void };

function OneOnItsWay({ one: { file, part, stage, problem }, onAgain, onRemove }: OneProps): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  const percent = Math.round(part * 100);
  return (
    <Line name={file.name} onRemove={onRemove}>
      {problem === null ? (
        <>
          <Progress value={percent} aria-label={words.fileSending(file.name, percent)} />
          <Text size="sm" c="dimmed" aria-live="polite">
            {stage === 'WAITING' ? words.fileWaiting : stage === 'IN_LINE' ? words.fileInLine : words.filePercent(percent)}
          </Text>
        </>
      ) : (
        <Text size="sm" c="stop" role="alert">
          {[say(problem.text), ...problem.faults.map(({ text }) => say(text))].join(' ')}
        </Text>
      )}
      {problem !== null && (problem.mayPass || problem.status === 401) && (
        <Button variant="default" size="compact-md" mt={4} onClick={onAgain} aria-label={words.fileAgain(file.name)}>
          {words.retry}
        </Button>
      )}
    </Line>
  );
}

function Line({ name, onRemove, children }: { readonly name: string; readonly onRemove: () => void; readonly children?: ReactNode }): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Paper withBorder p="xs">
      <Group wrap="nowrap" justify="space-between">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <FileText size={18} aria-hidden className={classes.sign} />
          <Text className={classes.name}>{name}</Text>
        </Group>
        <ActionIcon variant="subtle" color="gray" size="lg" onClick={onRemove} aria-label={words.fileRemove(name)}>
          <X size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {children}
    </Paper>
  );
}

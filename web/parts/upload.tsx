/**
 * Files of a form: dragged in or chosen, each with how far it is, again by itself where the line broke, and taken out again.
 * The form's value holds those that have arrived. Deliberately absent: the way of a file (sending.ts).
 */
import { ActionIcon, Group, Input, Paper, Progress, Stack, Text } from '@mantine/core';
import FileText from 'lucide-react/icons/file-text';
import Upload from 'lucide-react/icons/upload';
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { useSay, useWords } from '../app/locale.tsx';
import { type ApiProblem, asProblem } from '../app/problem.ts';
import { type KeptFile, sendFile, tooLarge } from './sending.ts';
import classes from './upload.module.css';
import { PARTS_WORDS } from './words.ts';

/** As FILE_MAX_BYTES of the API says it. */
const MOST_BYTES = 20 * 1_048_576;

type OnItsWay = { readonly id: number; readonly file: File; readonly part: number; readonly waiting: boolean; readonly problem: ApiProblem | null };

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: readonly KeptFile[];
  readonly onChange: (value: readonly KeptFile[]) => void;
  readonly error?: ReactNode;
  readonly required?: boolean;
  /** Told when the first begins and when the last has ended: a form is not handed in meanwhile. */
  readonly onBusy?: (busy: boolean) => void;
  /** At most so many; absent: as many as a case takes. */
  readonly most?: number;
  readonly path: string;
};

let counted = 0;

function useSending({ value, onChange, onBusy }: Pick<Props, 'value' | 'onChange' | 'onBusy'>) {
  const [underWay, setUnderWay] = useState<readonly OnItsWay[]>([]);
  // Several end one after the other: each joins those that have arrived by then.
  const arrived = useRef(value);
  arrived.current = value;
  // What else was typed while it was on its way stays: the form of now is told, not the one of then.
  const told = useRef(onChange);
  told.current = onChange;
  const stops = useRef(new Map<number, AbortController>());
  useEffect(() => () => stops.current.forEach((stop) => void stop.abort()), []);
  const busy = underWay.some(({ problem }) => problem === null);
  useEffect(() => onBusy?.(busy), [busy, onBusy]);
  const change = (id: number, by: Partial<OnItsWay>): void => setUnderWay((all) => all.map((one) => (one.id === id ? { ...one, ...by } : one)));
  const drop = (id: number): void => {
    stops.current.get(id)?.abort();
    stops.current.delete(id);
    setUnderWay((all) => all.filter((one) => one.id !== id));
  };
  const begin = (file: File): void => {
    counted += 1;
    const id = counted;
    const problem = tooLarge(file, MOST_BYTES);
    setUnderWay((all) => [...all, { id, file, part: 0, waiting: false, problem }]);
    if (problem !== null) return;
    const stop = new AbortController();
    stops.current.set(id, stop);
    void sendFile(file, {
      signal: stop.signal,
      onProgress: (part) => change(id, { part, waiting: false }),
      onWaiting: () => change(id, { waiting: true }),
    }).then(
      (kept) => {
        if (stop.signal.aborted) return;
        // The same file twice is one.
        if (!arrived.current.some(({ sha256 }) => sha256 === kept.sha256)) {
          arrived.current = [...arrived.current, kept];
          told.current(arrived.current);
        }
        drop(id);
      },
      (error: unknown) => change(id, { problem: asProblem(error) }),
    );
  };
  return { underWay, begin, drop };
}

export function FilesField(props: Props): ReactNode {
  const { label, description, value, onChange, error, required = false, most, path } = props;
  const words = useWords(PARTS_WORDS);
  const id = useId();
  const { underWay, begin, drop } = useSending(props);
  const room = most === undefined ? Number.POSITIVE_INFINITY : most - value.length - underWay.length;
  const zone = useDropzone({ onDrop: (files) => files.slice(0, room).forEach(begin), noClick: true, noKeyboard: true, disabled: room <= 0 });
  return (
    <Input.Wrapper id={id} label={label} description={description ?? words.filesHow} error={error} required={required} labelElement="div">
      <Stack gap="xs" mt="xs">
        {value.map((kept) => (
          <Line key={kept.sha256} name={kept.title} onRemove={() => onChange(value.filter(({ sha256 }) => sha256 !== kept.sha256))} />
        ))}
        {underWay.map((one) => (
          <OneOnItsWay key={one.id} one={one} onRemove={() => drop(one.id)} />
        ))}
        {room > 0 && (
          <div {...zone.getRootProps({ className: classes.zone, 'data-over': zone.isDragActive || undefined })}>
            <Upload size={20} aria-hidden />
            <label className={classes.choose}>
              {words.filesChoose}
              <input
                {...zone.getInputProps({ style: {}, className: classes.input, 'aria-label': `${label}：${words.filesChoose}` })}
                data-path={path}
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

function OneOnItsWay({ one: { file, part, waiting, problem }, onRemove }: { readonly one: OnItsWay; readonly onRemove: () => void }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  const percent = Math.round(part * 100);
  return (
    <Line name={file.name} onRemove={onRemove}>
      {problem === null ? (
        <>
          <Progress value={percent} aria-label={words.fileSending(file.name, percent)} />
          <Text size="sm" c="dimmed" aria-live="polite">
            {waiting ? words.fileWaiting : words.filePercent(percent)}
          </Text>
        </>
      ) : (
        <Text size="sm" c="stop" role="alert">
          {[say(problem.text), ...problem.faults.map(({ text }) => say(text))].join(' ')}
        </Text>
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

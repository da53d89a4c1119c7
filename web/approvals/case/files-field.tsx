/** Files that go with words: handed in one by one as they are chosen. Deliberately absent: large sets with progress (the forms of applications). */
import { ActionIcon, Button, FileButton, Group, Input, Loader, Stack, Text } from '@mantine/core';
import Paperclip from 'lucide-react/icons/paperclip';
import X from 'lucide-react/icons/x';
import { type ReactNode, useId, useState } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { type ApiProblem, asProblem, problemIn } from '../../app/problem.ts';
import { ACT_WORDS } from './act-words.ts';
import type { Handed } from './acts.ts';

/** Error: ApiProblem. */
export async function handIn(file: File): Promise<Handed> {
  try {
    const response = await fetch(`/api/v1/files?${new URLSearchParams({ name: file.name.slice(0, 200) })}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json' },
      body: file,
    });
    if (!response.ok) throw await problemIn(response);
    return (await response.json()) as Handed; // as the API's document says of this path
  } catch (error) {
    throw asProblem(error);
  }
}

type Props = {
  readonly label: string;
  readonly fault: string | null;
  readonly many: boolean;
  readonly files: readonly Handed[];
  readonly onChange: (files: readonly Handed[]) => void;
};

export function FilesField({ label, fault, many, files, onChange }: Props): ReactNode {
  const words = useWords(ACT_WORDS);
  const say = useSay();
  const id = useId();
  const [under, setUnder] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const add = async (chosen: readonly File[]): Promise<void> => {
    setProblem(null);
    let kept = files;
    for (const file of chosen) {
      setUnder(file.name);
      try {
        const handed = await handIn(file);
        kept = [...(many ? kept.filter(({ sha256 }) => sha256 !== handed.sha256) : []), { title: handed.title, sha256: handed.sha256 }];
        onChange(kept);
      } catch (error) {
        setProblem(asProblem(error));
        break;
      }
    }
    setUnder(null);
  };
  const told = problem === null ? fault : [say(problem.text), ...problem.faults.map(({ text }) => say(text))].join(' ');
  return (
    <Input.Wrapper label={label} description={words.filesHint} error={told} labelElement="div" labelProps={{ id }}>
      <Stack gap={4} mt={4} role="group" aria-labelledby={id}>
        {files.map(({ title, sha256 }) => (
          <Group key={sha256} gap="xs" wrap="nowrap">
            <Paperclip size={16} aria-hidden />
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Text>
            <ActionIcon
              variant="subtle"
              aria-label={words.removeFile(title)}
              onClick={() => onChange(files.filter((other) => other.sha256 !== sha256))}
            >
              <X size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {under !== null && (
          <Group gap="xs" role="status">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{words.uploading(under)}</Text>
          </Group>
        )}
        <FileButton
          multiple={many}
          onChange={(chosen: readonly File[] | File | null) => void add(chosen === null ? [] : chosen instanceof File ? [chosen] : chosen)}
        >
          {(props) => (
            <Button {...props} variant="default" w="fit-content" disabled={under !== null}>
              {words.addFiles}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Input.Wrapper>
  );
}

/**
 * A document of a case: its name, what it is, a preview in place, and the file itself. The preview is fetched when it is asked
 * for and shown from the browser's memory; what no browser shows is offered to be kept. Deliberately absent: handing one in.
 */
import { Alert, Button, Group, Image, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Eye from 'lucide-react/icons/eye';
import FileText from 'lucide-react/icons/file-text';
import { type ReactNode, useEffect, useState } from 'react';
import { fetched } from '../app/fetched.ts';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import classes from './document.module.css';
import { saveFile } from './export.ts';
import { Asked, RowsSkeleton } from './states.tsx';
import { PARTS_WORDS } from './words.ts';

export type DocumentShown = { readonly title: string; readonly number?: string; readonly sha256?: string };

type Props = {
  /** The case that refers to it, `approval/QH-01.FSR`. */
  readonly stream: string;
  readonly document: DocumentShown;
};

/** Error: ApiProblem. */
const fetchFile = (stream: string, sha256: string): Promise<Blob> => fetched(`/api/v1/${stream}/files/${sha256}`, {}, (response) => response.blob());

export function Document({ stream, document }: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  const [opened, setOpened] = useState(false);
  const { title, number, sha256 } = document;
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" className={classes.document}>
      <Group gap="xs" wrap="nowrap" miw={0}>
        <FileText size={18} aria-hidden className={classes.sign} />
        <Text component="span" className={classes.title}>
          {title}
          {number !== undefined && (
            <Text component="span" c="dimmed" size="sm">
              {' '}
              {number}
            </Text>
          )}
        </Text>
      </Group>
      {sha256 !== undefined && (
        <Button variant="subtle" px="xs" flex="none" onClick={() => setOpened(true)} aria-label={words.preview(title)}>
          <Eye size={18} aria-hidden />
        </Button>
      )}
      {sha256 !== undefined && (
        <Modal opened={opened} onClose={() => setOpened(false)} title={title} size="xl" closeButtonProps={{ 'aria-label': words.close }}>
          <Preview stream={stream} sha256={sha256} title={title} />
        </Modal>
      )}
    </Group>
  );
}

type PictureProps = { readonly stream: string; readonly sha256: string; readonly alt: string; readonly className: string };

/** A small picture in its place; nothing where it cannot be had. */
export function Picture({ stream, sha256, alt, className }: PictureProps): ReactNode {
  const { data } = useFile(stream, sha256);
  const url = useUrl(data);
  return url === null ? null : <Image src={url} alt={alt} className={className} fit="contain" />;
}

// What is in a file does not change: its name is its hash.
const useFile = (stream: string, sha256: string) =>
  useQuery<Blob, ApiProblem>({
    queryKey: ['file', sha256],
    queryFn: () => fetchFile(stream, sha256),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

function useUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === undefined) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

function Preview({ stream, sha256, title }: { readonly stream: string; readonly sha256: string; readonly title: string }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const file = useFile(stream, sha256);
  return (
    <Asked query={file}>
      {(blob) => (
        <>
          <Shown blob={blob} title={title} stream={stream} sha256={sha256} />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={() => saveFile(blob, title)}>
              {words.download(title)}
            </Button>
          </Group>
        </>
      )}
    </Asked>
  );
}

/** Its first page as the service draws it; where it cannot, what it is called and how large. */
function Drawn({ title, stream, sha256, size }: Omit<ShownProps, 'blob'> & { readonly size: number }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const picture = useQuery<Blob | null, ApiProblem>({
    queryKey: ['preview', sha256],
    queryFn: () => fetched(`/api/v1/${stream}/files/${sha256}/preview`, {}, (response) => response.blob()),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  const url = useUrl(picture.data ?? undefined);
  if (picture.isPending) return <RowsSkeleton rows={6} />;
  if (url !== null)
    return (
      <>
        <Text size="sm" c="dimmed" mb="xs">
          {words.firstPage}
        </Text>
        <Image src={url} alt={title} fit="contain" mah="70vh" />
      </>
    );
  return <Alert color="gray">{words.noPreviewOf(title, Math.ceil(size / 1_024))}</Alert>;
}

type ShownProps = { readonly blob: Blob; readonly title: string; readonly stream: string; readonly sha256: string };
function Shown({ blob, title, stream, sha256 }: ShownProps): ReactNode {
  const url = useUrl(blob);
  if (url === null) return null;
  if (/^image\/(?:png|jpeg|webp|gif)$/.test(blob.type)) return <Image src={url} alt={title} fit="contain" mah="70vh" />;
  if (blob.type === 'application/pdf') return <iframe src={url} title={title} className={classes.frame} />;
  return <Drawn title={title} stream={stream} sha256={sha256} size={blob.size} />;
}

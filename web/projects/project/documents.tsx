/** The documents of all cases of a project in one list, each with the hash under which it stands in the record. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Document } from '../../parts/document.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { documentsReading, type Project } from './facts.ts';
import classes from './project.module.css';
import { PROJECT_WORDS } from './words.ts';

type File = AnswerOf<'/api/v1/project/{id}/documents'>['items'][number];

export function Documents({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const found = useQuery(documentsReading(project.code));
  return (
    <Asked query={found}>
      {({ items }) => (items.length === 0 ? <Empty title={words.noFiles}>{words.noFilesNext}</Empty> : <Listed items={items} />)}
    </Asked>
  );
}

function Listed({ items }: { readonly items: readonly File[] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const columns: readonly Column<File>[] = [
    {
      key: 'file',
      name: words.file,
      show: ({ stream, sha256, name }) => <Document stream={stream} document={{ title: name, sha256 }} />,
      value: ({ name }) => name,
    },
    { key: 'of', name: words.ofCase, show: ({ of }) => say(of), value: ({ of }) => say(of) },
    { key: 'at', name: words.handedIn, show: ({ uploadedAt }) => <Moment at={uploadedAt} />, value: ({ uploadedAt }) => uploadedAt },
    { key: 'size', name: words.size, value: ({ size }) => size },
    { key: 'hash', name: words.hash, show: ({ sha256 }) => <span className={classes.hash}>{sha256}</span>, value: ({ sha256 }) => sha256 },
  ];
  return <DataTable caption={words.files} columns={columns} rows={items} rowKey={({ stream, sha256 }) => `${stream} ${sha256}`} />;
}

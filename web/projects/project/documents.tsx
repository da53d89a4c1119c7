/**
 * The folder of a project: every file of its cases, with who handed it in when by which act, its versions, and the hash under
 * which it stands in the record; filtered, in pages, and as a ZIP. Deliberately absent: a file's preview (parts/document.tsx).
 */
import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../app/client.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { Document } from '../../parts/document.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { type FolderQuery, folderReading, type Project, useNamesIn } from './facts.ts';
import classes from './project.module.css';
import { PROJECT_WORDS } from './words.ts';

type Folder = AnswerOf<'/api/v1/project/{id}/files'>;
type File = Folder['items'][number];
type Place = File['place'];
const TYPING_MS = 300;

export function Documents({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const [text, setText] = useState('');
  const [place, setPlace] = useState<Place | null>(null);
  const [newest, setNewest] = useState(true);
  /** Where each page that was opened begins. */
  const [pages, setPages] = useState<readonly string[]>([]);
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS);
  const query: FolderQuery = {
    ...(wanted === '' ? {} : { text: wanted }),
    ...(place === null ? {} : { place }),
    ...(newest ? { newest: 'true' as const } : {}),
  };
  const after = pages.at(-1);
  const found = useQuery({
    ...folderReading(project.code, { ...query, ...(after === undefined ? {} : { after }) }),
    placeholderData: keepPreviousData,
  });
  const anew = (change: () => void): void => {
    change();
    setPages([]);
  };
  const isFiltered = wanted !== '' || place !== null;
  return (
    <Asked query={found}>
      {(folder) =>
        folder.count === 0 && !isFiltered && folder.places.length === 0 ? (
          <Empty title={words.noFiles}>{words.noFilesNext}</Empty>
        ) : (
          <Stack gap="sm">
            <Filters
              folder={folder}
              text={text}
              onText={(value) => anew(() => setText(value))}
              place={place}
              onPlace={(value) => anew(() => setPlace(value))}
              newest={newest}
              onNewest={(value) => anew(() => setNewest(value))}
            />
            <Text c="dimmed" size="sm" role="status">
              {words.filesCounted(folder.count, sizeOf(folder.bytes))}
            </Text>
            {folder.count === 0 ? (
              <Empty title={words.noneFound} />
            ) : (
              <Listed folder={folder} zip={<Zip project={project} query={query} count={folder.count} />} />
            )}
            <Group justify="center">
              {pages.length > 0 && (
                <Button variant="default" onClick={() => setPages(pages.slice(0, -1))}>
                  {words.pageBefore}
                </Button>
              )}
              {folder.next !== null && (
                <Button variant="default" onClick={() => setPages([...pages, folder.next ?? ''])}>
                  {words.pageNext}
                </Button>
              )}
            </Group>
          </Stack>
        )
      }
    </Asked>
  );
}

type FilterProps = {
  readonly folder: Folder;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly place: Place | null;
  readonly onPlace: (place: Place | null) => void;
  readonly newest: boolean;
  readonly onNewest: (newest: boolean) => void;
};

function Filters({ folder, text, onText, place, onPlace, newest, onNewest }: FilterProps): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const places = folder.places.map((one) => ({ value: one.place, label: `${say(one.name)} (${one.count})` }));
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={words.filesNamed}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        maxLength={100}
        className={classes.filter}
      />
      <Select
        label={words.filesOf}
        data={places}
        value={place}
        onChange={(value) => {
          onPlace(value as Place | null); // one of the values given
        }}
        clearable
        className={classes.filter}
      />
      <Checkbox label={words.newestOnly} checked={newest} onChange={({ currentTarget }) => onNewest(currentTarget.checked)} mb="xs" />
    </Group>
  );
}

/** As the filter has it; the browser saves it while it comes. */
function Zip({ project, query, count }: { readonly project: Project; readonly query: FolderQuery; readonly count: number }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const locale = useLocale();
  const asked = new URLSearchParams({ ...query, lang: locale });
  if (count === 0) return null;
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<Download size={16} aria-hidden />}
      download={`${project.code}-files.zip`}
      href={`/api/v1/project/${project.code}/files.zip?${asked.toString()}`}
    >
      {words.asZip}
    </Button>
  );
}

function Listed({ folder, zip }: { readonly folder: Folder; readonly zip: ReactNode }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const nameOf = useNamesIn(folder.people);
  const columns: readonly Column<File>[] = [
    {
      key: 'file',
      name: words.file,
      show: ({ stream, sha256, title, mediaType, size }) => (
        <div>
          <Document stream={stream} document={{ title, sha256 }} />
          <Text size="xs" c="dimmed">
            {`${kindOf(mediaType)} · ${sizeOf(size)}`}
          </Text>
          <span className={classes.hash}>{sha256}</span>
        </div>
      ),
      value: ({ title }) => title,
    },
    {
      key: 'version',
      name: words.version,
      show: ({ version, versions }) => (versions === 1 ? '1' : words.versionOf(version, versions)),
      value: ({ version }) => version,
      oneLine: true,
    },
    {
      key: 'act',
      name: words.byAct,
      show: ({ place, placeName, act, of }) => (
        <div>
          {say(act)}
          <Text size="xs" c="dimmed">
            {place === 'APPROVAL' ? say(of) : say(placeName)}
          </Text>
        </div>
      ),
      value: ({ act, of }) => `${say(of)} ${say(act)}`,
    },
    {
      key: 'by',
      name: words.handedInBy,
      show: ({ person, at }) => (
        <div>
          {person === null ? '—' : nameOf(person)}
          <Text size="xs" c="dimmed" component="div">
            <Moment at={at} />
          </Text>
        </div>
      ),
      value: ({ person }) => (person === null ? '' : nameOf(person)),
    },
    { key: 'at', name: words.handedIn, value: ({ at }) => at },
    { key: 'size', name: words.size, value: ({ size }) => size },
    { key: 'hash', name: words.hash, value: ({ sha256 }) => sha256 },
  ];
  return <DataTable tools={zip} caption={words.files} columns={columns} rows={folder.items} rowKey={({ stream, sha256 }) => `${stream} ${sha256}`} />;
}

const KINDS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/ofd': 'OFD',
};
const kindOf = (mediaType: string): string => KINDS[mediaType] ?? mediaType;

const KILO = 1_024;
/** As file managers say it. */
function sizeOf(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(KILO)));
  const n = bytes / KILO ** power;
  return `${n < 10 ? n.toFixed(1) : Math.round(n)} ${units[power - 1]}`;
}

/**
 * What is asked: its lines, and its documents, each read beside the decision where there is room for it. What an applicant
 * writes is theirs, and shown as written. Deliberately absent: handing documents in.
 */
import { Button, Card, Group, Image, Stack, Table, Text, Title } from '@mantine/core';
import ExternalLink from 'lucide-react/icons/external-link';
import Eye from 'lucide-react/icons/eye';
import FileText from 'lucide-react/icons/file-text';
import { type ReactNode, useState } from 'react';
import { visible } from '../../../domain/text/shown.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import { Moment } from '../../parts/when.tsx';
import classes from './content.module.css';
import { type ShownDocument, useCase, useNames } from './facts.ts';
import { CASE_WORDS } from './words.ts';

export function Content(): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const { lines, documents, undertaking, filled } = useCase();
  const all = undertaking === null ? documents : [...documents, undertaking];
  return (
    <Card withBorder component="section" aria-labelledby="content-title">
      <Title order={2} id="content-title" mb="sm">
        {words.asked}
      </Title>
      {lines.length === 0 ? (
        <Text c="dimmed">{words.noSummary}</Text>
      ) : (
        <Table layout="auto" verticalSpacing="xs" className={classes.lines}>
          <Table.Tbody>
            {lines.map(({ label, value }) => (
              <Table.Tr key={`${label.zh} ${value.zh}`}>
                <Table.Th scope="row" fw={400} c="dimmed">
                  {visible(say(label))}
                </Table.Th>
                <Table.Td className={classes.value}>{visible(say(value))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {filled.length > 0 && <FilledIn />}
      <Title order={3} mt="md" mb="xs">
        {words.documents}
      </Title>
      <Documents documents={all} />
    </Card>
  );
}

/** What deciders filled in of the form: by whom, at which step, when. */
function FilledIn(): ReactNode {
  const words = useWords(CASE_WORDS);
  const marks = useMarks();
  const say = useSay();
  const names = useNames();
  const { filled, steps } = useCase();
  return (
    <>
      <Title order={3} mt="md" mb="xs">
        {words.filledIn}
      </Title>
      <Table layout="auto" verticalSpacing="xs" className={classes.lines}>
        <Table.Tbody>
          {filled.map(({ key, label, words: value, person, onBehalfOf, step, at }) => {
            const where = steps.find((one) => one.step === step);
            return (
              <Table.Tr key={key}>
                <Table.Th scope="row" fw={400} c="dimmed">
                  {say(label)}
                </Table.Th>
                <Table.Td className={classes.value}>
                  {visible(say(value))}
                  <Text size="sm" c="dimmed">
                    {names(person)}
                    {onBehalfOf !== null && marks.aside(words.actsFor(names(onBehalfOf)))}
                    {where === undefined ? '' : ` · ${say(where.name)}`} · <Moment at={at} />
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** In a list; one of them at a time is shown below it. */
export function Documents({ documents }: { readonly documents: readonly ShownDocument[] }): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const { files, form } = useCase();
  /** What the route calls it. */
  const labelOf = (paper: string | undefined): string => {
    const field = form.find(({ key }) => key === paper);
    return field === undefined ? '' : say(field.label);
  };
  const [opened, setOpened] = useState<string | null>(null);
  if (documents.length === 0) return <Text c="dimmed">{words.noDocuments}</Text>;
  const shown = documents.find(({ sha256 }) => sha256 !== undefined && sha256 === opened);
  return (
    <Stack gap="xs">
      <Stack gap={4} component="ul" p={0} m={0}>
        {documents.map(({ title, number, on, sha256, paper }) => {
          const file = sha256 === undefined ? undefined : files[sha256];
          return (
            <Group
              key={`${title} ${number ?? ''} ${sha256 ?? ''}`}
              component="li"
              justify="space-between"
              gap="xs"
              wrap="nowrap"
              className={classes.document}
            >
              <Group gap="xs" wrap="nowrap" miw={0}>
                <FileText size={18} aria-hidden className={classes.sign} />
                <div className={classes.name}>
                  {visible(title)}
                  <Text component="span" size="sm" c="dimmed" display="block">
                    {[
                      labelOf(paper),
                      number === undefined ? '' : words.numbered(number),
                      on === undefined ? '' : say(dayWords(on)),
                      file === undefined ? words.paperOnly : '',
                    ]
                      .filter((text) => text !== '')
                      .join(' · ')}
                  </Text>
                </div>
              </Group>
              {sha256 !== undefined && file !== undefined && (
                <Button
                  variant={opened === sha256 ? 'light' : 'default'}
                  leftSection={<Eye size={16} aria-hidden />}
                  aria-expanded={opened === sha256}
                  aria-label={words.previewOf(title)}
                  onClick={() => setOpened(opened === sha256 ? null : sha256)}
                >
                  {words.preview}
                </Button>
              )}
            </Group>
          );
        })}
      </Stack>
      {shown?.sha256 !== undefined && <Preview title={shown.title} sha256={shown.sha256} onClose={() => setOpened(null)} />}
    </Stack>
  );
}

/** A picture of the first page at once; the whole file in a tab of its own, where the browser shows what it can. */
function Preview({ title, sha256, onClose }: { readonly title: string; readonly sha256: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(CASE_WORDS);
  const { id, files } = useCase();
  const [failed, setFailed] = useState(false);
  const address = `/api/v1/approval/${encodeURIComponent(id)}/files/${sha256}`;
  return (
    <Stack gap="xs" className={classes.preview} role="region" aria-label={words.previewOf(title)}>
      {files[sha256]?.preview === true && !failed ? (
        <Image src={`${address}/preview`} alt={words.previewOf(title)} fit="contain" mah="75vh" onError={() => setFailed(true)} />
      ) : (
        <Text>{words.noPicture}</Text>
      )}
      <Group justify="flex-end" gap="xs">
        <Button component="a" href={address} target="_blank" rel="noreferrer" variant="default" leftSection={<ExternalLink size={16} aria-hidden />}>
          {words.openFile}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.closePreview}
        </Button>
      </Group>
    </Stack>
  );
}

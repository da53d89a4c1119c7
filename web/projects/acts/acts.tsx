/**
 * What may be done about a project as a whole: each act as a button, disabled with its reason where the domain would refuse
 * it; which form is open stands in the address. Deliberately absent: acts of its stages (web/projects/stages).
 */
import { Button, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { adminPaths } from '../../admin/paths.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { ButtonLink } from '../../parts/link.tsx';
import { type ProjectQuery, projectPaths } from '../paths.ts';
import type { Project } from '../project/facts.ts';
import classes from './acts.module.css';
import type { ActProps } from './change-form.tsx';
import { ACTS_WORDS } from './words.ts';

type Act = Project['acts'][number];

const FORMS: Readonly<Partial<Record<Act['act'], ComponentType<ActProps>>>> = {
  ChangeMilestones: lazy(() => import('./milestones-form.tsx').then(({ MilestonesForm }) => ({ default: MilestonesForm }))),
  ChangeProfile: lazy(() => import('./profile-form.tsx').then(({ ProfileForm }) => ({ default: ProfileForm }))),
  ChangePanel: lazy(() => import('./panel-form.tsx').then(({ PanelForm }) => ({ default: PanelForm }))),
  ChangeSurveyBasis: lazy(() => import('./survey-form.tsx').then(({ SurveyForm }) => ({ default: SurveyForm }))),
  ChangeStandards: lazy(() => import('./standing-forms.tsx').then(({ StandardsForm }) => ({ default: StandardsForm }))),
  Suspend: lazy(() => import('./standing-forms.tsx').then(({ Suspend }) => ({ default: Suspend }))),
  Resume: lazy(() => import('./standing-forms.tsx').then(({ Resume }) => ({ default: Resume }))),
  Cancel: lazy(() => import('./standing-forms.tsx').then(({ Cancel }) => ({ default: Cancel }))),
};

/** Which form is open, and opening one. */
export function useOpenAct(code: string, query: ProjectQuery): { readonly open: (act: string) => void; readonly close: () => void } {
  const router = useRouter();
  const go = (act: string): void =>
    void router.navigate({ href: projectPaths.project({ code }, { ...query, act }), replace: true, resetScroll: false });
  return { open: go, close: () => go('') };
}

/** Nothing where nothing is theirs to do. */
export function Acts({ project, onOpen }: { readonly project: Project; readonly onOpen: (act: string) => void }): ReactNode {
  const words = useWords(ACTS_WORDS);
  if (project.acts.length === 0) return null;
  // A list of what will never be possible again helps nobody.
  const over = ['ACCEPTED', 'CANCELLED'].includes(project.status) && project.acts.every(({ refused }) => refused !== null);
  return (
    <Card withBorder component="section">
      <Title order={2} size="h3" mb="sm">
        {words.title}
      </Title>
      {over ? (
        <Text c="dimmed">{words.allOver}</Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {project.acts.map((act) => (
            <One key={act.act} act={act} project={project} onOpen={onOpen} />
          ))}
        </SimpleGrid>
      )}
    </Card>
  );
}

function One({
  act: { act, refused },
  project,
  onOpen,
}: {
  readonly act: Act;
  readonly project: Project;
  readonly onOpen: (act: string) => void;
}): ReactNode {
  const words = useWords(ACTS_WORDS);
  const say = useSay();
  const why = refused === null ? null : say(refused.message);
  const grave = act === 'Cancel';
  return (
    <Stack gap={2}>
      {act === 'ChangeManager' && why === null ? (
        <ButtonLink
          variant="default"
          classNames={{ root: classes.act, label: classes.name }}
          href={adminPaths.person({ programme: project.programme, person: project.manager }, { act: `manager.${project.code}` })}
        >
          {words[act]}
        </ButtonLink>
      ) : (
        <Button
          variant={grave ? 'outline' : 'default'}
          classNames={{ root: classes.act, label: classes.name }}
          {...(grave && why === null ? { color: 'stop' } : {})}
          disabled={why !== null}
          aria-describedby={why === null ? undefined : `why-${act}`}
          onClick={() => onOpen(act)}
        >
          {words[act]}
        </Button>
      )}
      {why !== null && (
        <Text size="sm" c="dimmed" id={`why-${act}`}>
          {why}
        </Text>
      )}
      {act === 'ChangeManager' && why === null && (
        <Text size="sm" c="dimmed">
          {words.managerElsewhere}
        </Text>
      )}
    </Stack>
  );
}

/** The form that the address names, where it is theirs to fill in. */
export function OpenAct({ project, act, onClose }: ActProps & { readonly act: string | undefined }): ReactNode {
  const offered = project.acts.find((one) => one.act === act);
  const Form = offered === undefined || offered.refused !== null ? undefined : FORMS[offered.act];
  if (Form === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Form project={project} onClose={onClose} />
    </Suspense>
  );
}

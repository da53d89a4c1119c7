/**
 * What this person may do here now: the answers as buttons, everything else one step further, what may not be done now with
 * its reason. The open act stands in the address; what is typed is kept whatever act is open, and handed in once.
 */
import { Alert, Button, Card, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { askFreshSignIn } from '../../app/client.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import { usePageAct } from '../../app/page-acts.tsx';
import { useDraft } from '../../parts/draft.ts';
import { Written } from '../../parts/written.tsx';
import { approvalPaths } from '../paths.ts';
import { ActForm } from './act-form.tsx';
import { useActName } from './act-name.ts';
import classes from './act-panel.module.css';
import { ACT_WORDS } from './act-words.ts';
import { type Act, isTyped, keyOf, NOTHING, sorted, type Typed } from './acts.ts';
import { OWN_FORMS } from './applicant-forms.ts';
import { type Case, useCase } from './facts.ts';
import { NextOne } from './next-one.tsx';
import { CASE_WORDS } from './words.ts';

type Props = { readonly query: { readonly tab?: string; readonly act?: string } };

/** What was done last on this page, to say so where it was done. */
type Done = { readonly name: string; readonly at: number };

export function ActPanel({ query }: Props): ReactNode {
  const found = useCase();
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const router = useRouter();
  const { id, acts } = found;
  const draft = useDraft<Typed>(`approval.${id}`, isTyped);
  const [typed, setTyped] = useState<Typed>(draft.found ?? NOTHING);
  const [done, setDone] = useState<Done | null>(null);
  const last = useRef<{ readonly key: string; readonly act: Act } | null>(null);
  const open = acts.find((act) => keyOf(act, acts) === query.act && mayOpen(act)) ?? null;
  if (open !== null) last.current = { key: query.act ?? '', act: open };
  const choose = (act: string | undefined): void =>
    void router.navigate({
      href: approvalPaths.approval({ id }, { ...(query.tab === undefined ? {} : { tab: query.tab }), ...(act === undefined ? {} : { act }) }),
      replace: true,
      resetScroll: false,
    });
  const type = (next: Typed): void => {
    setTyped(next);
    draft.keep(next);
  };
  // Of an address that was kept, too: what they typed then is still here.
  const stopped = query.act !== undefined && open === null && done === null;
  const before = stopped ? (last.current?.act ?? acts.find((act) => keyOf(act, acts) === query.act) ?? null) : null;
  const gone = stopped && (before !== null || hasWords(typed));
  const { first, more } = sorted(acts);
  usePageActs(acts, (act) => choose(keyOf(act, acts)));
  return (
    <Card withBorder component="section" id="acts" aria-labelledby="acts-title" tabIndex={-1}>
      <Title order={2} id="acts-title" mb="sm">
        {acts.some(({ refused }) => refused === null) ? words.acts : words.nothingToDo}
      </Title>
      <Stack gap="sm">
        {done !== null && <DoneNote done={done} id={id} />}
        {gone && <Gone name={before === null ? words.thisAct : say(before.name)} typed={typed} onSeen={() => choose(undefined)} />}
        <SignInAnew acts={acts} />
        <Choices acts={first} open={query.act} onChoose={choose} />
        <More acts={more} open={query.act} onChoose={choose} />
        {open !== null && (
          <OpenAct
            key={query.act}
            act={open}
            found={found}
            typed={typed}
            draftKey={draft.key}
            onType={type}
            onClose={() => choose(undefined)}
            onDone={() => {
              setDone({ name: say(open.name), at: Date.now() });
              last.current = null;
              setTyped(NOTHING);
              draft.clear();
              choose(undefined);
            }}
          />
        )}
      </Stack>
    </Card>
  );
}

/** What only wants a fresh sign-in is filled in first: sending it asks for that, and then goes on by itself. */
const mayOpen = ({ refused }: Act): boolean => refused === null || refused.code === 'ASSURANCE_TOO_LOW';

/** What asks for a fresh sign-in says so before anything is typed; what was typed already stays. */
function SignInAnew({ acts }: { readonly acts: readonly Act[] }): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const refused = acts.find((act) => act.refused?.code === 'ASSURANCE_TOO_LOW')?.refused ?? null;
  if (refused === null) return null;
  return (
    <Alert color="heed" variant="outline">
      <Stack gap="xs" align="flex-start">
        <Text>{say(refused.message)}</Text>
        <Button variant="default" onClick={askFreshSignIn}>
          {words.signInAnew}
        </Button>
      </Stack>
    </Alert>
  );
}

/** What was written, without what was chosen from lists. */
const wordsIn = ({ words }: Typed) => Object.entries(words).filter(([key, text]) => !key.includes('.') && text.trim() !== '');
const hasWords = (typed: Typed): boolean => wordsIn(typed).length > 0;

/** The palette knows the first of them as well. */
function usePageActs(acts: readonly Act[], onAct: (act: Act) => void): void {
  const say = useSay();
  const [first, second, third] = sorted(acts).first.filter(({ refused }) => refused === null);
  const latest = useRef<(nth: number) => void>(() => undefined);
  latest.current = (nth) => {
    const act = [first, second, third][nth];
    if (act !== undefined) onAct(act);
  };
  const [runs] = useState(() => [0, 1, 2].map((nth) => () => latest.current(nth)));
  usePageAct(first === undefined ? '' : say(first.name), first === undefined ? null : (runs[0] ?? null));
  usePageAct(second === undefined ? '' : say(second.name), second === undefined ? null : (runs[1] ?? null));
  usePageAct(third === undefined ? '' : say(third.name), third === undefined ? null : (runs[2] ?? null));
}

type ChoicesProps = { readonly acts: readonly Act[]; readonly open: string | undefined; readonly onChoose: (key: string | undefined) => void };

function Choices({ acts, open, onChoose }: ChoicesProps): ReactNode {
  const all = useCase().acts;
  if (acts.length === 0) return null;
  return (
    <Group gap="xs">
      {acts.map((act) => {
        const key = keyOf(act, all);
        return <ActButton key={key} act={act} opened={open === key} onPress={() => onChoose(open === key ? undefined : key)} large />;
      })}
    </Group>
  );
}

function More({ acts, open, onChoose }: ChoicesProps): ReactNode {
  const words = useWords(CASE_WORDS);
  const all = useCase().acts;
  const chosen = acts.some((act) => keyOf(act, all) === open);
  if (acts.length === 0) return null;
  return (
    <details open={chosen || undefined}>
      <summary>{words.moreActs}</summary>
      <Group gap="xs" mt="xs">
        {acts.map((act) => {
          const key = keyOf(act, all);
          return <ActButton key={key} act={act} opened={open === key} onPress={() => onChoose(open === key ? undefined : key)} />;
        })}
      </Group>
    </details>
  );
}

type ButtonProps = { readonly act: Act; readonly opened: boolean; readonly onPress: () => void; readonly large?: boolean };

/** Of an act that would be refused: it stays, can be reached by keyboard, and says why not. */
function ActButton({ act, opened, onPress, large = false }: ButtonProps): ReactNode {
  const marks = useMarks();
  const say = useSay();
  const name = useActName()(act);
  const colour = act.act === 'REJECT' || act.act === 'WITHDRAW' || act.act === 'RECUSE' ? 'stop' : 'brand';
  if (act.refused !== null && !mayOpen(act))
    return (
      <Tooltip label={say(act.refused.message)} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
        <Button
          className={classes.act}
          variant="default"
          size={large ? 'md' : 'sm'}
          data-disabled
          aria-disabled
          onClick={(event) => event.preventDefault()}
          aria-label={`${name}${marks.colon}${say(act.refused.message)}`}
        >
          {name}
        </Button>
      </Tooltip>
    );
  return (
    <Button
      className={classes.act}
      size={large ? 'md' : 'sm'}
      variant={opened ? 'filled' : large && act.act === 'APPROVE' ? 'light' : 'default'}
      color={opened ? colour : 'brand'}
      aria-expanded={opened}
      onClick={onPress}
    >
      {name}
    </Button>
  );
}

type OpenProps = {
  readonly act: Act;
  readonly found: Case;
  readonly typed: Typed;
  readonly draftKey: string;
  readonly onType: (typed: Typed) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Applications have forms of their own; everything else is asked as the API describes it. */
function OpenAct(props: OpenProps): ReactNode {
  const Own = OWN_FORMS[props.act.act];
  if (Own !== undefined) return <Own id={props.found.id} act={props.act} onClose={props.onClose} onDone={props.onDone} />;
  return <ActForm {...props} />;
}

function DoneNote({ done, id }: { readonly done: Done; readonly id: string }): ReactNode {
  const words = useWords(CASE_WORDS);
  return (
    <Alert color="go" variant="outline" role="status" title={words.recorded(done.name)}>
      <NextOne after={id} />
    </Alert>
  );
}

/** The case has moved on while something was written: it is told, and what was written stays to be copied. */
function Gone({ name, typed, onSeen }: { readonly name: string; readonly typed: Typed; readonly onSeen: () => void }): ReactNode {
  const words = useWords(CASE_WORDS);
  const act = useWords(ACT_WORDS);
  const written = wordsIn(typed);
  return (
    <Alert color="heed" variant="outline" role="alert" title={words.gone(name)}>
      <Stack gap="xs" align="flex-start">
        {written.length > 0 && <Text>{words.goneNext}</Text>}
        {written.map(([key, text]) => (
          <Written key={key} text={text} />
        ))}
        <Button variant="default" onClick={onSeen}>
          {act.back}
        </Button>
      </Stack>
    </Alert>
  );
}

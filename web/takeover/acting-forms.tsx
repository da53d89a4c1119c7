/** The form that is open on a project's takeover, as its address says. */
import { type ReactNode, useState } from 'react';
import { dayAt } from '../../domain/kernel/days.ts';
import { FACT_KINDS } from '../../domain/taken-fact/kinds.ts';
import { factName } from '../../domain/takeover/fact-words.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { ReasonForm } from '../parts/reason-form.tsx';
import { useTell } from '../parts/tell.tsx';
import { type Basis, BasisForm } from './basis-form.tsx';
import { FactForm } from './fact-form.tsx';
import { sentFact, type Takeover, useCommand } from './facts.ts';
import type { TakeoverQuery } from './paths.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Props = { readonly takeover: Takeover; readonly query: TakeoverQuery; readonly onClose: () => void };

export function Acting(props: Props): ReactNode {
  const { takeover, query } = props;
  switch (query.act) {
    case 'begin':
    case 'propose':
    case 'close':
      return <WithBasis {...props} act={query.act} />;
    case 'sendBack':
      return takeover.closing === null ? null : <SendBack {...props} />;
    case 'enter':
      return takeover.status === 'OPEN' ? <Enter {...props} /> : null;
    case 'correct':
      return <Correct {...props} />;
    default:
      return null;
  }
}

const COMMANDS = { begin: 'BeginTakeover', propose: 'ProposeClosing', close: 'CloseTakeover' } as const;

function WithBasis({ takeover, act, onClose }: Props & { readonly act: keyof typeof COMMANDS }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const tell = useTell();
  const told = { begin: words.begun, propose: words.proposed, close: words.closedNow }[act];
  const command = useCommand(() => {
    tell.done(told);
    onClose();
  });
  const { title, text, submit } = {
    begin: { title: words.beginTitle, text: words.beginText, submit: words.begin },
    propose: { title: words.proposeTitle, text: words.proposeText, submit: words.propose },
    close: { title: words.closeTitle, text: words.closeText, submit: words.close },
  }[act];
  return (
    <BasisForm
      title={title}
      text={text}
      submit={submit}
      today={dayAt(new Date().toISOString())}
      busy={command.isPending}
      problem={command.error}
      onCancel={onClose}
      onSubmit={(basis: Basis) => command.mutate({ params: { path: { id: takeover.project } }, body: { type: COMMANDS[act], ...basis } })}
    />
  );
}

function SendBack({ takeover, onClose }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const command = useCommand(onClose);
  const name = takeover.closing?.mine === true ? words.withdraw : words.sendBack;
  return (
    <ReasonForm
      title={name}
      lead={takeover.closing?.mine === true ? '' : words.sendBackText}
      submit={name}
      busy={command.isPending}
      problem={command.error}
      onCancel={onClose}
      onSubmit={(reason) => command.mutate({ params: { path: { id: takeover.project } }, body: { type: 'RefuseClosing', reason } })}
    />
  );
}

function Enter({ takeover, query, onClose }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const tell = useTell();
  // Another one of the same stage comes next: a new form for each.
  const [entered, setEntered] = useState(0);
  const [last, setLast] = useState('');
  const command = useCommand(() => {
    tell.done(words.entered(last));
    setEntered((n) => n + 1);
  });
  const kinds = Object.entries(FACT_KINDS).filter(([, { stage }]) => stage === query.of);
  return (
    <FactForm
      key={entered}
      takeover={takeover}
      title={words.enter}
      submit={words.enterMore}
      {...(kinds[0] === undefined ? {} : { kind: kinds[0][0] })}
      busy={command.isPending}
      problem={command.error}
      onCancel={onClose}
      onSubmit={(fact) => {
        if (fact === null) return;
        setLast(say(factName(fact)));
        command.mutate({ params: { path: { id: takeover.project } }, body: { type: 'TakeOver', facts: [sentFact(fact)] } });
      }}
    />
  );
}

function Correct({ takeover, query, onClose }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const tell = useTell();
  const command = useCommand(() => {
    tell.done(takeover.status === 'CLOSED' ? words.correctionProposed : words.corrected);
    onClose();
  });
  const found = takeover.facts.find(({ id }) => id === query.of);
  if (found === undefined) return null;
  const { id } = found;
  return (
    <FactForm
      takeover={takeover}
      title={words.correctOf(say(found.name))}
      submit={words.correct}
      was={found.fact}
      busy={command.isPending}
      problem={command.error}
      onCancel={onClose}
      onSubmit={(fact, reason) =>
        command.mutate({
          params: { path: { id: takeover.project } },
          body: { type: 'CorrectTakenOver', id, ...(fact === null ? {} : { fact: sentFact(fact) }), reason },
        })
      }
    />
  );
}

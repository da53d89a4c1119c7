/** The dialog that ends what waits for a second person: taken back by whoever proposed it, refused by others, with a reason. */
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { ApiProblem } from '../../app/problem.ts';
import { ReasonForm } from '../../parts/reason-form.tsx';
import { PROPOSAL_WORDS } from './words.ts';

type Props = {
  readonly title: string;
  /** What becomes of it. */
  readonly lead: string;
  /** Proposed by whoever looks. */
  readonly mine: boolean;
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onEnd: (reason: string) => void;
};

export function EndProposal({ title, lead, mine, problem, busy, onClose, onEnd }: Props): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  return (
    <ReasonForm
      title={title}
      lead={lead}
      submit={mine ? words.takeBack : words.refuse}
      busy={busy}
      problem={problem}
      onCancel={onClose}
      onSubmit={onEnd}
    />
  );
}

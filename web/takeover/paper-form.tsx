/** One paper of the programme itself, to be entered or to be corrected. */
import type { ReactNode } from 'react';
import { PAPER_KINDS, type ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import { useSay } from '../app/locale.tsx';
import { type Entering, EnteringForm, KindSelect } from './entering-form.tsx';
import type { OptionSource } from './options.ts';
import { EMPTY_FACT, paperOfTyped } from './typed.ts';

/** A paper of the programme asks for none of what a project knows. */
const NO_OPTIONS: OptionSource = { choices: { milestone: [], rules: [], step: [] }, stages: [] };

export function PaperForm(props: Entering<ProgrammePaper>): ReactNode {
  const say = useSay();
  const kinds = Object.entries(PAPER_KINDS).map(([value, { zh, en }]) => ({ value, label: say({ zh, en }) }));
  return (
    <EnteringForm
      {...props}
      start={EMPTY_FACT}
      ofTyped={paperOfTyped}
      options={NO_OPTIONS}
      kinds={(fields) => <KindSelect fields={fields} data={kinds} />}
    />
  );
}

/** What a fact holds, in the words of its project's own lists. Deliberately absent: how it is told (domain/takeover/fact-content.ts). */
import type { TakenFact } from '../../domain/taken-fact/kinds.ts';
import { type Changed, changesOf as changes, contentOf as content, type Held, type NameOf } from '../../domain/takeover/fact-content.ts';
import { type OptionSource, optionsOf } from './options.ts';
import { fieldsOf } from './typed.ts';

const namesOf =
  (options: OptionSource): NameOf =>
  (kind, name, value) => {
    const field = fieldsOf(kind).find((one) => one.name === name);
    return field === undefined ? undefined : optionsOf(kind, field, options)?.find((option) => option.value === value)?.name;
  };

/** What it holds beside what each fact rests on; not by what it is named already. */
export const contentOf = (fact: TakenFact, options: OptionSource): readonly Held[] => content(fact, namesOf(options));
/** Each field that a correction changes, as it was and as it is to be. */
export const changesOf = (was: TakenFact, now: TakenFact, options: OptionSource): readonly Changed[] => changes(was, now, namesOf(options));

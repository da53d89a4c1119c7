/** The fields that people never see and machines fill in. */

import type { Locale } from '../../domain/kernel/locale.ts';
import { DECOYS } from './fields.ts';
import { PAGE_WORDS } from './words.ts';

/** After the real button, so that the Enter key never finds it. The style sheet hides it; without one, its words say what it is. */
export function Decoy({ locale }: { readonly locale: Locale }) {
  const [text, button] = DECOYS;
  return (
    <div className="decoy" aria-hidden="true">
      <label>
        {PAGE_WORDS[locale].decoy}
        <input type="text" name={text} tabIndex={-1} autoComplete="off" />
      </label>
      <button type="submit" name={button} value="1" tabIndex={-1}>
        {PAGE_WORDS[locale].decoy}
      </button>
    </div>
  );
}

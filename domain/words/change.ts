/** How people are told that a project has changed. Deliberately absent: from what to what, which whoever decided has said. */
import type { ProjectChange } from '../kernel/basis.ts';
import type { Text } from '../kernel/values.ts';
import { dayWords } from './days.ts';

/** What changed, by which document, and what must be looked at anew. */
export function changeWords({ what, again, document, on, reason }: ProjectChange): Text {
  const zh = again.length === 0 ? '' : `。请注意：${again.map((text) => text.zh).join('；')}`;
  const en = again.length === 0 ? '' : `. Please note: ${again.map((text) => text.en).join('; ')}`;
  return {
    zh: `${what.zh}（依据：${document}，${dayWords(on).zh}；${reason}）${zh}`,
    en: `${what.en} (basis: ${document} of ${dayWords(on).en}; ${reason})${en}`,
  };
}

/** How much must be looked at anew, for a sentence that has no room for it. */
export const lookAgain = ({ again }: Pick<ProjectChange, 'again'>): readonly Text[] =>
  again.length === 0 ? [] : [{ zh: `须重新核对 ${again.length} 项`, en: `${again.length} to be looked at anew` }];

/** Faults of a programme's file by their place: `people[2].email` or `survey.csv:5: need`. Pure. */
import type { Text } from '../../domain/kernel/values.ts';

export type Placed = { readonly at: string; readonly text: Text };

const FILE = 'programme.json';
/** `where: what`, in which a place may hold a name in brackets; Chinese may have a wide colon. */
const EN = /^([^\s:]+(?::\d+)?(?: [^:]*?)??): ([\s\S]+)$/;
const ZH = /^([^\s：:]+(?::\d+)?(?: [^：:]*?)??)(?:：|: )([\s\S]+)$/;

function cut({ zh, en }: Text): Placed | null {
  const [found, chinese] = [EN.exec(en), ZH.exec(zh)];
  if (found === null || chinese === null) return null;
  return { at: found[1] ?? '', text: { zh: chinese[2] ?? '', en: found[2] ?? '' } };
}

/** At its field where it is programme.json's, at its file and row where it is another's. */
export function placed(fault: Text): Placed {
  const file = cut(fault);
  if (file === null) return { at: '', text: fault };
  const field = cut(file.text);
  if (field === null) return file;
  return { at: file.at === FILE ? field.at : `${file.at} ${field.at}`, text: field.text };
}

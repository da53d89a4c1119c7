/**
 * Which file proves which item, by its hash: a file is of one item, unless each of them may share it; and papers that end.
 * Deliberately absent: what else an item asks for (decide.ts, rectification.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { FileRef } from '../../kernel/file-ref.ts';
import { incomplete } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { AIR_ITEM } from '../../standards/acceptance.ts';
import type { AcceptanceCommand, AcceptanceState, Happening } from './facts.ts';
import { itemWords, rulesOf } from './items.ts';

type Proof = { readonly key: string; readonly files?: readonly FileRef[] | undefined };
type OfFiles = { readonly key: string; readonly sha256: string };

const filesOf = (proofs: readonly Proof[]): readonly OfFiles[] =>
  proofs.flatMap(({ key, files = [] }) => files.map(({ sha256 }) => ({ key, sha256 })));

/** What stands already, without the items that are told anew. */
function held({ items, air, airOfWorks }: AcceptanceState, told: readonly string[]): readonly OfFiles[] {
  const proofs = Object.entries(items).map(([key, { files }]) => ({ key, files }));
  const reports = [air?.file, airOfWorks?.file].flatMap((file) => (file === undefined ? [] : [{ key: AIR_ITEM, files: [file] }]));
  return filesOf([...proofs.filter(({ key }) => !told.includes(key)), ...reports]);
}

/** One sentence for each pair of items that one file is to prove. */
export function sharedFiles(state: AcceptanceState, told: readonly Proof[]): readonly Text[] {
  const shares = (key: string): boolean => rulesOf(state).items.some((item) => item.key === key && item.mayShare === true);
  const keys = told.map(({ key }) => key);
  const given = filesOf(told);
  const pairs = given.flatMap(({ key, sha256 }, index) =>
    [...held(state, keys), ...given.slice(0, index)]
      .filter((other) => other.sha256 === sha256 && other.key !== key && !(shares(key) && shares(other.key)))
      .map((other) => [key, other.key] as const),
  );
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()].map(([key, other]) => {
    const [one, two] = [itemWords(state, key), itemWords(state, other)];
    return {
      zh: `验收项 ${one.zh}：与 ${two.zh} 是同一个文件，须有自己的文件`,
      en: `item ${one.en}: must have a file of its own, not that of ${two.en}`,
    };
  });
}

/** A file that was there before the notice shows nothing of what was done since. */
export const oldFiles = (state: AcceptanceState, told: readonly Proof[]): readonly Text[] =>
  told.flatMap(({ key, files = [] }) => {
    const before = state.items[key]?.files ?? [];
    const fresh = files.some(({ sha256 }) => !before.some((known) => known.sha256 === sha256));
    const { zh, en } = itemWords(state, key);
    return files.length === 0 || fresh
      ? []
      : [{ zh: `${zh}：files 须有整改后的新材料`, en: `item ${en}: files must hold something of after the notice` }];
  });

/** What ends, and has not: told with its last day. */
export function lapsing(
  state: AcceptanceState,
  told: readonly { key: string; met: boolean; until?: IsoDate | undefined }[],
  today: IsoDate,
): readonly Text[] {
  const lapses = (key: string): boolean => rulesOf(state).items.some((item) => item.key === key && item.lapses === true);
  return told.flatMap(({ key, met, until }) => {
    if (!met || !lapses(key)) return [];
    const { zh, en } = itemWords(state, key);
    if (until === undefined) return [{ zh: `验收项 ${zh}：until 须填写有效期截止日`, en: `item ${en}: until must be its last day` }];
    return until < today ? [{ zh: `验收项 ${zh}：有效期已于 ${until} 届满`, en: `item ${en}: must not have ended, as it did on ${until}` }] : [];
  });
}

export function recordPaper(state: AcceptanceState, command: Extract<AcceptanceCommand, { type: 'RecordPaper' }>): Decision<Happening> {
  const { type: _, ...paper } = command;
  const { paper: key, number, on, until, file } = paper;
  const faults: readonly Text[] = [
    ...(number.trim() === '' ? [{ zh: 'number：须填写证号或合同编号', en: 'number must be that of the licence or the contract' }] : []),
    ...(until <= on ? [{ zh: `until：须晚于 ${on}`, en: `until must be after ${on}` }] : []),
    ...sharedFiles(state, [{ key, files: [file] }]),
  ];
  if (faults.length > 0) return refuse(incomplete('证照有误，未登记。', 'The paper has faults and was not recorded.', faults));
  return allow<Happening>({ type: 'PaperRecorded', data: paper });
}

/**
 * Who must agree, and whether they have: a tree of groups whose leaves are seats. A group is over as soon as its answer is
 * certain and not before (RuoYi#1069 is the fault to avoid), and says why in words. Deliberately absent: names.
 */
import type { Text } from '../kernel/values.ts';
import type { AgreeMode, VoteEnds, VoteRule } from './route.ts';

/** Where a seat stands. ABSENT: recused or removed; it counts for nothing. */
export type Vote = 'YES' | 'NO' | 'OPEN' | 'ABSENT';

export type Ballot = {
  /** ONE_OF_EACH has become ALL of one ANY for each department. */
  readonly agree: Exclude<AgreeMode, 'ONE_OF_EACH'>;
  readonly members: readonly (number | Ballot)[];
  /** By member; absent: one each. */
  readonly weights?: readonly number[];
  readonly vote?: VoteRule;
  readonly refusal: 'VETO' | 'VOTE';
  /** Of a vote with a veto (route.ts): enough agreements end it; absent: only everybody's. */
  readonly ends?: VoteEnds;
  /** Of a branch or a step of one (branches.ts). */
  readonly key?: string;
  /** The department that this group stands for. */
  readonly label?: string;
  /** People added later who do not count (rule `addedCount`): they are heard, and nothing waits for them. */
  readonly advisory?: boolean;
};

export type VoteCount = {
  readonly result: 'AGREED' | 'REFUSED' | 'OPEN' | 'EMPTY';
  /** Members, or their weight, by where they stand; of the group itself, not of those inside it. */
  readonly yes: number;
  readonly no: number;
  readonly open: number;
};

type VoteOf = (seat: number) => Vote;

const asVote = (result: VoteCount['result']): Vote =>
  result === 'AGREED' ? 'YES' : result === 'REFUSED' ? 'NO' : result === 'EMPTY' ? 'ABSENT' : 'OPEN';

const voteOfMember = (member: number | Ballot, voteOf: VoteOf): Vote =>
  typeof member === 'number' ? voteOf(member) : member.advisory === true ? 'ABSENT' : asVote(countVotes(member, voteOf).result);

/** Total: an empty group is EMPTY, never agreed. */
export function countVotes(ballot: Ballot, voteOf: VoteOf): VoteCount {
  let [yes, no, open, refusals] = [0, 0, 0, 0];
  const weighs = ballot.vote?.count === 'WEIGHT';
  for (const [index, member] of ballot.members.entries()) {
    const weight = weighs ? (ballot.weights?.[index] ?? 1) : 1;
    const vote = voteOfMember(member, voteOf);
    if (vote === 'YES') yes += weight;
    else if (vote === 'NO') {
      no += weight;
      refusals += 1;
    } else if (vote === 'OPEN') open += weight;
  }
  const sums = { yes, no, open };
  if (yes + no + open === 0) return { result: 'EMPTY', ...sums };
  if (ballot.refusal === 'VETO' && refusals > 0) return { result: 'REFUSED', ...sums };
  return { result: resultOf(ballot, yes, no, open), ...sums };
}

function resultOf({ agree, vote, refusal, ends }: Ballot, yes: number, no: number, open: number): VoteCount['result'] {
  switch (agree) {
    case 'ALL':
    case 'IN_ORDER':
      return no > 0 ? 'REFUSED' : open === 0 ? 'AGREED' : 'OPEN';
    case 'ANY':
      return yes > 0 ? 'AGREED' : open === 0 ? 'REFUSED' : 'OPEN';
    case 'VOTE': {
      const total = yes + no + open;
      if (vote === undefined) return 'AGREED';
      // Up to release 0.4.0 nobody's silence could be left out while one refusal would decide.
      if (enough(vote, yes, total)) return refusal === 'VETO' && ends === undefined && open > 0 ? 'OPEN' : 'AGREED';
      return enough(vote, yes + open, total) ? 'OPEN' : 'REFUSED';
    }
  }
}

/** Whether so many votes of so many are enough; exact, in whole numbers. */
export function enough({ threshold, compare }: VoteRule, votes: number, total: number): boolean {
  const [have, need] = typeof threshold === 'number' ? [votes, threshold] : [votes * threshold.of, threshold.part * total];
  return compare === 'MORE_THAN' ? have > need : have >= need;
}

/** The fewest votes that are enough. */
export function needed({ threshold, compare }: VoteRule, total: number): number {
  const exact = typeof threshold === 'number' ? threshold : (threshold.part * total) / threshold.of;
  return compare === 'MORE_THAN' ? Math.floor(exact) + 1 : Math.ceil(exact);
}

/** Seats by their number; those marked are `true`. An array, because sets cost most of what a decision costs (npm run bench). */
export type Marked = readonly (true | undefined)[];

/** Seats that may act now: all of a group side by side, but one after the other where the group is in order. */
export function active(ballot: Ballot, voteOf: VoteOf, into: true[] = []): Marked {
  for (const member of ballot.members) {
    const vote = typeof member === 'number' ? voteOf(member) : countVotes(member, voteOf).result;
    const isOpen = vote === 'OPEN';
    if (typeof member !== 'number') {
      if (isOpen) active(member, voteOf, into);
    } else if (isOpen) into[member] = true;
    if (isOpen && ballot.agree === 'IN_ORDER') break;
  }
  return into;
}

/** Seats inside groups whose answer is certain already: nothing more is needed from them. */
export function spare(ballot: Ballot, voteOf: VoteOf, into: true[] = [], over = false): Marked {
  const { result } = countVotes(ballot, voteOf);
  const done = over || (result !== 'OPEN' && result !== 'EMPTY');
  for (const member of ballot.members) {
    if (typeof member !== 'number') {
      if (member.advisory !== true) spare(member, voteOf, into, done);
    } else if (done && voteOf(member) === 'OPEN') into[member] = true;
  }
  return into;
}

/** Replaces the leaf of a seat by what `make` gives for it; the tree as it was when the seat is not in it. */
export function replaceSeat(ballot: Ballot, seat: number, make: (leaf: number) => number | Ballot): Ballot {
  let changed = false;
  const members = ballot.members.map((member) => {
    const made = member === seat ? make(seat) : typeof member === 'number' ? member : replaceSeat(member, seat, make);
    if (made !== member) changed = true;
    return made;
  });
  return changed ? { ...ballot, members } : ballot;
}

/** Every seat in it, in whatever depth. */
export const seatsIn = ({ members }: Ballot): readonly number[] =>
  members.flatMap((member) => (typeof member === 'number' ? [member] : seatsIn(member)));

/** The group in which a seat sits directly. */
export function groupOf(ballot: Ballot, seat: number): Ballot | null {
  if (ballot.members.includes(seat)) return ballot;
  for (const member of ballot.members) {
    const found = typeof member === 'number' ? null : groupOf(member, seat);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Adds members beside a seat, in its own group; in a group that goes in order they stand side by side with it. `joins`: each
 * of them becomes a member like the others, else all of them together are one.
 */
export function addBeside(ballot: Ballot, seat: number, added: Ballot, joins: boolean): Ballot {
  if (!ballot.members.includes(seat)) {
    return { ...ballot, members: ballot.members.map((m) => (typeof m === 'number' ? m : addBeside(m, seat, added, joins))) };
  }
  if (ballot.agree === 'IN_ORDER') return replaceSeat(ballot, seat, (leaf) => ({ agree: 'ALL', refusal: 'VETO', members: [leaf, added] }));
  const fresh = joins && added.advisory !== true ? added.members : [added];
  const { weights } = ballot;
  return {
    ...ballot,
    members: [...ballot.members, ...fresh],
    ...(weights === undefined ? {} : { weights: [...ballot.members.map((_, i) => weights[i] ?? 1), ...fresh.map(() => 1)] }),
  };
}

const share = ({ threshold, compare }: VoteRule): Text => {
  const [zh, en] = compare === 'MORE_THAN' ? ['超过', 'more than'] : ['不少于', 'at least'];
  return typeof threshold === 'number'
    ? { zh: `${zh} ${threshold} 票`, en: `${en} ${threshold}` }
    : { zh: `${zh} ${threshold.of} 分之 ${threshold.part}`, en: `${en} ${threshold.part} of ${threshold.of}` };
};

/** Why a group ended as it did, for the record; without names, which are kept apart. */
export function reasonOf(ballot: Ballot, { result, yes, no, open }: VoteCount): Text {
  const total = yes + no + open;
  const left = (zh: string, en: string): Text =>
    open === 0 ? { zh: `${zh}。`, en: `${en}.` } : { zh: `${zh}；其余 ${open} 不影响结果。`, en: `${en}; the remaining ${open} cannot change it.` };
  if (result === 'EMPTY') return { zh: '无人可以审批。', en: 'Nobody is left to decide.' };
  if (result === 'REFUSED' && ballot.refusal === 'VETO' && no > 0)
    return left(`有 ${no} 不同意，按一票否决不通过`, `${no} refused, and one refusal decides`);
  switch (ballot.agree) {
    case 'ALL':
      return result === 'AGREED'
        ? left(`会签 ${total} 全部同意`, `all ${total} agreed`)
        : left(`会签须全部同意，有 ${no} 不同意`, `all must agree and ${no} refused`);
    case 'IN_ORDER':
      return result === 'AGREED'
        ? left(`顺签 ${total} 依次同意`, `all ${total} agreed in order`)
        : left(`顺签须依次同意，有 ${no} 不同意`, `all must agree in order and ${no} refused`);
    case 'ANY':
      return result === 'AGREED' ? left('或签，有一方同意即通过', 'one answer was enough') : left(`或签 ${total} 均不同意`, `all ${total} refused`);
    case 'VOTE': {
      const rule = ballot.vote ?? { count: 'HEADS', threshold: 0 };
      const unit = rule.count === 'WEIGHT' ? { zh: '权重', en: 'of weight' } : { zh: '票', en: 'votes' };
      const limit = share(rule);
      const need = needed(rule, total);
      const zh = `票签：同意 ${yes}、不同意 ${no}，共 ${total} ${unit.zh}；须${limit.zh}（即 ${need}）`;
      const en = `vote: ${yes} for, ${no} against of ${total} ${unit.en}; ${limit.en} are needed (${need})`;
      return result === 'AGREED' ? left(`${zh}，已达到`, `${en}, reached`) : left(`${zh}，已不可能达到`, `${en}, which can no longer be reached`);
    }
  }
}

/** Whether who sits there only advises: their answer counts for nothing. */
export function isAdvisory(ballot: Ballot, seat: number): boolean {
  return ballot.members.some((member) => {
    if (typeof member === 'number') return member === seat && ballot.advisory === true;
    return isAdvisory(ballot.advisory === true ? { ...member, advisory: true } : member, seat);
  });
}

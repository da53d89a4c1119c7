/**
 * What is red in a programme, since when, and who must act on it. Since: the day after the last day of what ran out, or the
 * day on which a light of works turned. Pure. Deliberately absent: why something is red (project/lights.ts).
 */
import { addDays } from '../../kernel/days.ts';
import { byCharacters } from '../../kernel/order.ts';
import type { Role } from '../../kernel/role.ts';
import { streamOf } from '../../kernel/stream.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { type LightReason, lightReasons } from '../../project/lights.ts';
import type { StageKey } from '../../stages/all.ts';
import { litApproval, type OpenApproval, type ProgressCase, type ProgressProject } from './source.ts';

/** People by their ids, or a role where the programme says who holds it. */
export type Who = { readonly people: readonly string[]; readonly roles: readonly Role[] };

export type RedLine = {
  /** Null: an approval of the programme itself. */
  readonly project: string | null;
  readonly case: string;
  readonly stage: StageKey | null;
  readonly what: Text;
  /** The last day that has passed, where there was one. */
  readonly on: IsoDate | null;
  /** Null: it was so before it was recorded here. */
  readonly since: IsoDate | null;
  readonly who: Who;
  /** As its light has it (project/lights.ts). */
  readonly rule?: Text;
};

export type Lit = LightReason & { readonly since: IsoDate | null };

/** Each light of works by itself, so that each has its own day. */
const apart = (found: ProgressCase): readonly ProgressCase[] => {
  const { part } = found;
  const lit = part?.lit ?? [];
  if (part === null || lit.length < 2) return [found];
  return lit.map((one, nth) => ({ ...found, part: { ...part, lit: [one], watched: nth === 0 ? part.watched : null } }));
};
const turnedOn = ({ part, turned }: ProgressCase): IsoDate | null => (part?.lit ?? []).flatMap(({ of }) => turned[of] ?? []).toSorted()[0] ?? null;

/** All that is yellow or red of a project, the reddest and oldest first. */
export function litOf({ project, cases }: ProgressProject, approvals: readonly OpenApproval[]): readonly Lit[] {
  const stream = streamOf('project', project.profile.code);
  const own = lightReasons({ stream, watched: project.watched }, []).map((reason) => withSince(reason, null));
  const open = approvals.filter(({ light }) => light === 'YELLOW' || light === 'RED').map(litApproval);
  const ofCases = [...cases.flatMap(apart), ...open].flatMap((found) =>
    lightReasons({ stream, watched: null }, [found]).map((reason) => withSince(reason, found)),
  );
  return [...own, ...ofCases].toSorted((a, b) => order(a) - order(b) || byCharacters(a.since ?? '', b.since ?? ''));
}
const order = ({ light }: Lit): number => (light === 'RED' ? 0 : 1);

function withSince(reason: LightReason, found: ProgressCase | null): Lit {
  if (reason.on !== null) return { ...reason, since: reason.light === 'RED' ? addDays(reason.on, 1) : null };
  if (found === null) return { ...reason, since: null };
  if (found.kind === 'acceptance') {
    const by = found.part?.rectifies?.by ?? null;
    return { ...reason, since: reason.light !== 'RED' || by === null ? null : addDays(by, 1) };
  }
  return { ...reason, since: turnedOn(found) };
}

const LEADERS: Who = { people: [], roles: ['GROUP_LEADER', 'DEPUTY_LEADER'] };

/** Whose turn it is: of an approval whoever is asked, of works that were stopped the leading group, else the project's manager. */
export function whoOf(
  { case: stream }: Pick<LightReason, 'case'>,
  { project, cases }: Pick<ProgressProject, 'project' | 'cases'>,
  approvals: readonly OpenApproval[],
): Who {
  const approval = approvals.find((one) => one.stream === stream);
  if (approval !== undefined) return whoDecides(approval);
  return cases.some((one) => one.stream === stream && one.part?.rectifies?.stopped === true)
    ? LEADERS
    : { people: [project.profile.manager], roles: [] };
}
export const whoDecides = ({ asked, applicant }: OpenApproval): Who => ({ people: applicant === null ? asked : [applicant], roles: [] });

export const redLines = (source: ProgressProject, lit: readonly Lit[], approvals: readonly OpenApproval[]): readonly RedLine[] =>
  lit.flatMap((reason) =>
    reason.light === 'RED'
      ? [
          {
            project: source.project.profile.code,
            case: reason.case,
            stage: reason.stage,
            what: reason.what,
            on: reason.on,
            since: reason.since,
            who: whoOf(reason, source, approvals),
            ...(reason.rule === undefined ? {} : { rule: reason.rule }),
          },
        ]
      : [],
  );

/** Of approvals that are no project's. */
export const redApprovals = (approvals: readonly OpenApproval[]): readonly RedLine[] =>
  approvals.flatMap((approval) =>
    lightReasons({ stream: approval.stream, watched: null }, [litApproval(approval)]).flatMap((reason) => {
      const { light, case: stream, what, on, since, rule } = withSince(reason, null);
      const by = rule === undefined ? {} : { rule };
      return light === 'RED' ? [{ project: null, case: stream, stage: null, what, on, since, who: whoDecides(approval), ...by }] : [];
    }),
  );

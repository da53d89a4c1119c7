/** A case and its events as this reader may read them: of an approval without what its form hides from them. Other kinds hide nothing. */
import { audienceOf, dataReadBy, readBy } from '../domain/approval/audience.ts';
import type { ApprovalState } from '../domain/approval/facts.ts';
import type { Audience } from '../domain/approval/form.ts';
import { kindOf, stateIn } from '../domain/cases.ts';
import { holds, type Relation } from '../domain/permission/relation.ts';
import type { CaseDetail, EventView, Reader } from '../domain/views.ts';

type Found = Pick<CaseDetail, 'stream' | 'programme' | 'state'>;
type Standing = Pick<Relation, 'manages' | 'roles' | 'grounds'> | null;

/** Whoever writes for the applicant, the project's manager and the programme's officer, reads what they would write. */
function approvalFor(found: Found, reader: Reader, relation: Standing): { readonly state: ApprovalState; readonly audience: Audience } {
  const state = stateIn('approval', found);
  const roles = relation?.roles ?? reader.roles[found.programme] ?? [];
  const runs = relation?.manages === true || relation?.grounds.includes('APPLICANT') === true || holds(roles, ['PROGRAMME_OFFICER']);
  return { state, audience: audienceOf(state, reader.person, roles, runs) };
}

export function readByReader(found: Found, reader: Reader, relation: Standing): object {
  if (kindOf(found.stream) !== 'approval') return found.state;
  const { state, audience } = approvalFor(found, reader, relation);
  return readBy(state, audience);
}

/** The same of an approval, with its type. */
export function approvalReadBy(found: Found, reader: Reader, relation: Standing): ApprovalState {
  const { state, audience } = approvalFor(found, reader, relation);
  return readBy(state, audience);
}

export function eventsReadBy(found: Found, events: readonly EventView[], reader: Reader, relation: Standing): readonly EventView[] {
  if (kindOf(found.stream) !== 'approval') return events;
  const { state, audience } = approvalFor(found, reader, relation);
  return events.map((event) => ({ ...event, data: dataReadBy(event.data, state, audience) }));
}

/** Who of the five parties has committed themselves for life (质量终身责任承诺书), and who had not when works began. Pure. */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import { incomplete } from '../../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import { valuesIn } from '../../../rule-table/table.ts';
import { SITE } from '../../../standards/site.ts';
import { identityFaults } from '../../../text/identity-number.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from '../facts.ts';
import { finding } from '../findings.ts';
import { PARTIES, PARTY_NAMES, type Party } from './facts.ts';

const { document } = SITE.rows.commitments;

/** A conversion without a surveyor says so. */
const mayLack = (state: ConstructionState, party: Party): boolean => party === 'SURVEYOR' && state.profile.buildKind === 'CONVERT';

/** Those who have not, as far as anybody asks. */
export const uncommitted = (state: ConstructionState): readonly Party[] =>
  valuesIn(state.standards, SITE).commitments ? PARTIES.filter((party) => state.commitments?.[party] === undefined) : [];

/** Works on `on` without them. */
export function startedUncommitted(state: ConstructionState, on: IsoDate): readonly ConstructionEvent[] {
  const parties = uncommitted(state);
  const late = valuesIn(state.standards, SITE).commitments
    ? Object.entries(state.commitments ?? {}).flatMap(([party, one]) => (one.on > on ? [committedLate(party as Party, one.on, on)] : [])) // its own keys
    : [];
  return parties.length === 0 ? late : [finding('STARTED_WITHOUT_COMMITMENT', document, { on, parties }), ...late];
}
const committedLate = (party: Party, on: IsoDate, start: IsoDate): ConstructionEvent =>
  finding('COMMITTED_AFTER_START', document, { on: start, parties: [party], earlierOn: on });

export function recordCommitment(state: ConstructionState, command: Extract<ConstructionCommand, { type: 'RecordCommitment' }>): Decision<Happening> {
  const { type: _, files = [], ...commitment } = command;
  const { party, unit = '', head = '', on, notApplicable } = commitment;
  const lacks = (notApplicable ?? '').trim() !== '';
  const { zh, en } = PARTY_NAMES[party];
  const faults: readonly Text[] = lacks
    ? mayLack(state, party)
      ? []
      : [
          {
            zh: `notApplicable：只有改建项目的勘察单位可以不适用，${zh}不可以`,
            en: `notApplicable must be of the surveyor of a conversion, not of the ${en}`,
          },
        ]
    : [
        ...(unit.trim() === '' ? [{ zh: 'unit：须写明单位', en: 'unit must be named' }] : []),
        ...(head.trim() === '' ? [{ zh: 'head：须填写项目负责人的编号', en: 'head must be the reference of who is in charge' }] : []),
        ...identityFaults([['head', head]]),
        ...(files.length === 0 && valuesIn(state.standards, SITE).commitments
          ? [{ zh: `files：须有承诺书文件（${document}）`, en: `files must hold the signed commitment (${document})` }]
          : []),
      ];
  if (faults.length > 0)
    return refuse(incomplete(`${zh}的承诺有误，未登记。`, `The commitment of the ${en} has faults and was not recorded.`, faults));
  const { START: start } = state.reached;
  const late = start !== undefined && on > start && valuesIn(state.standards, SITE).commitments ? [committedLate(party, on, start)] : [];
  return allow<Happening>({ type: 'CommitmentRecorded', data: commitment }, ...late);
}

/**
 * Inspections: concealed works with their pictures, and what was not passed until it is put right and inspected again. The
 * newest of a kind and a part counts. Deliberately absent: what completion makes of them (../decide.ts).
 */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import { byRules, type Context } from '../../../kernel/context.ts';
import { addDays, dayAt } from '../../../kernel/days.ts';
import { incomplete } from '../../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import { valuesIn } from '../../../rule-table/table.ts';
import { INSPECTION_NAMES } from '../../../standards/closed-lists.ts';
import { SITE } from '../../../standards/site.ts';
import { ruleWords } from '../../../words/rules.ts';
import type { ConstructionCommand, ConstructionState, Happening } from '../facts.ts';
import { inverted } from '../findings.ts';
import type { Inspection } from './facts.ts';

const partOf = ({ inspection, part = '' }: Inspection): string => `${inspection}\n${part.normalize('NFKC').replace(/\s+/gu, '')}`;

/** The newest of each kind and part, by its day: whatever is entered later of an earlier day says nothing of what came since. */
export function newestOf(inspections: readonly Inspection[]): readonly Inspection[] {
  const ordered = [...inspections].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
  return [...new Map(ordered.map((one) => [partOf(one), one])).values()];
}
/** What stands failed, of each part. */
export const toRemedy = ({ inspections }: ConstructionState): readonly Inspection[] => newestOf(inspections).filter(({ passed }) => !passed);

export const inspectionName = ({ inspection, part }: Pick<Inspection, 'inspection' | 'part'>): Text => {
  const { zh, en } = INSPECTION_NAMES[inspection];
  return part === undefined ? { zh, en } : { zh: `${zh}（${part}）`, en: `${en} (${part})` };
};

export function recordInspection(
  state: ConstructionState,
  command: Extract<ConstructionCommand, { type: 'RecordInspection' }>,
  context: Context,
): Decision<Happening> {
  const { inspection, passed, on, part, remedyBy, files = [] } = command;
  const { concealedFiles, remedyDays } = valuesIn(state.standards, SITE);
  const { START: start } = state.reached;
  if (byRules(context, 5)) {
    const { document } = SITE.rows.concealedFiles;
    const faults: readonly Text[] = [
      ...(inspection === 'CONCEALED_WORKS' && files.length < concealedFiles
        ? [
            {
              zh: `files：隐蔽工程检查须有至少 ${concealedFiles} 份影像资料（${document}）`,
              en: `files must hold at least ${concealedFiles} of the works before they were covered (${ruleWords(document).en})`,
            },
          ]
        : []),
      ...(remedyBy !== undefined && passed ? [{ zh: 'remedyBy：合格的不填', en: 'remedyBy must be left out of one that was passed' }] : []),
      ...(remedyBy !== undefined && remedyBy < on ? [{ zh: `remedyBy：不得早于 ${on}`, en: `remedyBy must not be before ${on}` }] : []),
    ];
    if (faults.length > 0) return refuse(incomplete('检查登记有误。', 'The inspection has faults and was not recorded.', faults));
  }
  const until: IsoDate | undefined = passed ? undefined : (remedyBy ?? (remedyDays === null ? undefined : addDays(later(on, context), remedyDays)));
  const early = start !== undefined && byRules(context, 3) ? inverted(inspection, on, { START: start }) : [];
  return allow<Happening>(
    {
      type: 'InspectionRecorded',
      data: {
        inspection,
        passed,
        on,
        finding: command.finding ?? null,
        ...(part === undefined ? {} : { part }),
        ...(until === undefined ? {} : { remedyBy: until }),
      },
    },
    ...early,
  );
}
/** Nobody could act before it was known here. */
const later = (on: IsoDate, { now }: Context): IsoDate => (on > dayAt(now) ? on : dayAt(now));

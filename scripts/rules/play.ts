/** Plays every gate and says what came out otherwise than its rule. Deliberately absent: printing (main.ts). */
import { tableOf } from '../../domain/standards/all.ts';
import type { Gate, Tried, Try } from './gate.ts';

export type Wrong = { readonly gate: string; readonly what: string; readonly must: Try['must']; readonly came: string };

const cameOut = ({ refused, findings }: Tried): Try['must'] => (refused !== null ? 'REFUSED' : findings.length > 0 ? 'FOUND' : 'TAKEN');

function played(gate: Gate, tried: Try): Wrong | null {
  const wrong = (came: string): Wrong => ({ gate: gate.key, what: tried.what.en, must: tried.must, came });
  try {
    const result = tried.play();
    const came = cameOut(result);
    const codes = result.refused === null ? result.findings : [result.refused.code];
    if (came !== tried.must) return wrong(`${came} ${codes.join(', ')}`.trim());
    return tried.code === undefined || codes.includes(tried.code) ? null : wrong(`${came} with ${codes.join(', ')}, not ${tried.code}`);
  } catch (error) {
    return wrong(`an error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export type Report = {
  readonly gates: number;
  readonly tries: number;
  /** Must not have been taken as it was. */
  readonly openedWrongly: readonly Wrong[];
  /** Must have been taken. */
  readonly closedWrongly: readonly Wrong[];
  /** What is wrong with the list itself: a gate that only opens, a row that is not there. */
  readonly faults: readonly string[];
};

export function playAll(gates: readonly Gate[]): Report {
  const wrong = gates.flatMap((gate) => gate.tries.flatMap((tried) => played(gate, tried) ?? []));
  const keys = gates.map(({ key }) => key);
  return {
    gates: gates.length,
    tries: gates.reduce((sum, { tries }) => sum + tries.length, 0),
    openedWrongly: wrong.filter(({ must }) => must !== 'TAKEN'),
    closedWrongly: wrong.filter(({ must }) => must === 'TAKEN'),
    faults: [
      ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} must be there once`),
      ...gates.flatMap(({ key, rows }) => rows.filter((row) => !hasRow(row)).map((row) => `${key}: ${row} must be a row of a table`)),
      ...gates
        .filter(({ tries }) => !tries.some(({ must }) => must === 'TAKEN') || tries.every(({ must }) => must === 'TAKEN'))
        .map(({ key }) => `${key} must have something that opens it and something that does not`),
    ],
  };
}

function hasRow(name: string): boolean {
  const [table = '', row = ''] = name.split('.');
  return Object.hasOwn(tableOf(table)?.rows ?? {}, row);
}

/** What a record is verified against, and the verdict in words and as JSON. Exit code 1 with a fault. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { minuteAt } from '../../domain/kernel/days.ts';
import { SetupError } from '../../local/setup-error.ts';
import { splitNotes } from '../../proof/checkpoint.ts';
import type { VerifyFault } from '../../proof/faults.ts';
import { parseVerifierKey, type VerifierKey } from '../../proof/note.ts';
import type { VerifyReport } from '../../proof/verify.ts';
import { lastLine, say } from '../output.ts';

export const mustBeKey = (text: string): VerifierKey => {
  const key = parseVerifierKey(text);
  if (key === null) throw new SetupError(`"${text}" is no public key.`, 'A key looks like NAME+1a2b3c4d+BASE64; `npx tuojian audit key` prints it.');
  return key;
};
/** Keys as text, or files that hold one a line. */
export const keysFrom = (given: readonly string[]): readonly VerifierKey[] =>
  given.flatMap((text) => (existsSync(text) ? readFileSync(text, 'utf8').split('\n').filter(Boolean) : [text])).map(mustBeKey);

/** Files of checkpoints, and `leaves.txt` beside them where there is one. */
export function outsideFrom(files: readonly string[]): { readonly outside: readonly string[]; readonly outsideLeaves: readonly string[] } {
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new SetupError(`${missing} does not exist.`, 'Name the file to which checkpoints were appended, or a mail saved as text.');
  const leaves = files.map((file) => path.join(path.dirname(file), 'leaves.txt')).find((file) => existsSync(file));
  return {
    outside: files.flatMap((file) => splitNotes(notesIn(readFileSync(file, 'utf8')))),
    outsideLeaves: leaves === undefined ? [] : readFileSync(leaves, 'utf8').split('\n').filter(Boolean),
  };
}

/** A mail holds a checkpoint below words for people: it begins where the lines of a checkpoint do. */
function notesIn(text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  return [...plain.matchAll(/[^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\ntime [^\n]+\n\n(?:— [^\n]+\n)+/g)].map(([note]) => note).join('') || plain;
}

export function tellVerdict(
  report: VerifyReport,
  faults: readonly VerifyFault[],
  asked: { readonly given: boolean; readonly outside: boolean },
): void {
  const { events, streams, documents, covered, coveredAt, since, unsigned, firstBad } = report;
  const ok = faults.length === 0;
  say(`${events} events of ${streams} cases, ${documents} documents, ${report.checkpoints} checkpoints, ${report.outside} kept elsewhere.`);
  if (ok && coveredAt !== null) {
    say(`证明：截至 ${minuteAt(coveredAt)} 的前 ${covered} 个事件，自各自首个检查点起未被改动（最早 ${since === null ? '—' : minuteAt(since)}）。`);
    say(
      `Proved: the first ${covered} events, up to ${minuteAt(coveredAt)}, stand as they stood when the first checkpoint after each was signed (the first one ${since === null ? '—' : minuteAt(since)}).`,
    );
  }
  for (const { kept, lost, at, reason } of report.restarts) {
    say(`注意：${minuteAt(at)} 日志密钥声明丢失第 ${kept} 至 ${lost - 1} 位共 ${lost - kept} 个事件，原因：${reason}`);
    say(`Note: on ${minuteAt(at)} the log's key declared ${lost - kept} events lost, places ${kept} to ${lost - 1}: ${reason}`);
  }
  if (unsigned > 0) say(`${unsigned} events are chained and not signed yet.`);
  if (!asked.given) say('Note: the key was taken from this record itself. Compare it with the one that you were given by another way (--key).');
  if (!asked.outside)
    say(
      'Note: without checkpoints kept elsewhere (--outside) a record that was cut off or rewritten together with its checkpoints by the holder of the key is not found.',
    );
  for (const { code, where, message } of faults.slice(0, 50)) say(`✗ ${code} ${where}\n    ${message.zh}\n    ${message.en}`);
  if (firstBad !== null) say(`First event that is wrong or cannot be proved: ${firstBad}`);
  say(ok ? '✓ 通过 verified' : `✗ 未通过 not verified: ${faults.length} faults`);
  lastLine({
    ok,
    events,
    streams,
    documents,
    covered,
    coveredAt,
    since,
    unsigned,
    restarts: report.restarts.length,
    faults: faults.length,
    firstBad,
    codes: [...new Set(faults.map(({ code }) => code))].sort(),
  });
  if (!ok) process.exitCode = 1;
}

/** Requests as they came: each counts once, and what was refused is noted. */
import type { CommandAnswer } from '../../workflows/contract.ts';

export type Keys = {
  reserveKey(
    person: string,
    key: string,
    fingerprint: string,
  ): Promise<{ readonly fingerprint: string; readonly status: number | null; readonly body: unknown } | null>;
  /** What was recorded in a case under this command id; null: nothing. */
  recordedAs(stream: string, commandId: string): Promise<CommandAnswer | null>;
  storeAnswer(person: string, key: string, status: number, body: object): Promise<void>;
  releaseKey(person: string, key: string): Promise<void>;
  noteRefusal(refusal: {
    readonly stream: string;
    readonly commandType: string;
    readonly commandId: string;
    readonly person: string | null;
    readonly door: string;
    readonly code: string;
  }): Promise<void>;
};

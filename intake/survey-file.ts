/**
 * Reads a survey file that a person brings, in a thread of its own with limits of time and memory, so that no file can hold
 * up the service; and keeps the hash of its own bytes. Deliberately absent: what is in it (survey.ts), and storing.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Text } from '../domain/kernel/values.ts';
import type { SurveyAnswer } from '../domain/stages/survey/answer.ts';
import { faultOfLine } from '../domain/text/check.ts';
import type { SurveyContext } from './survey.ts';
import { refused, type SurveyReading } from './survey-bytes.ts';

export type SurveyTask = { readonly fileName: string; readonly bytes: Uint8Array; readonly context: SurveyContext };
/** What the thread says: answers, each part when it is asked for, then what else it found. */
export type FromReader = { readonly part: SurveyReading['answers'] } | { readonly reading: Omit<SurveyReading, 'answers'> };
/** `sha256`: of the file as it was brought. */
export type SurveyFile = SurveyReading & { readonly sha256: string };

/** A hundred thousand answers of all questions are about 15 MB as CSV; a scan of them is no survey file. */
export const SURVEY_FILE_MAX_BYTES = 20 * 1_024 * 1_024;
const TIME_MS = 45_000;
const MEMORY_MB = 384;
/** Threads at a time; others wait. */
const AT_ONCE = 2;

/** Names a file in a folder, in any script; never a path. */
export function plainNameFault(name: string): Text | null {
  if (name !== name.trim() || name === '' || [...name].length > 120)
    return { zh: '须为 1 至 120 个字符的文件名', en: 'must be a file name of 1 to 120 characters' };
  const unfit = faultOfLine(name);
  if (unfit !== null) return unfit;
  return /[/\\:*?"<>|]/.test(name) || name.startsWith('.') ? { zh: '须为普通文件名，不得是路径', en: 'must be a plain file name, not a path' } : null;
}

/** The same of a survey. */
export function fileNameFault(name: string): Text | null {
  const unfit = plainNameFault(name);
  if (unfit !== null) return unfit;
  return /\.(csv|txt|tsv|xlsx)$/i.test(name) ? null : { zh: '须以 .csv 或 .xlsx 结尾', en: 'must end in .csv or .xlsx' };
}

const tooMuch = (zh: string, en: string): Text => ({ zh: `${zh}；请分成几个批次提交`, en: `${en}; hand it in as several batches` });

let running = 0;
const waiting: (() => void)[] = [];

/** Never fails: what cannot be read is a fault. Of many faults or warnings the first are told (sentences.ts). */
export async function readSurveyFile(fileName: string, bytes: Uint8Array, context: SurveyContext): Promise<SurveyFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length > SURVEY_FILE_MAX_BYTES) {
    return {
      ...refused(fileName, tooMuch(`超过 ${SURVEY_FILE_MAX_BYTES / 1_048_576} MB`, `is larger than ${SURVEY_FILE_MAX_BYTES / 1_048_576} MB`)),
      sha256,
    };
  }
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return { ...(await inThread({ fileName, bytes: Uint8Array.from(bytes), context })), sha256 };
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Every text arrives as one of its own; what many answers say is held once. */
const TEXTS_HELD = 10_000;
function sharing(): (answer: SurveyAnswer) => SurveyAnswer {
  const held = new Map<string, string>();
  const one = <T>(value: T): T => {
    if (typeof value !== 'string') return value;
    const found = held.get(value);
    if (found === undefined && held.size < TEXTS_HELD) held.set(value, value);
    return (found ?? value) as T; // the same text
  };
  const all = <T extends object>(values: T): T => {
    for (const [key, value] of Object.entries(values)) Reflect.set(values, key, one(value));
    return values;
  };
  return (answer) => {
    if (answer.questions !== undefined) all(answer.questions);
    return all(answer);
  };
}

function inThread(task: SurveyTask): Promise<SurveyReading> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./read-thread.mjs', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // Nothing of the service's settings is in there.
      env: {},
      stdout: true,
      stderr: true,
    });
    const end = (reading: SurveyReading): void => {
      clearTimeout(late);
      void worker.terminate();
      resolve(reading);
    };
    const late = setTimeout(
      () => end(refused(task.fileName, tooMuch(`读取超过 ${TIME_MS / 1_000} 秒`, `takes longer than ${TIME_MS / 1_000} s to read`))),
      TIME_MS,
    );
    const answers: SurveyReading['answers'][number][] = [];
    const shared = sharing();
    worker.on('message', (told: FromReader) => {
      if ('reading' in told) return end({ ...told.reading, answers });
      for (const answer of told.part) answers.push(shared(answer));
      worker.postMessage('next');
    });
    worker.once('error', (error) => {
      const large = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(
        refused(
          task.fileName,
          large
            ? tooMuch(`读取需要超过 ${MEMORY_MB} MB 内存`, `needs more than ${MEMORY_MB} MB to read`)
            : { zh: '无法读取；请重新另存为 CSV UTF-8 或 .xlsx', en: 'cannot be read; save it anew as CSV UTF-8 or .xlsx' },
        ),
      );
    });
    worker.once('exit', () => end(refused(task.fileName, { zh: '未能读到结尾', en: 'could not be read to its end' })));
  });
}

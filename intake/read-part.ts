/**
 * In a thread: reads one survey file and hands over what it found, its answers in parts, each when it is asked for: whoever
 * takes many at once does nothing else meanwhile. Deliberately absent: limits (survey-file.ts sets them).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { surveyFromBytes } from './survey-bytes.ts';
import type { FromReader, SurveyTask } from './survey-file.ts';

const PART = 1_000;
const { fileName, bytes, context } = workerData as SurveyTask; // survey-file.ts sends it
const { answers, ...reading } = await surveyFromBytes(fileName, bytes, context);
const tell = (message: FromReader): void => parentPort?.postMessage(message);
let given = 0;
const next = (): void => {
  const part = answers.slice(given, given + PART);
  given += part.length;
  tell(part.length > 0 ? { part } : { reading });
};
parentPort?.on('message', next);
next();

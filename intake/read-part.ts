/** In a thread: reads one survey file and hands over what it found. Deliberately absent: limits (survey-file.ts sets them). */
import { parentPort, workerData } from 'node:worker_threads';
import { surveyFromBytes } from './survey-bytes.ts';
import type { SurveyTask } from './survey-file.ts';

const { fileName, bytes, context } = workerData as SurveyTask; // survey-file.ts sends it
parentPort?.postMessage(await surveyFromBytes(fileName, bytes, context));

/** Decisions that may be made again and again: each announces another last day of a survey. */
import { addDays, dayAt } from '../domain/kernel/days.ts';
import type { ApiClient } from '../scripts/demo/http.ts';

/** `n`: no two in a row alike. */
export const announce = (manager: ApiClient, survey: string, n: number): Promise<void> =>
  manager.command(`survey/${survey}`, { type: 'AnnounceSurvey', closesOn: addDays(dayAt(new Date().toISOString()), 30 + (n % 100)) });

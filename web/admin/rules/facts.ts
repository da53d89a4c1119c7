/** What the pages about tables of rules ask. */
import { reading } from '../../app/client.ts';

/** As they hold on a day; today unless one is given. */
export const rulesReading = (programme: string, on?: string) =>
  reading('/api/v1/programme/{id}/rules', { path: { id: programme }, query: on === undefined ? {} : { on } });

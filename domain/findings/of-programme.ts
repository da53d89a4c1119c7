/** What is found of a programme itself stands in a ledger of its own: `programme.QH`, which no project can be called. */
const OF_PROGRAMME = 'programme.';
export const ledgerOfProgramme = (programme: string): string => `${OF_PROGRAMME}${programme}`;
/** Null: it is a project's. */
export const programmeOf = (ledger: string): string | null => (ledger.startsWith(OF_PROGRAMME) ? ledger.slice(OF_PROGRAMME.length) : null);

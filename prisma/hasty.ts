/**
 * Part of a statement that does not wait for the disk: `WITH ${HASTY} UPDATE … FROM hasty`. What a crash of PostgreSQL loses of it
 * (the last half second, and never what an act that was acknowledged later rests on: the log is written in order) must be no harm:
 * a form is shown anew; one that was used, or a request whose key was lost, reaches the workflow again, which knows its command
 * id; of a visit or a wrong try the count is one less. The record, and what became of a mail, always wait.
 */
export const HASTY = "hasty AS (SELECT set_config('synchronous_commit', 'off', true))";

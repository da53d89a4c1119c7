/**
 * SQL: the moment from which what is due at once is due. Columns of times keep milliseconds and round: a bare `now()` may lie half
 * a millisecond ahead of the very next statement, which would pass over what was just made due.
 */
export const AT_ONCE = "date_trunc('milliseconds', now())";

-- New entries wait in a list of 256 kB at most, which a search reads with the rest, and go into the index together: one by one they
-- wrote four times as much to the log of the database as all else of an approval
ALTER INDEX "audit_tail_terms_idx" SET (fastupdate = on, gin_pending_list_limit = 256);

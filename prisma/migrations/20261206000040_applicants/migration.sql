-- Whether somebody applied for anything in a programme, and how many drafts they have, is asked with each approval: by one
-- look at an index, however much they applied for before.
-- DropIndex
DROP INDEX "case_state_applicant_idx";

-- CreateIndex
CREATE INDEX "case_state_applicant_programme_idx" ON "case_state"("applicant", "programme");

-- CreateIndex
CREATE INDEX "application_draft_idx" ON "application"("applicant") WHERE "status" = 'DRAFT';

-- Pages of cases and tasks are read in the order of an index, however many there are (bench:read).
-- DropIndex
DROP INDEX "case_state_project_idx";

-- DropIndex
DROP INDEX "case_state_programme_idx";

-- CreateIndex
CREATE INDEX "case_state_project_stream_idx" ON "case_state"("project", "stream");

-- CreateIndex
CREATE INDEX "case_state_programme_stream_idx" ON "case_state"("programme", "stream");

-- CreateIndex
CREATE INDEX "task_person_opened_at_stream_task_idx" ON "task"("person", "opened_at" DESC, "stream", "task");

-- CreateIndex
CREATE INDEX "task_person_stream_idx" ON "task"("person", "stream");

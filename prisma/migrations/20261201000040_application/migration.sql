-- How applications show in people's lists, and the orders of those lists (docs/adr/0064). Filled by prisma/upgrade.ts.
-- DropIndex
DROP INDEX "task_person_status_idx";

-- CreateTable
CREATE TABLE "application" (
    "stream" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "project" TEXT,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "light" TEXT,
    "applicant" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "matter_name" TEXT NOT NULL,
    "amount_fen" BIGINT,
    "documents" INTEGER NOT NULL,
    "step" TEXT,
    "asked" TEXT[],
    "asked_count" INTEGER NOT NULL,
    "applicant_act" TEXT,
    "due_on" TEXT,
    "stands_for" TEXT,
    "stands_since" TEXT,
    "stands_until" TEXT,
    "batch" BOOLEAN NOT NULL,
    "received_on" TEXT,

    CONSTRAINT "application_pkey" PRIMARY KEY ("stream")
);

-- CreateIndex
CREATE INDEX "application_applicant_applicant_act_idx" ON "application"("applicant", "applicant_act");

-- CreateIndex
CREATE INDEX "task_person_status_due_at_stream_task_idx" ON "task"("person", "status", "due_at", "stream", "task");

-- CreateIndex
CREATE INDEX "task_person_decided_at_idx" ON "task"("person", "decided_at");

-- CreateIndex
CREATE INDEX "task_person_kind_opened_at_idx" ON "task"("person", "kind", "opened_at");

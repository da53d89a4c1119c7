-- CreateTable
CREATE TABLE "setup_job" (
    "id" TEXT NOT NULL,
    "person" TEXT,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "zh" TEXT NOT NULL,
    "en" TEXT NOT NULL,
    "result" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "setup_job_changed_at_idx" ON "setup_job"("changed_at");

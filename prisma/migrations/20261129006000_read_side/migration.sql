-- Small tables for what lists, clocks and the recorder ask, so that no query reaches into a state. Filled after this (prisma/upgrade.ts).
-- The table of findings was asked by nobody: findings are read from their ledgers.
-- AlterTable
ALTER TABLE "case_state" ADD COLUMN     "mark" TEXT;

-- DropTable
DROP TABLE "finding";

-- CreateTable
CREATE TABLE "running_clock" (
    "stream" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "calendar" TEXT NOT NULL,

    CONSTRAINT "running_clock_pkey" PRIMARY KEY ("stream","name")
);

-- CreateTable
CREATE TABLE "case_key" (
    "stream" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "case_key_pkey" PRIMARY KEY ("stream","kind","value")
);

-- CreateTable
CREATE TABLE "organisation" (
    "stream" TEXT NOT NULL,
    "organisation" JSONB NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("stream")
);

-- CreateIndex
CREATE INDEX "running_clock_calendar_idx" ON "running_clock"("calendar");

-- CreateIndex
CREATE INDEX "case_key_kind_value_idx" ON "case_key"("kind", "value");

-- CreateIndex
CREATE INDEX "case_key_programme_kind_idx" ON "case_key"("programme", "kind");

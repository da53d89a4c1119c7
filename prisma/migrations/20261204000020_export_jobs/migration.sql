-- Exports that are made as jobs, and their files in pieces until their time is over (docs/adr/0104).
-- CreateTable
CREATE TABLE "export_job" (
    "id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "programmes" TEXT[],
    "journals" TEXT[],
    "about" JSONB NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "export_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export_piece" (
    "export" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "export_piece_pkey" PRIMARY KEY ("export","nth")
);

-- CreateIndex
CREATE INDEX "export_job_person_started_at_idx" ON "export_job"("person", "started_at");

-- CreateIndex
CREATE INDEX "export_job_expires_at_idx" ON "export_job"("expires_at");

-- What a programme's progress takes of each project, so that no page reads a state. Filled after this (prisma/upgrade.ts).
-- CreateTable
CREATE TABLE "progress_part" (
    "stream" TEXT NOT NULL,
    "part" JSONB NOT NULL,

    CONSTRAINT "progress_part_pkey" PRIMARY KEY ("stream")
);

-- On which days the lights of works turned: few events among all of theirs.
CREATE INDEX "event_light_turned_idx" ON "event"("stream", "version") WHERE "type" = 'LightTurned';

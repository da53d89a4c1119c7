-- What the board of projects takes of each project and stage, so that no list reads a state. Filled after this (prisma/upgrade.ts).
-- CreateTable
CREATE TABLE "board_part" (
    "stream" TEXT NOT NULL,
    "part" JSONB NOT NULL,

    CONSTRAINT "board_part_pkey" PRIMARY KEY ("stream")
);

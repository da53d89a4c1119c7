-- Tasks get a number within their case, and states say in which shape they were kept.
-- The rows of "task" are read from the events and made again after this (prisma/rebuild.ts, refoldOlder), as are older states.
DELETE FROM "task";

-- AlterTable
ALTER TABLE "case_state" ADD COLUMN     "schema" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "task" DROP CONSTRAINT "task_pkey",
ADD COLUMN     "kind" TEXT NOT NULL,
ADD COLUMN     "on_behalf_of" TEXT,
ADD COLUMN     "task" INTEGER NOT NULL,
ADD CONSTRAINT "task_pkey" PRIMARY KEY ("stream", "task");

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "task" INTEGER;

-- AlterTable
ALTER TABLE "link_token" ADD COLUMN     "task" INTEGER,
ALTER COLUMN "round" DROP NOT NULL,
ALTER COLUMN "step" DROP NOT NULL;

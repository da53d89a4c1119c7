-- CreateTable
CREATE TABLE "set_aside" (
    "loop" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "about" TEXT,
    "reason" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_tried" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL,
    "next_try" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("loop","item")
);

-- CreateIndex
CREATE INDEX "set_aside_settled_at_idx" ON "set_aside"("settled_at");

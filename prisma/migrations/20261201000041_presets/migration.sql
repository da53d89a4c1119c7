-- Phrases for opinions (常用语) that a person keeps for themselves.
-- CreateTable
CREATE TABLE "preset" (
    "person" TEXT NOT NULL,
    "presets" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preset_pkey" PRIMARY KEY ("person")
);

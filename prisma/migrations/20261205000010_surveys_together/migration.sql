-- The answers of all surveys of a programme, each counted once. Made from the answers and from the surveys that count them, and made again.
CREATE TABLE "survey_together" (
    "programme" TEXT NOT NULL,
    "counted_from" TEXT NOT NULL,
    "tally" JSONB NOT NULL,
    "changed" TEXT[],
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_together_pkey" PRIMARY KEY ("programme")
);

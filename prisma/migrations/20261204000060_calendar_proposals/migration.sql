-- A year of the working-day calendar until a second person says yes or no, or its day is over (docs/adr/0111).
CREATE TABLE "calendar_proposal" (
    "id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "programmes" TEXT[],
    "year" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "days" JSONB NOT NULL,
    "seen" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_proposal_pkey" PRIMARY KEY ("id")
);

-- One at a time for a year: another has to wait for its end.
CREATE UNIQUE INDEX "calendar_proposal_year_key" ON "calendar_proposal"("year");

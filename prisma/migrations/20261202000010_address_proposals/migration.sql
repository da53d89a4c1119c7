-- Another address for somebody who holds what takes two people, until a second person says yes or no, or its day is over.
CREATE TABLE "address_proposal" (
    "id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_proposal_pkey" PRIMARY KEY ("id")
);

-- One at a time: another has to wait for its end.
CREATE UNIQUE INDEX "address_proposal_programme_person_key" ON "address_proposal"("programme", "person");

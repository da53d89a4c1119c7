-- The public questionnaire of a programme as a whole (docs/adr/0112): its address and answers stand in survey_link and survey_response.
CREATE TABLE "programme_form" (
    "link" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "areas" JSONB NOT NULL,
    "standards" JSONB NOT NULL,
    "basis" TEXT NOT NULL,
    "closes_on" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "opened_on" TEXT NOT NULL,
    "ended_on" TEXT,
    "batches" JSONB,

    CONSTRAINT "programme_form_pkey" PRIMARY KEY ("link")
);

-- One at a time: another is opened when it has ended.
CREATE UNIQUE INDEX "programme_form_open_key" ON "programme_form"("programme") WHERE "ended_on" IS NULL;

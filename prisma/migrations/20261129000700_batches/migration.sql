-- A batch belongs to its programme: the same id in another programme is another batch.
ALTER TABLE "survey_batch" DROP CONSTRAINT "survey_batch_pkey",
ADD COLUMN "rows_sha256" TEXT,
ADD COLUMN "faulty" INTEGER,
ADD COLUMN "received_by" TEXT,
ADD COLUMN "received_from" TEXT,
ADD CONSTRAINT "survey_batch_pkey" PRIMARY KEY ("programme", "id");

ALTER TABLE "survey_answer" DROP CONSTRAINT "survey_answer_pkey",
ADD COLUMN "programme" TEXT;
UPDATE "survey_answer" a SET "programme" = b."programme" FROM "survey_batch" b WHERE b."id" = a."batch";
-- Rows of no batch could never be counted.
DELETE FROM "survey_answer" WHERE "programme" IS NULL;
ALTER TABLE "survey_answer" ALTER COLUMN "programme" SET NOT NULL,
ADD CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("programme", "batch", "row");

-- Answers are as they came in, like the events that are drawn from them.
CREATE TRIGGER survey_batch_append_only BEFORE UPDATE OR DELETE ON "survey_batch"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_events();
CREATE TRIGGER survey_batch_no_truncate BEFORE TRUNCATE ON "survey_batch"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_events();
CREATE TRIGGER survey_answer_append_only BEFORE UPDATE OR DELETE ON "survey_answer"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_events();
CREATE TRIGGER survey_answer_no_truncate BEFORE TRUNCATE ON "survey_answer"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_events();

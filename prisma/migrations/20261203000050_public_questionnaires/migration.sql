-- CreateTable
CREATE TABLE "survey_link" (
    "hash" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "answers" INTEGER NOT NULL DEFAULT 0,
    "head" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "survey_link_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "survey_response" (
    "link" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "device" TEXT NOT NULL,
    "phone" TEXT,
    "stratum" TEXT NOT NULL,
    "fault" TEXT,
    "hash" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_response_pkey" PRIMARY KEY ("link","number")
);

-- CreateTable
CREATE TABLE "survey_refused" (
    "link" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "times" INTEGER NOT NULL,

    CONSTRAINT "survey_refused_pkey" PRIMARY KEY ("link","reason")
);

-- CreateTable
CREATE TABLE "survey_import" (
    "programme" TEXT NOT NULL,
    "batch" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_import_pkey" PRIMARY KEY ("programme","batch")
);

-- CreateIndex
CREATE INDEX "survey_link_stream_idx" ON "survey_link"("stream");

-- CreateIndex
CREATE UNIQUE INDEX "survey_response_stream_device_key" ON "survey_response"("stream", "device");

-- CreateIndex
CREATE UNIQUE INDEX "survey_response_stream_phone_key" ON "survey_response"("stream", "phone");

-- Answers are as they came in, like the events that are drawn from them.
CREATE TRIGGER survey_response_append_only BEFORE UPDATE OR DELETE ON "survey_response"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_events();
CREATE TRIGGER survey_response_no_truncate BEFORE TRUNCATE ON "survey_response"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_events();

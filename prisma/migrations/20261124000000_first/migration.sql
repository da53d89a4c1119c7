-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "stream" (
    "stream" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "project" TEXT,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "alg" TEXT NOT NULL DEFAULT 'sha256',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stream_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "event" (
    "position" BIGSERIAL NOT NULL,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "command_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "case_state" (
    "stream" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "project" TEXT,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "light" TEXT,
    "state" JSON NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_state_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "task" (
    "stream" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "project" TEXT,
    "programme" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("stream","round","step","person")
);

-- CreateTable
CREATE TABLE "finding" (
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "project" TEXT,
    "data" JSON NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("stream","version","ordinal")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "round" INTEGER,
    "step" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_until" TIMESTAMPTZ(3),
    "message_id" TEXT NOT NULL,
    "outcome" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_token" (
    "hash" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "visits" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "link_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "form_nonce" (
    "hash" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "form_nonce_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "phone" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "hash" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "person" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("person","key")
);

-- CreateTable
CREATE TABLE "refusal" (
    "id" BIGSERIAL NOT NULL,
    "stream" TEXT NOT NULL,
    "command_type" TEXT NOT NULL,
    "command_id" TEXT NOT NULL,
    "person" TEXT,
    "door" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_batch" (
    "id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_answer" (
    "batch" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "answer" JSONB NOT NULL,
    "fault" TEXT,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("batch","row")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "day" TEXT NOT NULL,
    "work" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "stream_kind_idx" ON "stream"("kind");

-- CreateIndex
CREATE INDEX "event_type_idx" ON "event"("type");

-- CreateIndex
CREATE INDEX "event_actor_idx" ON "event"("actor");

-- CreateIndex
CREATE UNIQUE INDEX "event_stream_version_key" ON "event"("stream", "version");

-- CreateIndex
CREATE UNIQUE INDEX "event_command_id_ordinal_key" ON "event"("command_id", "ordinal");

-- CreateIndex
CREATE INDEX "case_state_kind_stream_idx" ON "case_state"("kind", "stream");

-- CreateIndex
CREATE INDEX "case_state_project_idx" ON "case_state"("project");

-- CreateIndex
CREATE INDEX "case_state_programme_idx" ON "case_state"("programme");

-- CreateIndex
CREATE INDEX "task_person_status_idx" ON "task"("person", "status");

-- CreateIndex
CREATE INDEX "notice_status_idx" ON "notice"("status");

-- CreateIndex
CREATE INDEX "notice_stream_idx" ON "notice"("stream");

-- CreateIndex
CREATE INDEX "link_token_stream_person_idx" ON "link_token"("stream", "person");

-- CreateIndex
CREATE INDEX "api_token_person_idx" ON "api_token"("person");

-- CreateIndex
CREATE INDEX "refusal_stream_idx" ON "refusal"("stream");

-- The record is append-only for everybody but a superuser, whom the hash chain finds (docs/adr/0004).
-- Semicolons of the body stand as \x3b: Prisma's WebAssembly engine cuts a script at every semicolon it sees.
CREATE FUNCTION refuse_change_of_events() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN RAISE EXCEPTION \'events are append-only: % refused\', TG_OP USING ERRCODE = \'restrict_violation\'\x3b END';
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON "event"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_events();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON "event"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_events();

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "detail" JSONB,
ADD COLUMN     "not_before" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "link_token" ADD COLUMN     "check_digits" TEXT,
ADD COLUMN     "opened_at" TIMESTAMPTZ(3),
ADD COLUMN     "seen" TEXT,
ADD COLUMN     "tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "dead_address" TEXT;

-- CreateTable
CREATE TABLE "notice_attempt" (
    "id" BIGSERIAL NOT NULL,
    "notice" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "result" TEXT NOT NULL,
    "reply" TEXT NOT NULL,

    CONSTRAINT "notice_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_visit" (
    "id" BIGSERIAL NOT NULL,
    "link" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "signs" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "command_id" TEXT,

    CONSTRAINT "link_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_code" (
    "id" BIGSERIAL NOT NULL,
    "purpose" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "task" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preference" (
    "person" TEXT NOT NULL,
    "wishes" JSON NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("person")
);

-- CreateTable
CREATE TABLE "unsubscribe_token" (
    "hash" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unsubscribe_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "bot_card" (
    "id" TEXT NOT NULL,
    "bot" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "bot_card_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_attempt_notice_idx" ON "notice_attempt"("notice");

-- CreateIndex
CREATE INDEX "link_visit_link_idx" ON "link_visit"("link");

-- CreateIndex
CREATE INDEX "one_time_code_person_purpose_idx" ON "one_time_code"("person", "purpose");

-- CreateIndex
CREATE INDEX "one_time_code_hash_idx" ON "one_time_code"("hash");

-- CreateIndex
CREATE INDEX "bot_card_bot_status_idx" ON "bot_card"("bot", "status");

-- CreateIndex
CREATE INDEX "bot_card_stream_idx" ON "bot_card"("stream");

-- CreateIndex
CREATE INDEX "notice_created_at_idx" ON "notice"("created_at");

-- CreateIndex
CREATE INDEX "notice_recipient_sent_at_idx" ON "notice"("recipient", "sent_at");

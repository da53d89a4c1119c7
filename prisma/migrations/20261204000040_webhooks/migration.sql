-- Outgoing events (docs/adr/0106): who is told of which events, with which secret, what became of each message.
-- CreateTable
CREATE TABLE "webhook" (
    "id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "programmes" TEXT[],
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "events" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'PROPOSED',
    "basis" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "confirmed_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_place" BIGINT NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "rest_until" TIMESTAMPTZ(3),
    "cause" TEXT,
    "last_delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_secret" (
    "id" TEXT NOT NULL,
    "webhook" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_message" (
    "id" TEXT NOT NULL,
    "webhook" TEXT NOT NULL,
    "place" BIGINT,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" BIGSERIAL NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" INTEGER,
    "ms" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_programme_idx" ON "webhook"("programme");

-- CreateIndex
CREATE INDEX "webhook_secret_webhook_idx" ON "webhook_secret"("webhook");

-- CreateIndex
CREATE INDEX "webhook_message_webhook_status_next_try_idx" ON "webhook_message"("webhook", "status", "next_try");

-- CreateIndex
CREATE INDEX "webhook_message_webhook_stream_version_idx" ON "webhook_message"("webhook", "stream", "version");

-- CreateIndex
CREATE INDEX "webhook_message_webhook_created_at_idx" ON "webhook_message"("webhook", "created_at");

-- CreateIndex
CREATE INDEX "webhook_attempt_message_idx" ON "webhook_attempt"("message");

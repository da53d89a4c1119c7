-- CreateTable
CREATE TABLE "work_notice" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "task" INTEGER,
    "template" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "work_notice_provider_status_idx" ON "work_notice"("provider", "status");

-- CreateIndex
CREATE INDEX "work_notice_stream_idx" ON "work_notice"("stream");

-- CreateIndex
CREATE INDEX "work_notice_recipient_sent_at_idx" ON "work_notice"("recipient", "sent_at");

-- AlterTable
ALTER TABLE "one_time_code" ADD COLUMN     "command_id" TEXT;

-- CreateTable
CREATE TABLE "inbound_mail" (
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbound_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inbound_mail_received_at_idx" ON "inbound_mail"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_code_command_id_key" ON "one_time_code"("command_id");

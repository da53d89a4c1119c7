-- CreateTable
CREATE TABLE "document_file" (
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_file_pkey" PRIMARY KEY ("sha256")
);
-- AlterTable
ALTER TABLE "case_state" ADD COLUMN     "applicant" TEXT;

-- CreateIndex
CREATE INDEX "case_state_applicant_idx" ON "case_state"("applicant");

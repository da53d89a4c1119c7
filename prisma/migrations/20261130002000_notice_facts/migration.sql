-- What a notice tells, as it stood when it happened (docs/adr/0048). Rows of older releases have none, and it is read from the record where they are still to be sent.
-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "facts" JSONB;

-- Whether people chose the language of their mails and console themselves, a language that the office entered being no choice.
-- AlterTable
ALTER TABLE "person" ADD COLUMN     "locale_chosen" BOOLEAN NOT NULL DEFAULT false;

-- Signing in with a browser: sessions, codes by mail, passwords, second factors, accounts with providers, and what a key may be used for.
-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'TOKEN',
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "scope" TEXT NOT NULL DEFAULT 'ACT';

-- CreateTable
CREATE TABLE "sign_in_session" (
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_challenge" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_account" (
    "id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "second_factor" (
    "id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "spare_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_session_hash_key" ON "sign_in_session"("hash");

-- CreateIndex
CREATE INDEX "sign_in_session_person_idx" ON "sign_in_session"("person");

-- CreateIndex
CREATE INDEX "sign_in_session_expires_at_idx" ON "sign_in_session"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_challenge_identifier_idx" ON "sign_in_challenge"("identifier");

-- CreateIndex
CREATE INDEX "sign_in_challenge_expires_at_idx" ON "sign_in_challenge"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_account_person_idx" ON "sign_in_account"("person");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_account_provider_account_key" ON "sign_in_account"("provider", "account");

-- CreateIndex
CREATE UNIQUE INDEX "second_factor_person_key" ON "second_factor"("person");

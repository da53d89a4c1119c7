-- People, their sign-ins and who belongs to which programme: salts for hashed addresses, who issued a sign-in and when it was
-- first used, failed sign-ins. `programme_person` is filled from the events after this (prisma/members.ts).
-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "to_address" TEXT;

-- AlterTable
ALTER TABLE "notice_attempt" ADD COLUMN     "address_hash" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "salt" TEXT NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "first_noted_at" TIMESTAMPTZ(3),
ADD COLUMN     "first_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "issued_by" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "programme_person" (
    "programme" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "programme_person_pkey" PRIMARY KEY ("programme","person")
);

-- CreateTable
CREATE TABLE "sign_in_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sign_in_burst" (
    "id" BIGSERIAL NOT NULL,
    "door" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "person" TEXT,
    "misses" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "noted_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_burst_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "salt" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),

    CONSTRAINT "salt_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "programme_person_person_idx" ON "programme_person"("person");

-- CreateIndex
CREATE INDEX "sign_in_limit_expire_idx" ON "sign_in_limit"("expire");

-- CreateIndex
CREATE INDEX "sign_in_burst_noted_at_idx" ON "sign_in_burst"("noted_at");

-- CreateIndex
CREATE INDEX "api_token_first_used_at_idx" ON "api_token"("first_used_at");

-- Sign-ins of earlier releases count as used: when they were first used, nobody noted.
UPDATE "api_token" SET "first_used_at" = "created_at", "first_noted_at" = now();

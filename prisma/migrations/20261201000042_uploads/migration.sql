-- Files on their way in pieces (docs/adr/0016).
-- CreateTable
CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "media_type" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_piece" (
    "upload" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "upload_piece_pkey" PRIMARY KEY ("upload","at")
);

-- CreateIndex
CREATE INDEX "upload_person_idx" ON "upload"("person");

-- CreateIndex
CREATE INDEX "upload_expires_at_idx" ON "upload"("expires_at");

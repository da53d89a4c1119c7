-- CreateTable
CREATE TABLE "standing" (
    "stream" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "project" TEXT,

    CONSTRAINT "standing_pkey" PRIMARY KEY ("stream","kind","person","role")
);

-- CreateTable
CREATE TABLE "case_link" (
    "stream" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "other" TEXT NOT NULL,

    CONSTRAINT "case_link_pkey" PRIMARY KEY ("stream","side","other")
);

-- CreateTable
CREATE TABLE "upgrade_step" (
    "name" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upgrade_step_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "file_upload" (
    "sha256" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_upload_pkey" PRIMARY KEY ("sha256","person")
);

-- CreateTable
CREATE TABLE "file_reference" (
    "stream" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "file_reference_pkey" PRIMARY KEY ("stream","sha256")
);

-- CreateIndex
CREATE INDEX "standing_person_idx" ON "standing"("person");

-- CreateIndex
CREATE INDEX "standing_programme_kind_role_idx" ON "standing"("programme", "kind", "role");

-- CreateIndex
CREATE INDEX "case_link_other_idx" ON "case_link"("other");

-- CreateIndex
CREATE INDEX "file_reference_sha256_idx" ON "file_reference"("sha256");

-- CreateIndex
CREATE INDEX "task_on_behalf_of_idx" ON "task"("on_behalf_of");

-- Whoever handed a file in up to 0.4.0 may go on referring to it.
INSERT INTO "file_upload" ("sha256", "person", "name", "uploaded_at")
SELECT "sha256", "uploaded_by", "name", "uploaded_at" FROM "document_file";

-- What 0.4.0 recorded stays readable in its case, under the title that the event gives it. As text and never as JSON: an
-- event may hold what the database cannot read as JSON. A title with an escape in it is taken from the file instead.
INSERT INTO "file_reference" ("stream", "sha256", "name")
SELECT DISTINCT ON (e."stream", f."sha256") e."stream", f."sha256", COALESCE(NULLIF(m.found[2], ''), f."name")
FROM "event" e
CROSS JOIN LATERAL regexp_matches(e."body", '"sha256":"([0-9a-f]{64})"(?:,"title":"([^"\\]*)")?', 'g') AS m (found)
JOIN "document_file" f ON f."sha256" = m.found[1]
ORDER BY e."stream", f."sha256", e."version";

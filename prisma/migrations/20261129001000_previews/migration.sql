-- Pictures of documents, drawn once: what came of it is kept, also that there is none.
CREATE TABLE "document_preview" (
    "sha256" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "bytes" BYTEA,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_preview_pkey" PRIMARY KEY ("sha256")
);

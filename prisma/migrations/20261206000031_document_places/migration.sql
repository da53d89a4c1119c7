-- The bytes of a document may lie outside the database, on a disk or in an S3 store: the row says where, and holds none then.
ALTER TABLE "document_file" ADD COLUMN     "place" TEXT NOT NULL DEFAULT 'database',
ALTER COLUMN "bytes" DROP NOT NULL;

-- Files that were handed in and never referred to. The role of the service may not delete documents, which are evidence:
-- this deletes nothing else, whoever calls it. Gives how many.
CREATE FUNCTION "drop_unused_files"() RETURNS BIGINT LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH unused AS (
        SELECT f."sha256" FROM "document_file" f
        WHERE f."noted_at" IS NULL
          AND f."uploaded_at" < now() - interval '7 days'
          AND NOT EXISTS (SELECT 1 FROM "file_reference" r WHERE r."sha256" = f."sha256")
          AND NOT EXISTS (SELECT 1 FROM "file_upload" u WHERE u."sha256" = f."sha256" AND u."uploaded_at" >= now() - interval '7 days')
        ORDER BY f."uploaded_at" LIMIT 100 FOR UPDATE SKIP LOCKED
    ), uploads AS (
        DELETE FROM "file_upload" WHERE "sha256" IN (SELECT "sha256" FROM unused)
    ), previews AS (
        DELETE FROM "document_preview" WHERE "sha256" IN (SELECT "sha256" FROM unused)
    ), files AS (
        DELETE FROM "document_file" WHERE "sha256" IN (SELECT "sha256" FROM unused) RETURNING 1
    ) SELECT count(*) FROM files
$$;
REVOKE ALL ON FUNCTION "drop_unused_files"() FROM PUBLIC;

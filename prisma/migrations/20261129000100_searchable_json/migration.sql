-- JSON that SQL looks into is kept as jsonb, which refuses what could not be read back. Release 0.4.0 took any text that JSON
-- allows, so that rows of it may hold U+0000 or half of a surrogate pair, which no text of PostgreSQL can: they are mended
-- here, and states among them are folded anew from their events when the service starts (schema 0 is older than any).
-- (\x3b is a semicolon: what applies migrations splits at each.)
CREATE FUNCTION is_readable_json(value json) RETURNS boolean LANGUAGE plpgsql AS
E'BEGIN PERFORM value::jsonb\x3b RETURN true\x3b EXCEPTION WHEN OTHERS THEN RETURN false\x3b END';

-- JSON.stringify writes a whole pair as the character itself, and only a half of one as an escape. A backslash before it
-- that is itself escaped makes no escape of it.
CREATE FUNCTION mended_json(value text) RETURNS text LANGUAGE sql AS '
  SELECT regexp_replace(value, ''(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})'', ''\1\\ufffd'', ''gi'')
';

UPDATE "case_state" SET "state" = mended_json("state"::text)::json, "schema" = 0 WHERE NOT is_readable_json("state");
UPDATE "case_state" SET "state" = '{}', "schema" = 0 WHERE NOT is_readable_json("state");
UPDATE "finding" SET "data" = mended_json("data"::text)::json WHERE NOT is_readable_json("data");
UPDATE "preference" SET "wishes" = mended_json("wishes"::text)::json WHERE NOT is_readable_json("wishes");

ALTER TABLE "case_state" ALTER COLUMN "state" SET DATA TYPE JSONB USING "state"::jsonb;
ALTER TABLE "finding" ALTER COLUMN "data" SET DATA TYPE JSONB USING "data"::jsonb;
ALTER TABLE "preference" ALTER COLUMN "wishes" SET DATA TYPE JSONB USING "wishes"::jsonb;

-- What the search shows is handed out as it stands and never looked into. It is mended all the same, as it is made now.
UPDATE "audit_entry" SET "shown" = mended_json("shown"::text)::json WHERE "shown"::text ~* '(?<!\\)(\\\\)*\\u(0000|d[89a-f][0-9a-f]{2})';

DROP FUNCTION is_readable_json(json);
DROP FUNCTION mended_json(text);

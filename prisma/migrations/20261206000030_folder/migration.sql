-- A case's reference to a file says by which event it came, and as which paper of its route: the folder of a project tells of
-- each file who handed it in when, by which act, and which of several is the newest.
ALTER TABLE "file_reference" ADD COLUMN     "event_version" INTEGER,
ADD COLUMN     "slot" TEXT;

-- Of what is there: the first event of the case that names it.
UPDATE "file_reference" r SET "event_version" = (
    SELECT min(e."version") FROM "event" e WHERE e."stream" = r."stream" AND position(r."sha256" IN e."body") > 0
);

-- What is taken over, and what of it waits for a second person, is found by its keys (domain/kernel/summary.ts).
INSERT INTO "case_key" (stream, programme, kind, value)
  SELECT stream, programme, 'TAKEOVER', state->'takeover'->>'status' FROM "case_state"
  WHERE kind = 'project' AND state ? 'takeover'
ON CONFLICT DO NOTHING;
INSERT INTO "case_key" (stream, programme, kind, value)
  SELECT stream, programme, 'TAKEOVER_WAITS', 'CORRECTION' FROM "case_state"
  WHERE kind = 'project' AND state ? 'takeover' AND state->'takeover'->'corrections' <> '{}'::jsonb
ON CONFLICT DO NOTHING;
